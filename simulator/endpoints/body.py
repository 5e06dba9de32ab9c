"""From the bytes of a request to its JSON object, as strictly as LINE's own parser."""

import json
import math
from typing import Any

from simulator.model.calls import LineRequest
from simulator.model.errors import LineRefused

MOST_BYTES = 2 * 1024 * 1024  # [R §status-codes]
# LINE publishes no such limit; a Flex message of ten boxes in each other has 25 levels.
MOST_LEVELS = 100
_MOST_DIGITS = 19


def read(request: LineRequest) -> dict[str, Any]:
    """Return the JSON object of a request, properties with null left out; raises LineRefused."""
    if not request.body:
        return {}
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise LineRefused(415, f"The content type, {media_type or '-'}, is not supported")
    try:
        found = json.loads(
            request.body, parse_int=_whole, parse_float=_finite, parse_constant=_finite
        )
        body = _sound(found, MOST_LEVELS)
    except json.JSONDecodeError as error:
        raise _no_json(str(error.lineno), str(error.colno)) from error
    except UnicodeError as error:
        raise _no_json("-", "-", "bytes that are no UTF-8, or half a surrogate pair") from error
    except (ValueError, RecursionError) as error:
        raise _no_json("-", "-", str(error)) from error
    if not isinstance(body, dict):
        raise _no_json("1", "1")
    return body


def _no_json(line: str, column: str, why: str = "") -> LineRefused:
    reason = f"The request body could not be parsed as JSON (line: {line}, column: {column})"
    return LineRefused(400, reason, rule=f"{reason}: {why}" if why else reason)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else _finite(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number beyond all bounds")
    return number


def _sound(part: Any, levels: int) -> Any:
    """Return a value of JSON without nulls; ValueError for half a character, or too many levels."""
    if isinstance(part, str):
        part.encode()
    elif isinstance(part, dict | list):
        if levels == 0:
            raise ValueError(f"more than {MOST_LEVELS} levels")
        if isinstance(part, list):
            return [_sound(each, levels - 1) for each in part]
        return {
            _sound(key, 0): _sound(value, levels - 1)
            for key, value in part.items()
            if value is not None
        }
    return part
