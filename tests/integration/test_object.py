"""`#object`, `#uphold`, `#dismiss`: an agency contests a row, evaluators decide. Rule K18."""

from datetime import date, timedelta

import pytest
from life import taps
from photographs import history
from sqlalchemy import update

from bench.closing import state_first_quarter
from bot.commands.explain import lines
from domain.indicator.periods import read_period
from domain.words import words_for
from models.audit.check import verify
from models.exports import Export
from models.indicator import explain
from models.indicator.explain import as_json
from models.indicator.objection_terms import ObjectionTerm
from models.issues.objections import Objection
from models.people import Person
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."
DDPM, RID = "กรมป้องกันและบรรเทาสาธารณภัย", "กรมชลประทาน"
REASON = "ส่งหนังสือ มท 0601/12 แล้วก่อนกำหนด"


@history
async def flood(town):
    """Issue 1 of two agencies, a day after its deadline; one has reported late, one not at all."""
    await town.answer("ia", "issuer", FLOOD)
    town.platform.clock.advance(timedelta(hours=7))
    await town.answer("ir", "rid", "#report 1 ok")
    town.platform.clock.advance(timedelta(days=1))
    await town.later()
    for chat in ("ia", "ir"):
        town.fresh(chat)


async def exported(town):
    """The objections on record, beside a record that is whole."""
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []
    return await town.exported(Export.OBJECTIONS)


async def closes(town, day):
    """An operator sets the last day for objections."""
    async with town.deps.sessions.begin() as session:
        session.add(
            ObjectionTerm(
                workspace_id=1,
                period="2570Q1",
                until_on=day,
                reason="ตามหนังสือเวียน",
                recorded_at=town.now,
            )
        )


@pytest.mark.usefixtures("flood")
async def test_an_objection_goes_to_the_evaluators_and_changes_no_figure(town):
    before = await town.answer("evaluator", "evaluator", "#stats")

    told = await town.answer("ddpm", "ddpm", f"#คัดค้าน 1 {REASON}")

    assert f"บันทึกคำคัดค้านประเด็น #1 ของ {DDPM} แล้ว" in told
    assert "ไม่รายงาน" in told
    heard = "\n".join(await town.hear("ia", "issuer", "#list"))
    assert f"คำคัดค้านผลการนับ ประเด็น #1 ของ {DDPM}\nเหตุผล: {REASON}" in heard
    assert "@" not in heard
    assert await town.answer("evaluator", "evaluator", "#stats") == before
    (row,) = await exported(town)
    assert row == {
        "issue": 1,
        "agency": "MOI-DDPM",
        "agency_name": DDPM,
        "verdict": "missing",
        "reason": REASON,
        "objected_by": "สมชาย รักษ์น้ำ",
        "objected_at": row["objected_at"],
        "recorded_at": row["recorded_at"],
        "upheld": None,
        "decided_by": None,
        "decided_at": None,
        "decision_recorded_at": None,
        "answer": "",
    }


@pytest.mark.usefixtures("flood")
async def test_a_quoted_card_says_which_issue_is_meant(town):
    card = next(entry.id for entry in town.entries("ir") if "น้ำท่วมขัง" in entry.text)

    assert "บันทึกคำคัดค้านประเด็น #1" in await town.answer("ir", "ddpm", f"#คัดค้าน {REASON}", quote=card)


@pytest.mark.usefixtures("flood")
async def test_an_evaluator_upholds_it_and_is_offered_what_changes_the_figure(town):
    await town.answer("ddpm", "ddpm", f"#object 1 {REASON}")

    told = await town.answer("ia", "evaluator", f"#รับคำคัดค้าน 1 {DDPM} มีหนังสือยืนยัน")

    assert f"#1 ของ {DDPM}: รับคำคัดค้าน\nเหตุผลของผู้ประเมิน: มีหนังสือยืนยัน" in told
    assert "การรับคำคัดค้านยังไม่เปลี่ยนตัวเลข" in told
    assert "0.00% (0/2)" in await town.answer("evaluator", "evaluator", "#stats")
    heard = "\n".join(await town.hear("ir", "rid", "#list"))
    assert "เหตุผลของผู้ประเมิน: มีหนังสือยืนยัน" in heard
    (row,) = await exported(town)
    assert (row["upheld"], row["decided_by"], row["answer"]) == (
        *(True, "อารี ดูแล"),
        "มีหนังสือยืนยัน",
    )
    actions = [row["action"] for row in await town.exported(Export.AUDIT)]
    assert [each for each in actions if each.startswith("objection")] == [
        "objection.made",
        "objection.upheld",
    ]


