"""What an unsent message said or carried is erased; the records that it made stay.

`handlers.unsend` goes through all the places.
"""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence import FileState
from domain.rendering import render_answer
from domain.say import Say
from domain.unsent import in_words, without
from models.evidence import Evidence
from models.groups import Group
from models.indicator.standings import Standing
from models.issues import DeadlineChange, Issue, IssueChange
from models.issues.excuses import Excuse
from models.issues.objections import Objection
from models.issues.reports import Report, ReportChange
from models.issues.requests import Request
from models.issues.snoozes import Snooze
from models.notices import Notice
from models.outbox import OutboxMessage, OutboxState
from models.tables import MOST_VALUES, parts
from models.work import Work, leave

ROWS_AT_ONCE = 100
"""How many rows of what was said are in memory at a time."""

Told = TypeVar("Told", OutboxMessage, Notice)


_TEXTS = ("headline", "detail", "links", "reference", "typed")


async def unsend_issue(session: AsyncSession, issue: Issue, phrase: str) -> None:
    """Erase an issue's texts, now and before its edits; `phrase` stands for the headline."""
    issue.headline, issue.detail, issue.links = phrase, "", []
    issue.reference = issue.typed = ""
    await session.execute(
        update(IssueChange)
        .where(IssueChange.issue_id == issue.id, IssueChange.field.in_(_TEXTS))
        .values(old_value="", new_value="")
    )


async def unsend_report(session: AsyncSession, report: Report, now: datetime) -> None:
    """Mark a report as taken back; erase its text and links, now and before its edits."""
    report.text, report.links, report.unsent_at = "", [], now
    await session.execute(
        update(ReportChange)
        .where(ReportChange.report_id == report.id)
        .values(old_text="", new_text="")
    )


async def unsend_edits(session: AsyncSession, line_message_id: str, phrase: str) -> None:
    """Erase the texts that an `#edit` gave an issue, where they stand now or stood until later."""
    changes = await session.scalars(
        select(IssueChange).where(
            IssueChange.line_message_id == line_message_id, IssueChange.field.in_(_TEXTS)
        )
    )
    for change in list(changes):
        change.new_value = ""
        later = await session.scalar(
            select(IssueChange)
            .where(
                IssueChange.issue_id == change.issue_id,
                IssueChange.field == change.field,
                IssueChange.id > change.id,
            )
            .order_by(IssueChange.id)
            .limit(1)
        )
        if later is not None:
            later.old_value = ""
        else:
            issue = await session.get_one(Issue, change.issue_id)
            blank = {"headline": phrase, "links": []}
            setattr(issue, change.field, blank.get(change.field, ""))


async def unsend_reasons(session: AsyncSession, line_message_id: str) -> None:
    """Erase the reasons that a message gave: of judging, moving, asking, objecting and the like."""
    said_by = (
        (Report, Report.judged_message_id),
        (DeadlineChange, DeadlineChange.line_message_id),
        (IssueChange, IssueChange.line_message_id),
        (Request, Request.line_message_id),
        (Snooze, Snooze.line_message_id),
        (Excuse, Excuse.line_message_id),
        (Objection, Objection.line_message_id),
        (Standing, Standing.line_message_id),
    )
    for table, message in said_by:
        await session.execute(update(table).where(message == line_message_id).values(reason=""))
    for asked in (Request, Objection):
        decided = asked.decided_message_id == line_message_id
        await session.execute(update(asked).where(decided).values(answer=""))


@dataclass(frozen=True, slots=True)
class Quoted:
    """What quotes of an unsent message are known by.

    `texts` are its words, `pieces` what only its answer may quote, `tokens` the reply tokens of
    that, `since` is when its first version came; `about` are the ids of the issues that it was
    about.
    """

    texts: frozenset[str]
    pieces: frozenset[str]
    tokens: frozenset[str]
    since: datetime
    about: frozenset[int]
    did_something: bool


async def erase_quotations(
    session: AsyncSession, chats: Collection[str], quoted: Quoted, phrase: str
) -> None:
    """Let all that these chats were told, or will be, say a phrase in place of the words.

    The answer to the message may quote any piece of it: it is erased as a whole, unless it still
    has to tell what the message did.
    """
    requests = select(OutboxMessage.id).where(
        OutboxMessage.chat.in_(chats), OutboxMessage.recorded_at >= quoted.since
    )
    async for row in _few_at_a_time(session, OutboxMessage, requests):
        answers = row.reply_token in quoted.tokens
        if answers and not (quoted.did_something and row.state == OutboxState.WAITING):
            await _answer_nothing(session, row, phrase)
        else:
            pieces = quoted.pieces if answers else frozenset()
            _say_without(row, quoted.texts | pieces, quoted.about, phrase)
    waiting_or_told = (
        select(Notice.id)
        .join(Group, Group.id == Notice.group_id)
        .where(Group.line_group_id.in_(chats), Notice.created_at >= quoted.since)
    )
    async for notice in _few_at_a_time(session, Notice, waiting_or_told):
        if notice.say.get("about") in (None, *quoted.about):
            notice.say = without(notice.say, quoted.texts, phrase)


