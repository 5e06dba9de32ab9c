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
from models import evidence, groups
from models.evidence import Evidence
from models.notices import telling

TOKEN_LIVES = TOKEN_LIFE - TOKEN_SPARE

LONGEST_GATHERING = timedelta(seconds=15)


async def tell_due(deps: Deps) -> datetime | None:
    """Answer for each report whose files have all arrived, or cannot be waited for any longer.

    Returns when to look again, as far as is known.
    """
    now, wait = deps.clock(), deps.settings.waits.for_neighbours
    async with deps.reading() as session:
        untold = await evidence.untold(session)
        times = {report_id: time_to_tell(rows, wait) for report_id, rows in untold.items()}
        due = [
            (report_id, await evidence.workspace_of(session, untold[report_id][0]))
            for report_id, at in times.items()
            if at is not None and at <= now
        ]
    for report_id, home in due:
        # A file that is unsent meanwhile is not told, and of two workers one finds all told.
        async with deps.holding(home) as session:
            rows = (await evidence.untold(session, report_id=report_id)).get(report_id, [])
            at = time_to_tell(rows, wait)
            if at is not None and at <= now:
                await _tell(deps, session, rows)
    return min((at for at in times.values() if at is not None and at > now), default=None)


def time_to_tell(rows: Sequence[Evidence], wait: timedelta) -> datetime | None:
    """Return when to tell about files: none came lately, and none is on its way.

    When the last reply token is about to expire, what has arrived is told alone; `None` where
    nothing has.
    """
    settled = [row for row in rows if row.state != FileState.WAITING]
    if not settled:
        return None
    gathering = min(wait, LONGEST_GATHERING)
    if len(settled) < len(rows):
        gathering = max(gathering, TOKEN_LIVES - LONGEST_GATHERING)
    return max(row.recorded_at for row in rows) + gathering


async def _tell(deps: Deps, session: AsyncSession, rows: Sequence[Evidence]) -> None:
    """Say it as a reply while a token lives, else as a notice that costs nothing extra.

    What is still on its way is mentioned, and told when it has arrived.
    """
    now, settings, words = deps.clock(), deps.settings, words_of(deps.settings)
    newest = rows[-1]
    report = await evidence.report_of(session, newest)
    issue = report.assignment.issue
    views = [row.view() for row in rows]
    agency = report.assignment.agency.value()
    text = words.evidence_told(issue.number, agency, views, settings.evidence_limit)
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
