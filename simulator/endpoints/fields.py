"""Reading the fields of a request; each function raises LineRefused 400 for a bad one."""

import re
from typing import Any

from simulator.model.calls import Call
from simulator.model.errors import ErrorDetail, LineRefused, bad_body

MOST_MESSAGES = 5
MOST_RECIPIENTS = 500
_USER_ID = re.compile(r"U[0-9a-f]{32}")
_GROUP_ID = re.compile(r"C[0-9a-f]{32}")
_UNIT = re.compile(r"[0-9A-Za-z_]{1,30}")


def invalid_property(name: str) -> LineRefused:
    """Return the 400 for a property of a wrong kind [R §error-messages]."""
    message = f"The property, {name}, in the request body is invalid (line: -, column: -)"
    return LineRefused(400, message)


def text(body: dict[str, Any], key: str) -> str:
    """Return a required text that is not empty."""
    value = body.get(key)
    if value is None or value == "":
        raise bad_body([ErrorDetail(key, "May not be empty")])
    if not isinstance(value, str):
        raise invalid_property(key)
    return value


def messages(body: dict[str, Any]) -> list[Any]:
    """Return the list of one to five message objects, themselves unchecked."""
    if body.get("messages") is None:
        raise bad_body([ErrorDetail("messages", "May not be empty")])
    return _items(body, "messages", MOST_MESSAGES)


def _items(body: dict[str, Any], key: str, most: int) -> list[Any]:
    value = body.get(key)
    if not isinstance(value, list):
        raise invalid_property(key)
    if not 1 <= len(value) <= most:
        raise bad_body([ErrorDetail(key, f"Size must be between 1 and {most}")])
    return value


def options(body: dict[str, Any]) -> None:
    """Check the optional fields of sending: notificationDisabled, customAggregationUnits."""
    if not isinstance(body.get("notificationDisabled", False), bool):
        raise invalid_property("notificationDisabled")
    units = body.get("customAggregationUnits", [])
    if not isinstance(units, list) or not all(
        isinstance(unit, str) and _UNIT.fullmatch(unit) for unit in units
    ):
        raise invalid_property("customAggregationUnits")
    if len(units) > 1:
        problem = ErrorDetail("customAggregationUnits", "Size must be between 0 and 1")
        raise bad_body([problem])


def recipients(body: dict[str, Any]) -> list[str]:
    """Return the user ids of a multicast, each once, in order."""
    value = _items(body, "to", MOST_RECIPIENTS)
    for number, user_id in enumerate(value):
        if not is_user_id(user_id):
            raise invalid_property(f"to[{number}]")
    return list(dict.fromkeys(value))


def path_id(call: Call, name: str) -> str:
    """Return the user id or group id in a path."""
    form = _USER_ID if name == "userId" else _GROUP_ID
    if not form.fullmatch(call.params[name]):
        raise LineRefused(400, f"The value for the '{name}' parameter is invalid")
    return call.params[name]


def is_user_id(value: object) -> bool:
    """Whether a value has the form of a user id."""
    return isinstance(value, str) and _USER_ID.fullmatch(value) is not None
