"""What must hold after every history, whatever happened in it."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bench.exported import exported
from bench.known import PERIOD, known_then
from bench.playing import History
from domain.indicator.periods import read_period
from domain.indicator.rules import By, IndicatorRow
from domain.indicator.verdicts import LEFT_OUT
from domain.issues.assignments import SETTLED, IssueStatus
from models import indicator
from models.audit import check
from models.exports import Export
from models.indicator import explain
from models.issues import Assignment, Issue
from models.issues.reports import Report

INSTANTS = 8
"""Of how many at most it is asked what was known then."""
DOCUMENT = Path(__file__).parent.parent / "docs" / "recompute.md"

Recompute = Callable[..., dict[str, Any]]


def stranger() -> Recompute:
    """Return what the script of docs/recompute.md does with entries."""
    source = DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {"__name__": "recompute"}
    exec(compile(source, DOCUMENT.name, "exec"), names)
    recompute: Recompute = names["recompute"]
    return recompute


async def findings(history: History, recompute: Recompute) -> list[str]:
    """Return what does not hold, nothing where all is well."""
    verdict = await check.verify(history.session, history.theatre.workspace_id)
    return [
        *verdict.findings,
        *await _order(history),
        *await _owed(history),
        *await _stranger(history, recompute),
        *await _explained(history, recompute),
        *await _as_of(history),
    ]


async def _order(history: History) -> list[str]:
    """Every issue has owners, the instants of a life follow each other, and issues end in time."""
    found = await history.session.scalars(
        select(Issue).options(selectinload(Issue.assignments).joinedload(Assignment.agency))
    )
    wrong = []
    for issue in found:
        if not issue.assignments:
            wrong.append(f"issue {issue.number} has no owner")
        if {"MOPH", "MOPH-OPS"} <= {each.agency.code for each in issue.assignments}:
            wrong.append(f"issue {issue.number} counts a ministry and its office")
        if issue.status == IssueStatus.OPEN and all(
            assignment.status in SETTLED for assignment in issue.assignments
        ):
            wrong.append(f"issue {issue.number} is open though all is settled")
        for assignment in issue.assignments if not history.delayed else ():
            wrong += [f"issue {issue.number}, {line}" for line in _lives(issue, assignment)]
    reports = await history.session.scalars(select(Report).where(Report.judged.is_not(None)))
    for report in reports if not history.delayed else ():
        if report.judged_message_id in history.unnamed and not _was_shown(report):
            wrong.append(f"report {report.id} was accepted unseen")
        if report.judged_at is None or report.judged_at < report.reported_at:
            wrong.append(f"report {report.id} was judged before it was sent")
    return wrong


async def _owed(history: History) -> list[str]:
    """Only where a report waits that was not taken back is none owed, and nobody else's counts."""
    reports = list(await history.session.scalars(select(Report)))
    standing = [one for one in reports if one.kind == "final" and one.unsent_at is None]
    waiting = {one.assignment_id for one in standing if one.judged is None}
    wrong = []
    for assignment in await history.session.scalars(select(Assignment)):
        if (assignment.status == "reported") != (assignment.id in waiting):
            wrong.append(f"assignment {assignment.id} is {assignment.status}, waiting: {waiting}")
        counted = [
            one.reported_at
            for one in reports
            if one.assignment_id == assignment.id
            and (one.judged == "accepted" or (one in standing and one.judged is None))
        ]
        if assignment.reported_at != min(counted, default=None):
            wrong.append(f"assignment {assignment.id} counts by {assignment.reported_at}")
    return wrong


def _was_shown(report: Report) -> bool:
    at = report.judged_at
    return report.shown_at is not None and at is not None and report.shown_at <= at


def _lives(issue: Issue, assignment: Assignment) -> list[str]:
    begun = [("opened_at", issue.opened_at), ("assigned_at", assignment.assigned_at)]
    lives = [
        [*begun, ("acknowledged_at", assignment.acknowledged_at)],
        [
            *begun,
            ("first_reported_at", assignment.first_reported_at),
            ("reported_at", assignment.reported_at),
        ],
        [
            ("assigned_at", assignment.assigned_at),
            ("original_deadline", assignment.original_deadline),
        ],
        [("opened_at", issue.opened_at), ("closed_at", issue.closed_at)],
    ]
    wrong = []
    for life in lives:
        known = [(name, at) for name, at in life if at is not None]
        wrong += [
            f"{assignment.agency.code}: {later} lies before {earlier}"
            for (earlier, first), (later, second) in pairwise(known)
            if second < first
        ]
    return wrong


