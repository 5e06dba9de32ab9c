"""Template messages [R §template-messages]."""

from typing import Any

from simulator.messages.actions import check_action
from simulator.messages.lengths import (
    ALT_TEXT,
    IMAGE_CAROUSEL_LABEL,
    LABEL,
    Problems,
    at_most,
    https,
    optional,
    required,
)

TITLE = 40
COLUMNS = 10


def check_template(message: dict[str, Any], at: str) -> Problems:
    """Check a `template` message whose structure the SDK's models accept."""
    yield from required(message, "altText", at, ALT_TEXT)
    template, where = message["template"], f"{at}.template"
    kind = template["type"]
    if kind == "confirm":
        yield from required(template, "text", where, 240)
        yield from _actions(template, where, most=2, least=2)
    elif kind == "buttons":
        yield from _card(template, where, text=160, actions=4)
    elif kind == "carousel":
        yield from at_most(template, "columns", where, COLUMNS)
        for number, column in enumerate(template["columns"]):
            yield from _card(column, f"{where}.columns[{number}]", text=120, actions=3)
    else:
        yield from at_most(template, "columns", where, COLUMNS)
        for number, column in enumerate(template["columns"]):
            yield from _picture(column, f"{where}.columns[{number}]")


def _card(card: dict[str, Any], at: str, *, text: int, actions: int) -> Problems:
    with_more = card.get("title") or card.get("thumbnailImageUrl")
    yield from required(card, "text", at, 60 if with_more else text)
    yield from optional(card, "title", at, TITLE)
    yield from https(card, "thumbnailImageUrl", at, needed=False)
    yield from _actions(card, at, most=actions)


def _picture(column: dict[str, Any], at: str) -> Problems:
    yield from https(column, "imageUrl", at)
    action, limit = column.get("action"), IMAGE_CAROUSEL_LABEL
    yield from check_action(action, f"{at}.action", label=limit, label_needed=False)


def _actions(part: dict[str, Any], at: str, *, most: int, least: int = 1) -> Problems:
    yield from at_most(part, "actions", at, most, least)
    for number, action in enumerate(part.get("actions") or []):
        yield from check_action(action, f"{at}.actions[{number}]", label=LABEL)
