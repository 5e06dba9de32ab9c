"""Edited messages: what a `#issue` or `#report` says now changes the record. Rules E1 to E3.

Only what differs between the two versions of a text is changed, so that mending a word undoes no
later `#edit` or `#extend`.
"""

from domain import notices
from domain.chat.commands import FileReport, Kind, OpenIssue
from domain.errors import Refused
from domain.issues.assignments import Act, IssueStatus
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from domain.views import Field
from handlers.assignments import keep_change
from handlers.context import Context
from handlers.edit import Changes, change
from handlers.issues import check_takes, ended
from handlers.notices import tell_others
from handlers.report import kind_of, offer_note, shown_to_judges
from models import issues
from models.groups import GroupKind
from models.issues import Assignment, Issue
from models.issues.reports import Judgement, Report, ReportChange
from models.issues.views import issue_view
from models.notices import reword

_FIELDS = (Field.HEADLINE, Field.DETAIL, Field.URGENCY, Field.REFERENCE)


async def edit_issue(issue: Issue, old: OpenIssue, new: OpenIssue, ctx: Context) -> list[Say]:
    """Change an issue as `#edit` would; the deadline is read as on the day it was opened."""
    if issue.status != IssueStatus.OPEN:
        raise ended(issue, ctx)
    fields: dict[Field, object] = {
        name: getattr(new, name) for name in _FIELDS if getattr(new, name) != getattr(old, name)
    }
    if new.links != old.links:
        fields[Field.LINKS] = list(new.links)
    expand = ctx.directory.expand
    roles = set(expand(new.supporting)) != set(expand(old.supporting))
    listed = set(expand(new.agencies)) != set(expand(old.agencies))
    changes = Changes(
        fields,
        new.agencies if listed or roles else (),
        new.deadline if new.deadline != old.deadline else None,
        new.supporting,
        roles=roles,
        within=new.within,
    )
    says = await change(issue, changes, ctx)
    if says:
        keep_change(issue, "typed", issue.typed, ctx.typed, ctx)
    issue.typed = ctx.typed
    return says


async def edit_report(report: Report, new: FileReport, ctx: Context) -> list[Say]:
    """Change the text of a report that nobody has judged; when it was sent stays. Rule E2."""
    assignment, number = report.assignment, report.assignment.issue.number
    agency = assignment.agency.value()
    check_takes(assignment.issue, Act.REPORT, ctx)
    if report.judged is not None:
        accepted = report.judged == Judgement.ACCEPTED
        raise Refused("judged", ctx.words.edit_of_judged(number, agency, accepted=accepted))
    if report.kind != kind_of(new, assignment, ctx) or _names_another(new, assignment, ctx):
        raise Refused("edit_left", ctx.words.edit_left(Kind.REPORT, number))
    if (new.text, list(new.links)) == (report.text, report.links):
        return []
    kept = ReportChange(
        report_id=report.id,
        old_text=report.text,
        new_text=new.text,
        changed_at=ctx.occurred_at,
        recorded_at=ctx.now,
    )
    ctx.session.add(kept)
    report.text, report.links, report.shown_at = new.text, list(new.links), None
    await ctx.note(
        Action.REPORT_EDITED,
        issue_subject(number),
        agency=assignment.agency.code,
        revision=report.revision,
    )
    issue = await issues.by_id(ctx.session, assignment.issue_id)
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    card = shown_to_judges(view, assignment, report, ctx)
    unseen = await reword(ctx.session, notices.report_filed(report.id), card.text, card.card)
    text = ctx.words.report_message_edited(number, agency, report.reported_at)
    told = Say(text, about=assignment.issue_id)
    await ctx.session.flush()
    if not unseen:
        await tell_others(ctx, GroupKind.IA, notices.report_edited(kept.id), told)
    return [told, *offer_note(new, view, report, ctx)]


def _names_another(new: FileReport, assignment: Assignment, ctx: Context) -> bool:
    """Whether a report now names an agency of the sender's that is not the one it was filed for."""
    mine = {agency.code for agency in ctx.sender().agencies} & set(new.agencies)
    return bool(mine) and mine.isdisjoint(ctx.directory.body(assignment.agency.code))


async def opened_by(ctx: Context, nth: int) -> Issue | None:
    """Return the nth issue (from 0) that the edited message opened in this workspace."""
    found = await issues.of_message(ctx.session, ctx.message_id or "")
    return found[nth] if nth < len(found) else None
