"""Mentions of people, each made one word for reading: a name may hold blanks, a hash, a date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from domain.agencies import Mentioned
from domain.chat.commands import Fields

_FIRST = 0x10F000  # of private use: nobody types it


def marked(text: str, mentioned: Sequence[Mentioned]) -> tuple[str, list[Mentioned]]:
    """Return a text with a mark for each mention, and the mentions by their marks."""
    marks = [
        Mentioned(f"@{chr(_FIRST + number)}", one.agencies) for number, one in enumerate(mentioned)
    ]
    pairs = list(zip(mentioned, marks, strict=True))
    for one, mark in sorted(pairs, key=lambda pair: pair[0].start, reverse=True):
        if one.start >= 0 and text.startswith(one.text, one.start):
            text = text[: one.start] + mark.text + text[one.start + len(one.text) :]
    for one, mark in sorted(pairs, key=lambda pair: len(pair[0].text), reverse=True):
        text = text.replace(one.text, mark.text)
    return text, marks


def put_back(read: Iterable[Fields], mentioned: Sequence[Mentioned]) -> tuple[Fields, ...]:
    """Return what was read from a marked text with the mentions as they were typed."""
    names = {f"@{chr(_FIRST + number)}": one.text for number, one in enumerate(mentioned)}
    return tuple(_put_back(each, names) for each in read)


def _put_back(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for mark, typed in names.items():
            value = value.replace(mark, typed)
        return value
    if isinstance(value, tuple):
        return tuple(_put_back(each, names) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = [each.name for each in fields(value)]
        return replace(value, **{part: _put_back(getattr(value, part), names) for part in parts})
    return value