@pytest.mark.usefixtures("flood")
async def test_the_act_that_was_offered_is_one_tap_away(town):
    await town.answer("ddpm", "ddpm", f"#object 1 {REASON}")
    await town.answer("evaluator", "evaluator", "#uphold 1 มีหนังสือยืนยัน")

    told = await taps(town, "evaluator", "evaluator", "ระบบขัดข้อง")

    assert f"ยกเว้นการนับตัวชี้วัดของประเด็น #1: {DDPM}\nเหตุผล: ระบบขัดข้อง: มีหนังสือยืนยัน" in told
    assert "0.00% (0/1)" in await town.answer("evaluator", "evaluator", "#stats")


@pytest.mark.usefixtures("flood")
async def test_the_buttons_of_the_card_begin_a_decision(town):
    await town.answer("ir", "ddpm", f"#object 1 {REASON}")
    await town.answer("ia", "issuer", "#list")
    (card,) = [entry for entry in town.entries("ia") if "คำคัดค้านผลการนับ" in entry.text]

    buttons = {each["label"]: each["fillInText"] for each in begun(card.message)}

    assert buttons == {
        "รับคำคัดค้าน": f"#รับคำคัดค้าน 1 {DDPM} ",
        "ยกคำคัดค้าน": f"#ยกคำคัดค้าน 1 {DDPM} ",
    }
    assert await taps(town, "ia", "evaluator", "ยกคำคัดค้าน", entry=card) == ""
    told = await town.answer("ia", "evaluator", buttons["ยกคำคัดค้าน"] + "หนังสือลงวันที่หลังกำหนด")
    assert f"ผลการพิจารณาคำคัดค้านประเด็น #1 ของ {DDPM}: ยกคำคัดค้าน" in told
    assert "การรับคำคัดค้านยังไม่เปลี่ยนตัวเลข" not in told
    again = await town.answer("ia", "evaluator", "#uphold 1 เปลี่ยนใจ")
    assert "พิจารณาแล้วเมื่อ" in again
    assert "โดย อารี ดูแล: ยกคำคัดค้าน" in again


def begun(message):
    """The actions of a message that put a text on the keyboard."""
    if isinstance(message, list):
        return [each for part in message for each in begun(part)]
    if not isinstance(message, dict):
        return []
    own = [message] if "fillInText" in message else []
    return own + [each for part in message.values() for each in begun(part)]


@pytest.mark.usefixtures("flood")
async def test_what_was_decided_before_it_was_told_is_not_asked_any_more(town):
    await town.answer("ddpm", "ddpm", f"#object 1 {REASON}")
    await town.answer("evaluator", "evaluator", "#dismiss 1 ลงวันที่หลังกำหนด")

    heard = "\n".join(await town.hear("ia", "issuer", "#list"))

    assert "ผลการพิจารณาคำคัดค้านประเด็น #1" in heard
    assert "คำคัดค้านผลการนับ" not in heard


@pytest.mark.usefixtures("flood")
async def test_own_rows_that_count_against_an_agency_offer_to_object(town):
    told = await town.answer("ddpm", "ddpm", "#stats detail")

    assert "กดปุ่มคัดค้านด้านล่าง คัดค้านได้จนกว่าจะปิดไตรมาส" in told
    (offer,) = begun(town.entries("ddpm")[-1].message)
    assert (offer["label"], offer["fillInText"]) == ("คัดค้าน #1", "#คัดค้าน 1 ")
    assert await taps(town, "ddpm", "ddpm", "คัดค้าน #1") == ""
    await town.answer("ddpm", "ddpm", offer["fillInText"] + REASON)
    after = await town.answer("ddpm", "ddpm", "#stats detail")
    assert "คัดค้าน รอผลพิจารณา" in after
    assert begun(town.entries("ddpm")[-1].message) == []
    await town.answer("evaluator", "evaluator", "#stats detail")
    assert begun(town.entries("evaluator")[-1].message) == []


