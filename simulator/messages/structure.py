"""The structure of a message object, by the models of LINE's own SDK."""

import importlib
from collections.abc import Iterator
from typing import Any

from simulator.model.errors import ErrorDetail

# Imported at the first use, not with this module: it is slow.
_MODELS = "linebot.v3.messaging.models"


def load_models() -> None:
    """Import the SDK's models now (one to two seconds), so that no call has to wait for it."""
    importlib.import_module(_MODELS)


def check_structure(message: dict[str, Any], at: str) -> Iterator[ErrorDetail]:
    """Check types, required properties and enumerations; in Flex also unknown properties."""
    try:
        model = importlib.import_module(_MODELS).Message.from_dict(message)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield ErrorDetail(at, _reason(error))
        return
    if message["type"] == "flex":
        yield from _unknown(message["contents"], model.to_dict()["contents"], f"{at}.contents")


def _reason(error: Exception) -> str:
    errors = getattr(error, "errors", None)
    if errors is None:
        return "invalid property: " + str(error).partition(" from {")[0]
    first = errors()[0]
    field = ".".join(str(step) for step in first["loc"])
    return f"invalid property: {field}: {first['msg']}"


def _unknown(given: Any, known: Any, at: str) -> Iterator[ErrorDetail]:
    if isinstance(given, list):
        for number, (ours, theirs) in enumerate(zip(given, known or [], strict=False)):
            yield from _unknown(ours, theirs, f"{at}[{number}]")
    elif isinstance(given, dict):
        for key, value in given.items():
            if value is None:
                continue
            if key not in known:
                yield ErrorDetail(f"{at}.{key}", "unknown field")
            else:
                yield from _unknown(value, known[key], f"{at}.{key}")
