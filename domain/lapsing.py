"""What becomes of what could not be told for long, when it can be, and when it is told no more."""

from datetime import timedelta
from enum import StrEnum

from domain import notices

USEFUL_FOR = timedelta(days=1)
"""What waited for longer is judged by its fate."""

BRIEF_FOR = timedelta(hours=12)
"""A morning brief is of use until the evening."""

WAITS_FOR = timedelta(days=30)
"""What waited for longer is told no more: so long words are kept that were only carried."""


class Fate(StrEnum):
    """What becomes of a notice that could not be told for a day, when it can be. Rule M14."""

    TOLD = "told"  # as it stands
    DECIDED_ANEW = "decided_anew"  # by the rules of what is due now (T1 to T14)
    STALE = "stale"


_FATES = {
    **dict.fromkeys(notices.FROM_LEDGER, Fate.DECIDED_ANEW),
    # The next list tells how things stand then.
    notices.OVERDUE: Fate.STALE,
    # Of no single issue, in words of the moment: those end it when there is nothing to tell.
    notices.DEADLINES_PASSED: Fate.TOLD,
    notices.REQUESTS_WAIT: Fate.TOLD,
    notices.ESCALATED: Fate.TOLD,
    notices.MONTH_SPENT: Fate.TOLD,
    notices.MONTH_SHORT: Fate.TOLD,
    # That there is nothing more to do, or nothing more to read, stays worth knowing.
    notices.ISSUE_ENDED: Fate.TOLD,
    "issue-ended-by-issuers": Fate.TOLD,
    "issue-unsent": Fate.TOLD,
    "report-unsent": Fate.TOLD,
    "reports-accepted": Fate.TOLD,
    "figure-changed": Fate.TOLD,
    "evidence-withdrawn": Fate.TOLD,
    notices.ADMINS_TOLD: Fate.TOLD,
    notices.ANSWER_LATE: Fate.TOLD,
}


def fate(key: str, *, issue_open: bool) -> Fate:
    """Decide by a notice's key; what is about an issue is told while that is open. Rule M14."""
    return _FATES.get(notices.kind(key), Fate.TOLD if issue_open else Fate.STALE)


def has_lapsed(key: str, waited: timedelta, *, issue_open: bool) -> bool:
    """Whether a notice has waited for so long that it is of no use any more. Rules M14, M28."""
    if notices.kind(key) == notices.BRIEF:
        return waited > BRIEF_FOR
    if waited <= USEFUL_FOR:
        return False
    return waited > WAITS_FOR or fate(key, issue_open=issue_open) is Fate.STALE
