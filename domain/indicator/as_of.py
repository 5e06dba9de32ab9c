"""What was known of the figure at an instant: the rows that the audit entries until then make."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain.indicator.quarters import Seal, row_of
from domain.indicator.verdicts import CountedAssignment
from domain.issues.audit import Entry
from domain.issues.replay import Replay
from domain.issues.replayed import ReplayedAssignment


def counted_by(
    replay: Replay, since: datetime, until: datetime, *, raw: bool = False
) -> Iterator[tuple[int, CountedAssignment]]:
    """Yield issue and assignment of what falls due after one instant and until the other. K4.

    By issue and code. Of agendas the entries know nothing. `raw` counts by original deadlines.
    """
    for (issue, agency), told in sorted(replay.assignments.items()):
        one = _counted(agency, told, replay.opened_at[issue])
        one = replace(one, moves=()) if raw else one
        if since < one.deadline <= until:
            yield issue, one


def sealed(entry: Entry, replay: Replay) -> tuple[str, int, str]:
    """Return the quarter and the version that an entry puts on record, and the hash of its rows.

    Of the rows that all entries before it make. Rules K16, K23.
    """
    seal = Seal()
    since, until = (datetime.fromisoformat(entry.detail[key]) for key in ("since", "until"))
    for issue, one in counted_by(replay, since, until):
        seal.take(row_of(issue, one, entry.at))
    return entry.subject.removeprefix("quarter:"), entry.detail["version"], seal.hash


def _counted(agency: str, told: ReplayedAssignment, opened_at: datetime) -> CountedAssignment:
    return CountedAssignment(
        ministry=told.ministry,
        agency=agency,
        agenda="",
        status=told.status,
        opened_at=opened_at,
        original_deadline=told.original_deadline,
        moves=tuple(told.moves),
        first_reported_at=told.first_reported_at,
        reported_at=told.reported_at,
        excused=told.excused,
        appraised=told.appraised,
        role=told.role,
    )
