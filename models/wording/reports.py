"""What waits about a report is true of the report that stands now. Rule M16."""

from dataclasses import replace

from domain import notices as topics
from domain.announcements import report_told
from domain.issues.assignments import OPEN
from domain.say import Say
from domain.views import AssignmentView
from models import evidence, issues
from models.issues import Assignment, Issue, reports
from models.issues.reports import Report
from models.issues.views import assignment_view, filed_view, issue_view
from models.wording.moment import Moment, Told, dated
from models.workspaces import Workspace


async def complete(moment: Moment) -> Told | None:
    """Tell that all have reported, unless one was returned or taken back since."""
    report = await _report(moment)
    issue = await issues.by_id(moment.session, report.assignment.issue_id) if report else None
    owed = issue is None or issue_view(issue, issue.assignments).waiting
    return None if owed else Told(dated(moment))


async def filed(moment: Moment) -> Told | None:
    """Show a report as it stands: with nothing to press once it was judged.

    Then the newest that was judged with it is shown. Of one that was unsent, whatever it waited
    for, that alone is told.
    """
    report = await _report(moment)
    if report is None:
        return Told(dated(moment))
    if report.unsent_at is not None:
        return None
    issue = await issues.by_id(moment.session, report.assignment.issue_id)
    if report.judged:
        report = await _judged_with(report, moment)
    workspace = await moment.session.get_one(Workspace, moment.group.workspace_id)
    view = issue_view(issue, issue.assignments, workspace=workspace.code)
    hint = moment.words.reads_like_progress() in moment.said.text.removesuffix(report.text)
    files = await evidence.counts(moment.session, [report.id])
    shown = filed_view(report, going_on=hint, files=files.get(report.id, 0))
    told = report_told(view, _own(report, issue), shown, moment.words)
    # While it waits for a judge, how long it has waited for its readers matters, too.
    return Told(told if report.judged else dated(replace(moment, said=told)))


async def _judged_with(report: Report, moment: Moment) -> Report:
    """Return the newest report that was judged by the same word; what it replaced is no news."""
    filed = await reports.finals_of(moment.session, report.assignment_id)
    together = [one for one in filed if one.judged_at == report.judged_at and not one.unsent_at]
    return together[-1]


async def noted(moment: Moment) -> Told:
    """Say what is owed now that a report was only a progress note."""
    report = await _report(moment)
    if report is None:
        return Told(dated(moment))
    issue = await issues.by_id(moment.session, report.assignment.issue_id)
    view, sent = _own(report, issue), report.reported_at
    return Told(Say(moment.words.noted(issue.number, view, sent, moment.now), about=issue.id))


async def returned(moment: Moment) -> Told:
    """Ask for a new report, unless there is one already: then only tell why."""
    assignment = await moment.session.get_one(Assignment, topics.record(moment.key))
    filed = await reports.of_assignment(moment.session, assignment.id)
    judged = next((each for each in filed if each.revision == topics.revision(moment.key)), None)
    if assignment.status in OPEN or judged is None:
        return Told(dated(moment))
    issue = await issues.by_id(moment.session, assignment.issue_id)
    agency = assignment.agency.value()
    said = moment.words.returned_for(issue.number, agency, judged.reason)
    return Told(Say(said, about=issue.id))


async def taken_back(moment: Moment) -> Told:
    """Say what is owed now; the agency may have sent its report again at once."""
    report = await _report(moment)
    if report is None or report.settles or report.judged:
        return Told(dated(moment))
    issue = await issues.by_id(moment.session, report.assignment.issue_id)
    view, sent = _own(report, issue), report.reported_at
    return Told(
        Say(moment.words.report_recalled(issue.number, view, sent, moment.now), about=issue.id)
    )


async def _report(moment: Moment) -> Report | None:
    return await reports.get(moment.session, moment.group.workspace_id, topics.record(moment.key))


def _own(report: Report, issue: Issue) -> AssignmentView:
    return assignment_view(next(e for e in issue.assignments if e.id == report.assignment_id))