async def _few_at_a_time(
    session: AsyncSession, table: type[Told], ids: Select[Any]
) -> AsyncIterator[Told]:
    """Yield the rows with these ids, locked; a part is written before the next is read.

    What groups were told since a message of last month does not fit into memory at once.
    """
    for part in parts(list(await session.scalars(ids)), each=MOST_VALUES // ROWS_AT_ONCE):
        rows = await session.scalars(
            select(table).where(table.id.in_(part)).order_by(table.id).with_for_update()
        )
        for row in rows.all():
            yield row
        await session.flush()


async def _answer_nothing(session: AsyncSession, row: OutboxMessage, phrase: str) -> None:
    """Let a request say what rides along in it, and nothing but a phrase before that."""
    riding = await session.scalars(
        select(Notice.say).where(Notice.outbox_id == row.id).order_by(Notice.id)
    )
    says = [Say.from_json(say) for say in riding if say]
    answer, riders = render_answer([Say(phrase)], says)
    row.messages = [*answer.messages, *riders.messages]
    row.about = [*answer.about, *riders.about]
    row.own = len(answer.messages)
    row.error = row.error.partition(":")[0]  # our own words of why; LINE's may quote


def _say_without(
    row: OutboxMessage, texts: Collection[str], about: Collection[int], phrase: str
) -> None:
    said = zip(row.messages, row.about, strict=False)
    row.messages = [
        without(message, texts, phrase) if issue in (None, *about) else message
        for message, issue in said
    ]
    row.error = in_words(row.error, texts, phrase)


_IN_USE = (FileState.WAITING, FileState.KEPT)


async def withdraw_evidence(session: AsyncSession, evidence_id: int, now: datetime) -> None:
    """Withdraw a file whose message was unsent: its content is erased soon, its name at once."""
    await session.execute(
        update(Evidence)
        .where(Evidence.id == evidence_id)
        .values(state=FileState.WITHDRAWN, name="", error="", finished_at=now, told_at=now)
    )
    leave(session, Work.FILES_UNSENT, now)
    leave(session, Work.FILES_TOLD, now)  # the others of its report may wait for it alone


async def evidence_of_message(session: AsyncSession, message_id: str) -> Evidence | None:
    """Return the evidence that a message brought, unless it was unsent before."""
    return await session.scalar(
        select(Evidence).where(
            Evidence.line_message_id == message_id, Evidence.state != FileState.WITHDRAWN
        )
    )


async def to_erase(session: AsyncSession) -> list[str]:
    """Return the hashes of the files that were unsent and may still be stored."""
    found = await session.scalars(
        select(Evidence.sha256)
        .where(
            Evidence.state == FileState.WITHDRAWN,
            Evidence.erased_at.is_(None),
            Evidence.sha256.is_not(None),
        )
        .distinct()
    )
    return [sha256 for sha256 in found if sha256 is not None]


async def is_in_use(session: AsyncSession, sha256: str) -> bool:
    """Whether a file that stands has this content."""
    found = await session.scalar(
        select(Evidence.id).where(Evidence.sha256 == sha256, Evidence.state.in_(_IN_USE)).limit(1)
    )
    return found is not None


async def erased(session: AsyncSession, sha256: str, now: datetime) -> None:
    """Note that a content was deleted; who stored the same meanwhile has to fetch it again."""
    await session.execute(
        update(Evidence)
        .where(Evidence.sha256 == sha256, Evidence.state.in_(_IN_USE))
        # Another `next_attempt_at` also ends the claim of whoever is storing it at this moment.
        .values(state=FileState.WAITING, sha256=None, next_attempt_at=now, finished_at=None)
    )
    leave(session, Work.FILES, now)
    await spared(session, sha256, now)


async def spared(session: AsyncSession, sha256: str, now: datetime) -> None:
    """Note that nothing more is to be erased for the rows that were unsent."""
    await session.execute(
        update(Evidence)
        .where(Evidence.sha256 == sha256, Evidence.state == FileState.WITHDRAWN)
        .values(erased_at=now)
    )


async def erase_again(session: AsyncSession, sha256: str, now: datetime) -> None:
    """Have a content deleted that was stored just after its message was unsent."""
    leave(session, Work.FILES_UNSENT, now)
    await session.execute(
        update(Evidence)
        .where(Evidence.sha256 == sha256, Evidence.state == FileState.WITHDRAWN)
        .values(erased_at=None)
    )
