"""`#bind` and `#join`: codes, and what they tie together."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from town import PEOPLE

from bot.commands.group import new_group_code
from bot.commands.session import Opened
from models import groups, roster, workspaces
from models.groups import Group, GroupKind
from models.people import Person
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio


@pytest.fixture
def new_group(town):
    """An unbound group with everybody in it, called `new`."""
    group = Membership(town.platform).new_group("new", list(town.people.values()))
    town.chats["new"] = group.group_id
    return group.group_id


@pytest.fixture
def group_code(town):
    async def make(kind):
        async with town.deps.sessions.begin() as session:
            opened = Opened(town.deps.settings, session, town.now)
            return await new_group_code(opened, await opened.hold("main"), kind)

    return make


async def enrolment_code(town, key):
    """Take somebody's LINE account away; give the code with which it comes back."""
    async with town.deps.sessions.begin() as session:
        person = await session.scalar(select(Person).where(Person.name == PEOPLE[key][0]))
        person.line_user_id = person.enrolled_at = None
        await session.flush()
        given = await roster.enrolment_codes(
            session, person.workspace_id, secret=town.deps.settings.secret, now=town.now
        )
        return next(code for each, code in given if each.id == person.id)


async def test_an_invited_bot_says_what_it_needs(town, new_group):
    await town.deliver()
    await town.work()

    (said,) = town.fresh("new")
    assert "ยังไม่ได้ผูก" in said


@pytest.mark.parametrize("text", ["#bind {}", "#ผูกกลุ่ม {}", "# BIND   {}"])
async def test_a_code_binds_a_group_in_place_of_the_old_one(text, town, new_group, group_code):
    code = await group_code("ir")

    assert "IR-Chat" in await town.answer("new", "guest", text.format(code.lower()))

    async with town.deps.reading() as session:
        rows = await session.scalars(select(Group).where(Group.kind == "ir"))
        assert {row.line_group_id: row.left_at is None for row in rows} == {
            town.chats["ir"]: False,
            new_group: True,
        }
        bound = await groups.by_line_id(session, new_group)
    assert bound.member_count == len(town.people)  # the price of the first push
    assert "#1" not in await town.answer("new", "ddpm", "#list")
    assert "ยังไม่ได้ผูก" in await town.answer("ir", "ddpm", "#list")


@pytest.mark.usefixtures("new_group")
async def test_a_group_code_works_once_and_for_a_limited_time(town, group_code):
    used, old = await group_code("ia"), await group_code("ia")
    await town.answer("new", "admin", f"#bind {used}")

    assert "ใช้ไปแล้ว" in await town.answer("ia", "admin", f"#bind {used}")
    assert "ไม่พบรหัส" in await town.answer("ia", "admin", "#bind ABCDE-FGHIJ")
    town.platform.clock.advance(timedelta(days=8))
    assert "หมดอายุ" in await town.answer("ia", "admin", f"#bind {old}")


@pytest.mark.parametrize("chat", ["ddpm", "ia", "ir"])
async def test_a_code_ties_a_line_account_to_a_person(chat, town):
    code = await enrolment_code(town, "ddpm")
    assert "ยังไม่ได้ลงทะเบียน" in await town.answer(chat, "ddpm", "#mine")

    answer = await town.answer(chat, "ddpm", f"#ลงทะเบียน {code}")

    assert "สมชาย รักษ์น้ำ" in answer
    assert "กรมป้องกันและบรรเทาสาธารณภัย" in answer
    assert "ไม่มีประเด็นค้างรายงาน" in await town.answer(chat, "ddpm", "#mine")


@pytest.mark.parametrize(
    "typed",
    [
        "ลงทะเบียน {}",
        "join {}",
        "ลงทะเบียน {} ค่ะ",
        "JOIN: {}",
        "ลงทะเบียน{}",
        "{} ครับ",
        "ลงทะเบียน รหัส {}",
    ],
)
async def test_a_code_needs_no_hash_in_a_private_chat(typed, town):
    code = await enrolment_code(town, "ddpm")

    answer = await town.answer("ddpm", "ddpm", typed.format(code))

    assert "ลงทะเบียนเรียบร้อย: สมชาย รักษ์น้ำ" in answer


async def test_the_halves_of_a_code_may_stand_apart(town):
    code = (await enrolment_code(town, "ddpm")).lower().replace("-", " ")

    assert "ลงทะเบียนเรียบร้อย" in await town.answer("ddpm", "ddpm", f"join {code}")


