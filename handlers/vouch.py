"""Reports by people who are not on the roster: kept aside, and filed once somebody is vouched for.

Letter 2560, clause 3.1, names who may be in the groups; a report by anybody else is not refused,
since it may come from the right agency in the hands of a colleague. Rule B8.
"""

from dataclasses import replace
from datetime import timedelta

from domain import notices
from domain.chat.commands import FileReport, IssueNo, Kind, Vouch
from domain.chat.rights import Place, Refusal, Role
from domain.chat.table import TABLE
from domain.errors import Refused
from domain.grammar.report_text import report_of
from domain.issues.audit import Action, Actor, issue_subject, subject
from domain.say import Say
from handlers import evidence, report
from handlers.context import Context
from handlers.notices import tell
from models import audit, groups, people
from models.groups import GroupKind
from models.people import Person, aside
from models.people.aside import FILED, ReportAside
from models.roster import members
from models.workspaces import Workspace


def is_by_stranger(ctx: Context) -> bool:
    """Whether a report comes from an account in the IR group that the roster does not know."""
    return ctx.place is Place.IR and ctx.person is None and ctx.user_id is not None


async def file_aside(command: FileReport, ctx: Context) -> list[Say]:
    """Keep a stranger's report until an admin vouches for the sender."""
    row = ReportAside(
        workspace_id=ctx.in_workspace().id,
        line_group_id=ctx.chat,
        line_user_id=ctx.user_id or "",
        name="",
        issue_no=command.issue.number,
        year_be=command.issue.year_be,
        text=command.text,
        links=list(command.links),
        progress=command.progress,
        line_message_id=ctx.message_id,
        sent_at=ctx.occurred_at,
        recorded_at=ctx.now,
        outcome="",
    )
    ctx.session.add(row)
    await ctx.session.flush()
    await ctx.note(Action.REPORT_ASIDE, issue_subject(row.issue_no), aside=row.id)
    return [Say(ctx.words.report_aside(row.issue_no))]


async def change_aside(number: int | None, command: FileReport, ctx: Context) -> list[Say]:
    """Let a kept report say what its message says since it was edited; it keeps its time."""
    waiting = await aside.of_message(ctx.session, ctx.message_id or "")
    row = next((row for row in waiting if number in (None, row.issue_no)), None)
    if row is None:
        return []
    row.issue_no, row.year_be = command.issue.number, command.issue.year_be
    row.text, row.links, row.progress = command.text, list(command.links), command.progress
    await ctx.note(Action.REPORT_ASIDE, issue_subject(row.issue_no), aside=row.id)
    return [Say(ctx.words.report_aside(row.issue_no))]


async def vouch(command: Vouch, ctx: Context) -> list[Say]:
    """Take an admin's word for who the sender of a report kept aside is. Rule B8."""
    workspace = ctx.in_workspace()
    row = await aside.get(ctx.session, workspace.id, command.aside)
    if row is None or row.settled_at is not None:
        raise Refused("no_such_aside", ctx.words.no_such_aside(command.aside))
    named = await people.named(ctx.session, workspace.id, command.person)
    if len(named) != 1 or command.person not in (named[0].name, str(named[0].id)):
        found = [(person.id, person.name) for person in named]
        choices = ctx.words.vouch_for_each(command.aside, found)
        raise Refused("which_person", ctx.words.which_person(command.person, found), choices)
    return await vouch_for(row, named[0], workspace, ctx, actor=ctx.actor)


async def vouch_for(
    row: ReportAside, person: Person, workspace: Workspace, ctx: Context, *, actor: Actor
) -> list[Say]:
    """Tie the sender's account to a person who has none yet, and file all that the account sent.

    Raises Refused where the account is somebody else's, or the person is suspended.
    """
    holder = await people.holder(ctx.session, workspace.id, row.line_user_id)
    if person.suspended_at is not None:
        raise Refused("suspended", ctx.words.sender_suspended(person.name))
    if holder is not None and holder.id != person.id:
        raise Refused("account_taken", ctx.words.sent_by_another(row.id, holder.name))
    if person.line_user_id is None:
        person.line_user_id, person.enrolled_at = row.line_user_id, ctx.now
        await ctx.session.flush()
        await members.forget_stranger(ctx.session, workspace.id, row.line_user_id)
    await audit.append(
        ctx.session,
        workspace.id,
        Action.PERSON_VOUCHED,
        subject("person", person.id),
        at=ctx.now,
        actor=actor,
        aside=row.id,
    )
    return await file_all(ctx, workspace, person, row.line_user_id)


async def file_all(
    ctx: Context, workspace: Workspace, person: Person, line_user_id: str
) -> list[Say]:
    """File what an account sent before it was known, with LINE's times; return what to say."""
    rows = await aside.waiting(ctx.session, workspace.id, line_user_id=line_user_id)
    return [say for row in rows for say in await _file_as(row, person, workspace, ctx)]


async def _file_as(
    row: ReportAside, person: Person, workspace: Workspace, ctx: Context
) -> list[Say]:
    """File one kept report as this person's; one that is refused goes on waiting.

    The answer is told in the IR group too, where the report was typed.
    """
    group = await groups.active(ctx.session, workspace.id, GroupKind.IR)
    as_sent = replace(
        ctx,
        occurred_at=row.sent_at,
        place=Place.IR,
        chat=row.line_group_id,
        user_id=row.line_user_id,
        message_id=row.line_message_id,
        typed=row.text,
        workspace=workspace,
        group=group,
        person=person,
    )
    row.person_id = person.id
    try:
        async with ctx.session.begin_nested():
            says = await _file(row, as_sent)
    except Refused as refused:
        row.outcome = refused.code
        return [_refused(row, person, refused, ctx)]
    row.outcome, row.settled_at = FILED, ctx.now
    await _note_links(row, ctx)
    if group is not None and group.line_group_id != ctx.chat:
        for index, say in enumerate(says):
            await tell(as_sent, group, notices.aside_filed(row.id, index), say)
    return says


def _refused(row: ReportAside, person: Person, refused: Refused, ctx: Context) -> Say:
    """Say why a kept report goes on waiting, to its sender or to whoever vouches for that one."""
    why, told = refused.sentence, ""
    if ctx.user_id != row.line_user_id:
        told = person.name
        if refused.code == Refusal.WRONG_ROLE:
            why, told = ctx.words.may_not_report(row.id, person.name), ""
    return Say(ctx.words.aside_refused(row.issue_no, why, told))


async def _note_links(row: ReportAside, ctx: Context) -> None:
    """Have the links of a filed report checked; files of strangers were never kept."""
    if row.line_message_id is not None:
        await evidence.message_carried_out(
            ctx.session,
            row.line_message_id,
            {Kind.REPORT},
            chat=row.line_group_id,
            user_id=row.line_user_id,
            quoted=None,
            now=ctx.now,
            within=timedelta(0),
        )


async def _file(row: ReportAside, ctx: Context) -> list[Say]:
    why = TABLE[Kind.REPORT].right.refusal(Place.IR, ctx.roles, enrolled=True)
    if why is not None:
        raise Refused(why, ctx.words.wrong_role(Kind.REPORT, [Role.REPORTER], ctx.roles))
    number = IssueNo(row.issue_no, row.year_be)
    read = report_of(number, row.text, row.links, ctx.directory)
    command = replace(read, progress=row.progress)
    await ctx.note(Action.REPORT_VOUCHED, issue_subject(row.issue_no), aside=row.id)
    return await report.file_report(command, ctx)
