"""Whether all is well, as a watcher from outside is told.

W5  While all is well, the address of `SAPHAN_HEARTBEAT_URL` is called once a minute: whoever
    watches it raises the alarm when the calls stop, as they also do when this machine is gone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

TICKS_WITHIN = timedelta(minutes=1)
EVENTS_WITHIN = timedelta(minutes=5)
REQUESTS_WITHIN = timedelta(minutes=15)
"""How long LINE may refuse a message before somebody should look."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen at one moment: `None` where nothing waits, or where it never ticked.

    `faults` of the ledger stand (W4), and so many events and requests were `given_up`.
    """

    faults: int
    given_up: int
    ticked_at: datetime | None
    oldest_event: datetime | None
    oldest_request: datetime | None


def is_well(seen: Seen, now: datetime) -> bool:
    """Whether nobody need look. Rule W5."""
    return (
        not seen.faults
        and not seen.given_up
        and seen.ticked_at is not None
        and now - seen.ticked_at <= TICKS_WITHIN
        and not _older(seen.oldest_event, EVENTS_WITHIN, now)
        and not _older(seen.oldest_request, REQUESTS_WITHIN, now)
    )


def _older(since: datetime | None, span: timedelta, now: datetime) -> bool:
    return since is not None and now - since > span
