"""`#appraisal`: how an agency stands in the figures, from a day on."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Appraisal:
    """`#appraisal AGENCY …`: appraised or shown only, and in which ministry, from a day on.

    Codes; its own as `ministry` for none. What was not said is `None` or empty, and where that is
    all, how the agency stands is asked.
    """

    agency: str
    appraised: bool | None = None
    ministry: str | None = None
    from_on: date | None = None
    reason: str = ""
