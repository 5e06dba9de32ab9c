"""A transcript of what happened so far, as a scenario that can be replayed.

It holds what people did and when; what the bot said stands beside it as comments, and each chat in
which it spoke before the next act is expected to hear something again.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from simulator.model.chats import BOT, ChatEntry, PhoneAct
from simulator.model.platform import Platform


def recorded(platform: Platform, title: str) -> str:
    """Return the transcript as a scenario's TOML."""
    keys = _short_keys(platform)
    start = platform.acts[0].at if platform.acts else platform.clock()
    parts = [f"title = {_quoted(title)}", f"start = {start.isoformat(timespec='seconds')}"]
    parts += ["enrolled = true", "", "[people]"]
    people = platform.people
    parts += [f"{keys[each]} = {_quoted(it.name)}" for each, it in people.persons.items()]
    parts += ["", "[groups]"]
    parts += [f"{keys[each]} = {_quoted(it.name)}" for each, it in people.groups.items()]
    ends = [act.newest for act in platform.acts[1:]] + [platform.chats.newest]
    before = start
    for act, end in zip(platform.acts, ends, strict=False):
        parts += ["", *_step(act, before, keys), *_answers(platform, act.newest, end, keys)]
        before = act.at
    return "\n".join([*parts, ""])


def _short_keys(platform: Platform) -> dict[str, str]:
    """Return short keys for people, groups and messages, in the order of their making."""
    made = dict.fromkeys(act.message for act in platform.acts if act.kind in ("says", "sends"))
    lists: dict[str, Iterable[str]] = {
        "p": platform.people.persons,
        "g": platform.people.groups,
        "m": made,
    }
    return {
        line_id: f"{letter}{number}"
        for letter, ids in lists.items()
        for number, line_id in enumerate(ids, start=1)
    }


def _step(act: PhoneAct, before: datetime, keys: dict[str, str]) -> Iterator[str]:
    yield "[[steps]]"
    seconds = round((act.at - before).total_seconds())
    if seconds > 0:
        yield f'forward = "{seconds}s"'
    said = act.kind in ("says", "sends")
    fields = {
        "who": keys.get(act.person, ""),
        "act": "" if act.kind == "says" else act.kind,
        "chat": keys.get(act.chat, ""),
        "key": keys.get(act.message, "") if said else "",
        "on": "" if said else keys.get(act.message, ""),
        "quote": keys.get(act.quoted, ""),
        "text": act.text.replace("{", "{{").replace("}", "}}"),
    }
    yield from (f"{name} = {_quoted(value)}" for name, value in fields.items() if value)


def _answers(platform: Platform, start: str, end: str, keys: dict[str, str]) -> Iterator[str]:
    """Yield what the bot said between two acts, as comments, and the chats that heard it."""
    heard: dict[str, None] = {}
    for chat in [*platform.people.groups, *platform.people.persons]:
        for entry in platform.chats.entries(chat, after=start, sender=BOT):
            if int(entry.id) <= int(end):
                heard[keys[chat]] = None
                yield from _comment(entry)
    if heard:
        listed = ", ".join(f"{{ chat = {_quoted(chat)} }}" for chat in heard)
        yield f"expects = [{listed}]"


def _comment(entry: ChatEntry) -> Iterator[str]:
    text = entry.message.get("altText") or entry.text
    yield from (f"#   {entry.name}: {row}" for row in _plain(text).splitlines())


def _plain(text: str) -> str:
    """Leave out what TOML forbids in a comment."""
    return "".join(each for each in text if each == "\n" or each.isprintable())


def _quoted(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