@pytest.mark.usefixtures("flood")
async def test_nobody_objects_after_the_last_day_and_what_was_said_before_it_counts(town):
    await closes(town, date(2026, 11, 24))
    town.says("ddpm", "ddpm", f"#object 1 {REASON}")
    (in_time,) = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(days=1))

    late = await town.answer("rid", "rid", "#object 1 ไม่จริง")

    assert "หมดเวลาคัดค้านของไตรมาสที่ 1 ปีงบประมาณ 2570 แล้ว" in late
    assert begun(town.entries("rid")[-1].message) == []
    await town.post(in_time.body, in_time.headers)
    await town.work()
    assert [row["agency"] for row in await exported(town)] == ["MOI-DDPM"]
    await closes(town, date(2026, 11, 27))
    told = await town.answer("rid", "rid", "#stats detail")
    assert "คัดค้านได้ถึง ศ. 27 พ.ย. 69 24.00 น." in told
    assert "บันทึกคำคัดค้าน" in await town.answer("rid", "rid", "#object 1 ไม่จริง")


@pytest.mark.usefixtures("flood")
async def test_a_closed_quarter_takes_none_unless_a_later_day_was_set(town):
    town.platform.clock.set(town.now.replace(year=2027, month=1))
    async with town.deps.holding(1) as session:
        await state_first_quarter(session, 1, town.deps.settings, town.now)
    town.platform.clock.advance(timedelta(minutes=1))
    assert "หมดเวลาคัดค้านของไตรมาสที่ 1" in await town.answer("ddpm", "ddpm", "#object 1 ไม่จริง")
    await closes(town, date(2027, 1, 29))
    await town.answer("ddpm", "ddpm", "#object 1 ไม่จริง")

    told = await town.answer("ia", "evaluator", "#uphold 1 จริง")

    assert "ตัวเลขที่ปิดไว้แก้ได้ด้วย saphan quarter restate" in told
    assert (await exported(town))[0]["upheld"] is True


@pytest.mark.usefixtures("flood")
@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("#object 1", "ยังไม่ได้ระบุเหตุผล"),
        ("#object 1 ค่ะ", "ยังไม่ได้ระบุเหตุผล"),
        ("#object 9 ไม่จริง", "#9"),
        (f"#object 1 {RID} รายงานแทนแล้ว", "ท่านคัดค้านได้เฉพาะของ กรมป้องกัน"),
        ("#object 2 ไม่จริง", "ยังไม่ถึงกำหนด"),
        ("#object 3 ไม่จริง", "จึงไม่นับอยู่แล้ว"),
    ],
)
async def test_what_it_lacks_is_said_and_nothing_is_kept(text, refused, town):
    later = FLOOD.replace("วันนี้ 15.00", "พรุ่งนี้ 15.00")
    for headline in ("ฝุ่น", "ไฟป่า"):
        await town.answer("ia", "issuer", later.replace("น้ำท่วมขัง", headline))
    await town.answer("ia", "issuer", "#cancel 3 ซ้ำ")

    assert refused in await town.answer("ddpm", "ddpm", text)
    assert await town.rows(Objection) == []


@pytest.mark.usefixtures("flood")
async def test_one_objection_waits_at_a_time_and_another_may_follow_the_decision(town):
    await town.answer("ddpm", "ddpm", f"#object 1 {REASON}")
    assert "ไว้แล้วเมื่อ" in await town.answer("ddpm", "ddpm", "#object 1 อีกครั้ง")
    await town.answer("evaluator", "evaluator", "#dismiss 1 ไม่พบหนังสือ")

    assert "บันทึกคำคัดค้าน" in await town.answer("ddpm", "ddpm", "#object 1 แนบหนังสือแล้ว")
    assert [row["upheld"] for row in await exported(town)] == [False, None]


