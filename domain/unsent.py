"""Saying something without the words of a message that was unsent. Rule E5."""

import unicodedata
from collections.abc import Collection
from typing import Any

from domain.chat.commands import Fields, Malformed, NearMiss
from domain.rendering import LONGEST_ALT_TEXT, LONGEST_CHOICE, LONGEST_TEXT
from domain.text import clip, without_because

_SAID = ("headline", "detail", "reference", "text", "reason")
_SHOWN = ("text", "altText", "call")
"""The keys of a `Say` and of LINE's message objects under which words stand."""

_LONGEST = {"text": LONGEST_TEXT, "altText": LONGEST_ALT_TEXT}
"""How long those of LINE's objects may be: a phrase may be longer than what it replaces."""

_SURE = 24
"""So many first characters of a longer text are a quotation of it, however it was cut."""


def words_of(fields: Fields) -> set[str]:
    """Return the texts of a command that are shown again elsewhere, links too."""
    outcome = fields.outcome
    said = [fields.title, fields.body, *(getattr(outcome, name, "") for name in _SAID)]
    texts = {each.strip() for each in said if isinstance(each, str)}
    texts |= {without_because(each) for each in texts}
    return (texts | {*fields.urls, *getattr(outcome, "links", ())}) - {""}


def pieces_of(fields: Fields) -> set[str]:
    """Return what the answer to a command may quote that was not understood."""
    match fields.outcome:
        case Malformed(problems=problems):
            return {each.strip() for one in problems for each in (one.said, one.detail)} - {""}
        case NearMiss(said=said):
            return {said}
        case _:
            return set()


def without(said: Any, texts: Collection[str], phrase: str) -> Any:
    """Return a stored `Say`, or message objects, with a phrase for each of the texts.

    A button that opens one of them as a link is left out.
    """
    match said:
        case list():
            return [without(each, texts, phrase) for each in said if not _opens(each, texts)]
        case dict():
            return {
                key: _fitting(said, key, in_words(value, texts, phrase))
                if key in _SHOWN and isinstance(value, str)
                else without(value, texts, phrase)
                for key, value in said.items()
            }
        case _:
            return said


def _fitting(said: dict[str, Any], key: str, text: str) -> str:
    """Return a text as long as LINE takes it in its object; a `Say` is cut when it is rendered."""
    if "type" not in said or key not in _LONGEST:
        return text
    return clip(text, LONGEST_CHOICE if "label" in said else _LONGEST[key])


def in_words(said: str, texts: Collection[str], phrase: str) -> str:
    """Return a text with a phrase where it quotes another one, whole or cut off."""
    for text in sorted(texts, key=len, reverse=True):
        for form in (text.replace("{", "{{").replace("}", "}}"), text):
            said = _replaced(said, form, phrase)
    return said


def _opens(each: Any, texts: Collection[str]) -> bool:
    action = each.get("action") if isinstance(each, dict) else None
    return isinstance(action, dict) and action.get("uri") in texts


def _replaced(said: str, text: str, phrase: str) -> str:
    at = said.find(text[:_SURE])
    while text and at >= 0:
        end = at + _alike(said[at:], text)
        if len(text) > _SURE or not (_joins(said[at - 1 : at]) or _joins(said[end : end + 1])):
            end += said.startswith("…", end)
            said, end = said[:at] + phrase + said[end:], at + len(phrase)
        at = said.find(text[:_SURE], end)
    return said


def _alike(said: str, text: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(said, text, strict=False))
    shorter = min(len(said), len(text))
    return next((at for at, (one, other) in pairs if one != other), shorter)


def _joins(character: str) -> bool:
    """Whether a neighbour makes a short text a part of another word."""
    return bool(character) and unicodedata.category(character)[0] in "LMN"
