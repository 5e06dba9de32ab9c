"""The ledgers, the audit and LINE's simulator, held against each other row by row."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery import Doubt
from domain.issues.audit import Action, issue_subject
from domain.reminders.schedule import PASSED
from models import reminders
from models.audit import AuditEntry
from models.groups import Group, GroupKind
from models.notices import announcements
from models.notices.announcements import Announcement, AnnouncementStatus
from models.outbox import DONE, OutboxKind, OutboxMessage, OutboxState
from models.people import Person
from models.reminders import HELD, Reminder, ReminderStatus
from simulator.model.chats import BOT
from simulator.model.faults import ApiFaultKind
from simulator.model.platform import Platform

COMING = re.compile(r"^Issue #(\d+) .*\nDue: .*\nAwaiting reports from: (.*)", re.MULTILINE)
PASSED_BY = re.compile(
    r"^Issue #(\d+) .*\nIt was due on .*\nNo report yet from: (.*)", re.MULTILINE
)
COUNTED = re.compile(r"^Further issues: (\d+)\.", re.MULTILINE)
"""English sentences: the number of the issue, and who is named; how many are not named."""

TAKEN = (OutboxState.SENT, OutboxState.ASSUMED)

Difference = tuple[str, str]
"""What is wrong, and the case."""

Reminded = tuple[int, bool, int, str]
"""Workspace (id), whether the deadline has passed, number of the issue, English name."""


async def differences(session: AsyncSession, platform: Platform) -> list[Difference]:
    """Return where they differ, once nothing waits any more; the bot speaks English.

    A reminder is delivered by one request that LINE has taken, stands so in the audit once, and
    once in the chat of that request. The same may stand once in the 1:1 chat of a deputy; and what
    was dropped in a request that LINE may have taken (M32), once in the chat of that.
    """
    rows = list(await session.scalars(reminders.with_all().order_by(Reminder.id)))
    asked = select(OutboxMessage).where(OutboxMessage.id.in_({row.request_id for row in rows}))
    requests = {each.id: each for each in await session.scalars(asked)}
    delivered = [row for row in rows if row.status == ReminderStatus.DELIVERED]
    return [
        *(
            ("reminders not settled", f"{_case(row)}: {row.status}")
            for row in rows
            if row.status in HELD
        ),
        *_taken(delivered, requests, platform),
        *await _audited(session, delivered),
        *await _seen(session, rows, requests, platform),
        *await _announced(session, platform),
    ]


def _case(row: Reminder) -> str:
    assignment = row.assignment
    return f"{row.name} {row.id} #{assignment.issue.number} {assignment.agency.code}"


def _accepted(platform: Platform) -> set[str]:
    """Return the requests, by LINE's ids, that it took."""
    return {
        line.request_id
        for line in platform.ledger
        if line.status in (200, 409) or line.fault == ApiFaultKind.CARRIED_OUT
    }


async def _announced(session: AsyncSession, platform: Platform) -> list[Difference]:
    """Each announcement is held by a notice, or settled: delivered by a request that LINE took."""
    found = await session.execute(
        select(Announcement, OutboxMessage)
        .outerjoin(OutboxMessage, OutboxMessage.id == announcements.AS_IT_STANDS["request_id"])
        .order_by(Announcement.id)
    )
    accepted, wrong = _accepted(platform), list[Difference]()
    for row, request in found:
        case = f"{row.kind} {row.id} of assignment {row.assignment_id}: {row.status}"
        if row.status in announcements.HELD and row.notice_id is None:
            wrong.append(("announcements that nothing holds", case))
        elif row.status in announcements.HELD and request and request.state in DONE:
            wrong.append(("announcements held by a request that is settled", case))
        elif row.status != AnnouncementStatus.DELIVERED:
            continue
        elif request is None or request.state not in TAKEN:
            wrong.append(("announcements delivered by no request", case))
        elif request.state == OutboxState.SENT and request.line_request_id not in accepted:
            wrong.append(("announcements that LINE never took", case))
    return wrong


def _taken(
    rows: Iterable[Reminder], requests: Mapping[UUID, OutboxMessage], platform: Platform
) -> Iterator[Difference]:
    """Each delivered row is of a request that LINE took."""
    accepted = _accepted(platform)
    for row in rows:
        request = requests.get(row.request_id) if row.request_id else None
        if request is None or request.state not in TAKEN:
            yield "reminders delivered by no request", _case(row)
        elif request.state == OutboxState.SENT and request.line_request_id not in accepted:
            yield "reminders that LINE never took", _case(row)


async def _audited(session: AsyncSession, rows: Iterable[Reminder]) -> Iterator[Difference]:
    """Each delivered row stands in the audit once, and nothing else does."""
    entries = select(AuditEntry).where(AuditEntry.action == Action.REMINDER_DELIVERED)
    audited = Counter(
        (entry.workspace_id, entry.detail["request"], entry.subject, entry.detail["reminder"], code)
        for entry in await session.scalars(entries)
        for code in entry.detail["agencies"]
    )
    for row in rows:
        issue, code = row.assignment.issue, row.assignment.agency.code
        about = issue_subject(issue.number)
        audited[issue.workspace_id, str(row.request_id), about, row.name, code] -= 1
    return (
        ("ledger and audit differ", f"{what}: {times}") for what, times in audited.items() if times
    )


