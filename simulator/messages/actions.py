"""Action objects: what a tap does [R §action-objects]."""

import re
from typing import Any

from simulator.messages.lengths import ACTION, CLIPBOARD, URI, Problems, optional, required
from simulator.model.errors import ErrorDetail

_SCHEMES = ("http://", "https://", "line://", "tel:")
_PICKER_FORMS = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d"),
}
_ONLY_IN_QUICK_REPLY = {"camera", "cameraRoll", "location"}


def check_action(
    action: Any, at: str, *, label: int, label_needed: bool = True, quick: bool = False
) -> Problems:
    """Check an action object; `label` is the label's limit on the object that carries it."""
    if not isinstance(action, dict):
        yield ErrorDetail(at, "May not be empty")
        return
    label_check = required if label_needed else optional
    yield from label_check(action, "label", at, label)
    kind = action.get("type")
    if kind in _CHECKS:
        yield from _CHECKS[kind](action, at)
    elif not (kind in _ONLY_IN_QUICK_REPLY and quick) and kind != "richmenuswitch":
        yield ErrorDetail(f"{at}.type", "invalid action type")


def _postback(action: dict[str, Any], at: str) -> Problems:
    yield from required(action, "data", at, ACTION)
    for key in ("displayText", "text", "fillInText"):
        yield from optional(action, key, at, ACTION)
    if "displayText" in action and "text" in action:
        yield ErrorDetail(f"{at}.text", "displayText and text can't both be used")


def _message(action: dict[str, Any], at: str) -> Problems:
    yield from required(action, "text", at, ACTION)


def _uri(action: dict[str, Any], at: str) -> Problems:
    yield from required(action, "uri", at, URI)
    if not str(action.get("uri", "")).startswith(_SCHEMES):
        yield ErrorDetail(f"{at}.uri", "invalid uri scheme")


def _clipboard(action: dict[str, Any], at: str) -> Problems:
    yield from required(action, "clipboardText", at, CLIPBOARD)


def _picker(action: dict[str, Any], at: str) -> Problems:
    yield from required(action, "data", at, ACTION)
    form = _PICKER_FORMS.get(str(action.get("mode")))
    if form is None:
        yield ErrorDetail(
            f"{at}.mode", "Must be one of the following values: [date, time, datetime]"
        )
        return
    for key in ("initial", "max", "min"):
        if key in action and not form.fullmatch(str(action[key])):
            yield ErrorDetail(f"{at}.{key}", "invalid format for the mode")


_CHECKS = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "clipboard": _clipboard,
    "datetimepicker": _picker,
}
