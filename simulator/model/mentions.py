"""Mentions in what people type: `@name` of a member, `@All`, or the bot."""

from typing import Any

from simulator.model.people import GroupChat
from simulator.model.platform import Platform

MOST_MENTIONS = 20
_EVERYBODY = ("All", "ทั้งหมด")


def utf16(text: str) -> int:
    """Return the length in UTF-16 code units, LINE's unit [D text-character-count]."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def mentions_in(text: str, platform: Platform, group: GroupChat) -> list[dict[str, Any]]:
    """Return the mentionees of a text, left to right, at most 20 [R §wh-text].

    The longest name that fits wins; `index` and `length` are in UTF-16 units, the `@` included.
    """
    names = _names(platform, group)
    found: list[dict[str, Any]] = []
    at = text.find("@")
    while at >= 0 and len(found) < MOST_MENTIONS:
        name = next((name for name in names if text.startswith(name, at + 1)), "")
        if name:
            place = {"index": utf16(text[:at]), "length": utf16(name) + 1}
            found.append({**place, **names[name]})
        at = text.find("@", at + 1 + len(name))
    return found


def _names(platform: Platform, group: GroupChat) -> dict[str, dict[str, Any]]:
    names: dict[str, dict[str, Any]] = {each: {"type": "all"} for each in _EVERYBODY}
    for user_id in group.members:
        person = platform.people.persons[user_id]
        shown = {"userId": user_id} if person.consented else {}
        names[person.name] = {"type": "user", **shown, "isSelf": False}
    if group.has_bot:
        bot = {"type": "user", "userId": platform.channel.bot_user_id, "isSelf": True}
        names[platform.channel.bot_name] = bot
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))
