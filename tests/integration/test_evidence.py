"""Evidence: whose files are kept, what for, how they are told, and how they are unsent."""

import asyncio
import hashlib
from datetime import timedelta

import pytest
from collecting import GATHERED, JPEG, PDF, PNG, issue_and_report, open_desk
from photographs import history
from sqlalchemy import select

from bot.evidence.fetch import fetch_due
from domain.delivery import TOKEN_LIFE
from models.audit import AuditEntry
from models.evidence.attachments import Attachment
from models.evidence.link_checks import LinkCheck
from models.exports import Export
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from scheduler import jobs
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio


@history
async def reported(town):
    """Issue 1, and a report of the DDPM on it."""
    return await issue_and_report(town)


@pytest.fixture
async def desk(town, platform, carrier):
    async with open_desk(town, platform) as opened:
        yield opened


async def exported(desk):
    (row,) = await desk.town.exported(Export.REPORTS)
    return row["evidence"]


@pytest.mark.usefixtures("reported")
async def test_an_album_after_a_report_is_kept_and_told_once(desk):
    for body in (JPEG, PNG, JPEG + b"2"):
        desk.sends("ddpm", body)
    desk.sends("ddpm", PDF, kind="file", name="สรุปผล.pdf")
    await desk.work()
    assert desk.town.fresh("ir") == []

    await desk.later(GATHERED)

    (told,) = desk.town.fresh("ir")
    assert told.startswith("แนบหลักฐานกับรายงานประเด็น #1 ของ กรมป้องกันและบรรเทาสาธารณภัย แล้ว: 4 ไฟล์ (")
    assert "“สรุปผล.pdf” เอกสาร PDF 2.9 KB" in told
    assert told.count("ภาพ JPG") == 2
    assert len(desk.stored()) == 4
    assert desk.town.carrier.calls[-1][0] == "/v2/bot/message/reply"


@pytest.mark.usefixtures("reported")
async def test_an_export_shows_what_was_kept(desk):
    desk.town.platform.clock.advance(timedelta(minutes=9))
    desk.sends("ddpm", JPEG)
    await desk.work()

    sha256 = hashlib.sha256(JPEG).hexdigest()
    assert await exported(desk) == [
        {
            "kind": "image",
            "name": "",
            "size": len(JPEG),
            "sha256": sha256,
            "at": "2026-11-23T09:09:00+07:00",
        }
    ]
    assert desk.stored() == {f"{sha256[:2]}/{sha256}": JPEG}


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("who", "chat", "minutes"),
    [
        ("rid", "ir", 1),
        ("guest", "ir", 1),
        ("issuer", "ir", 1),
        ("ddpm", "ia", 1),
        ("ddpm", "ir", 11),
    ],
)
async def test_other_pictures_are_neither_fetched_nor_kept(desk, who, chat, minutes):
    desk.town.platform.clock.advance(timedelta(minutes=minutes))
    desk.sends(who, JPEG, chat=chat)
    await desk.later(GATHERED)

    assert await desk.rows() == []
    assert desk.stored() == {}
    assert all("image" not in str(row.event) for row in await desk.town.rows(InboxEvent))


@pytest.mark.parametrize("who", ["guest", "issuer"])
async def test_of_people_who_report_nothing_not_even_an_id_is_stored(desk, who):
    before = len(await desk.town.inbox())
    desk.sends(who, JPEG)
    await desk.work()

    assert len(await desk.town.inbox()) == before


async def test_a_report_can_quote_a_picture_sent_before_it(desk):
    await desk.town.hear("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง ปภ.\nภายใน 3 วัน")
    picture = desk.sends("ddpm", JPEG)
    desk.sends("ddpm", PNG)
    await desk.work()
    async with desk.town.deps.reading() as session:
        assert await session.get(Attachment, picture) is not None
    desk.town.platform.clock.advance(timedelta(minutes=5))

    desk.town.says("ir", "ddpm", "#รายงาน 1 ตามภาพ", quote=picture)
    await desk.work()

    assert [row.line_message_id for row in await desk.rows()] == [picture]
    assert list(desk.stored().values()) == [JPEG]


