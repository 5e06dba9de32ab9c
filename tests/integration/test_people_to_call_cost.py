"""What calling many people costs: notices that wait together share one push."""

import pytest
from sqlalchemy import select
from town import GATHERED

from models import groups, workspaces
from models.agencies import AgencyRow
from models.people import Person, PersonAgency
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio


async def enrol(town, roles, staff):
    """Enrol people who are in the IR group: so many of each agency, by code."""
    membership = Membership(town.platform)
    async with town.deps.sessions.begin() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        rows = await session.execute(select(AgencyRow.code, AgencyRow.id))
        ids = dict(rows.all())
        for code, count in staff.items():
            for number in range(count):
                account = membership.new_person(f"{code} {number}").user_id
                membership.joins(town.chats["ir"], account)
                await groups.saw_member(session, town.chats["ir"], account, town.now)
                person = Person(
                    workspace_id=main.id,
                    name=f"{code} {number}",
                    position="",
                    line_id="",
                    in_ia=False,
                    in_ir=True,
                    roles=list(roles),
                    line_user_id=account,
                    enrolled_at=town.now,
                    created_at=town.now,
                )
                session.add(person)
                await session.flush()
                session.add(PersonAgency(person_id=person.id, agency_id=ids[code]))
    town.platform.webhooks.drain()


async def agencies(town, count):
    """As many agencies of the channel as a large issue has, by code, in the order of the seed."""
    async with town.deps.reading() as session:
        found = await session.scalars(select(AgencyRow).order_by(AgencyRow.id))
        rows = [row for row in found if row.kind in ("ministry", "department")]
    return {row.code: row.name_th for row in rows[:count]}


async def test_a_reminder_and_an_extension_of_a_large_issue_share_a_push(town):
    town.platform.quota.limit = None
    wanted = await agencies(town, 80)
    await enrol(town, ("reporter",), dict.fromkeys(wanted, 1))
    await town.answer(
        "ia", "issuer", f"#ประเด็น น้ำท่วมใหญ่\nถึง: {', '.join(wanted)}\nภายใน: วันนี้ 15.00 น."
    )
    await town.later(GATHERED)
    pushed = town.platform.quota.used

    await town.answer("ia", "issuer", "#เตือน 1\n#ขยายเวลา 1 วันนี้ 17.00 น.")
    await town.later(GATHERED)

    members = len(town.platform.people.group(town.chats["ir"]).members)
    assert (town.platform.quota.used - pushed) / members == 1
