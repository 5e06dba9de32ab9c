"""LINE's limits, with their source, and the checks that use them.

Lengths are in UTF-16 units [D text-character-count]. Where LINE counts grapheme clusters (labels,
template texts) this is stricter: a text that passes here passes there in any unit.
"""

from collections.abc import Iterator
from typing import Any

from simulator.model.addresses import on_loopback
from simulator.model.errors import ErrorDetail
from simulator.model.mentions import utf16

TEXT = 5000  # [R §text-message]
ALT_TEXT = 1500  # [R §flex-message, §template-messages]
URL = 2000  # [R §image-message]
URI = 1000  # [R §uri-action]
ACTION = 300  # data, displayText, text [R §postback-action]
CLIPBOARD = 1000  # [R §clipboard-action]
QUICK_REPLIES = 13  # [R §quick-reply]
SENDER_NAME = 20  # [R §icon-nickname-switch]
PLACE = 100  # title and address [R §location-message]
LABEL = 20  # [R §action-objects]
FLEX_LABEL = 40  # [R §action-objects]
IMAGE_CAROUSEL_LABEL = 12  # [R §action-objects]

Problems = Iterator[ErrorDetail]


def required(part: dict[str, Any], key: str, at: str, most: int) -> Problems:
    """Check a text that must be there, not empty, and short enough."""
    value = part.get(key)
    if not isinstance(value, str) or not value:
        yield ErrorDetail(f"{at}.{key}", "May not be empty")
    else:
        yield from optional(part, key, at, most, least=1)


def optional(part: dict[str, Any], key: str, at: str, most: int, least: int = 0) -> Problems:
    """Check the length of a text if it is there."""
    value = part.get(key)
    if isinstance(value, str) and not least <= utf16(value) <= most:
        yield ErrorDetail(f"{at}.{key}", f"Length must be between {least} and {most}")


def at_most(part: dict[str, Any], key: str, at: str, most: int, least: int = 1) -> Problems:
    """Check the number of items of a list that must be there."""
    value = part.get(key)
    if not isinstance(value, list) or not least <= len(value) <= most:
        yield ErrorDetail(f"{at}.{key}", f"Size must be between {least} and {most}")


def https(part: dict[str, Any], key: str, at: str, *, needed: bool = True) -> Problems:
    """Check an address that LINE's apps fetch: HTTPS, at most 2,000 units; HTTP on loopback."""
    value = part.get(key)
    if value is None and not needed:
        return
    if not isinstance(value, str) or not value.startswith("https://"):
        taken = isinstance(value, str) and on_loopback(value)
        why = "HTTP on loopback is taken here; LINE wants HTTPS"
        yield ErrorDetail(f"{at}.{key}", why if taken else "Must be an HTTPS URL", taken)
    yield from optional(part, key, at, URL)
