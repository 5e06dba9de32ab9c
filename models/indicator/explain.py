"""The rows behind a figure, with all that led to each verdict, a part in memory at a time."""

from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.indicator.explained import Excusing, Explained, Filed, Move, Objected
from domain.indicator.period import Period, quarter_of
from domain.indicator.rules import RULES_VERSION
from domain.issues.excuses import ExcuseStep
from domain.words import Words
from models.agencies import AgencyRow
from models.indicator import COUNTED, counted_of, names, with_a_deadline_between
from models.issues import Assignment, DeadlineChange, Issue
from models.issues.excuses import Excuse
from models.issues.objections import Objection
from models.issues.reports import Report
from models.people import Person
from models.tables import PART

ROWS_AT_A_TIME = 500


async def explained(
    session: AsyncSession,
    workspace_id: int,
    period: Period,
    *,
    now: datetime,
    tz: tzinfo,
    only: Collection[str] | None = None,
    language: str = "th",
) -> AsyncGenerator[Explained]:
    """Yield every assignment of a period, by issue, that counts or is left out. Rules K4, K12.

    `only` keeps those of these agencies and ministries (codes).
    """
    called = await names(session, language)
    found = await session.stream(_chosen(workspace_id, period, tz))
    try:
        async for chosen in found.partitions(ROWS_AT_A_TIME):
            part = [
                one.id for one in chosen if only is None or one.code in only or one.ministry in only
            ]
            for row in await _explained(session, part, now, called):
                if period.holds(row.counted.deadline, tz):
                    yield row
    finally:
        await found.close()


def _chosen(workspace_id: int, period: Period, tz: tzinfo) -> Select[int, str, str]:
    within = with_a_deadline_between(*period.instants(tz))
    return (
        select(Assignment.id, AgencyRow.code, Assignment.ministry)
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(Issue.workspace_id == workspace_id, Assignment.id.in_(within))
        .order_by(Issue.number, Assignment.id)
    )


_ROWS = (
    select(*COUNTED, Issue.number, Issue.headline)
    .join(Issue, Issue.id == Assignment.issue_id)
    .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
    .where(Assignment.id.in_(PART))
    .order_by(Issue.number, Assignment.id)
)
_BY, _JUDGE = aliased(Person), aliased(Person)
_MOVES = (
    select(DeadlineChange, _BY.name)
    .join(_BY, _BY.id == DeadlineChange.changed_by_id)
    .where(DeadlineChange.assignment_id.in_(PART))
    .order_by(DeadlineChange.changed_at, DeadlineChange.id)
)
_REPORTS = (
    select(
        *(Report.assignment_id, Report.revision, Report.kind, Report.reported_at, Report.judged),
        *(Report.judged_at, Report.reason, Report.unsent_at),
        *(_BY.name.label("by"), _JUDGE.name.label("judged_by")),
    )
    .join(_BY, _BY.id == Report.reported_by_id)
    .join(_JUDGE, _JUDGE.id == Report.judged_by_id, isouter=True)
    .where(Report.assignment_id.in_(PART))
    .order_by(Report.revision)
)

_EXCUSES = (
    select(*(Excuse.assignment_id, _BY.name, Excuse.decided_at, Excuse.reason, Excuse.recorded_at))
    .join(_BY, _BY.id == Excuse.decided_by_id)
    .where(Excuse.assignment_id.in_(PART), Excuse.step == ExcuseStep.EXCUSED)
    .order_by(Excuse.decided_at, Excuse.id)
)
_OBJECTIONS = (
    select(Objection, _BY.name, _JUDGE.name)
    .join(_BY, _BY.id == Objection.objected_by_id)
    .join(_JUDGE, _JUDGE.id == Objection.decided_by_id, isouter=True)
    .where(Objection.assignment_id.in_(PART))
    .order_by(Objection.objected_at, Objection.id)
)


@dataclass(slots=True)
class Beside:
    """What stands beside an assignment, with names and reasons, the oldest first.

    Moves of its deadline, reports, who excused it, with when we came to know that, and what its
    agency objects to.
    """

    moves: list[tuple[DeadlineChange, str]] = field(default_factory=list)
    reports: list[Filed] = field(default_factory=list)
    excusing: list[tuple[Excusing, datetime]] = field(default_factory=list)
    objections: list[Objected] = field(default_factory=list)


