"""Somebody of two workspaces chooses in the 1:1 chat of which one it speaks. Rule B12."""

from datetime import timedelta

import pytest
from life import posts
from sqlalchemy import select, update

from bot.deps import policy_of
from domain.codes import fingerprint
from models import people
from models.notices import Notice
from models.outbox import OutboxMessage
from models.people import EnrolmentCode, Person
from models.roster import appointments
from models.roster.appointments import Operation
from models.workspaces import Workspace
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
FLOOD = "#ประเด็น น้ำท่วม\nถึง: ปภ.\nภายใน: วันนี้ 15.00 น."


@pytest.fixture
async def towns(town):
    """The same people in two workspaces, an issue in each; a third is none of theirs."""
    await town.settle("north", "n")
    async with town.deps.sessions.begin() as session:
        session.add(Workspace(code="secret", name="ลับ", created_at=town.now, next_issue_number=1))
        await session.execute(
            update(Workspace).where(Workspace.code == "north").values(name="ภาคเหนือ")
        )
    await town.hear("ia", "issuer", FLOOD)
    await town.hear("nia", "issuer", FLOOD.replace("น้ำท่วม", "หมอกควัน"))
    town.fresh("ddpm")
    return town


def offered(town, chat):
    items = town.entries(chat)[-1].message["quickReply"]["items"]
    return {item["action"]["label"]: item["action"]["text"] for item in items}


async def suspend(town, code):
    async with town.deps.sessions.begin() as session:
        home = await session.scalar(select(Workspace.id).where(Workspace.code == code))
        await session.execute(
            update(Person).where(Person.workspace_id == home).values(suspended_at=town.now)
        )


async def test_one_tap_chooses_and_answers_what_was_asked(towns):
    asked = await towns.answer("ddpm", "ddpm", "#ของฉัน")
    assert "ภาคเหนือ (north)" in asked
    assert "ลับ" not in asked
    tap = offered(towns, "ddpm")["ภาคเหนือ"]

    answer = await towns.answer("ddpm", "ddpm", tap)
    assert "หมอกควัน" in answer
    assert "น้ำท่วม" not in answer
    assert "พื้นที่งาน: ภาคเหนือ (เปลี่ยน: #พื้นที่งาน)" in answer

    again = await towns.answer("ddpm", "ddpm", tap)
    assert "หมอกควัน" not in again
    assert "ภาคเหนือ" in again
    assert "หมอกควัน" in await towns.answer("ddpm", "ddpm", "#ของฉัน")
    assert "พื้นที่งาน" not in await towns.answer("ir", "ddpm", "#ของฉัน")


@pytest.mark.parametrize("said", ["ภาคเหนือ", "NORTH", "#workspace north", "#พื้นที่งาน ภาคเหนือ"])
async def test_a_name_or_a_code_is_typed_as_well(said, towns):
    await towns.hear("ddpm", "ddpm", "#ของฉัน")

    assert "หมอกควัน" in await towns.answer("ddpm", "ddpm", said)


@pytest.mark.parametrize("said", ["#พื้นที่งาน secret", "#พื้นที่งาน nowhere"])
async def test_a_workspace_of_others_is_as_good_as_none_and_the_question_waits_on(said, towns):
    await towns.hear("ddpm", "ddpm", "#ของฉัน")

    assert await towns.answer("ddpm", "ddpm", said) == "ท่านไม่ได้อยู่ในพื้นที่งานชื่อนี้"
    tap = next(text for text in offered(towns, "ddpm").values() if text.endswith(" main"))
    assert "น้ำท่วม" in await towns.answer("ddpm", "ddpm", tap)


async def test_a_choice_changes_and_goes_with_the_place_in_the_workspace(towns):
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน north")
    assert "หมอกควัน" in await towns.answer("ddpm", "ddpm", "#ของฉัน")
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน main")
    assert "น้ำท่วม" in await towns.answer("ddpm", "ddpm", "#ของฉัน")

    await suspend(towns, "main")
    answer = await towns.answer("ddpm", "ddpm", "#ของฉัน")
    assert "หมอกควัน" in answer
    assert "เปลี่ยน" not in answer
    assert "ไม่ได้อยู่" in await towns.answer("ddpm", "ddpm", "#พื้นที่งาน main")


