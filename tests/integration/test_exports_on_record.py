"""Exports of what was decided and of what stood there before: by whom, when and why."""

import json
from datetime import timedelta

import pytest
from life import FLOOD, edits, taps, unsends
from photographs import history

from bot.commands.export import export as command
from models.exports import Export

pytestmark = pytest.mark.anyio

DDPM_NAME = "กรมป้องกันและบรรเทาสาธารณภัย"
ISSUER, DDPM, RID = "กนกวรรณ ใจดี", "สมชาย รักษ์น้ำ", "มาลี ศรีสวัสดิ์"


@history
async def flood(town):
    """Issue 1, by a message whose id is given."""
    return await says(town, "ia", "issuer", FLOOD)


async def says(town, chat, who, text):
    """Somebody types and the bot works; gives the message id."""
    message = town.says(chat, who, text)
    await town.deliver()
    await town.work()
    await town.later()
    return message


def short(rows, *keys):
    return [tuple(row[key] for key in keys) for row in rows]


@pytest.mark.usefixtures("flood")
async def test_a_moved_deadline_is_shown_with_who_moved_it(town):
    await says(town, "ia", "issuer", "#ขยายเวลา 1 วันนี้ 18.00 น. ปภ. รอข้อมูล")

    assert await town.exported(Export.DEADLINE_CHANGES) == [
        {
            "issue": 1,
            "agency": "MOI-DDPM",
            "agency_name": DDPM_NAME,
            "kind": "extended",
            "old_deadline": "2026-11-23T15:00:00+07:00",
            "new_deadline": "2026-11-23T18:00:00+07:00",
            "changed_by": ISSUER,
            "changed_at": "2026-11-23T09:00:11+07:00",
            "recorded_at": "2026-11-23T09:00:11+07:00",
            "reason": "รอข้อมูล",
        }
    ]


@pytest.mark.usefixtures("flood")
async def test_requests_are_shown_with_who_asked_and_who_decided(town):
    await says(town, "ir", "ddpm", "#ขยายเวลา 1 วันนี้ 18.00 น. รอผล")
    await taps(town, "ia", "issuer", "อนุมัติ")
    await says(town, "ir", "rid", "#โอน 1 กรมการข้าว เป็นเรื่องข้าว")

    granted, waiting = await town.exported(Export.REQUESTS)
    assert granted == {
        "issue": 1,
        "agency": "MOI-DDPM",
        "agency_name": DDPM_NAME,
        "kind": "extend",
        "new_deadline": "2026-11-23T18:00:00+07:00",
        "to_agency": None,
        "to_agency_name": None,
        "reason": "รอผล",
        "asked_by": DDPM,
        "asked_at": "2026-11-23T09:00:11+07:00",
        "recorded_at": "2026-11-23T09:00:11+07:00",
        "granted": True,
        "decided_by": ISSUER,
        "decided_at": "2026-11-23T09:00:22+07:00",
        "answer": "",
    }
    assert (waiting["kind"], waiting["to_agency"], waiting["asked_by"]) == (
        "transfer",
        "MOAC-RICE",
        RID,
    )
    assert (waiting["granted"], waiting["decided_by"]) == (None, None)
    (moved,) = await town.exported(Export.DEADLINE_CHANGES)
    assert (moved["changed_by"], moved["reason"]) == (ISSUER, "รอผล")


async def test_edits_show_what_stood_there_before(town, flood):
    message = await says(town, "ir", "ddpm", "#รายงาน 1 ชี้แจง https://x.go.th")
    await edits(town, "ir", "ddpm", message, "#รายงาน 1 ชี้แจงใหม่")
    await edits(town, "ia", "issuer", flood, FLOOD.replace("ขัง", "หนัก"))
    await says(town, "ia", "issuer", "#ยกเลิก 1 ซ้ำ")

    of_report, *of_issue = await town.exported(Export.CHANGES)
    assert of_report == {
        "issue": 1,
        "agency": "MOI-DDPM",
        "agency_name": DDPM_NAME,
        "revision": 1,
        "field": "text",
        "old_value": "ชี้แจง https://x.go.th",
        "new_value": "ชี้แจงใหม่",
        "changed_by": DDPM,
        "changed_at": "2026-11-23T09:01:22+07:00",
        "recorded_at": "2026-11-23T09:01:22+07:00",
        "reason": "",
    }
    keys = ("agency", "field", "old_value", "new_value", "changed_by", "reason")
    assert short(of_issue, *keys) == [
        (None, "headline", "น้ำท่วมขัง", "น้ำท่วมหนัก", ISSUER, ""),
        (None, "typed", FLOOD, FLOOD.replace("ขัง", "หนัก"), ISSUER, ""),
        (None, "status", "open", "cancelled", ISSUER, "ซ้ำ"),
    ]


@pytest.mark.usefixtures("flood")
async def test_every_kind_of_change_shows_what_stands_there_since(town):
    await says(
        town, "ia", "issuer", "#แก้ไข 1\nหน่วยงาน: ปภ., กรมชลประทาน, กรมประมง\nกำหนด: วันนี้ 17.00 น."
    )
    await says(town, "ir", "ddpm", "#report 1 ok")
    await says(town, "ia", "issuer", "#accept 1 ปภ.")
    await says(town, "ia", "issuer", "#reopen 1 ปภ. ยังไม่ครบ")
    await says(town, "ia", "issuer", "#close 1")
    await says(town, "ia", "issuer", "#reopen 1 ปิดผิด")

    assert short(await town.exported(Export.CHANGES), "field", "old_value", "new_value") == [
        ("agencies", "MOI-DDPM MOAC-RID", "MOI-DDPM MOAC-RID MOAC-DOF"),
        ("deadline", "2026-11-23T08:00:00+00:00", "2026-11-23T17:00:00+07:00"),
        ("accepted", "MOI-DDPM", ""),
        ("status", "open", "closed"),
        ("status", "closed", "open"),
    ]


