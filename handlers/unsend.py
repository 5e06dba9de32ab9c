"""Messages that their authors unsent: the text goes, the record stays. Rules E5, P5."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from domain import cards, notices
from domain.chat.commands import Fields
from domain.issues.assignments import OPEN, IssueStatus
from domain.issues.audit import Action, issue_subject
from domain.notices import Topic
from domain.say import Say
from domain.unsent import pieces_of, words_of
from handlers.context import Context
from handlers.counted import count_anew
from handlers.notices import tell
from models import evidence, groups, inbox, issues, unsend
from models.evidence import Evidence, link_checks
from models.groups import GroupKind
from models.inbox import InboxState, talk, traces
from models.issues import Issue, reports
from models.issues.reports import Report, ReportKind
from models.issues.views import assignment_view, issue_view
from models.notices import reword, withdraw
from models.people import aside
from models.unsend import Quoted

Read = Callable[[Mapping[str, Any]], Awaitable[Sequence[Fields]]]
"""Reads the commands of a stored event."""


async def unsend_message(message_id: str, ctx: Context, read: Read) -> None:
    """Erase what a message said wherever it stands, and tell the groups in one line.

    This is the one place that knows them all: the events that brought it, the records it made and
    their earlier versions, reports kept aside, links, and all that was said or waits to be said.
    (`bot.inbox.evidence` sees to the content of files.) The id is remembered.
    """
    session, phrase = ctx.session, ctx.words.unsent_text()
    quoted = await _quoted(message_id, ctx, read)
    await inbox.note_unsent(session, message_id, ctx.occurred_at)
    await inbox.erase_versions(session, message_id)
    await talk.forget_message(session, message_id)
    await aside.unsend(session, message_id, ctx.occurred_at)
    if ctx.workspace is not None:
        for issue in await issues.of_message(session, message_id):
            if issue.workspace_id == ctx.workspace.id:
                await _issue(issue, ctx)
        for report in await reports.of_message(session, message_id):
            if report.assignment.issue.workspace_id == ctx.workspace.id:
                await _report(report, ctx)
    await unsend.unsend_edits(session, message_id, phrase)
    await unsend.unsend_reasons(session, message_id)
    if quoted is not None:
        chats = {ctx.chat} | await traces.chats_told_of(session, quoted.about, quoted.since)
        if ctx.workspace is not None:
            chats |= await groups.chats_of(session, ctx.workspace.id)
        await link_checks.unsend_urls(session, quoted.about, quoted.texts)
        await unsend.erase_quotations(session, chats, quoted, phrase)


async def _quoted(message_id: str, ctx: Context, read: Read) -> Quoted | None:
    """Return by what quotes of a message are known; `None` for talk, of which there are none."""
    versions = await inbox.versions(ctx.session, message_id)
    if not versions:
        return None
    # What was given up did nothing, and may be what cannot be read at all.
    carried_out = [each for each in versions if each.state != InboxState.DEAD]
    commands = [fields for each in carried_out for fields in await read(each.event)]
    texts = {said for fields in commands for said in words_of(fields)}
    file = await unsend.evidence_of_message(ctx.session, message_id)
    texts |= {file.name} if file else set()
    message = await inbox.get_message(ctx.session, message_id)
    done = message.commands if message else []
    return Quoted(
        texts=frozenset(texts - {""}),
        pieces=frozenset(said for fields in commands for said in pieces_of(fields)),
        tokens=frozenset(str(each.event.get("replyToken")) for each in versions),
        # Our own clock may have been ahead.
        since=min(min(each.recorded_at, each.event_at) for each in versions),
        about=frozenset(await _about(message_id, done, file, ctx)),
        did_something=any(each["done"] for each in done),
    )


async def _about(
    message_id: str, commands: Sequence[dict[str, Any]], file: Evidence | None, ctx: Context
) -> set[int]:
    """Return the ids of the issues that a message was about."""
    found = {*await traces.issues_of(ctx.session, message_id)}
    for number in {each["number"] for each in commands} - {None}:
        if ctx.workspace is not None:
            issue = await issues.get(ctx.session, ctx.workspace.id, number)
            found |= {issue.id} if issue else set()
    if file is not None:
        found.add((await evidence.report_of(ctx.session, file)).assignment.issue_id)
    return found


async def _issue(issue: Issue, ctx: Context) -> None:
    await unsend.unsend_issue(ctx.session, issue, ctx.words.unsent_text())
    await ctx.note(Action.ISSUE_UNSENT, issue_subject(issue.number))
    view = issue_view(issue, issue.assignments, workspace=ctx.in_workspace().code)
    text, card = ctx.words.issue_text(view, ctx.now), cards.issue_card(view, ctx.words, ctx.now)
    reworded = await reword(ctx.session, notices.issue_opened(issue.id), text, card)
    text, topic = ctx.words.issue_unsent(issue.number), notices.issue_unsent(issue.id)
    for group in await groups.of_workspace(ctx.session, ctx.in_workspace().id):
        told = [text]
        if group.kind == GroupKind.IA and issue.status == IssueStatus.OPEN:
            told.append(ctx.words.still_open(issue.number, told=not reworded))
        if group.id not in reworded:
            await tell(ctx, group, topic, Say("\n".join(told), about=issue.id))


async def _report(report: Report, ctx: Context) -> None:
    """Take a report back: before it was accepted it no longer counts. Rules E5, P5."""
    if report.unsent_at is not None:
        return
    await unsend.unsend_report(ctx.session, report, ctx.occurred_at)
    assignment, issue = report.assignment, report.assignment.issue
    recalled = report.kind == ReportKind.FINAL and not report.settles
    await ctx.note(
        Action.REPORT_RECALLED if recalled else Action.REPORT_UNSENT,
        issue_subject(issue.number),
        agency=assignment.agency.code,
        revisions=[report.revision],
    )
    await withdraw(ctx.session, notices.report_filed(report.id))
    if recalled:
        await count_anew(assignment, ctx)
        if assignment.status in OPEN:
            await withdraw(ctx.session, notices.all_reported(report.id))
    if recalled and report.judged is None:
        view = assignment_view(assignment)
        text = ctx.words.report_recalled(issue.number, view, report.reported_at, ctx.now)
    else:
        text = ctx.words.report_unsent(issue.number, assignment.agency.value())
    await _tell(Say(text, about=issue.id), notices.report_unsent(report.id), ctx)


async def _tell(say: Say, topic: Topic, ctx: Context) -> None:
    """Tell both groups."""
    for group in await groups.of_workspace(ctx.session, ctx.in_workspace().id):
        await tell(ctx, group, topic, say)