@pytest.mark.usefixtures("flood")
async def test_which_of_several_is_meant_is_asked(town):
    async with town.deps.sessions.begin() as session:
        both = update(Person).where(Person.line_user_id == town.people["ddpm"])
        await session.execute(both.values(roles=["reporter", "evaluator"]))
    await town.answer("ddpm", "ddpm", f"#object 1 {REASON}")
    await town.answer("rid", "rid", "#object 1 เวลาผิด")

    asked = await town.answer("ia", "evaluator", "#uphold 1 จริง")

    assert f"คำคัดค้านที่รอพิจารณาของ {DDPM}, {RID}" in asked
    assert f"#1 ของ {RID}: รับคำคัดค้าน" in await town.answer("ia", "evaluator", "กรมชลประทาน")
    assert "ผู้คัดค้านพิจารณาคำคัดค้านของตนไม่ได้" in await town.answer(
        "ddpm", "ddpm", f"#uphold 1 {DDPM} จริง"
    )
    assert "ไม่มีคำคัดค้าน" not in asked
    assert [row["upheld"] for row in await exported(town)] == [None, True]


@pytest.mark.usefixtures("flood")
async def test_who_speaks_for_several_agencies_names_the_one_that_objects(town):
    await town.speaks_for("ddpm", "MOAC-RID")

    assert "โปรดระบุหน่วยงาน" in await town.answer("ddpm", "ddpm", "#object 1 เวลาผิด")
    assert f"ของ {RID} แล้ว" in await town.answer("ddpm", "ddpm", "กรมชลประทาน")
    assert f"ของ {DDPM} แล้ว" in await town.answer("ddpm", "ddpm", "#object 1 ปภ. เวลาผิด")


@pytest.mark.usefixtures("flood")
async def test_what_is_excused_is_counted_again_at_one_tap(town):
    await town.answer("ia", "evaluator", "#excuse 1 กรมชลประทาน duplicate")
    await town.answer("rid", "rid", "#object 1 ไม่ซ้ำ ขอให้นับ")
    await town.answer("evaluator", "evaluator", "#uphold 1 ไม่ซ้ำจริง")

    assert "กลับมานับตัวชี้วัด" in await taps(town, "evaluator", "evaluator", "นับใหม่")


@pytest.mark.usefixtures("flood")
async def test_issuers_are_named_where_an_acceptance_stands_in_the_way(town):
    await town.answer("ia", "issuer", "#accept 1 กรมชลประทาน")
    await town.answer("rid", "rid", "#object 1 เวลาไม่ตรง")

    told = await town.answer("evaluator", "evaluator", "#uphold 1 จริง")

    assert f"ผู้มอบหมายถอนการรับรองได้ด้วย #เปิดใหม่ 1 {RID}" in told


@pytest.mark.usefixtures("flood")
async def test_explain_tells_what_was_said_and_decided(town):
    await town.answer("rid", "rid", "#object 1 เวลาไม่ตรง")
    await town.answer("evaluator", "evaluator", "#dismiss 1 ตรงแล้ว")
    tz = town.deps.settings.timezone
    period = read_period("2570Q1", town.now.date())
    async with town.deps.reading() as session:
        found = explain.explained(session, 1, period, now=town.now, tz=tz, only={"MOAC-RID"})
        (row,) = [as_json(each, words_for("th", tz), tz) async for each in found]

    printed = "\n".join(lines(row))

    (told,) = row["objections"]
    assert (told["reason"], told["upheld"], told["answer"]) == ("เวลาไม่ตรง", False, "ตรงแล้ว")
    assert "by มาลี ศรีสวัสดิ์: เวลาไม่ตรง" in printed
    assert "dismissed 2026-11-24" in printed
    assert "by อารี ดูแล: ตรงแล้ว" in printed


@pytest.mark.usefixtures("flood")
async def test_unsent_words_go_and_what_was_decided_stays(town):
    said = []
    for chat, who, text in (
        ("ddpm", "ddpm", "#object 1 เรื่องลับหนึ่ง"),
        ("ia", "evaluator", "#dismiss 1 เรื่องลับสอง"),
    ):
        said.append((who, town.says(chat, who, text)))
        await town.deliver()
        await town.work()
    for who, message in said:
        Phones(town.platform).unsends(town.people[who], message)
        await town.deliver()
        await town.work()

    (row,) = await exported(town)
    assert (row["upheld"], row["reason"], row["answer"]) == (False, "", "")
    for chat in ("ia", "ir"):
        town.fresh(chat)
        assert "ลับ" not in "\n".join(await town.hear(chat, "issuer", "#list"))
