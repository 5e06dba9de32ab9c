"""An issue for very many agencies: people are told in several transactions, each once. M24."""

from datetime import timedelta

import pytest
from channel import drain_outbox
from sqlalchemy import select

from bot.outbox.enqueue import push_due_notices
from domain.planner import MOST_AT_ONCE, Route
from models.agencies import AgencyRow
from models.people import Person, PersonAgency, friends
from models.reminders import Reminder
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

MANY = 2 * MOST_AT_ONCE + 3


async def enrol_many(town):
    """A reporter, who is a friend, for each of the first agencies; gives the names to type."""
    membership = Membership(town.platform)
    async with town.deps.sessions.begin() as session:
        seeded = select(AgencyRow).where(AgencyRow.kind == "department").order_by(AgencyRow.id)
        rows = list(await session.scalars(seeded.limit(MANY)))
        for row in rows:
            account = membership.new_person(row.code, friend=True).user_id
            town.people[row.code] = town.chats[row.code] = account
            person = Person(
                workspace_id=1,
                name=row.code,
                position="",
                line_id="",
                in_ia=False,
                in_ir=False,
                roles=["reporter"],
                line_user_id=account,
                enrolled_at=town.now,
                created_at=town.now,
            )
            session.add(person)
            await session.flush()
            session.add(PersonAgency(person_id=person.id, agency_id=row.id))
            await friends.followed(session, account, town.now)
        town.platform.webhooks.drain()
        return {row.code: row.name_th for row in rows}


async def test_no_transaction_tells_more_than_a_few_and_all_are_told_once(town):
    town.set(route=Route.DIRECT)
    names = await enrol_many(town)
    answer = await town.answer(
        "ia", "issuer", f"#ประเด็น น้ำท่วม\nถึง: {', '.join(names.values())}\nภายใน: วันนี้ 12.30 น."
    )
    assert "ประเด็น #1" in answer
    town.platform.clock.advance(timedelta(minutes=16))
    await push_due_notices(town.deps)
    await push_due_notices(town.deps)
    await push_due_notices(town.deps)
    await drain_outbox(town.deps)
    announced = {code: town.fresh(code) for code in names}
    await town.tick(timedelta(minutes=15))

    town.platform.clock.advance(timedelta(minutes=8))
    pushes = []
    while pushed := await push_due_notices(town.deps):
        pushes.append(pushed)
    await drain_outbox(town.deps)

    assert {len(each) for each in announced.values()} == {1}
    assert pushes == [MOST_AT_ONCE, MOST_AT_ONCE, MANY - 2 * MOST_AT_ONCE]
    assert {len(town.fresh(code)) for code in names} == {1}
    told = [row for row in await town.rows(Reminder) if row.name == "3h"]
    assert {(row.status, row.way) for row in told} == {("delivered", "person")}
    assert town.fresh("ir") == []
