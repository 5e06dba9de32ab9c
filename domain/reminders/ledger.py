"""What is wrong in the ledger of reminders, and what is well.

W4  Every minute the ledger is held against what it tells of. An agency that owes a report has a
    row for each lead time that lies ahead, and for its deadline; a row that is due is settled, or
    waits for a reason that still holds; what was told is held by a notice or a request that can
    still go out, or the ledger says what became of it. So do the hours of the overdue list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.clock import AHEAD_AT_MOST
from domain.reminders.schedule import (
    EARLY,
    LATE_AFTER,
    PASSED_CUT_OFF,
    Decision,
    DueReminder,
    Leads,
    QuietHours,
    Wait,
    decide,
    goes_on,
    plan,
)
from domain.reminders.schedule import Send as Remind

STANDS_AFTER = timedelta(seconds=30)
"""A fault is told, and counts, when it is found again: what is settled by then was on its way."""

MENDED_AGAIN_AFTER = timedelta(days=1)
"""What is wrong again after it was put right has a cause that goes on, and would be told anew."""


class LedgerFault(StrEnum):
    """What is wrong. Of most the truth is known, and the ledger is put right."""

    UNPLANNED = "unplanned"  # an agency that owes a report would not be reminded
    LOST = "lost"  # it was told, as the ledger says, but nothing holds it any more
    TAKEN = "taken"  # LINE has taken its request, and the ledger does not say so
    GIVEN_UP = "given_up"  # its request was given up, and the ledger does not say so
    UNSETTLED = "unsettled"  # its hour has come, nothing holds it back, and nothing was decided
    WAITS = "waits"  # it was to go out, nothing holds it back, and it did not


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a row, such as `reminder:7`."""

    kind: LedgerFault
    about: str

    def was_tried(self, tried_at: datetime | None, now: datetime, *, stands: bool) -> bool:
        """Whether it is not put right again so soon: it `stands`, or it would be told anew."""
        if tried_at is None or now - tried_at >= MENDED_AGAIN_AFTER:
            return False
        return stands or self.kind is LedgerFault.LOST


@dataclass(frozen=True, slots=True)
class Row:
    """A row for a deadline in force; `since` is when it was told or settled that is not planned.

    Only what was not `dropped` may have been told a little before its hour (M33).
    """

    name: str
    due_at: datetime
    planned: bool
    since: datetime | None = None
    dropped: bool = False


def unplanned(
    deadline: datetime,
    rows: Iterable[Row],
    leads: Leads,
    now: datetime,
    calendar: Calendar,
) -> tuple[tuple[str, datetime], ...]:
    """Return (name, due instant) of the reminders that a deadline in force lacks. Rules T1, W4.

    Once it has passed, what follows (T13). A row at another hour is none, nor is one that is
    settled before its hour. What lies no more than a minute ahead may have been behind for LINE's
    clock.
    """
    kept = {row.name: row for row in rows}
    wanted = plan(now + AHEAD_AT_MOST, deadline, leads)
    lacks = tuple((name, due_at) for name, due_at in wanted if not _is_kept(kept.get(name), due_at))
    if now - deadline > PASSED_CUT_OFF or (now > deadline and not lacks):
        more = goes_on({name: row.planned for name, row in kept.items()}, now, calendar)
        return (more,) if more else ()
    return lacks


def _is_kept(row: Row | None, due_at: datetime) -> bool:
    if row is None:
        return False
    if row.planned:
        return row.due_at == due_at
    early = timedelta(0) if row.dropped else EARLY
    return row.since is not None and row.since >= due_at - early


def late_before(now: datetime, running_since: datetime) -> datetime | None:
    """Return the instant before which all that was due should be done.

    `None` while the scheduler has not run for so long: it may have been down.
    """
    return now - LATE_AFTER if now - running_since > LATE_AFTER else None


def unsettled(
    due: Sequence[DueReminder], late: datetime, now: datetime, quiet: QuietHours, *, has_group: bool
) -> list[int]:
    """Return the planned reminders (ids) that should have been settled before `late`. Rule W4.

    Quiet hours hold them back (T5); so does an IR group that is missing.
    """
    decisions = decide(due, now, quiet)
    return [
        one.id
        for one in due
        if not _holds(decisions[one.id], has_group) and _hour(one, quiet) <= late
    ]


def _holds(decision: Decision, has_group: bool) -> bool:
    return isinstance(decision, Wait) or (isinstance(decision, Remind) and not has_group)


def _hour(one: DueReminder, quiet: QuietHours) -> datetime:
    return one.due_at if one.urgent else quiet.released(one.due_at)


class HeldBy(StrEnum):
    """What holds that which was told: a notice that waits, or a request and how it stands."""

    NOTHING = "nothing"
    NOTICE = "notice"
    REQUEST = "request"
    TAKEN = "taken"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder that was told, or an hour of the overdue list.

    `failed`: the ledger knows that its request was given up. `tried_at` is when its request may be
    tried, or the end of a lease.
    """

    held_by: HeldBy
    failed: bool = False
    tried_at: datetime | None = None


def fault_of(told: Told, late: datetime | None) -> LedgerFault | None:
    """Return what is wrong with what was told, if anything; `late` as of `late_before`. Rule W4.

    A notice that waits is looked at by itself: see `notice_waits`.
    """
    match told.held_by:
        case HeldBy.NOTHING | HeldBy.DROPPED:
            return LedgerFault.LOST
        case HeldBy.TAKEN:
            return LedgerFault.TAKEN
        case HeldBy.GIVEN_UP if not told.failed:
            return LedgerFault.GIVEN_UP
        case HeldBy.REQUEST if late and told.tried_at and told.tried_at <= late:
            return LedgerFault.WAITS
    return None


def notice_waits(*, in_group: bool, has_room: bool, told_privately: bool) -> bool:
    """Whether nothing holds back a notice that is long due. Rules M18, M24, W4.

    It waits while the bot is not in its group, and while the month has no room for a push there,
    unless its people may be told 1:1 meanwhile.
    """
    return in_group and (has_room or told_privately)
