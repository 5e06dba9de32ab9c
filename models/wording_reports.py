"""What waits about a report is true of the report that stands now. Rule M16."""

from domain import notices as topics
from domain.issues.assignments import OPEN
from domain.say import Say
from models import issues, reports
from models.issues import Assignment
from models.views import assignment_view, issue_view
from models.wording_moment import Moment, Told, dated


async def complete(moment: Moment) -> Told | None:
    """Tell that all have reported, unless one was returned or taken back since."""
    report = await reports.get(moment.session, moment.group.workspace_id, topics.record(moment.key))
    issue = await issues.by_id(moment.session, report.assignment.issue_id) if report else None
    owed = issue is None or issue_view(issue, issue.assignments).waiting
    return None if owed else Told(dated(moment))


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
    report = await reports.get(moment.session, moment.group.workspace_id, topics.record(moment.key))
    if report is None or report.settles or report.judged or report.assignment.status in OPEN:
        return Told(dated(moment))
    issue = await issues.by_id(moment.session, report.assignment.issue_id)
    own = next(each for each in issue.assignments if each.id == report.assignment_id)
    view, sent = assignment_view(own), report.reported_at
    return Told(
        Say(moment.words.report_recalled(issue.number, view, sent, moment.now), about=issue.id)
    )
