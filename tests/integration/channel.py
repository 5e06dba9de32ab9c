"""A bound group in the simulator, and the outbox that speaks to it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.deps import words_of
from bot.outbox.enqueue import enqueue_reply
from bot.outbox.sender import AT_ONCE, claim, deliver
from domain.notices import Topic
from domain.planner import Waits
from domain.say import Say
from models import workspaces
from models.groups import Group
from models.notices import telling
from models.outbox import OutboxMessage
from simulator.model.chats import BOT
from simulator.model.faults import ApiFault
from simulator.model.membership import Membership
from simulator.model.phones import Phones

A_WHILE = timedelta(minutes=1)


async def drain_outbox(deps):
    """Send what is due, chats side by side, until nothing is; gives the number of attempts."""
    attempts = 0
    while rows := await claim(deps, AT_ONCE):
        await asyncio.gather(*(deliver(deps, row) for row in rows))
        attempts += len(rows)
    return attempts


class Channel:
    """A bound group in the simulator, with the outbox that speaks to it."""

    def __init__(self, deps, platform, carrier):
        self.deps, self.platform, self.carrier = deps, platform, carrier
        membership = Membership(platform)
        self.nok, self.lek = (membership.new_person(name).user_id for name in ("Nok", "Lek"))
        self.group = membership.new_group("IR", [self.nok, self.lek]).group_id
        self.group_id = 0
        platform.webhooks.drain()

    async def bind(self):
        async with self.deps.sessions.begin() as session:
            main = await workspaces.by_code(session, workspaces.MAIN)
            row = Group(workspace_id=main.id, kind="ir", line_group_id=self.group)
            session.add(row)
            await session.flush()
            self.group_id = row.id
        return self

    def token(self):
        """Somebody speaks in the group: return the reply token."""
        Phones(self.platform).says(self.group, self.nok, "#list")
        events = [each for batch in self.platform.webhooks.drain() for each in batch.events]
        return str(events[-1]["replyToken"])

    def fault(self, kind, operation="*", times=1, **more):
        self.platform.faults.add(ApiFault(kind, operation, times, **more))

    async def answer(self, *says, token=None, to=None, changes_duty=True, token_until=None):
        """Answer a command; `changes_duty`: it may cost a push."""
        whole = [Say(say) if isinstance(say, str) else say for say in says]
        async with self.deps.sessions.begin() as session:
            await enqueue_reply(
                session,
                chat=to or self.group,
                reply_token=token,
                says=[replace(say, changes_duty=changes_duty) for say in whole],
                group_id=self.group_id,
                now=self.deps.clock(),
                words=words_of(self.deps.settings),
                token_until=token_until,
            )

    async def notice(self, say, wait=timedelta(0)):
        say = Say(say) if isinstance(say, str) else say
        now = self.deps.clock()
        async with self.deps.sessions.begin() as session:
            await telling.tell(
                session,
                await session.get_one(Group, self.group_id),
                Topic(f"request-decided:{say.text}"),
                say,
                now=now,
                waits=Waits(wait, wait),
                words=words_of(self.deps.settings),
            )

    async def rows(self):
        async with self.deps.reading() as session:
            found = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.sequence))
            return list(found)

    async def row(self):
        (row,) = await self.rows()
        return row

    def said(self):
        """What the group has read from the bot."""
        return [entry.text for entry in self.platform.chats.entries(self.group, sender=BOT)]

    def calls(self):
        """The endpoints called, by their last word."""
        return [path.rsplit("/", 1)[-1] for path, _, _ in self.carrier.calls]

    async def later(self, by=A_WHILE):
        """Let time pass, then send what is due; gives the number of attempts."""
        self.platform.clock.advance(by)
        return await drain_outbox(self.deps)
