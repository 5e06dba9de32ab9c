"""What an event brings beside words: files for a report, links, and files unsent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from bot.inbox.events import Event, EventType
from bot.inbox.incoming import Speaker
from domain.chat.commands import Kind
from domain.chat.rights import Place
from domain.evidence import TOKEN_SPARE
from domain.grammar import kinds
from domain.issues.audit import Action, issue_subject, person_actor
from domain.notices import evidence_withdrawn
from domain.say import Say
from handlers import evidence
from models import audit, inbox
from models.notices import telling

_BRINGING = {Kind.ISSUE, Kind.REPORT, Kind.PROGRESS}
"""What opens issues and files reports."""


async def collect(
    deps: Deps, session: AsyncSession, event: Event, speaker: Speaker, heard_at: datetime
) -> None:
    """See to files and links, after the words of the event were carried out. Rules F1 to F4.

    `heard_at` is when the event came, and its reply token.
    """
    now, within = deps.clock(), deps.settings.evidence_within
    if event.type is EventType.UNSEND and event.unsent_message_id is not None:
        await _take_back(deps, session, event.unsent_message_id, event, speaker)
    elif event.message_id is None or event.user_id is None:
        return
    elif event.is_attachment:
        reporter = speaker.person if speaker.place is Place.IR else None
        if reporter is not None and not await inbox.is_unsent(session, event.message_id):
            await evidence.file_came(
                session,
                reporter.id,
                event.message_id,
                chat=event.chat,
                user_id=event.user_id,
                name=event.file_name,
                reply_token=event.reply_token if now - heard_at < TOKEN_SPARE else None,
                sent_at=event.at,
                now=now,
                within=within,
            )
        await inbox.empty(session, event.message_id)
    else:
        await bring_along(deps, session, event)


async def bring_along(deps: Deps, session: AsyncSession, event: Event) -> None:
    """See to the links and files of what a message has opened or filed, now that it has."""
    if event.message_id is None or event.user_id is None or event.text is None:
        return
    said = {*kinds(event.text, event.mentioned)}
    if not _BRINGING.isdisjoint(said):
        await evidence.message_carried_out(
            session,
            event.message_id,
            said,
            chat=event.chat,
            user_id=event.user_id,
            quoted=event.quoted_message_id,
            now=deps.clock(),
            within=deps.settings.evidence_within,
        )


async def _take_back(
    deps: Deps, session: AsyncSession, message_id: str, event: Event, speaker: Speaker
) -> None:
    now = deps.clock()
    report = await evidence.unsend_evidence(session, message_id, now)
    if report is None:
        return
    number = report.assignment.issue.number
    await audit.append(
        session,
        report.assignment.issue.workspace_id,
        Action.EVIDENCE_WITHDRAWN,
        issue_subject(number),
        now,
        at=event.at,
        actor=person_actor(report.reported_by_id),
        agency=report.assignment.agency.code,
        revision=report.revision,
    )
    if speaker.group is None:
        return
    words = words_of(deps.settings)
    await telling.tell(
        session,
        speaker.group,
        evidence_withdrawn(message_id),
        Say(words.evidence_withdrawn(number), about=report.assignment.issue_id),
        now=now,
        waits=deps.settings.waits,
        words=words,
    )
