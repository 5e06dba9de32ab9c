"""What grows with input is cut into statements that both databases take."""

import asyncio
import json
import re
from itertools import chain
from pathlib import Path
from weakref import WeakSet

import pytest
from sqlalchemy import func, select
from sqlalchemy.event import listens_for, remove

from bot.inbox.webhook import read_received
from models import heartbeats, inbox, notices, people, quota, reminders
from models.evidence import attachments
from models.groups import unbound
from models.inbox import Arrival
from models.outbox import OutboxMessage, enqueue
from models.roster import members
from models.roster.members import Stranger
from models.tables import MOST_VALUES, parts
from models.unsend import ROWS_AT_ONCE, Quoted, erase_quotations

pytestmark = pytest.mark.anyio

MANY = 33_000
"""More than PostgreSQL binds in one statement (32,767), and SQLite (32,766)."""
SOME = 2 * MOST_VALUES + 1
EVENTS = 3000
"""As many as a body of one megabyte holds."""


def body_of(**message):
    """A webhook of short events, each of another message."""
    source = {"type": "group", "groupId": "C1", "userId": "U1"}
    events = [
        {"type": "message", "timestamp": 1, "webhookEventId": f"e{number}", "source": source}
        | {"message": {"id": f"m{number}"} | message}
        for number in range(EVENTS)
    ]
    return json.dumps({"events": events}, separators=(",", ":"))


@pytest.mark.parametrize(
    ("kind", "message", "stored"),
    [
        ("message", {"type": "text", "text": "#list"}, EVENTS),
        ("message", {"type": "file", "fileName": "x"}, 0),
        ("messageEdited", {"type": "text", "text": "no command"}, 0),
    ],
)
async def test_a_body_of_three_thousand_events(deps, kind, message, stored):
    body = body_of(**message).replace('"type":"message"', f'"type":"{kind}"').encode()
    received = read_received(body, deps.clock())

    async with deps.sessions.begin() as session:
        senders = {sender for sender, _ in received.attachments}
        assert await attachments.reporters_among(session, senders) == set()
        wanted = await inbox.worth_storing(session, received.arrivals)
        assert await inbox.record(session, wanted, deps.clock()) == stored
        assert await inbox.record(session, wanted, deps.clock()) == 0

    assert received.count == EVENTS


async def test_lists_longer_than_a_statement_takes(deps):
    ids, names, now = range(1, SOME), [f"U{number}" for number in range(SOME)], deps.clock()
    edits = [Arrival(name, None, "Cir", {}, now, edits=name, if_known=True) for name in names]
    async with deps.sessions.begin() as session:
        await reminders.drop(session, range(1, MANY), now, "reported")
        await notices.put_into(session, ids, None)
        await unbound.forget(session, names)
        await members.saw_stranger(session, 1, "Cir", names, now)
        assert await people.enrolled_of(session, 1, ids) == {}
        assert not await attachments.reporters_among(session, {("Cir", name) for name in names})
        assert await inbox.worth_storing(session, edits) == []
        assert await session.scalar(select(func.count()).select_from(Stranger)) == SOME


async def test_what_is_kept_once_may_be_noted_first_by_several_at_once(deps):
    async def note(number):
        async with deps.sessions.begin() as session:
            said = {"quota": None, "used": number, "counted": 0, "in_doubt": 0}
            await quota.note(session, **said, asked_at=deps.clock(), now=deps.clock())
            return await heartbeats.beat(session, "scheduler", deps.clock())

    assert await asyncio.gather(*map(note, range(4))) == [deps.clock()] * 4


async def test_what_was_said_in_a_month_is_not_in_memory_at_once(deps):
    """Who takes back an old message lets all be gone through that was said since."""
    now, alive, most = deps.clock(), WeakSet(), []
    async with deps.sessions.begin() as session:
        for _ in range(2 * ROWS_AT_ONCE + 1):
            said = {"type": "text", "text": "a secret"}
            await enqueue(session, chat="Cir", messages=[said], about=[None], now=now)
    none, words = frozenset(), frozenset({"secret"})
    quoted = Quoted(words, none, none, since=now, about=none, did_something=False)

    @listens_for(OutboxMessage, "load")
    def loaded(row, _context):
        alive.add(row)
        most.append(len(alive))

    async with deps.sessions.begin() as session:
        await erase_quotations(session, {"Cir"}, quoted, "words")
    remove(OutboxMessage, "load", loaded)

    assert len(most) == 2 * ROWS_AT_ONCE + 1
    assert max(most) <= ROWS_AT_ONCE + 1
    async with deps.reading() as session:
        found = await session.scalars(select(OutboxMessage.messages))
        assert {messages[0]["text"] for messages in found} == {"a words"}


def test_nothing_is_lost_between_parts():
    cut = list(parts(range(SOME), each=2))

    assert list(chain.from_iterable(cut)) == list(range(SOME))
    assert max(map(len, cut)) == MOST_VALUES // 2


ROOT = Path(__file__).parent.parent.parent
SUBQUERIES = {
    *("about", "among", "bound", "issues", "moved", "reports", "within"),
    *("groups", "people", "in_groups", "of_people", "of_workspace", "of_year"),
}
"""Names of subqueries in `IN (...)`, which bind nothing by themselves."""

FEW = {
    "models/queue.py: states",
    "models/issues/numbers.py: states",
    "models/outbox/__init__.py: states",
    "models/workspaces.py: workspace_ids",
    "models/unsend.py: chats",
    "models/evidence/link_checks.py: issue_ids",
    "models/evidence/link_checks.py: urls",
    "models/issues/reports.py: assignment_ids",
    "models/issues/__init__.py: Field",
    "models/reminders/ledger.py: hours",
    "models/indicator/quarters.py: ids",
}
"""Lists that do not grow: states, fields, workspaces, the chats of one, what one issue holds, the
versions of a quarter."""


def test_every_list_in_a_statement_is_a_part_a_constant_or_a_subquery():
    wrong = [
        f"{path.relative_to(ROOT)}: {given}"
        for folder in ("bot", "handlers", "models", "scheduler")
        for path in (ROOT / folder).rglob("*.py")
        if "sqlalchemy" in (text := path.read_text(encoding="utf-8"))  # else it asks nothing
        for given in re.findall(r'(?:\bin_\(|"part":)\s*([\w.]+)', text)
        if not (given in {"part", "select", *SUBQUERIES} or given.strip("_").isupper())
    ]

    assert set(wrong) <= FEW