async def test_the_roster_shows_everybody_once_for_each_agency(town):
    found = {row["name"]: row for row in await town.exported(Export.ROSTER)}

    assert found[DDPM]["agency_name"] == DDPM_NAME
    assert (found[DDPM]["groups"], found[DDPM]["roles"]) == (["IA", "IR"], ["reporter"])
    assert found[ISSUER]["roles"] == ["issuer"]
    assert not any(key.startswith("line_user") for key in found[DDPM])


async def test_agencies_show_from_which_day_on_they_stand_how(town):
    found = {row["agency"]: row for row in await town.exported(Export.AGENCIES)}

    assert found["MOI-DDPM"] == {
        "agency": "MOI-DDPM",
        "agency_name": DDPM_NAME,
        "abbreviation": "ปภ.",
        "kind": "department",
        "from_on": None,
        "appraised": True,
        "ministry": "MOI",
        "ministry_name": "กระทรวงมหาดไทย",
        "reason": None,
        "recorded_at": None,
    }
    pea = found["MOI-PEA"]
    assert (pea["from_on"], pea["appraised"], pea["reason"]) == (
        *("2016-10-01", False),
        "นร 1200/97 ข้อ 2.2",
    )


@pytest.mark.usefixtures("flood")
async def test_the_reason_of_a_transfer_stays_until_its_message_is_unsent(town):
    keys = ("field", "old_value", "new_value", "changed_by", "reason")
    typed = await says(town, "ia", "issuer", "#โอน 1 กรมประมง จาก ปภ. เป็นเรื่องปลา")
    asked = await says(town, "ir", "rid", "#โอน 1 กรมการข้าว เป็นเรื่องข้าว")
    await taps(town, "ia", "issuer", "อนุมัติ")

    assert short(await town.exported(Export.CHANGES), *keys) == [
        ("agencies", "MOI-DDPM MOAC-RID", "MOAC-RID MOAC-DOF", ISSUER, "จาก ปภ. เป็นเรื่องปลา"),
        ("agencies", "MOAC-RID MOAC-DOF", "MOAC-DOF MOAC-RICE", ISSUER, "เป็นเรื่องข้าว"),
    ]
    await unsends(town, "ia", "issuer", typed)
    await unsends(town, "ir", "rid", asked)
    assert short(await town.exported(Export.CHANGES), "reason") == [("",), ("",)]


async def test_no_text_of_an_unsent_message_comes_back(town, flood):
    report = await says(town, "ir", "ddpm", "#รายงาน 1 ลับหนึ่ง https://secret.go.th")
    await edits(town, "ir", "ddpm", report, "#รายงาน 1 ลับสอง")
    await edits(town, "ia", "issuer", flood, FLOOD.replace("น้ำท่วมขัง", "ลับสาม"))
    asked = await says(town, "ir", "rid", "#ขยายเวลา 1 วันนี้ 18.00 น. ลับสี่")
    moved = await says(town, "ia", "issuer", "#ขยายเวลา 1 วันนี้ 19.00 น. ปภ. ลับห้า")
    edited = await says(town, "ia", "issuer", "#แก้ไข 1\nเรื่อง: ลับหก")
    await says(town, "ia", "issuer", "#แก้ไข 1\nเรื่อง: น้ำลดแล้ว")
    before = {what: await town.exported(what) for what in Export}
    for who, message in (("ddpm", report), ("rid", asked)):
        await unsends(town, "ir", who, message)
    for message in (moved, edited, flood):
        await unsends(town, "ia", "issuer", message)

    after = {what: await town.exported(what) for what in Export}

    for secret in ("ลับ", "น้ำท่วมขัง", "secret.go.th"):
        assert secret in json.dumps(before, ensure_ascii=False)
        assert secret not in json.dumps(after, ensure_ascii=False)
    gone = {Export.ANNOUNCEMENTS, Export.AUDIT}
    assert [len(after[what]) for what in set(Export) - gone] == [
        len(before[what]) for what in set(Export) - gone
    ]


@pytest.mark.usefixtures("flood")
async def test_an_acknowledgement_is_shown_with_who_gave_it(town):
    await says(town, "ir", "ddpm", "#รับทราบ 1")

    assert short(await town.exported(Export.ASSIGNMENTS), "agency", "acknowledged_by") == [
        ("MOI-DDPM", DDPM),
        ("MOAC-RID", None),
    ]


@pytest.mark.usefixtures("flood")
async def test_reminders_are_shown_with_what_became_of_them(town):
    await says(town, "ir", "ddpm", "#รายงาน 1 ชี้แจง")
    await town.tick(timedelta(hours=3, minutes=1))

    rows = [row for row in await town.exported(Export.REMINDERS) if row["name"] == "3h"]
    assert {row["due_at"] for row in rows} == {"2026-11-23T12:00:00+07:00"}
    assert short(rows, "agency", "status", "reason") == [
        ("MOI-DDPM", "dropped", "reported"),
        ("MOAC-RID", "delivered", ""),
    ]


def test_every_export_can_be_asked_for():
    (what, *_) = command.params

    assert list(what.type.choices) == list(Export)
