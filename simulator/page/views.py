"""What the templates show: phones, entries and ledger lines, read from the platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from simulator.model.calls import LedgerLine
from simulator.model.chats import BOT, ChatEntry
from simulator.model.people import GroupChat, LineUser
from simulator.model.platform import Platform
from simulator.page.clock import same_day
from simulator.page.template_cards import as_flex
from simulator.page.text import Run, runs

SHOWN_ENTRIES = 200
"""The newest entries of a chat that the page shows."""
SIGNS = ("showLoadingAnimation", "markMessagesAsReadByToken")
"""Calls that say nothing in a chat, though they do more than ask."""
SHOWN_CALLS = 100
"""The newest calls that the ledger shows."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One line of a chat as somebody sees it; `card` is a Flex container."""

    entry: ChatEntry
    own: bool
    new_day: bool
    follows: bool
    runs: list[Run]
    card: dict[str, Any] | None
    quoted: ChatEntry | None
    last: bool
    readers: int

    @property
    def by_bot(self) -> bool:
        """Whether the bot said it."""
        return self.entry.sender == BOT

    @property
    def kind(self) -> str:
        """The kind of the message object, such as `text`; empty for a notice."""
        return str(self.entry.message.get("type", ""))

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The actions of the quick reply, gone when a newer message stands below."""
        items = (self.entry.message.get("quickReply") or {}).get("items", []) if self.last else []
        return [item["action"] for item in items if "action" in item]


@dataclass(frozen=True, slots=True)
class PhoneView:
    """One phone: a chat seen by one person; `group` is None for the 1:1 chat with the bot."""

    number: int
    chat: str
    person: LineUser | None
    group: GroupChat | None
    entries: list[EntryView]

    @property
    def short_name(self) -> str:
        """The group's name for a tab: what stands in brackets at its end, if anything does."""
        name = self.group.name if self.group else ""
        return name.rstrip(")").rpartition("(")[2] if name.endswith(")") else name

    @property
    def inside(self) -> bool:
        """Whether the person can write here."""
        if self.person is None:
            return False
        if self.group is None:
            return not self.person.blocked
        return self.person.user_id in self.group.members


def entries(platform: Platform, chat: str, seen_by: str, after: str = "0") -> list[EntryView]:
    """Return a chat's newest entries after a message id, oldest first, as a person sees them."""
    everything = platform.chats.entries(chat)
    fresh = [each for each in everything if int(each.id) > int(after)][-SHOWN_ENTRIES:]
    before = {each.id: earlier for each, earlier in zip(everything[1:], everything, strict=False)}
    return [_entry(platform, each, before.get(each.id), seen_by) for each in fresh]


def entry(platform: Platform, message_id: str, seen_by: str) -> EntryView:
    """Return one entry as a person sees it; raises CannotDo when unknown."""
    it = platform.chats.entry(message_id)
    everything = platform.chats.entries(it.chat)
    place = everything.index(it)
    return _entry(platform, it, everything[place - 1] if place else None, seen_by)


def _entry(platform: Platform, it: ChatEntry, before: ChatEntry | None, seen_by: str) -> EntryView:
    names = {person.user_id: person.name for person in platform.people.persons.values()}
    new_day = before is None or not same_day(before.at, it.at)
    kind = it.message.get("type")
    card = it.message.get("contents") if kind == "flex" else None
    if kind == "template":
        card = as_flex(it.message.get("template", {}))
    return EntryView(
        entry=it,
        own=it.sender == seen_by,
        new_day=new_day,
        follows=not new_day and before is not None and before.sender == it.sender != "",
        runs=runs(it.message, names) if kind in ("text", "textV2") else [],
        card=card,
        quoted=platform.chats.find(it.quoted) if it.quoted else None,
        last=platform.chats.last(it.chat) is it,
        readers=platform.chats.readers(it),
    )


def phones(platform: Platform, chosen: Mapping[str, str]) -> list[PhoneView]:
    """Return the two groups and one private chat; `chosen` are c1, c2 (chats), p1, p2, p3 (people).

    Where nothing is chosen: the first two groups, the first member here and another there.
    """
    groups = list(platform.people.groups.values())
    views = []
    for number in (1, 2):
        group = platform.people.groups.get(chosen.get(f"c{number}", ""))
        group = group or (groups[number - 1] if len(groups) >= number else None)
        if group is not None:
            person = _person(
                platform, chosen.get(f"p{number}", ""), group.members, 2 * (number - 1)
            )
            views.append(_phone(platform, number, group.group_id, person, group))
    person = _person(platform, chosen.get("p3", ""), list(platform.people.persons), 0)
    if person is not None:
        views.append(_phone(platform, 3, person.user_id, person, None))
    return views


def _person(
    platform: Platform, chosen: str, candidates: Sequence[str], usual: int
) -> LineUser | None:
    """Return who was chosen, else the candidate at this place or the last one."""
    everybody = platform.people.persons
    if chosen in everybody:
        return everybody[chosen]
    known = [each for each in candidates if each in everybody] or list(everybody)
    return everybody[known[min(usual, len(known) - 1)]] if known else None


def _phone(
    platform: Platform, number: int, chat: str, person: LineUser | None, group: GroupChat | None
) -> PhoneView:
    seen_by = person.user_id if person else ""
    return PhoneView(number, chat, person, group, entries(platform, chat, seen_by))


@dataclass(frozen=True, slots=True)
class CallView:
    """A line of the ledger: its number from 1, and the name of the chat it is about, if any."""

    number: int
    call: LedgerLine
    where: str

    @property
    def routine(self) -> bool:
        """Whether it only asks for something or shows a sign, and all went well."""
        call = self.call
        went_well = 200 <= call.status < 300 and not (call.broken or call.fault or call.remark)
        return went_well and (call.method == "GET" or call.operation in SIGNS)


def calls(platform: Platform) -> list[tuple[bool, list[CallView]]]:
    """Return the newest API calls, newest first, in runs that are routine or not."""
    numbered = list(enumerate(platform.ledger, start=1))[-SHOWN_CALLS:]
    shown = [CallView(number, call, _where(platform, call)) for number, call in reversed(numbered)]
    return [(routine, list(run)) for routine, run in groupby(shown, attrgetter("routine"))]


def _where(platform: Platform, call: LedgerLine) -> str:
    for part in call.path.split("/"):
        if part in platform.people.groups or part in platform.people.persons:
            return platform.chat_name(part)
    return ""
