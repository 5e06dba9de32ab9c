"""The bot's own account of what it sent, held against what LINE took and people saw."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bench.month.due import Due, Kind
from bench.month.seen import REMINDERS, Told
from bench.month.town import Town
from domain.issues.audit import Action
from models.agencies import AgencyRow
from models.audit import AuditEntry
from models.inbox import InboxEvent
from models.issues import Assignment, Issue
from models.outbox import OutboxMessage
from models.reminders import Reminder

SAID = ("sent", "assumed", "delivered")
"""States in which something counts as told."""

KINDS = {"passed": Kind.PASSED, **dict.fromkeys(("nag1", "nag2", "nag3"), Kind.NAG)}
"""The kind of a reminder by its name; all others are of deadlines that lie ahead."""


async def disagreements(town: Town, told: Sequence[Told]) -> dict[str, Any]:
    """Count where both accounts differ, and what was given up or refused."""
    async with town.deps.reading() as session:
        requests = select(OutboxMessage.line_request_id).where(OutboxMessage.state.in_(SAID))
        claimed = set(await session.scalars(requests))
        taken = {each.request_id for each in town.carrier.sendings}
        states: Counter[Any] = Counter()
        for table in (OutboxMessage, InboxEvent):
            states.update(await session.scalars(select(table.state)))
        refusals = select(AuditEntry.detail).where(AuditEntry.action == Action.REFUSED)
        refused = Counter(each["reason"] for each in await session.scalars(refusals))
        found = {
            "requests that stand as sent, but LINE never took": len(claimed - taken),
            "requests that LINE took, but do not stand as sent": len(taken - claimed),
            "events and requests given up": states["dead"],
            "commands refused": dict(refused),
        }
        reminders = await session.execute(
            select(Reminder.name, Reminder.status, Issue.number, AgencyRow.code, AgencyRow.name_en)
            .join(Assignment, Assignment.id == Reminder.assignment_id)
            .join(Issue, Issue.id == Assignment.issue_id)
            .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        )
        rows = reminders.all()
    return found | _reminders(rows, told)


async def what_became(town: Town, due: Due) -> str:
    """Return what the ledger of reminders tells of something due, in the zone of the month."""
    if due.agency is None or due.kind not in REMINDERS:
        return "no reminder"
    query = (
        select(Reminder)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Issue, Issue.id == Assignment.issue_id)
        .join(AgencyRow, AgencyRow.id == Assignment.agency_id)
        .where(
            Issue.number == due.issue,
            AgencyRow.code == due.agency.code,
            Reminder.deadline == due.deadline,
        )
        .order_by(Reminder.due_at)
    )
    async with town.deps.reading() as session:
        rows = list(await session.scalars(query))
    zone = due.at.tzinfo
    return ", ".join(
        " ".join(
            [
                f"{row.name} {row.status}",
                row.way or row.reason,
                f"{(row.settled_at or row.due_at).astimezone(zone):%d %b %H:%M}",
            ]
        )
        for row in rows
    )


def _reminders(rows: Sequence[Any], told: Sequence[Told]) -> dict[str, int]:
    """Compare how often each agency of an issue was reminded, before a deadline and after it."""
    stand, seen = Counter[tuple[Kind, int, str]](), Counter[tuple[Kind, int, str]]()
    people = {(number, code): name for _, _, number, code, name in rows}
    for name, status, number, code, _ in rows:
        if status in SAID and name != "escalation":  # which superiors are told too
            stand[KINDS.get(name, Kind.COMING), number, code] += 1
    for each in told:
        code, slash, _ = each.chat.partition("/")
        if each.kind not in REMINDERS or not (slash or each.chat == "ir"):
            continue
        for number, agency in people:
            read = agency == code if slash else people[number, agency] in each.named
            seen[each.kind, number, agency] += read and number == each.issue
    return {
        "reminders that stand as sent, but nobody saw": (stand - seen).total(),
        "reminders that people saw, but do not stand as sent": (seen - stand).total(),
    }