async def test_what_came_while_a_report_lacked_its_number_is_attached_when_it_is_said(desk):
    for news in ("น้ำท่วม", "ไฟป่า"):
        await desk.town.hear("ia", "issuer", f"#ประเด็น {news}\nถึง ปภ.\nภายใน 3 วัน")
    quoted = desk.sends("ddpm", PNG)
    await desk.work()
    desk.town.says("ir", "ddpm", "#รายงาน ชี้แจงแล้ว https://ddpm.example.go.th/1", quote=quoted)
    await desk.work()
    desk.sends("ddpm", JPEG)
    await desk.work()
    assert await desk.rows() == []

    desk.town.says("ir", "ddpm", "2")
    await desk.work()

    assert sorted(desk.stored().values()) == sorted([JPEG, PNG])
    (link,) = await desk.town.rows(LinkCheck)
    assert link.url == "https://ddpm.example.go.th/1"


async def test_what_no_report_quotes_is_forgotten_after_an_hour(desk):
    desk.sends("ddpm", JPEG)
    await desk.work()
    desk.town.platform.clock.advance(timedelta(minutes=61))

    await jobs.erase(desk.town.deps)

    async with desk.town.deps.reading() as session:
        assert list(await session.scalars(select(Attachment))) == []


async def test_a_picture_that_overtakes_its_report_is_attached(desk):
    await desk.town.hear("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง ปภ.\nภายใน 3 วัน")
    desk.town.says("ir", "ddpm", "#รายงาน 1 แล้ว")
    late = desk.town.platform.webhooks.drain()
    desk.town.platform.clock.advance(timedelta(seconds=5))
    desk.sends("ddpm", JPEG)
    await desk.work()
    assert await desk.rows() == []

    for each in late:
        await desk.town.post(each.body, each.headers)
    await desk.work()

    assert list(desk.stored().values()) == [JPEG]


@pytest.mark.usefixtures("reported")
async def test_content_that_is_not_ready_is_asked_for_again(desk):
    desk.town.platform.content_not_ready = 2
    desk.sends("ddpm", JPEG)
    await desk.work()
    assert desk.stored() == {}

    await desk.later(timedelta(seconds=1))
    await desk.later(timedelta(seconds=2))

    assert list(desk.stored().values()) == [JPEG]


@pytest.mark.usefixtures("reported")
async def test_content_that_stays_away_is_told_by_and_by(desk):
    desk.town.platform.content_not_ready = 7
    desk.sends("ddpm", JPEG)
    desk.sends("ddpm", PNG)
    list(desk.town.platform.contents.values())[1].not_ready = 0
    await desk.work()
    await desk.later(timedelta(seconds=40))

    (told,) = desk.town.fresh("ir")
    assert "กำลังเก็บ: 1 ไฟล์" in told

    for _ in range(8):
        await desk.later(timedelta(minutes=5))
    assert [row.state for row in await desk.rows()] == ["kept", "kept"]


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(("waited", "replies"), [(5, 1), (20, 0)])
async def test_the_life_of_its_token_counts_from_when_a_file_came(desk, waited, replies):
    town, came_at = desk.town, desk.town.now
    desk.sends("ddpm", JPEG)
    await town.deliver()
    await desk.later(timedelta(seconds=waited))
    await desk.later(GATHERED)

    rows = [row for row in await town.rows(OutboxMessage) if row.recorded_at > came_at]
    lives = [row.token_until - came_at for row in rows if row.token_until]
    assert len(lives) == replies
    assert all(life <= TOKEN_LIFE for life in lives)


@pytest.mark.usefixtures("reported")
async def test_a_picture_taken_back_before_it_was_fetched_is_gone(desk):
    picture = desk.sends("ddpm", JPEG)
    await desk.town.deliver()
    await desk.town.work()
    desk.town.platform.contents[picture].gone = True
    await desk.later(GATHERED)

    assert [row.state for row in await desk.rows()] == ["gone"]
    assert "ส่งใหม่" in desk.town.fresh("ir")[-1]


@pytest.mark.usefixtures("reported")
async def test_an_unsent_picture_is_erased_and_its_row_stays(desk):
    picture = desk.sends("ddpm", JPEG)
    await desk.later(GATHERED)
    desk.unsends("ddpm", picture)
    await desk.work()

    (row,) = await desk.rows()
    assert (row.state, row.name, row.size) == ("withdrawn", "", len(JPEG))
    assert desk.stored() == {}
    assert await exported(desk) == []


