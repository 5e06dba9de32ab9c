"""`#status`, `#list`, `#overdue`, `#mine`: how things stand. They change nothing.

What one answer does not hold stands on the next page, which is told when it is asked for (M21).
"""

from domain import cards, notices
from domain.chat.commands import Kind, List, Mine, Overdue, Status
from domain.chat.rights import Place
from domain.errors import Refused
from domain.say import Say
from domain.views import still_overdue
from domain.words.voice import MOST_NAMES
from handlers.context import Context
from handlers.issues import find_issue
from models import issues
from models.issues import reports
from models.issues.views import by_issue, issue_view


async def status(command: Status, ctx: Context) -> list[Say]:
    """Tell how an issue stands, agency by agency."""
    issue = await find_issue(ctx, command.issue)
    taken_back = await reports.taken_back(ctx.session, issue.id)
    unsent = {assignment_id: at for assignment_id, (_, at) in taken_back.items()}
    view = issue_view(issue, issue.assignments, unsent=unsent)
    whole = ctx.place is Place.PRIVATE
    text = ctx.words.status_of(view, ctx.now, whole=whole, page=command.page)
    told = [notices.report_unsent(report_id).key for report_id, _ in taken_back.values()]
    named = len(issue.assignments) <= MOST_NAMES
    return [Say(text, about=issue.id, tells=tuple(told) if named else ())]


async def list_open(command: List, ctx: Context) -> list[Say]:
    """List the open issues by the next deadline that somebody still owes. Rule T10."""
    found = await issues.open_issues(ctx.session, ctx.in_workspace().id)
    views = [issue_view(issue, issue.assignments) for issue in found]
    views.sort(key=lambda view: (view.due, view.number))
    return [Say(ctx.words.open_issues(views, ctx.now, command.page))]


async def overdue(command: Overdue, ctx: Context) -> list[Say]:
    """List who is late, issue by issue: the same list that goes out at set times. Rule K2."""
    waiting = by_issue(await issues.unreported(ctx.session, ctx.in_workspace().id))
    late = still_overdue(waiting, ctx.now)
    if not late:
        return [Say(ctx.words.nobody_overdue(command.page))]
    pages, page = cards.overdue_pages(late, ctx.words, ctx.now), command.page
    if page > len(pages) > 1:
        return [Say(ctx.words.no_such_page(Kind.OVERDUE, page, len(pages)))]
    shown, more = pages[min(page, len(pages)) - 1], sum(map(len, pages[page:]))
    text = ctx.words.overdue_list(shown, ctx.now, of=late)
    pointer = [Say(ctx.words.next_page(Kind.OVERDUE, page, more=more))] if more else []
    if page > len(pages):
        pointer = [Say(ctx.words.one_page(page))]
    return [Say(text, card=cards.overdue_card(shown, ctx.words, ctx.now)), *pointer]


async def mine(command: Mine, ctx: Context) -> list[Say]:
    """List what the sender's agencies still owe."""
    agencies = ctx.sender().agencies
    if not agencies:
        raise Refused("no_agency", ctx.words.no_agency(ctx.roles))
    assignments = await issues.unreported(
        ctx.session, ctx.in_workspace().id, agency_ids=[agency.id for agency in agencies]
    )
    own = [agency.value() for agency in agencies]
    return [Say(ctx.words.mine(own, by_issue(assignments), ctx.now, command.page))]