async def test_a_released_account_takes_its_choice_along(towns):
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน main")

    async with towns.deps.holding(1) as session:
        person = await people.enrolled(session, 1, towns.people["ddpm"])
        assert person.chosen_at is not None
        await appointments.release(Operation(session, towns.now), person, secret="secret")
        assert person.chosen_at is None


async def test_an_older_choice_that_arrives_late_changes_nothing(towns):
    towns.says("ddpm", "ddpm", "#พื้นที่งาน north")
    late = towns.platform.webhooks.drain()
    towns.platform.clock.advance(MINUTE)
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน main")
    for each in late:
        await towns.post(each.body, each.headers)
    await towns.work()

    assert not any("ใช้พื้นที่งาน ภาคเหนือ" in each for each in towns.fresh("ddpm"))
    assert "น้ำท่วม" in await towns.answer("ddpm", "ddpm", "#ของฉัน")


async def test_a_tap_keeps_to_the_workspace_of_its_button(towns):
    await towns.hear("ir", "ddpm", "#รายงาน 1 แก้ไขแล้ว")
    await towns.hear("issuer", "issuer", "#พื้นที่งาน north")

    accepted = await posts(towns, "issuer", "issuer", "1|accept|main|1|MOI-DDPM")

    assert accepted.startswith("พื้นที่งาน: IA-Chat")
    assert "หมอกควัน" in await towns.answer("issuer", "issuer", "#สถานะ 1")
    foreign = await posts(towns, "issuer", "issuer", "1|accept|secret|1|MOI-DDPM")
    assert foreign == await posts(towns, "issuer", "issuer", "1|accept|nowhere|1|MOI-DDPM")


async def test_a_gap_is_filled_in_the_workspace_that_was_chosen_before_it(towns):
    await towns.hear("issuer", "issuer", "#พื้นที่งาน north")
    await towns.hear("issuer", "issuer", "#ปิด")
    await towns.hear("issuer", "issuer", "#พื้นที่งาน main")

    await towns.hear("issuer", "issuer", "1")

    assert [issue.status for issue in await towns.issues()] == ["open", "open"]


async def test_a_code_typed_here_is_of_any_workspace_and_chooses_it(towns):
    secret = fingerprint(policy_of(towns.deps.settings, None).secrets[0], "ABCDE-FGHJK")
    async with towns.deps.sessions.begin() as session:
        home = await session.scalar(select(Workspace.id).where(Workspace.code == "secret"))
        person = Person(
            workspace_id=home,
            name="สมชาย",
            position="",
            line_id="",
            in_ia=True,
            in_ir=True,
            roles=["reporter"],
            created_at=towns.now,
        )
        session.add(person)
        await session.flush()
        session.add(
            EnrolmentCode(
                person_id=person.id,
                nonce="n",
                code_hash=secret,
                created_at=towns.now,
                expires_at=towns.now + MINUTE,
            )
        )
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน north")

    assert (await towns.answer("ddpm", "ddpm", "ลงทะเบียน ABCDE-FGHJK")).startswith("พื้นที่งาน: ลับ")
    assert "พื้นที่งาน: ลับ" in await towns.answer("ddpm", "ddpm", "#ของฉัน")


async def test_an_unsent_question_is_not_answered_by_the_choice(towns):
    message = towns.says("ddpm", "ddpm", "#ของฉัน")
    await towns.deliver()
    await towns.work()
    Phones(towns.platform).unsends(towns.people["ddpm"], message)
    await towns.deliver()
    await towns.work()

    assert "หมอกควัน" not in await towns.answer("ddpm", "ddpm", "#พื้นที่งาน north")


async def test_what_is_unsent_here_is_erased_in_the_workspace_in_which_it_was_said(towns):
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน north")
    message = towns.says("ddpm", "ddpm", "#ขยายเวลา 1 พรุ่งนี้ 15.00 น. รถเสียกลางทาง")
    await towns.deliver()
    await towns.work()
    await towns.later()
    assert "รถเสียกลางทาง" in await kept(towns)
    await towns.hear("ddpm", "ddpm", "#พื้นที่งาน main")

    Phones(towns.platform).unsends(towns.people["ddpm"], message)
    await towns.deliver()
    await towns.work()

    assert "รถเสียกลางทาง" not in await kept(towns)


async def kept(town):
    """All that was said or waits to be said."""
    async with town.deps.reading() as session:
        sent = list(await session.scalars(select(OutboxMessage.messages)))
        return str(sent + list(await session.scalars(select(Notice.say))))
