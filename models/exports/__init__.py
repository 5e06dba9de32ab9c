"""Rows of `saphan export`, with the contract's keys; how they are written is the caller's."""

from collections.abc import AsyncGenerator, Callable
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.indicator.period import Period
from models import indicator
from models.exports import issues, record
from models.exports.columns import COLUMNS as COLUMNS
from models.exports.columns import OF_ASSIGNMENTS as OF_ASSIGNMENTS
from models.exports.columns import REGISTERS as REGISTERS
from models.exports.columns import Export as Export
from models.exports.parts import Asked, Exported, Parts, agency, person
from models.issues import DeadlineChange
from models.issues.excuses import Excuse
from models.issues.objections import Objection
from models.issues.requests import Request
from models.issues.snoozes import Snooze
from models.notices.announcements import AS_IT_STANDS, Announcement
from models.reminders import Reminder

_NAME = "_name"


async def rows(
    session: AsyncSession,
    workspace_id: int,
    what: Export,
    tz: tzinfo,
    *,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    period: Period | None = None,
    language: str = "th",
) -> AsyncGenerator[Exported]:
    """Yield the rows of an export, in the order of issues, or of audit entries.

    `first` and `last` are local days, both included, that narrow by when the issue was opened,
    the report was sent, the change was made, the request was asked, the reminder was due, or the
    entry was made; a register stands as it is. Instants are in the zone. `period` keeps what is of
    assignments that fall into it by K4, as the indicator does; it narrows nothing but
    `OF_ASSIGNMENTS`. Names of agencies stand in the `language` beside their codes. Not all rows
    are in memory at once.
    """
    asked = Asked(workspace_id, tz, now, first, last, period)
    called = await indicator.names(session, language)
    async for part in _QUERIES[what](session, asked):
        for row in part:
            yield {key: _shown(_value(row, key, called), tz) for key in COLUMNS[what]}


_QUERIES: dict[Export, Callable[[AsyncSession, Asked], Parts]] = {
    Export.ISSUES: issues.of_issues,
    Export.ASSIGNMENTS: issues.of_assignments,
    Export.REPORTS: issues.of_reports,
    Export.DEADLINE_CHANGES: partial(
        record.beside_assignments,
        DeadlineChange.changed_at,
        {"changed_by": person(DeadlineChange.changed_by_id)},
    ),
    Export.REQUESTS: partial(
        record.beside_assignments,
        Request.asked_at,
        {
            "to_agency": agency(Request.to_agency_id),
            "asked_by": person(Request.asked_by_id),
            "decided_by": person(Request.decided_by_id),
        },
    ),
    Export.SNOOZES: partial(
        record.beside_assignments, Snooze.asked_at, {"asked_by": person(Snooze.asked_by_id)}
    ),
    Export.EXCUSES: partial(
        record.beside_assignments, Excuse.decided_at, {"decided_by": person(Excuse.decided_by_id)}
    ),
    Export.OBJECTIONS: partial(
        record.beside_assignments,
        Objection.objected_at,
        {
            "objected_by": person(Objection.objected_by_id),
            "decided_by": person(Objection.decided_by_id),
        },
    ),
    Export.CHANGES: record.of_changes,
    Export.REMINDERS: partial(record.beside_assignments, Reminder.due_at, {}),
    Export.ANNOUNCEMENTS: partial(record.beside_assignments, Announcement.known_at, AS_IT_STANDS),
    Export.ROSTER: record.of_roster,
    Export.AGENCIES: record.of_agencies,
    Export.AUDIT: record.of_audit,
}


def _value(row: Exported, key: str, called: dict[str, str]) -> Any:
    """Return a value of a row; `agency_name` and the like are what the code beside it is called."""
    if key in row or not key.endswith(_NAME):
        return row[key]
    code = row[key.removesuffix(_NAME)]
    return called.get(code, code)


def _shown(value: Any, tz: tzinfo) -> Any:
    if isinstance(value, list):
        return [_shown(each, tz) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each, tz) for key, each in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(tz)
    return str(value) if isinstance(value, UUID) else value
