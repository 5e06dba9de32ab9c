"""Flex messages: sizes, and what the SDK's models do not check [R §flex-message]."""

import json
from typing import Any

from simulator.messages.actions import check_action
from simulator.messages.lengths import ALT_TEXT, FLEX_LABEL, Problems, https, required
from simulator.model.errors import ErrorDetail

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
MOST_BUBBLES = 12
_ADDRESSED = {"image", "icon"}


def check_flex(message: dict[str, Any], at: str) -> Problems:
    """Check a `flex` message whose structure the SDK's models accept."""
    yield from required(message, "altText", at, ALT_TEXT)
    container, where = message["contents"], f"{at}.contents"
    if container["type"] == "bubble":
        yield from _bubble(container, where)
        return
    bubbles = container["contents"]
    if not 1 <= len(bubbles) <= MOST_BUBBLES:
        yield ErrorDetail(f"{where}.contents", f"Size must be between 1 and {MOST_BUBBLES}")
    if _bytes(container) > CAROUSEL_BYTES:
        yield ErrorDetail(where, "carousel larger than 50 KB")
    if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
        yield ErrorDetail(f"{where}.contents", "bubbles of different widths")
    for number, bubble in enumerate(bubbles):
        yield from _bubble(bubble, f"{where}.contents[{number}]")


def _bubble(bubble: dict[str, Any], at: str) -> Problems:
    if _bytes(bubble) > BUBBLE_BYTES:
        yield ErrorDetail(at, "bubble larger than 30 KB")
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        yield ErrorDetail(at, "at least one block must be specified")
    if bubble.get("action"):
        yield from check_action(
            bubble["action"], f"{at}.action", label=FLEX_LABEL, label_needed=False
        )
    for block in ("header", "hero", "body", "footer"):
        if bubble.get(block):
            yield from _component(bubble[block], f"{at}.{block}")


def _component(part: dict[str, Any], at: str) -> Problems:
    kind = part.get("type")
    if kind == "text" and not part.get("text") and not part.get("contents"):
        yield ErrorDetail(f"{at}.text", "must be non-empty text")
    if kind == "span" and not part.get("text"):
        yield ErrorDetail(f"{at}.text", "must be non-empty text")
    if kind in _ADDRESSED:
        yield from https(part, "url", at)
    if kind == "video":
        yield from https(part, "url", at)
        yield from https(part, "previewUrl", at)
        yield from _component(part.get("altContent") or {}, f"{at}.altContent")
    if kind == "button" or part.get("action"):
        needed = kind == "button"
        action, where = part.get("action"), f"{at}.action"
        yield from check_action(action, where, label=FLEX_LABEL, label_needed=needed)
    for number, child in enumerate(part.get("contents") or []):
        yield from _component(child, f"{at}.contents[{number}]")


def _bytes(part: dict[str, Any]) -> int:
    return len(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode())
