"""Why a command was not understood: one value per reason, from which one question is made."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WHOSE_ROLE = "role"
"""`Problem.why` of agencies of which it is not clear who leads and who supports."""
ALSO = "also"
"""`Problem.why` of agencies that stand by themselves: must they report, too? `meant` names them."""

ONE_ONLY = "one"
"""`Problem.why` of several agencies where a command takes one."""
LEFT_OUT = "left_out"
"""`Problem.why` of agencies that are named as an exception: only who is meant can be named."""
OF_THE_ISSUE = "issue"
"""`Problem.why` of an unknown agency whose `choices` are those of the issue, not near names."""


class Gap(StrEnum):
    """What a later message can add to a command."""

    AGENCY = "agency"
    DEADLINE = "deadline"
    NUMBER = "number"


class Mistake(StrEnum):
    """Error codes of `saphan parse message` (contract), in no order."""

    MISSING_TITLE = "missing_title"
    MISSING_AGENCY = "missing_agency"
    MISSING_DEADLINE = "missing_deadline"
    BAD_DEADLINE = "bad_deadline"
    UNKNOWN_AGENCY = "unknown_agency"
    AMBIGUOUS_AGENCY = "ambiguous_agency"
    MISSING_ISSUE_NO = "missing_issue_no"
    BAD_ISSUE_NO = "bad_issue_no"
    EMPTY_BODY = "empty_body"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a command cannot be carried out.

    `said` is what the person typed; `choices` are agency codes to choose from (ambiguous) or the
    nearest ones (unknown), best first. For a deadline, `why` is the name of the trouble
    (`domain.deadlines.Why`), `detail` the part of the text at fault, `instants` what may have
    been meant, soonest first, and `meant` a month or weekday that the fault resembles. Where an
    issue's number is missing, `meant` is one that seems to count something; where it is bad,
    another issue that the text speaks of. Of a text that is too long, `detail` says which one it
    is: headline, reference or message.
    """

    mistake: Mistake
    said: str = ""
    choices: tuple[str, ...] = ()
    why: str = ""
    detail: str = ""
    instants: tuple[datetime, ...] = ()
    meant: str = ""
