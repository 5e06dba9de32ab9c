"""Guessing one-time codes: after how many wrong ones there is a pause. Rule B5."""

from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
PAUSE = timedelta(minutes=10)
REACH = WINDOW + PAUSE
"""Wrong codes older than this have no effect any more."""


OF_ACCOUNT = 5
"""So many wrong codes of one LINE account within the window bring a pause."""
OF_CHAT = 20
"""The same of a chat: a group may hold hundreds who enrol on one morning, each with a slip."""


def paused_until(attempts: Sequence[datetime], limit: int, now: datetime) -> datetime | None:
    """Return when the pause ends in which `now` lies, or `None` outside of one.

    `attempts` are the instants of wrong codes, ascending; those of the last `REACH` suffice. What
    is typed during a pause is not tried, and so is no attempt and makes it no longer.
    """
    for first, last in zip(attempts, attempts[limit - 1 :], strict=False):
        if last - first <= WINDOW and last <= now < last + PAUSE:
            return last + PAUSE
    return None
