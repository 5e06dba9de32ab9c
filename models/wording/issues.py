"""What waits about an issue tells how that reads now. Rule M16.

One that was cancelled meanwhile is not announced any more, and where nobody has heard of it, its
end is not told either. Nor is one announced whose message was unsent before it has a new headline.
"""

from collections.abc import Iterable, Sequence

from domain import notices as topics
from domain.announcements import issue_announced, issue_changed
from domain.issues.assignments import OPEN, WITHDRAWN, AgencyRole, IssueStatus
from domain.say import Say
from domain.views import Edited, Field
from models import issues
from models.agencies import AgencyRow
from models.issues import Assignment, Issue, IssueChange, requests
from models.issues.views import issue_view, moved, rows_called
from models.notices import announcements
from models.wording.moment import Moment, Told, dated
from models.workspaces import Workspace


async def announced(moment: Moment) -> Told | None:
    """Announce an issue as it reads now, and call those who still owe a report."""
    issue = await issues.by_id(moment.session, topics.record(moment.key))
    if issue.status == IssueStatus.CANCELLED or issue.headline == moment.words.unsent_text():
        return None
    return await _announced(issue, moment)


async def _announced(issue: Issue, moment: Moment) -> Told:
    view = issue_view(issue, issue.assignments, workspace=await code_of(issue, moment))
    unseen = (each for each in issue.assignments if each.acknowledged_at is None)
    called = _owing(issue, unseen)
    agencies = [row.value() for row in called]
    told = issue_announced(
        view, agencies, moment.words, moment.now, privately=moment.only is not None
    )
    return Told(told, called)


async def changed(moment: Moment) -> Told | None:
    """Tell what an edit and those after it changed, as far as that still holds."""
    first = await moment.session.get_one(IssueChange, topics.record(moment.key))
    changes = await issues.edits_since(moment.session, first)
    issue = await issues.by_id(moment.session, first.issue_id)
    if issue.status == IssueStatus.CANCELLED:
        return None
    if await announcements.was_let_go(moment.session, issue.id):
        return await _announced(issue, moment)
    view = issue_view(issue, issue.assignments, workspace=await code_of(issue, moment))
    fields = dict.fromkeys(Field(change.field) for change in changes)
    what = moment.words.edited(issue.number, fields)
    edited = _edited(issue, changes)
    privately = moment.only is not None
    told = issue_changed(view, what, edited, moment.words, moment.now, privately=privately)
    return Told(told, rows_called(issue, edited))


async def unless_cancelled(moment: Moment) -> Told | None:
    """Tell what was done in an issue in its own words, unless it was cancelled meanwhile."""
    status = await issues.status_of(moment.session, moment.said.about)
    return None if status is IssueStatus.CANCELLED else Told(dated(moment))


async def ended(moment: Moment) -> Told | None:
    """Tell of an issue's end, unless it was opened again meanwhile; of a close how it stands now.

    The agencies hear nothing of what was cancelled before they heard of it.
    """
    session = moment.session
    issue = await issues.by_id(session, topics.record(moment.key))
    if issue.status == IssueStatus.OPEN:
        return None
    if issue.status == IssueStatus.CLOSED and topics.instant_of(moment.key) == issue.closed_at:
        view, asking = issue_view(issue, issue.assignments), await requests.asking(session, issue)
        return Told(Say(moment.words.closed(view, asking, moment.now), about=issue.id))
    to_agencies = topics.kind(moment.key) == topics.ISSUE_ENDED
    if to_agencies and not await announcements.was_told(session, issue.id):
        return None
    return Told(dated(moment))


async def code_of(issue: Issue, moment: Moment) -> str:
    """Return the workspace's code for the buttons of a card; empty where the issue has ended."""
    if issue.status != IssueStatus.OPEN:
        return ""
    return (await moment.session.get_one(Workspace, moment.group.workspace_id)).code


def _edited(issue: Issue, changes: Sequence[IssueChange]) -> Edited:
    """Return what edits did to agencies; there is one at least."""
    listed = [change for change in changes if change.field == Field.AGENCIES]
    before = listed[0].agencies if listed else {}
    gone = (each.agency.value() for each in issue.assignments if each.status in WITHDRAWN)
    withdrawn = [agency for agency in gone if agency.code in before]
    at = {change.changed_at for change in listed}
    fresh = _owing(issue, [each for each in issue.assignments if each.assigned_at in at])
    roles = {
        each.agency.value(): AgencyRole(each.role)
        for each in issue.assignments
        if each.status not in WITHDRAWN and before.get(each.agency.code, each.role) != each.role
    }
    moves = moved(issue, changes[0].recorded_at) if issue.status == IssueStatus.OPEN else ()
    reasons = dict.fromkeys(change.reason for change in changes if change.reason)
    return Edited([row.value() for row in fresh], withdrawn, moves, " · ".join(reasons), roles)


def _owing(issue: Issue, assignments: Iterable[Assignment]) -> list[AgencyRow]:
    """Return the agencies of these assignments that still owe a report."""
    if issue.status != IssueStatus.OPEN:
        return []
    return [each.agency for each in assignments if each.status in OPEN]
