"""Every state, command and role: carried out or refused as docs/rules.md says."""

from datetime import timedelta

import pytest
from life import FLOOD
from rules import documented_rights, documented_steps, roles
from sqlalchemy import select, update

from bot.inbox.events import Event, EventType
from bot.inbox.incoming import Incoming, speaker_of
from bot.inbox.messages import carry_out
from domain.chat.commands import Kind
from domain.issues.assignments import Act, AssignmentStatus
from models import workspaces
from models.audit import AuditEntry
from models.issues import Assignment

pytestmark = pytest.mark.anyio

WHO = {"issuer": "issuer", "ddpm": "reporter", "evaluator": "evaluator", "admin": "admin"}
TYPED = {
    Act.ACKNOWLEDGE: (Kind.ACK, "#ack 1"),
    Act.REPORT: (Kind.REPORT, "#report 1 ok"),
    Act.PROGRESS: (Kind.REPORT, "#report 1 progress"),
    Act.ACCEPT: (Kind.ACCEPT, "#accept 1 ปภ."),
    Act.RETURN: (Kind.RETURN, "#return 1 ปภ. ไม่ครบ"),
    Act.EXTEND: (Kind.EXTEND, "#extend 1 พรุ่งนี้ 10.00 น. ปภ."),
    Act.TRANSFER: (Kind.TRANSFER, "#transfer 1 กรมประมง ไม่ใช่ของเรา"),
    Act.CANCEL: (Kind.CANCEL, "#cancel 1 ซ้ำ"),
    Act.REMIND: (Kind.REMIND, "#remind 1"),
    Act.SNOOZE: (Kind.SNOOZE, "#snooze 1 พรุ่งนี้ 9.00 น. รอผล"),
}
ASKED = {Act.EXTEND, Act.TRANSFER}
"""A reporter only asks: the step is possible, and not taken yet."""


def expected(status, act, role):
    """The state after a command, or why it is refused."""
    who, _ = documented_rights()[TYPED[act][0]]
    if role is None:
        return "not_enrolled"
    if role not in roles(who):
        return "wrong_role"
    after = documented_steps().get((status, act))
    if after is None:
        return "not_possible"
    return status if role == "reporter" and act in ASKED else after


async def heard(town, status, act, who):
    """The state after a command that is typed in the IR group, or why it was refused."""
    event = Event(
        type=EventType.MESSAGE,
        webhook_event_id="an-event",
        at=town.now,
        mode="active",
        chat=town.chats["ir"],
        group_id=town.chats["ir"],
        user_id=town.people[who],
        message_id="a-message",
        text=TYPED[act][1],
    )
    async with town.deps.sessions() as session:
        await workspaces.hold_all(session)
        await session.execute(update(Assignment).values(status=status))
        turn = Incoming(town.deps, session, event, await speaker_of(session, event), town.now)
        await carry_out(turn)
        last = await session.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))
        if last.action == "refused":
            return last.detail["reason"]
        first = select(Assignment.status).order_by(Assignment.id).limit(1)
        after = await session.scalar(first)
        await session.rollback()
        return after


@pytest.mark.parametrize("status", AssignmentStatus)
async def test_every_state_command_and_role(status, town):
    await town.answer("ia", "issuer", FLOOD.replace(", กรมชลประทาน", ""))
    town.platform.clock.advance(timedelta(minutes=1))
    wrong = []
    for act in Act:
        for who in (*WHO, "guest"):
            if who == "guest" and TYPED[act][0] is Kind.REPORT:
                continue  # kept aside until somebody vouches for the guest (B8)
            said = await heard(town, status, act, who)
            meant = expected(status, act, WHO.get(who))
            if said != meant:
                wrong.append((act, who, said, meant))

    assert wrong == []