@pytest.mark.usefixtures("reported")
async def test_a_content_that_somebody_else_sent_too_stays(desk):
    first = desk.sends("ddpm", JPEG)
    desk.sends("ddpm", JPEG)
    await desk.later(GATHERED)
    desk.unsends("ddpm", first)
    await desk.work()

    assert list(desk.stored().values()) == [JPEG]
    assert len(await exported(desk)) == 1


@pytest.mark.usefixtures("reported")
async def test_a_file_stored_while_its_twin_is_erased_is_fetched_again(desk):
    first = desk.sends("ddpm", JPEG)
    await desk.work()
    desk.unsends("ddpm", first)
    await desk.town.deliver()
    await desk.town.work()
    erase = desk.files.erase

    async def another_comes(sha256):
        desk.files.erase = erase
        desk.sends("ddpm", JPEG)
        await desk.town.deliver()
        await desk.town.work()
        await fetch_one(desk)
        await erase(sha256)

    desk.files.erase = another_comes
    await desk.work()
    await desk.work()

    assert [row.state for row in await desk.rows()] == ["withdrawn", "kept"]
    assert list(desk.stored().values()) == [JPEG]


async def fetch_one(desk):
    assert await fetch_due(desk.town.deps, desk.line, desk.files) == 1


@pytest.mark.usefixtures("reported")
async def test_a_full_disk_is_tried_again_and_seen_by_an_operator(desk, caplog):
    desk.sends("ddpm", JPEG)
    keep = desk.files.keep

    async def full(file, sha256):
        raise OSError(28, "No space left on device")

    desk.files.keep = full
    await desk.work()
    (row,) = await desk.rows()
    assert "No space left" in row.error
    assert "ERROR" in [record.levelname for record in caplog.records]

    desk.files.keep = keep
    await desk.later(timedelta(minutes=1))

    assert list(desk.stored().values()) == [JPEG]


@pytest.mark.usefixtures("reported")
async def test_a_line_that_fails_is_asked_again_for_a_day_then_given_up(desk):
    desk.sends("ddpm", JPEG)
    desk.town.platform.faults.add(ApiFault(ApiFaultKind.STATUS, "getMessageContent", 1, status=503))
    await desk.work()
    assert [row.state for row in await desk.rows()] == ["waiting"]

    desk.town.platform.content_not_ready = 10**6
    for content in desk.town.platform.contents.values():
        content.not_ready = 10**6
    for _ in range(3):
        await desk.later(timedelta(hours=13))

    assert [row.state for row in await desk.rows()] == ["failed"]


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("status", [400, 401, 403, 429, 500])
async def test_a_refusal_that_passes_loses_no_file(status, desk):
    desk.sends("ddpm", JPEG)
    outage = ApiFault(ApiFaultKind.STATUS, "getMessageContent", status=status)
    desk.town.platform.faults.add(outage)
    await desk.work()
    await desk.later(timedelta(days=2))
    assert [row.state for row in await desk.rows()] == ["waiting"]

    desk.town.platform.faults.clear()
    await desk.later(timedelta(minutes=31))

    assert list(desk.stored().values()) == [JPEG]


@pytest.mark.usefixtures("reported")
async def test_a_crash_in_the_middle_only_means_another_try(desk):
    desk.sends("ddpm", JPEG)

    keep, stuck = desk.files.keep, asyncio.Event()

    async def dies(file, sha256):
        stuck.set()
        await asyncio.Event().wait()

    desk.files.keep = dies
    working = asyncio.create_task(desk.work())
    await stuck.wait()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    desk.files.keep = keep
    await desk.later(timedelta(minutes=11))

    assert list(desk.stored().values()) == [JPEG]


@pytest.mark.usefixtures("reported")
async def test_the_audit_names_the_hash_and_no_name(desk):
    desk.sends("ddpm", PDF, kind="file", name="ลับ.pdf")
    await desk.work()
    entries = [each for each in await desk.town.rows(AuditEntry) if each.action == "evidence.kept"]
    (entry,) = entries
    assert entry.detail["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert "ลับ" not in str(entry.detail)


@pytest.mark.usefixtures("reported")
async def test_who_judges_is_shown_how_many_files_are_kept(desk):
    desk.sends("ddpm", JPEG)
    desk.sends("ddpm", b"#!/bin/sh", kind="file", name="x.sh")
    desk.sends("ddpm", PNG)
    await desk.work()

    told = await desk.town.answer("ia", "issuer", "#รับรอง 1")

    assert "แนบไฟล์ 2 ไฟล์" in told
