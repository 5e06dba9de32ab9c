"""What waits about an issue tells how that reads now. Rule M16.

One that was cancelled meanwhile is not announced any more: that it was cancelled is told.
"""

from collections.abc import Iterable

from domain import notices as topics
from domain.announcements import issue_announced, issue_changed
from domain.issues.assignments import OPEN, WITHDRAWN, IssueStatus
from domain.views import Edited
from models import issues
from models.agencies import AgencyRow
from models.issues import Assignment, Issue, IssueChange
from models.views import issue_view, moved, rows_called
from models.wording_moment import Moment, Told, dated
from models.workspaces import Workspace


async def announced(moment: Moment) -> Told | None:
    """Announce an issue, and call those who still owe a report."""
    issue = await issues.by_id(moment.session, topics.record(moment.key))
    if issue.status == IssueStatus.CANCELLED:
        return None
    view = issue_view(issue, issue.assignments, workspace=await code_of(issue, moment))
    first = [each for each in issue.assignments if each.assigned_at == issue.opened_at]
    called = _owing(issue, first)
    agencies = [row.value() for row in called]
    told = issue_announced(
        view, agencies, moment.words, moment.now, privately=moment.only is not None
    )
    return Told(told, called)


async def changed(moment: Moment) -> Told | None:
    """Tell what an edit changed, as far as that still holds."""
    last = await moment.session.get_one(IssueChange, topics.record(moment.key))
    issue = await issues.by_id(moment.session, last.issue_id)
    if issue.status == IssueStatus.CANCELLED:
        return None
    view = issue_view(issue, issue.assignments, workspace=await code_of(issue, moment))
    what = moment.said.text.partition("\n")[0]
    edited = await _edited(issue, last, moment)
    privately = moment.only is not None
    told = issue_changed(view, what, edited, moment.words, moment.now, privately=privately)
    return Told(told, rows_called(issue, edited))


async def unless_cancelled(moment: Moment) -> Told | None:
    """Tell what was done in an issue in its own words, unless it was cancelled meanwhile."""
    status = await issues.status_of(moment.session, moment.said.about)
    return None if status is IssueStatus.CANCELLED else Told(dated(moment))


async def code_of(issue: Issue, moment: Moment) -> str:
    """Return the workspace's code for the buttons of a card; empty where the issue has ended."""
    if issue.status != IssueStatus.OPEN:
        return ""
    return (await moment.session.get_one(Workspace, moment.group.workspace_id)).code


async def _edited(issue: Issue, last: IssueChange, moment: Moment) -> Edited:
    """Return what an edit did to agencies; `last` is the last of its changes."""
    before = await issues.agencies_before(moment.session, last)
    gone = (each.agency.value() for each in issue.assignments if each.status in WITHDRAWN)
    withdrawn = [agency for agency in gone if before and agency.code in before]
    came = [each for each in issue.assignments if each.assigned_at == last.changed_at]
    fresh = _owing(issue, came if before is not None else ())
    moves = moved(issue, last.recorded_at) if issue.status == IssueStatus.OPEN else ()
    return Edited([row.value() for row in fresh], withdrawn, moves, last.reason)


def _owing(issue: Issue, assignments: Iterable[Assignment]) -> list[AgencyRow]:
    """Return the agencies of these assignments that still owe a report."""
    if issue.status != IssueStatus.OPEN:
        return []
    return [each.agency for each in assignments if each.status in OPEN]
