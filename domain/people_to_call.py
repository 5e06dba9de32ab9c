"""Whom to call by name, and which agencies are named instead where LINE has no room for all.

M8  Only who may report for an agency is called, and only who is in the group.
M9  Every agency has its first person called before any has its second; a lot decides which of
    them go without, so that it is not always the same ones.
M10 What calls people is one push. A new issue calls everybody, as far as LINE allows; what comes
    later calls twenty, so that it still shares a push with its neighbours.
M11 Where there is no room to call somebody of each, the agencies of which nobody is called are
    named behind the text; of many the number, the first few, and where all are named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from domain.agencies import Agency
from domain.rendering import MOST_MENTIONS, MOST_OBJECTS, count_objects, room_behind
from domain.say import Mention, Say
from domain.words import Words

MOST_CALLS = MOST_OBJECTS - 1
"""Objects of a push that may call people; one is left for the card, or for a neighbour."""


def mentions(
    people: Iterable[Sequence[Mention]], lot: int | str, most: int = MOST_MENTIONS
) -> tuple[Mention, ...]:
    """Choose whom to call by name: `people` of each agency, nobody twice. Rule M9."""
    queues = [list(each) for each in people]
    Random(lot).shuffle(queues)
    chosen: dict[str, Mention] = {}
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue) and len(chosen) < most:
                chosen.setdefault(queue[turn].user_id, queue[turn])
    return tuple(chosen.values())


def call(say: Say, people: Mapping[Agency, Sequence[Mention]], lot: str, words: Words) -> Say:
    """Let a say call `people` of each agency by name, within one push. Rules M9 to M11."""
    called = replace(say, call="")
    for objects in range(MOST_CALLS if say.call else 1, 0, -1):
        chosen = mentions(people.values(), lot, objects * MOST_MENTIONS)
        if not chosen:
            break
        called = _named(replace(say, mentions=chosen), _unnamed(say, people, chosen, words), words)
        if count_objects(called) <= MOST_CALLS + (say.card is not None):
            break
    return called


def _unnamed(
    say: Say,
    people: Mapping[Agency, Sequence[Mention]],
    chosen: Sequence[Mention],
    words: Words,
) -> list[Agency]:
    """Return the agencies to be named because there was no room to call anybody of some."""
    accounts = {mention.user_id for mention in chosen}
    left = [
        agency
        for agency, staff in people.items()
        if accounts.isdisjoint(mention.user_id for mention in staff)
    ]
    want_room = any(people[agency] for agency in left)
    named_already = words.agencies(people) in (say.call or say.text)
    return left if want_room and not named_already else []


def _named(say: Say, agencies: Sequence[Agency], words: Words) -> Say:
    """Name agencies behind what is said to those who are called, as many as one object holds."""
    if not agencies:
        return say
    last = say.mentions[(len(say.mentions) - 1) // MOST_MENTIONS * MOST_MENTIONS :]
    sentence = say.call or say.text
    named = words.further_agencies(agencies, room_behind(last, sentence) - 1)
    text = f"{sentence}\n{named}"
    return replace(say, call=text) if say.call else replace(say, text=text)