async def test_an_enrolment_code_works_once(town):
    code = await enrolment_code(town, "ddpm")
    await town.answer("ddpm", "ddpm", f"#join {code}")

    assert "ใช้ไปแล้ว" in await town.answer("guest", "guest", f"#join {code}")


async def test_an_account_that_is_somebody_cannot_become_somebody_else(town):
    code = await enrolment_code(town, "issuer")

    assert "สมชาย รักษ์น้ำ" in await town.answer("ddpm", "ddpm", f"#join {code}")
    assert "กนกวรรณ ใจดี" in await town.answer("issuer", "issuer", f"#join {code}")


async def test_a_code_of_the_other_kind_is_unknown(town, group_code):
    assert "ไม่พบรหัส" in await town.answer("guest", "guest", f"#join {await group_code('ia')}")


async def test_who_adds_the_account_is_told_how_to_enrol_unless_enrolled(town):
    for who in ("guest", "ddpm"):
        Membership(town.platform).follows(town.people[who])
    await town.deliver()
    await town.work()

    assert "ยังไม่ได้ลงทะเบียน" in "".join(town.fresh("guest"))
    assert town.fresh("ddpm") == []


@pytest.mark.parametrize("chat", ["ir", "ddpm"])
async def test_who_enrols_without_being_a_friend_is_asked_to_become_one(chat, town):
    """Who only writes 1:1 is reached for a week, who types the code in the group not at all."""
    code = await enrolment_code(town, "ddpm")
    assert "เพิ่มระบบเป็นเพื่อน" in await town.answer(chat, "ddpm", f"#join {code}")

    Membership(town.platform).follows(town.people["rid"])
    await town.deliver()
    await town.work()
    town.fresh("rid")
    code = await enrolment_code(town, "rid")
    chat = "rid" if chat == "ddpm" else chat
    assert "เป็นเพื่อน" not in await town.answer(chat, "rid", f"#join {code}")


async def test_a_group_that_the_bot_left_is_told_nothing_until_it_is_back(town):
    membership = Membership(town.platform)
    membership.removes_bot(town.chats["ir"])
    await town.answer("ia", "issuer", "#issue x\nถึง: ปภ.\nภายใน: พรุ่งนี้")
    await town.later()
    assert town.platform.quota.used == 0

    membership.invites_bot(town.chats["ir"])
    await town.deliver()
    assert "#1" in await town.answer("ir", "ddpm", "#mine")


NAMES = [
    ("ir", "Issue Assignment", "กลุ่ม IR-Chat"),
    ("ir", "IA-Chat กระทรวง", "กลุ่ม IR-Chat"),
    ("ia", "รายงานประเด็น (IR_Chat)", "กลุ่ม IA-Chat"),
]


@pytest.mark.parametrize(("kind", "name", "meant"), NAMES)
async def test_a_group_that_is_called_like_the_other_one_is_asked_first(
    kind, name, meant, town, group_code
):
    group = Membership(town.platform).new_group(name, list(town.people.values()))
    town.chats["new"] = group.group_id
    code = await group_code(kind)

    asked = await town.answer("new", "admin", f"#bind {code}")
    assert f"กลุ่มนี้ชื่อ “{name}” แต่รหัสนี้ใช้ผูก{meant} จึงยังไม่ได้ผูก" in asked
    assert await group_of(town, kind) != group.group_id
    assert f"#ผูกกลุ่ม {code} ยืนยัน" in asked

    assert "แล้ว" in await town.answer("new", "admin", f"#ผูกกลุ่ม {code} ยืนยัน")
    assert await group_of(town, kind) == group.group_id


async def group_of(town, kind):
    async with town.deps.reading() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        return (await groups.active(session, main.id, GroupKind(kind))).line_group_id


async def test_a_group_whose_name_line_does_not_tell_is_bound_by_its_code(town, group_code):
    group = Membership(town.platform).new_group("Issue Report", list(town.people.values()))
    town.chats["new"] = group.group_id
    town.platform.faults.add(ApiFault(ApiFaultKind.STATUS, "getGroupSummary", status=500))

    assert "ผูกกลุ่มนี้" in await town.answer("new", "admin", f"#bind {await group_code('ia')}")
    assert await group_of(town, "ia") == group.group_id