async def _seen(
    session: AsyncSession,
    rows: Sequence[Reminder],
    requests: Mapping[UUID, OutboxMessage],
    platform: Platform,
) -> Iterator[Difference]:
    """Each delivered row stands in the chat that was told, as often as it was; see above."""
    homes = await _homes(session)
    names = {row.assignment.agency.name_en for row in rows}
    seen, counted = defaultdict[Reminded, Counter[str]](Counter), 0
    for chat, home in homes.items():
        for entry in platform.chats.entries(chat, sender=BOT):
            for key in _reminded(home, entry.text, names):
                seen[key][chat] += 1
            counted += sum(int(found[1]) for found in COUNTED.finditer(entry.text))
    told = defaultdict[Reminded, Counter[str]](Counter)
    maybe = await _said_anew(session, homes, names)
    for row in rows:
        issue = row.assignment.issue
        key = issue.workspace_id, row.name == PASSED, issue.number, row.assignment.agency.name_en
        request = requests.get(row.request_id) if row.request_id else None
        chat = request.chat if request else ""
        if row.status == ReminderStatus.DELIVERED:
            told[key][chat] += 1
        elif row.status == ReminderStatus.DROPPED and chat:
            maybe[chat, key] += 1
    wrong: list[Difference] = []
    lost = Counter[Reminded]()
    for key in {*seen, *told}:
        alone = sum(times for chat, times in told[key].items() if chat.startswith("U"))
        for chat in {*seen[key], *told[key]}:
            there, most = seen[key][chat], alone if chat.startswith("U") else told[key][chat]
            lost[key] += max(0, told[key][chat] - there)
            if there > most + maybe[chat, key]:
                case = f"{key} in {chat}: {there} of {most}"
                wrong.append(("reminders doubled", f"{case}; {await _history(session, key)}"))
    if lost.total() > counted:
        wrong.append(("reminders lost", f"{+lost}, {counted} were counted only"))
    return iter(wrong)


async def _history(session: AsyncSession, key: Reminded) -> str:
    """Return what the ledger and the outbox say of a case, so that it can be understood."""
    home, _, number, name = key
    told = (
        " ".join(map(str, (row.name, row.status, row.reason, row.told_at, row.request_id)))
        for row in await session.scalars(reminders.with_all())
        if (row.assignment.issue.workspace_id, row.assignment.issue.number) == (home, number)
        and row.assignment.agency.name_en == name
    )
    sent = (
        " ".join(map(str, (row.id, row.kind, row.state, row.doubt, row.chat, row.finished_at)))
        for row in await session.scalars(select(OutboxMessage))
        if any(f"Issue #{number} " in message.get("text", "") for message in row.messages)
    )
    return "; ".join([*told, *sent])


async def _homes(session: AsyncSession) -> dict[str, int]:
    """Return the workspace of each chat in which agencies are reminded; issuers hear of it in IA.

    A person is of one workspace.
    """
    chats = select(Group.line_group_id, Group.workspace_id).where(Group.kind == GroupKind.IR)
    people = select(Person.line_user_id, Person.workspace_id).where(
        Person.line_user_id.is_not(None)
    )
    found = [*(await session.execute(chats)).all(), *(await session.execute(people)).all()]
    return {str(chat): home for chat, home in found}


def _reminded(home: int, text: str, names: Iterable[str]) -> Iterator[Reminded]:
    for passed, sentence in enumerate((COMING, PASSED_BY)):
        for number, named in sentence.findall(text):
            yield from ((home, bool(passed), int(number), name) for name in names if name in named)


async def _said_anew(
    session: AsyncSession, homes: Mapping[str, int], names: Iterable[str]
) -> Counter[tuple[str, Reminded]]:
    """Count what may have been said once more, since a request in doubt was decided anew."""
    return Counter(
        (row.chat, key)
        for row in await in_doubt(session)
        if row.token_until is not None
        for message in row.messages
        for key in _reminded(homes.get(row.chat, 0), message.get("text", ""), names)
    )


async def in_doubt(session: AsyncSession) -> list[OutboxMessage]:
    """Return the requests of which nobody can know whether LINE had taken them. Rules M13, M32.

    Their process died with them on the way, or LINE gave no clear answer: the token's minute was
    over before LINE told, so that they were decided anew, and so was what rode along; or what a
    push reminded of had become pointless, so that LINE was not asked again.
    """
    anew = select(OutboxMessage).where(
        or_(
            and_(OutboxMessage.token_until.is_not(None), OutboxMessage.kind == OutboxKind.PUSH),
            and_(OutboxMessage.state == OutboxState.DROPPED, OutboxMessage.doubt != Doubt.NONE),
        ),
    )
    return list(await session.scalars(anew))
