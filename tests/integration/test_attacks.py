"""A headline made to break out: of LINE's templates, of a line, of a cell of a spreadsheet."""

import csv
import io
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from photographs import history

from bot.documents.export_file import Workbook, write_csv
from models.exports import COLUMNS, Export

EVIL = '=HYPERLINK("http://evil.example","คลิก") {mention} {{p0}} }{ \x07\x1b[31m %s $x'
SHOWN = "{mention} {{p0}} }{ "
BANGKOK = ZoneInfo("Asia/Bangkok")

pytestmark = pytest.mark.anyio


@history
async def attacked(town):
    """A town in which a reporter is in IR, so that the announcement mentions somebody."""
    await town.answer("ir", "ddpm", "#list")
    text = f"#issue {EVIL}\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น.\nรายละเอียด: {EVIL}"
    assert "#1" in await town.answer("ia", "issuer", text)
    return town


async def test_braces_of_a_headline_mention_nobody_and_break_no_push(attacked):
    await attacked.later()
    told = "\n".join(attacked.fresh("ir"))

    assert SHOWN in told
    assert not [line.broken for line in attacked.platform.ledger if line.broken]


async def test_a_reminder_and_the_lists_carry_the_headline_unharmed(attacked):
    attacked.fresh("ir")
    await attacked.tick(attacked.deps.settings.remind_before[0])
    for command in ("#list", "#status 1", "#mine"):
        assert "{mention}" in await attacked.answer("ir", "ddpm", command)

    assert not [line.broken for line in attacked.platform.ledger if line.broken]


async def test_no_cell_of_an_export_is_a_formula(attacked):
    found = await attacked.exported(Export.ISSUES)
    out = io.StringIO()
    write_csv(found, COLUMNS[Export.ISSUES], out)
    book = io.BytesIO()
    workbook = Workbook({key: key for key in COLUMNS[Export.ISSUES]}, "issues", book)
    for row in found:
        workbook.add(row)
    workbook.end()

    (line,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert line["detail"].startswith("'=HYPERLINK")
    assert not any(text.startswith("=") for text in line.values())
    sheet = openpyxl.load_workbook(book).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert any("HYPERLINK" in str(cell.value) for row in sheet.iter_rows() for cell in row)