async def _stranger(history: History, recompute: Recompute) -> list[str]:
    """The script of the document comes to the same verdicts and sums as we."""
    session, home = history.session, history.theatre.workspace_id
    tz, now = history.theatre.settings.timezone, history.now
    entries = await exported(session, home, Export.AUDIT, tz, now=now)
    period = read_period(PERIOD, now.date())
    told = recompute(entries, now, *period.instants(tz))
    ours = {
        (row["issue"], row["agency"]): row["on_time"]
        for row in await exported(session, home, Export.ASSIGNMENTS, tz, now=now)
        if row["left_out_because"] is None
    }
    theirs = {
        (row["issue"], row["agency"]): {"on_time": True, "late": False}.get(row["verdict"])
        for row in told["assignments"]
    }
    wrong = [] if ours == theirs else [f"the stranger says {theirs}, we say {ours}"]
    for by, name in ((By.AGENCY, "by_agency"), (By.MINISTRY, "by_ministry")):
        table = await indicator.table(session, home, period, by, now=now, tz=tz)
        counted = {row.code: _sums(row) for row in table.rows}
        if counted != told[name]:
            wrong.append(f"the stranger counts {told[name]}, we count {counted}")
    return wrong


async def _explained(history: History, recompute: Recompute) -> list[str]:
    """The rows that explain a figure add up to it, and are those of the stranger and the export."""
    session, home = history.session, history.theatre.workspace_id
    tz, now = history.theatre.settings.timezone, history.now
    entries = await exported(session, home, Export.AUDIT, tz, now=now)
    wrong = []
    for name in (PERIOD, "2026-12-29..2026-12-29"):
        period = read_period(name, now.date())
        found = explain.explained(session, home, period, now=now, tz=tz)
        told = {(row.issue, row.counted.agency): row async for row in found}
        verdicts = {key: row.verdict.value for key, row in told.items()}
        summed = Counter(
            (agency, row.counted.role.value, row.verdict.value)
            for (_, agency), row in told.items()
            if row.verdict not in LEFT_OUT
        )
        table = await indicator.table(session, home, period, By.AGENCY, now=now, tz=tz)
        counted = Counter[tuple[str, str, str]]()
        for row in table.rows:
            for role, sums in _sums(row).items():
                counted.update({(row.code, role, verdict): n for verdict, n in sums.items()})
        kept = {key: verdict for key, verdict in verdicts.items() if verdict not in LEFT_OUT}
        theirs = {
            (row["issue"], row["agency"]): row["verdict"]
            for row in recompute(entries, now, *period.instants(tz))["assignments"]
        }
        ours = {
            (row["issue"], row["agency"]): row["verdict"]
            for row in await exported(session, home, Export.ASSIGNMENTS, tz, now=now, period=period)
        }
        if +counted != summed:
            wrong.append(f"{name}: the rows add up to {summed}, the figure is {counted}")
        if (kept, verdicts) != (theirs, ours):
            wrong.append(f"{name}: rows {verdicts}, the stranger {theirs}, the export {ours}")
    return wrong


async def _as_of(history: History) -> list[str]:
    """The audit tells of every instant what was known then."""
    theatre = history.theatre
    wrong = []
    for at, ours in [*history.known.items()][:: 1 + len(history.known) // INSTANTS]:
        told = await known_then(history.session, theatre.workspace_id, theatre.settings, at)
        if told != ours:
            wrong.append(f"as of {at} the audit knows {told}, known was {ours}")
    return wrong


def _sums(row: IndicatorRow) -> dict[str, dict[str, int]]:
    """Return what is counted of a row, by role and verdict."""
    return {
        role: {
            "on_time": counted.on_time,
            "late": counted.late,
            "missing": counted.missing,
            "waiting": counted.assigned - counted.due,
        }
        for role, counted in (("lead", row.by_role.lead), ("support", row.by_role.support))
    }
