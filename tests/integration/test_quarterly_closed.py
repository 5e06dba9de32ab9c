"""The report of a quarter that is closed tells what was closed, and what became of it since."""

import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from stage import BANGKOK
from test_quarters import CLOSING, FIRST, ISSUES, puts_on_record

from bot.documents.quarterly.letterhead import Letterhead
from bot.documents.quarterly.open_data import write_figures
from bot.documents.quarterly.paper import Form, paper
from bot.documents.quarterly.workbook import write_workbook
from domain.indicator.measures import Measure, SubIndicator
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import ReturnClock
from domain.words import words_for
from models.exports.quarterly import quarterly_report
from models.indicator import measures

pytestmark = pytest.mark.anyio

WORDS = words_for("th", BANGKOK)


async def reported(town):
    async with town.deps.reading() as session:
        return await quarterly_report(
            session, 1, "สำนักงาน ก.พ.ร.", FIRST, WORDS, ReturnClock.PAUSED, now=town.now
        )


def cells(path, name):
    rows = openpyxl.load_workbook(path, data_only=True)[name].iter_rows(min_row=5, values_only=True)
    return [row for row in rows if any(row)]


PLAN = Measure(
    agency="MOAC-DOF",
    sub=SubIndicator("1"),
    period=FIRST.name,
    part=Decimal(45),
    whole=Decimal(60),
    source="แผนฯ ปี 70",
    day=date(2026, 12, 31),
    by="อารี",
)


async def test_the_report_tells_what_was_closed_until_it_is_restated(town, tmp_path):
    await town.answer("ia", "issuer", ISSUES[0])
    town.platform.clock.advance(CLOSING - town.now)
    await town.answer("ir", "rid", "#object 1 รายงานทางหนังสือแล้วในวันเดียวกัน")
    async with town.deps.sessions.begin() as session:
        await measures.put(session, 1, [PLAN], town.now)
    await puts_on_record(town)
    await town.later()
    await town.answer("ir", "rid", "#report 1 เปิดประตูระบายน้ำ")
    before = await reported(town)
    await town.later()
    await puts_on_record(town, "รายงานทางหนังสือ")
    after = await reported(town)
    path, data = tmp_path / "workbook.xlsx", tmp_path / "figures.json"
    write_workbook(after, WORDS, path)
    write_figures(after, WORDS, data)

    assert [len(before.of(verdict)) for verdict in (Verdict.MISSING, Verdict.LATE)] == [3, 0]
    assert [len(after.of(verdict)) for verdict in (Verdict.MISSING, Verdict.LATE)] == [2, 1]
    assert [(row[0], row[2], row[6], row[7]) for row in cells(path, "คำคัดค้าน")] == [
        (1, "MOAC-RID", "รายงานทางหนังสือแล้วในวันเดียวกัน", "รอพิจารณา")
    ]
    closing, restated = cells(path, "การปิดและปรับแก้")
    assert (closing[0], closing[2]) == (0, "ปิดไตรมาส")
    assert restated[2:8] == (
        *("รายงานทางหนังสือ", 1, "กรมชลประทาน", "MOAC-RID", "ไม่รายงาน", "เกินกำหนด"),
    )
    assert [row[:7] for row in cells(path, "ตัวชี้วัดย่อยที่ 1 และ 3")] == [
        ("1", "กรมประมง", "MOAC-DOF", FIRST.name, 45, 60, 75)
    ]
    versions = json.loads(data.read_text())["versions"]
    assert [each["hash"] for each in versions] == [each.hash for each in after.versions]
    assert (
        "๔. ตัวเลขนี้ปิดเมื่อวันที่ ๖ มกราคม ๒๕๗๐ ปรับแก้ ๑ ครั้ง มีคำคัดค้าน ๑ รายการ ยังไม่พิจารณา ๑ รายการ"
        in paper(after, WORDS, Letterhead(), Form.MEMO).paragraphs
    )