async def beside(session: AsyncSession, part: Sequence[int]) -> dict[int, Beside]:
    """Return what stands beside assignments, by id."""
    bound, found = {"part": part}, {each: Beside() for each in part}
    for change, by in await session.execute(_MOVES, bound):
        found[change.assignment_id].moves.append((change, by))
    for filed in await session.execute(_REPORTS, bound):
        found[filed.assignment_id].reports.append(_filed(filed))
    for assignment, by, at, reason, known_at in await session.execute(_EXCUSES, bound):
        found[assignment].excusing.append((Excusing(by, at, reason), known_at))
    for made, by, judge in await session.execute(_OBJECTIONS, bound):
        found[made.assignment_id].objections.append(_objected(made, by, judge))
    return found


async def of_assignment(
    session: AsyncSession, assignment_id: int, now: datetime, language: str
) -> Explained:
    """Return the row of one assignment."""
    (row,) = await _explained(session, [assignment_id], now, await names(session, language))
    return row


async def _explained(
    session: AsyncSession, part: Sequence[int], now: datetime, called: dict[str, str]
) -> list[Explained]:
    if not part:
        return []
    told = await beside(session, part)
    rows = []
    for row in await session.execute(_ROWS, {"part": part}):
        made, excusing = told[row.id].moves, told[row.id].excusing
        counted = counted_of(row, tuple(change.value() for change, _ in made))
        rows.append(
            Explained(
                issue=row.number,
                headline=row.headline,
                agency_name=called[row.code],
                ministry_name=called.get(counted.ministry, counted.ministry),
                counted=counted,
                why=tuple((by, change.reason) for change, by in made),
                reports=tuple(told[row.id].reports),
                verdict=counted.verdict(now),
                excusing=excusing[-1][0] if counted.excused else None,
                objections=tuple(told[row.id].objections),
            )
        )
    return rows


def _filed(row: Any) -> Filed:
    return Filed(
        revision=row.revision,
        kind=row.kind,
        at=row.reported_at,
        by=row.by,
        judged=row.judged,
        judged_at=row.judged_at,
        judged_by=row.judged_by,
        reason=row.reason,
        unsent_at=row.unsent_at,
    )


def _objected(made: Objection, by: str, decided_by: str | None) -> Objected:
    return Objected(
        by=by,
        at=made.objected_at,
        reason=made.reason,
        upheld=made.upheld,
        decided_by=decided_by,
        decided_at=made.decided_at,
        answer=made.answer,
        recorded_at=made.recorded_at,
        decision_recorded_at=made.decision_recorded_at,
    )


COLUMNS = (
    *("issue", "headline", "agency", "ministry", "role", "opened_at", "original_deadline"),
    *("moves", "counted_deadline", "period", "first_reported_at", "reported_at", "verdict"),
    *("rule", "reason", "left_out_because", "agency_name", "ministry_name", "reports"),
    *("objections", "rules_version"),
)


def as_json(row: Explained, words: Words, tz: tzinfo) -> dict[str, Any]:
    """Return a row in the shape of `saphan explain` (contract), keys as in `COLUMNS`."""
    one = row.counted
    return {
        "issue": row.issue,
        "headline": row.headline,
        "agency": one.agency,
        "ministry": one.ministry,
        "role": one.role.value,
        "opened_at": _instant(one.opened_at, tz),
        "original_deadline": _instant(one.original_deadline, tz),
        "moves": [_move(each, tz) for each in row.moves],
        "counted_deadline": _instant(one.deadline, tz),
        "period": quarter_of(one.deadline, tz).name,
        "first_reported_at": _instant(one.first_reported_at, tz),
        "reported_at": _instant(one.reported_at, tz),
        "verdict": row.verdict.value,
        "rule": row.rule,
        "reason": words.why(row),
        "left_out_because": one.left_out_because and one.left_out_because.value,
        "agency_name": row.agency_name,
        "ministry_name": row.ministry_name,
        "reports": [_as_told(each, tz) for each in row.reports],
        "objections": [_as_told(each, tz) for each in row.objections],
        "rules_version": RULES_VERSION.isoformat(),
    }


def _move(made: Move, tz: tzinfo) -> dict[str, Any]:
    return {
        "at": _instant(made.move.at, tz),
        "old": _instant(made.move.old, tz),
        "new": _instant(made.move.new, tz),
        "kind": made.move.kind.value,
        "by": made.by,
        "reason": made.reason,
        "counts": made.counts,
    }


def _as_told(one: Filed | Objected, tz: tzinfo) -> dict[str, Any]:
    return {
        key: _instant(value, tz) if isinstance(value, datetime) else value
        for key, value in asdict(one).items()
    }


def _instant(at: datetime | None, tz: tzinfo) -> str | None:
    return None if at is None else at.astimezone(tz).isoformat()
