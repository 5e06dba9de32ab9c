"""Attacks on one-time codes, and what becomes of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from town import PEOPLE

from bot.commands.group import new_group_code
from bot.commands.session import Opened
from models import roster
from models.audit import AuditEntry
from models.people import Person
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

WRONG = ("AAAAA-AAAAA", "BBBBB-BBBBB", "CCCCC-CCCCC", "DDDDD-DDDDD", "EEEEE-EEEEE")


async def released(town, key, code="main"):
    """Take somebody's LINE account away; give the code with which it comes back."""
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        workspace = await opened.hold(code)
        person = await session.scalar(
            select(Person).where(Person.name == PEOPLE[key][0], Person.workspace_id == workspace.id)
        )
        person.line_user_id = person.enrolled_at = None
        await session.flush()
        given = await roster.enrolment_codes(
            session, workspace.id, secret=town.deps.settings.secret, now=town.now
        )
        return next(each for owner, each in given if owner.id == person.id)


async def account_of(town, key):
    async with town.deps.reading() as session:
        return await session.scalar(
            select(Person.line_user_id).where(Person.name == PEOPLE[key][0])
        )


async def test_a_guesser_is_stopped_and_even_the_right_code_waits(town):
    code = await released(town, "ddpm")
    answers = [await town.answer("guest", "guest", f"#join {wrong}") for wrong in WRONG]

    assert ["ไม่พบรหัสนี้" in answer for answer in answers] == [True] * 4 + [False]
    assert "หยุดรับรหัสถึง" in answers[-1]
    assert "หยุดรับรหัสถึง" in await town.answer("ir", "guest", f"#join {code}")
    assert await account_of(town, "ddpm") is None
    assert "codes.paused" in [entry.action for entry in await town.rows(AuditEntry)]

    town.platform.clock.advance(timedelta(minutes=10))
    assert "สมชาย รักษ์น้ำ" in await town.answer("guest", "guest", f"#join {code}")


async def test_one_guesser_does_not_stop_others_in_the_group(town):
    code = await released(town, "ddpm")
    for wrong in WRONG:
        await town.answer("ir", "guest", f"#join {wrong}")

    assert "สมชาย รักษ์น้ำ" in await town.answer("ir", "ddpm", f"#join {code}")


async def test_group_codes_are_guarded_alike(town):
    group = Membership(town.platform).new_group("other", list(town.people.values()))
    town.chats["other"] = group.group_id
    answers = [await town.answer("other", "guest", f"#bind {wrong}") for wrong in WRONG]

    assert "หยุดรับรหัสถึง" in answers[-1]
    assert town.now.isoformat()[:10] in str(
        [entry.detail for entry in await town.rows(AuditEntry) if entry.action == "codes.paused"]
    )


async def test_a_used_code_is_worth_nothing_to_a_thief(town):
    code = await released(town, "ddpm")
    await town.answer("ddpm", "ddpm", f"#join {code}")

    assert "ใช้ไปแล้ว" in await town.answer("guest", "guest", f"#join {code}")
    assert await account_of(town, "ddpm") == town.people["ddpm"]


async def test_a_second_valid_code_does_not_take_a_person_over(town):
    first = await released(town, "ddpm")
    town.set(secrets=("new key", *town.deps.settings.secrets))
    second = await released(town, "ddpm")
    assert first != second
    await town.answer("ddpm", "ddpm", f"#join {second}")

    assert "บัญชี LINE อื่น" in await town.answer("guest", "guest", f"#join {first}")
    assert await account_of(town, "ddpm") == town.people["ddpm"]


async def test_an_old_key_still_opens_the_codes_given_out_with_it(town):
    code = await released(town, "ddpm")
    town.set(secrets=("new key", *town.deps.settings.secrets))

    assert "สมชาย รักษ์น้ำ" in await town.answer("ddpm", "ddpm", f"#join {code}")


async def test_a_code_of_another_workspace_is_not_taken_here_nor_used_up(town):
    await town.settle("moph", prefix="moph-")
    town.fresh("ir")
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        workspace = await opened.workspace("moph")
        person = await session.scalar(
            select(Person).where(
                Person.workspace_id == workspace.id, Person.name == PEOPLE["ddpm"][0]
            )
        )
        person.line_user_id = None
        await session.flush()
        given = await roster.enrolment_codes(
            session, workspace.id, secret=town.deps.settings.secret, now=town.now
        )
        code = given[0][1]

    assert "พื้นที่งานอื่น" in await town.answer("ir", "ddpm", f"#join {code}")
    assert "สมชาย รักษ์น้ำ" in await town.answer("moph-ir", "ddpm", f"#join {code}")


async def test_a_suspended_person_cannot_join_and_leaves_the_account_to_a_successor(town):
    code = await released(town, "rid")
    async with town.deps.sessions.begin() as session:
        for key in ("ddpm", "rid"):
            person = await session.scalar(select(Person).where(Person.name == PEOPLE[key][0]))
            person.suspended_at = town.now if key == "ddpm" else None

    assert "มาลี" in await town.answer("ddpm", "ddpm", f"#join {code}")
    assert await account_of(town, "ddpm") is None

    code = await released(town, "both")
    async with town.deps.sessions.begin() as session:
        person = await session.scalar(select(Person).where(Person.name == PEOPLE["both"][0]))
        person.suspended_at = town.now
    assert "ถูกระงับ" in await town.answer("both", "both", f"#join {code}")


@pytest.fixture
def bind_here(town):
    """Bind a chat with a fresh code of a workspace."""

    async def bind(chat, kind, code="main"):
        async with town.deps.sessions.begin() as session:
            opened = Opened(town.deps.settings, session, town.now)
            fresh = await new_group_code(opened, await opened.hold(code), kind)
        return await town.answer(chat, "admin", f"#bind {fresh}")

    return bind


async def test_a_replaced_group_does_not_come_back_by_an_invitation(town, bind_here):
    membership = Membership(town.platform)
    group = membership.new_group("new", list(town.people.values()))
    town.chats["new"] = group.group_id

    assert "ใช้แทน" in await bind_here("new", "ia")
    membership.removes_bot(town.chats["ia"])
    membership.invites_bot(town.chats["ia"])
    await town.deliver()
    await town.work()

    assert "ยังไม่ได้ผูก" in await town.answer("ia", "issuer", "#list")
    assert "ไม่มีประเด็น" in await town.answer("new", "issuer", "#list")


async def test_a_group_that_moves_takes_no_notice_of_its_old_workspace_along(town, bind_here):
    await town.settle("moph", prefix="moph-")
    await town.answer("ia", "issuer", "#issue ความลับ\nถึง: ปภ.\nภายใน: พรุ่งนี้")
    await bind_here("ir", "ir", "moph")
    await town.later()

    assert "ความลับ" not in "".join(town.fresh("ir"))
    released_entries = [
        entry for entry in await town.rows(AuditEntry) if entry.action == "group.released"
    ]
    assert len(released_entries) == 1
