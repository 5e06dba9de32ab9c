"""Telling a reporter what was attached: one answer for an album, and free of charge. Rule F6."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from bot.outbox.enqueue import enqueue_reply
from domain.delivery import TOKEN_LIFE
from domain.evidence import TOKEN_SPARE, FileState
from domain.notices import evidence_kept
from domain.say import Say
from models import evidence, groups, telling
from models.evidence import Evidence

TOKEN_LIVES = TOKEN_LIFE - TOKEN_SPARE

LONGEST_GATHERING = timedelta(seconds=15)


async def tell_due(deps: Deps) -> int:
    """Answer for each report whose files have all arrived, or cannot be waited for any longer."""
    now, wait = deps.clock(), deps.settings.waits.for_neighbours
    async with deps.reading() as session:
        due = [
            (report_id, await evidence.workspace_of(session, rows[0]))
            for report_id, rows in (await evidence.untold(session)).items()
            if is_time(rows, now, wait)
        ]
    told = 0
    for report_id, home in due:
        # A file that is unsent meanwhile is not told, and of two workers one finds all told.
        async with deps.holding(home) as session:
            rows = (await evidence.untold(session, report_id=report_id)).get(report_id, [])
            if rows and is_time(rows, now, wait):
                await _tell(deps, session, rows)
                told += 1
    return told


def is_time(rows: Sequence[Evidence], now: datetime, wait: timedelta) -> bool:
    """Whether to tell about files now: none came lately, and none is on its way.

    When the last reply token is about to expire, what has arrived is told alone.
    """
    newest = max(row.recorded_at for row in rows)
    settled = [row for row in rows if row.state != FileState.WAITING]
    if not settled or now - newest < min(wait, LONGEST_GATHERING):
        return False
    return len(settled) == len(rows) or now - newest >= TOKEN_LIVES - LONGEST_GATHERING


async def _tell(deps: Deps, session: AsyncSession, rows: Sequence[Evidence]) -> None:
    """Say it as a reply while a token lives, else as a notice that costs nothing extra.

    What is still on its way is mentioned, and told when it has arrived.
    """
    now, settings, words = deps.clock(), deps.settings, words_of(deps.settings)
    newest = rows[-1]
    report = await evidence.report_of(session, newest)
    issue = report.assignment.issue
    views = [row.view() for row in rows]
    text = words.evidence_told(issue.number, views, settings.evidence_limit)
    say = Say(text, about=issue.id)
    told = [row for row in rows if row.state != FileState.WAITING]
    for row in told:
        row.told_at = now
    group = await groups.by_line_id(session, newest.chat)
    if group is not None and group.workspace_id != issue.workspace_id:
        group = None
    if newest.reply_token is not None and now - newest.recorded_at < TOKEN_LIVES:
        newest_token, newest.reply_token = newest.reply_token, None
        await enqueue_reply(
            session,
            chat=newest.chat,
            reply_token=newest_token,
            says=[say],
            group_id=group.id if group else None,
            now=now,
            words=words,
            token_until=newest.recorded_at + TOKEN_LIVES,
        )
    elif group is not None:
        topic = evidence_kept(max(row.id for row in told))
        await telling.tell(session, group, topic, say, now=now, waits=settings.waits, words=words)
