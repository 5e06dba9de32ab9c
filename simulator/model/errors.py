"""The two ways in which a wish fails.

`LineRefused`: LINE refuses a call of the bot. `CannotDo`: a person cannot do this on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """One entry of `details` in an error answer; `property` is such as `messages[0].text`.

    `taken` marks a fault that LINE would refuse and the simulator takes: a remark in the ledger.
    """

    property: str
    message: str
    taken: bool = False


class LineRefused(Exception):
    """LINE's error answer: status, body, headers, and the rule that was broken."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        rule: str = "",
        problems: Sequence[ErrorDetail] = (),
        headers: dict[str, str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        """Build the body in the shape of [R §error-responses]; `rule` is for the ledger only."""
        super().__init__(message)
        self.status = status
        self.rule = rule or message
        self.headers = headers or {}
        self.body: dict[str, Any] = {"message": message, **(extra or {})}
        if problems:
            self.body["details"] = [
                {"message": each.message, "property": each.property} for each in problems
            ]


def bad_body(problems: Sequence[ErrorDetail]) -> LineRefused:
    """Return the 400 for a request body with errors [R §error-messages]."""
    rule = "; ".join(f"{each.property}: {each.message}" for each in problems)
    message = f"The request body has {len(problems)} error(s)"
    return LineRefused(400, message, problems=problems, rule=rule)


class CannotDo(Exception):
    """Something a person, or whoever drives the simulator, cannot do; the text says why."""


def sentence(what: str, error: Exception) -> str:
    """Return in one sentence what failed and why; half a surrogate pair is escaped."""
    text = f"{what}: {type(error).__name__}: {error}".rstrip(": .") + "."
    return text.encode(errors="backslashreplace").decode()
