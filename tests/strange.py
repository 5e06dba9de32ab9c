"""Texts that no person types, for every place that outside input can fill."""

from typing import Any

from domain.chat.table import TABLE

FULL_MESSAGE = 10_000
SHORT = {
    "not storable": "a\0b\ud83dc\udc00" + "{p0}" * 50 + "%s" * 50,
    "emoji": "👩‍🚒" * 100,
    "marks": "ก" + "\u0e49" * 600,
    "digits": "9" * 400,
}
"""Short enough to stand in a command beside others."""
LONG = {
    "a little too long": "ย" * 301,
    "full": "ย" * (FULL_MESSAGE - 100),
    "one too many": "ย" * (FULL_MESSAGE + 1),
    "far too long": "ย\U0001f9d1" * 30_000,
    "a long link": "https://example.com/" + "ก" * 1900,
    "many links": " ".join(f"https://example.com/{number}" for number in range(300)),
}
STRANGE = SHORT | LONG

_ISSUE = "#issue {0}\nถึง: {1}\nภายใน: {2}\nรายละเอียด: {3}\nอ้างอิง: {4}\nที่มา: {5}\nความเร่งด่วน: {6}"
_GIVEN = ("ข่าวลวง", "ปภ.", "พรุ่งนี้ 15.00 น.", "น้ำท่วม", "มท 0601/1", "https://example.com/1", "ด่วน")
_BEFORE = ("", "1 ", "1 ปภ. ", "1 พรุ่งนี้ 15.00 น. ")


def issues(text: str) -> list[str]:
    """`#issue` with a text in each of its fields by turns."""
    return [_ISSUE.format(*_with(_GIVEN, index, text)) for index in range(len(_GIVEN))]


def _with(given: tuple[str, ...], index: int, text: str) -> tuple[str, ...]:
    return (*given[:index], text, *given[index + 1 :])


def commands(text: str) -> list[str]:
    """Each command of the table with a text behind its word, its number, its agency, its date."""
    return [*(f"#{kind} {at}{text}" for kind in TABLE for at in _BEFORE), f"#vouch A1 {text}"]


def messages() -> list[str]:
    """Every strange text in every field of every command; short ones five commands a message."""
    short = [each for text in SHORT.values() for each in [*issues(text), *commands(text)]]
    together = ["\n".join(short[at : at + 5]) for at in range(0, len(short), 5)]
    alone = [each for text in LONG.values() for each in issues(text)]
    alone += [f"#{kind} 1 {text}" for kind in TABLE for text in list(LONG.values())[1:3]]
    return [*together, *alone]


IDS = [STRANGE[each] for each in ("not storable", "marks", "far too long")]
IDS += ["x" * 40, "x" * 41, "x" * 64, "x" * 65]
"""What may stand where LINE's ids stand."""


def events(whole: dict[str, Any], *paths: str) -> list[dict[str, Any]]:
    """Return an event with each strange id in each of its places, written `message.id`."""
    return [_put(whole, path.split("."), value) for path in paths for value in IDS]


def _put(whole: dict[str, Any], path: list[str], value: object) -> dict[str, Any]:
    if not path:
        return value  # type: ignore[return-value]
    return whole | {path[0]: _put(whole.get(path[0], {}), path[1:], value)}
