"""Whom a group hears called by name, and which agencies are named instead."""

from datetime import timedelta

import pytest
from photographs import history
from sqlalchemy import select
from town import GATHERED

from domain.agencies import offices
from domain.text import utf16_length
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
    """As many agencies of the channel as a large issue has, by code, in the order of the seed.

    None is the office of a ministry, which would count once with it (K19).
    """
    async with town.deps.reading() as session:
        found = list(await session.scalars(select(AgencyRow).order_by(AgencyRow.id)))
    own = offices(row.value() for row in found)
    rows = [r for r in found if r.kind in ("ministry", "department") and r.code not in own]
    return {row.code: row.name_th for row in rows[:count]}


def called(entries):
    """The accounts that messages mention, in order."""
    return [
        each["mentionee"]["userId"]
        for entry in entries
        for each in entry.message.get("substitution", {}).values()
    ]


async def test_i5_an_agency_with_nobody_who_may_report_is_told_to_the_issuer(town):
    await enrol(town, ("evaluator",), {"MOPH-DDC": 1})
    await enrol(town, ("issuer",), {"MOAC-DLD": 1})

    answer = await town.answer(
        "ia", "issuer", "#ประเด็น ไข้หวัดนก\nถึง: คร., ปศุสัตว์, กรมการแพทย์\nภายใน: วันนี้ 15.00 น."
    )

    assert "ยังไม่มีผู้ลงทะเบียนจาก กรมการแพทย์ จึงจะไม่มีผู้ได้รับการเตือน" in answer
    assert "กรมควบคุมโรค มีผู้ลงทะเบียนแล้ว แต่ไม่มีผู้มีสิทธิรายงาน จึงจะไม่มีผู้ได้รับการเตือน" in answer


async def test_nobody_is_called_who_may_not_report(town):
    await enrol(town, ("evaluator",), {"MOPH-DDC": 1})
    await town.answer("ia", "issuer", "#ประเด็น ไข้หวัดนก\nถึง: คร.\nภายใน: วันนี้ 15.00 น.")
    await town.later(GATHERED)
    await town.answer("ia", "issuer", "#ขยายเวลา 1 วันนี้ 15.30 น.")
    await town.answer("ia", "issuer", "#เตือน 1")
    await town.tick(timedelta(hours=7))

    assert called(town.entries("ir")) == []
    assert "พ้นกำหนด" in "\n".join(town.fresh("ir"))


async def test_the_roster_tells_apart_who_has_people_but_none_who_may_report(town):
    await enrol(town, ("evaluator",), {"MOPH-DDC": 1})

    answer = await town.answer("admin", "admin", "#ทะเบียน")

    assert "มีผู้อยู่ในทะเบียน แต่ไม่มีผู้มีสิทธิรายงาน: กรมควบคุมโรค" in answer


@history
async def large(town):
    """A hundred and twenty agencies with one to three people each; gives their names by code."""
    wanted = await agencies(town, 120)
    staff = {code: 1 + number % 3 for number, code in enumerate(wanted)}
    await enrol(town, ("reporter",), staff)
    return wanted


async def owner_of(town):
    """The agencies of each account, by name."""
    async with town.deps.reading() as session:
        found = await session.execute(
            select(Person.line_user_id, AgencyRow.name_th)
            .join(PersonAgency, PersonAgency.person_id == Person.id)
            .join(AgencyRow, AgencyRow.id == PersonAgency.agency_id)
        )
        return dict(found.all())


async def check_called_fairly(town, entries, people):
    """So many people of as many agencies are called; returns what is said, and these agencies."""
    accounts = called(entries)
    owners = await owner_of(town)
    theirs = {owners[account] for account in accounts}
    assert len(accounts) == len(set(accounts)) == len(theirs) == people
    text = "\n".join(entry.text for entry in entries if entry.message["type"] == "textV2")
    assert all(utf16_length(entry.message.get("text", "")) <= 5000 for entry in entries)
    return text, theirs


def check_others_named(text, wanted, theirs):
    """Every other agency is named behind that, or counted."""
    rest = [name for name in wanted.values() if name not in theirs]
    behind = text.partition("เรียนอีก" if len(rest) > 12 else "เรียนหน่วยงาน")[2]
    named = [name for name in rest if name in behind]
    assert named
    assert len(named) == len(rest) or f"และอีก {len(rest) - len(named)} หน่วยงาน" in behind


async def test_a_large_issue_is_one_push_that_calls_fairly_and_keeps_its_sentence(town, large):
    before, pushed = len(town.entries("ir")), town.platform.quota.used
    await town.answer(
        "ia", "issuer", f"#ประเด็น น้ำท่วมใหญ่\nถึง: {', '.join(large)}\nภายใน: วันนี้ 15.00 น."
    )
    await town.later(GATHERED)

    entries = town.entries("ir")[before:]
    members = len(town.platform.people.group(town.chats["ir"]).members)
    assert town.platform.quota.used - pushed == members
    assert [entry.message["type"] for entry in entries] == ["flex"] + ["textV2"] * 4
    text, theirs = await check_called_fairly(town, entries, 80)
    check_others_named(text, large, theirs)
    assert "โปรดรับทราบและรายงานประเด็น #1 ภายใน" in text


async def test_a_reminder_of_a_large_issue_is_one_push_too(town, large):
    await town.answer(
        "ia", "issuer", f"#ประเด็น น้ำท่วมใหญ่\nถึง: {', '.join(large)}\nภายใน: วันนี้ 15.00 น."
    )
    await town.later(GATHERED)
    before, pushed = len(town.entries("ir")), town.platform.quota.used
    await town.tick(timedelta(hours=3))

    entries = town.entries("ir")[before:]
    members = len(town.platform.people.group(town.chats["ir"]).members)
    assert town.platform.quota.used - pushed == members
    text, _ = await check_called_fairly(town, entries, 20)
    assert "แจ้งเตือนกำหนดรายงาน" in text
    assert "รอรายงานจาก: 120 หน่วยงาน (" in text


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
