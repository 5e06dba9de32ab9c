"""An edited message, command by command: which record it is about, and what may still change."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from bot.inbox.incoming import Incoming, check_right
from domain.chat.commands import Fields, FileReport, Kind, Malformed, OpenIssue
from domain.errors import Refused
from domain.say import Say
from handlers import vouch
from handlers.context import Context
from handlers.message_edited import edit_issue, edit_report, opened_by
from models.issues import Issue, reports
from models.issues.reports import Report

Reader = Callable[[str, datetime], Awaitable[Sequence[Fields]]]


async def message_edited(
    incoming: Incoming,
    ctx: Context,
    index: int,
    done: Sequence[dict[str, Any]],
    fields: Fields | None,
    read: Reader,
) -> list[Say]:
    """Change the record of a command that was carried out, to what its message says now.

    `fields` is `None` where the edit took the command away. Raises Refused where the record
    stays: of other commands than `#issue` and `#report`, of another kind or number. Rules E1, E3.
    """
    kind, number = Kind(done[index]["kind"]), done[index]["number"]
    if kind is Kind.ISSUE:
        nth = sum(1 for each in done[:index] if each["kind"] == kind and each["done"])
        return await _issue(incoming, ctx, index, await opened_by(ctx, nth), fields, read)
    if kind is Kind.REPORT:
        return await _report(incoming, ctx, number, fields)
    if fields is not None and (fields.kind, fields.issue_no) == (kind, number):
        return []
    raise Refused("edit_left", ctx.words.edits_do_not_count())


async def _issue(
    incoming: Incoming,
    ctx: Context,
    index: int,
    issue: Issue | None,
    fields: Fields | None,
    read: Reader,
) -> list[Say]:
    if issue is None:
        return []
    if fields is None or fields.kind is not Kind.ISSUE:
        raise Refused("edit_left", ctx.words.edit_left(Kind.ISSUE, issue.number))
    check_right(Kind.ISSUE, incoming.speaker, ctx)
    before = (await read(issue.typed, issue.opened_at))[index].outcome if issue.typed else None
    now = (await read(ctx.typed, issue.opened_at))[index]
    after = now.outcome
    if isinstance(after, Malformed):
        raise Refused("malformed", ctx.words.mistake(now, ctx.directory.agency))
    if not isinstance(before, OpenIssue) or not isinstance(after, OpenIssue):
        raise Refused("edit_left", ctx.words.edit_left(Kind.ISSUE, issue.number))
    return await edit_issue(issue, before, after, ctx)


async def _report(
    incoming: Incoming, ctx: Context, number: int, fields: Fields | None
) -> list[Say]:
    report = await _filed(ctx, number)
    after = fields.outcome if fields else None
    if report is None and isinstance(after, FileReport):
        return await vouch.change_aside(number, after, ctx)
    if report is None:
        return []
    named = fields.issue_no if fields else None
    if not isinstance(after, FileReport) or named not in (None, report.assignment.issue.number):
        owed = report.assignment.issue.number
        raise Refused("edit_left", ctx.words.edit_left(Kind.REPORT, owed))
    check_right(Kind.REPORT, incoming.speaker, ctx)
    return await edit_report(report, after, ctx)


async def _filed(ctx: Context, number: int | None) -> Report | None:
    """Return the report that the message filed on an issue; without a number the only one."""
    found = await reports.of_message(ctx.session, ctx.message_id or "")
    about = [each for each in found if number in (None, each.assignment.issue.number)]
    return about[0] if about else None
