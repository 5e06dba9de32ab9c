"""The quarterly report to the Prime Minister: workbook, formal paper, open data."""

import hashlib
import json
import os
import re
import shutil
import subprocess

import anyio.to_thread
import docx
import openpyxl
import pytest
from click.testing import CliRunner
from stage import BANGKOK, Stage, at

from bot.cli import main
from bot.documents.quarterly.docx import write_docx
from bot.documents.quarterly.letterhead import BadLetterhead, Letterhead, read_letterhead
from bot.documents.quarterly.paper import Form, paper
from bot.documents.quarterly.pdf import MAY_BREAK, breakable
from bot.documents.quarterly.workbook import write_workbook
from domain.indicator.periods import read_period
from domain.indicator.rules import CountedRoles
from domain.issues.assignments import AgencyRole, AssignmentStatus, ReturnClock
from domain.issues.excuses import ExcuseCode, ExcuseStep
from domain.words import words_for
from models.exports.quarterly import quarterly_report
from models.issues.excuses import Excuse

pytestmark = pytest.mark.anyio

DATA = ("assignments.csv", "figures.json", "workbook.xlsx")


@pytest.fixture
async def stage(deps):
    """Every verdict, over two ministries, and one of the quarter before."""
    stage = await Stage(deps, at(8, day=30, month=9)).set_up()
    await stage.open_issue("เก่า", ["MOI"], at(23, day=30, month=9))
    stage.now = at(8)
    await stage.open_issue(
        "ข่าวลือ", ["MOPH-DDC", "MOPH-DMS", "MOPH", "MOI", "MOPH-DOH", "MOAC-RAOT"], at(15)
    )
    await stage.open_issue("=1+1", ["MOPH-DMS"], at(15, day=26))
    await stage.open_issue("ข่าวเท็จ", ["MOPH-DDC"], at(15))
    stage.now = at(9, second=7)
    for number, code in ((2, "MOPH-DDC"), (2, "MOAC-RAOT"), (4, "MOPH-DDC")):
        await stage.report(number, code)
    stage.now = at(15, 30)
    await stage.report(2, "MOPH-DMS")
    await stage.put_status(2, "MOPH", AssignmentStatus.CANCELLED)
    async with stage.deps.sessions.begin() as session:
        duplicate, apart = [
            await stage._assignment(session, 2, code) for code in ("MOPH-DOH", "MOAC-RAOT")
        ]
        duplicate.excused, apart.appraised = ExcuseCode.DUPLICATE, False
        session.add(
            Excuse(
                assignment_id=duplicate.id,
                step=ExcuseStep.EXCUSED,
                code=ExcuseCode.DUPLICATE,
                reason="ซ้ำกับประเด็น 4",
                decided_by_id=stage.issuer_id,
                decided_at=stage.now,
                recorded_at=stage.now,
            )
        )
    stage.now = at(16)
    return stage


@pytest.fixture
def types(stage):
    async def types(*words, **settings):
        environment = {
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "DATABASE_URL": stage.deps.settings.database_url,
            **settings,
        }
        return await anyio.to_thread.run_sync(
            lambda: CliRunner().invoke(main, list(map(str, words)), env=environment)
        )

    return types


async def reported(stage, roles=CountedRoles.LEAD):
    words = words_for("th", BANGKOK)
    async with stage.deps.reading() as session:
        return await quarterly_report(
            session,
            stage.workspace_id,
            "สำนักงาน ก.พ.ร.",
            read_period("2570Q1", at(16).date()),
            words,
            ReturnClock.PAUSED,
            roles,
            now=stage.now,
        )


@pytest.fixture
async def told(stage):
    """What the report tells at four o'clock."""
    return await reported(stage)


def local(instant):
    """An instant as a spreadsheet has it: without its zone."""
    return instant.replace(tzinfo=None)


def sheet(path, name, *, formulas=False):
    """The cells below the headings of a sheet, row by row."""
    book = openpyxl.load_workbook(path, data_only=not formulas)
    rows = book[name].iter_rows(min_row=5, values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows if any(row)]


def recalculated(path):
    """Let LibreOffice calculate a workbook whose formulas carry no figures any more."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            raise FileNotFoundError("libreoffice-calc is missing")
        pytest.skip("LibreOffice is not installed")
    bare = path.parent / "bare.xlsx"
    openpyxl.load_workbook(path).save(bare)
    folder = path.parent / "calculated"
    own = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    subprocess.run(
        [office, own, "--headless", "--convert-to", "xlsx", "--outdir", folder, bare],
        check=True,
        capture_output=True,
    )
    return folder / bare.name


async def test_every_sum_of_the_workbook_is_a_formula_over_its_rows(told, tmp_path):
    path = tmp_path / "workbook.xlsx"
    write_workbook(told, words_for("th", BANGKOK), path)

    assert sheet(path, "สรุปรายกระทรวง") == [
        [1, "กระทรวงมหาดไทย", "MOI", 1, 1, 0, 0, 1, 0, 0, 0, 0],
        [2, "กระทรวงสาธารณสุข", "MOPH", 4, 3, 2, 1, 0, 1, 66.67, 0, 0],
        ["รวม", 5, 4, 2, 1, 1, 1, 50, 0, 0],
    ]
    assert all(
        isinstance(cell, str) and cell.startswith("=")
        for row in sheet(path, "สรุปรายกระทรวง", formulas=True)
        for cell in row[-10:]
    )


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_spreadsheet_comes_to_the_same_sums(told, tmp_path):
    path = tmp_path / "workbook.xlsx"
    write_workbook(told, words_for("th", BANGKOK), path)

    calculated = recalculated(path)

    for name in ("สรุปรายกระทรวง", "รายหน่วยงาน", "แปดไตรมาส"):
        assert sheet(calculated, name) == sheet(path, name)


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(
    ("roles", "health"),
    [
        (CountedRoles.LEAD, [3, 2, 1, 1, 0, 1, 50, 1, 1, 100]),
        (CountedRoles.ALL, [4, 3, 2, 1, 0, 1, 66.67, 1, 1, 100]),
    ],
)
async def test_k17_who_supports_stands_beside_the_figure(stage, tmp_path, roles, health):
    async with stage.deps.sessions.begin() as session:
        (await stage._assignment(session, 4, "MOPH-DDC")).role = AgencyRole.SUPPORT
    path = tmp_path / "workbook.xlsx"
    told = await reported(stage, roles)
    write_workbook(told, words_for("th", BANGKOK), path)

    assert sheet(path, "สรุปรายกระทรวง")[1][3:] == health
    assert sheet(path, "แปดไตรมาส")[-1][3:9] == [1 + health[0], 1 + health[1], *health[2:4], 1, 1]
    calculated = recalculated(path)
    for name in ("สรุปรายกระทรวง", "รายหน่วยงาน", "แปดไตรมาส"):
        assert sheet(calculated, name) == sheet(path, name)


async def test_the_rows_stand_in_sheets_of_their_own_with_real_dates(told, tmp_path):
    path = tmp_path / "workbook.xlsx"
    write_workbook(told, words_for("th", BANGKOK), path)

    counted, apart, left_out = (
        sheet(path, name) for name in ("รายการที่นับ", "แสดงเท่านั้น", "รายการที่ไม่นับ")
    )
    assert [(row[0], row[3], row[-3]) for row in counted] == [
        (2, "MOPH-DDC", "ทันกำหนด"),
        (2, "MOPH-DMS", "เกินกำหนด"),
        (2, "MOI", "ไม่รายงาน"),
        (3, "MOPH-DMS", "ยังไม่ถึงกำหนด"),
        (4, "MOPH-DDC", "ทันกำหนด"),
    ]
    assert [(row[3], row[-3]) for row in apart] == [("MOAC-RAOT", "แสดงเท่านั้น")]
    assert [(row[3], row[-3]) for row in left_out] == [("MOPH", "ไม่นับ"), ("MOPH-DOH", "ยกเว้น")]
    assert counted[0][7:] == [
        local(at(8)),
        local(at(15)),
        0,
        local(at(15)),
        local(at(9, second=7)),
        local(at(9, second=7)),
        "ทันกำหนด",
        "K1",
        counted[0][-1],
    ]
    assert counted[3][1] == "=1+1"  # a text, never a formula
    assert openpyxl.load_workbook(path)["รายการที่นับ"]["B8"].data_type == "s"


async def test_the_trend_shows_eight_quarters(told, tmp_path):
    path = tmp_path / "workbook.xlsx"
    write_workbook(told, words_for("en", BANGKOK), path)

    rows = sheet(path, "Eight quarters")
    assert [row[0] for row in rows[-2:]] == [
        "quarter 4, fiscal year 2569",
        "quarter 1, fiscal year 2570",
    ]
    assert [row[3:] for row in rows[-2:]] == [[1, 1, 0, 0, 1, 0, 0], [5, 4, 2, 1, 1, 1, 50]]
    assert len(rows) == 8


def paragraphs(path):
    return [each.text for each in docx.Document(str(path)).paragraphs if each.text]


async def test_a_memo_tells_the_figure_in_thai_digits(told, tmp_path):
    path = tmp_path / "memo.docx"
    write_docx(paper(told, words_for("th", BANGKOK), Letterhead(), Form.MEMO), path)

    text = paragraphs(path)
    assert text[0] == "บันทึกข้อความ"
    assert "เรื่อง  รายงานร้อยละการชี้แจงประเด็นสำคัญที่ทันต่อสถานการณ์ ไตรมาสที่ ๑ ปีงบประมาณ ๒๕๗๐\t" in text
    assert (
        "๑. ภาพรวม มีรายการที่ถึงกำหนด ๔ รายการ ชี้แจงทันกำหนด ๒ รายการ คิดเป็นร้อยละ ๕๐.๐๐ "
        "ชี้แจงเกินกำหนด ๑ รายการ และไม่รายงาน ๑ รายการ รายกระทรวงตามตารางท้ายหนังสือนี้" in text
    )
    assert any("ยกเว้นการนับ ๑ รายการ ยกเลิกหรือโอน ๑ รายการ" in each for each in text)
    table = docx.Document(str(path)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["๑", "กระทรวงมหาดไทย", "๑", "๐", "๐", "๑", "๐.๐๐"],
        ["๒", "กระทรวงสาธารณสุข", "๓", "๒", "๑", "๐", "๖๖.๖๗"],
        ["", "รวม", "๔", "๒", "๑", "๑", "๕๐.๐๐"],
    ]


async def test_an_office_words_its_own_letter(told, tmp_path):
    own = tmp_path / "letterhead.toml"
    own.write_text(
        'closing = "ขอแสดงความนับถืออย่างยิ่ง"\nsigner = "นางสาวใจ ดี"\nurgency = "ด่วนที่สุด"\n'
        '[sentences]\nfigure = "ทันกำหนด {on_time} จาก {due}"',
        encoding="utf-8",
    )
    path = tmp_path / "letter.docx"
    write_docx(paper(told, words_for("th", BANGKOK), read_letterhead(own), Form.LETTER), path)

    text = paragraphs(path)
    assert "ทันกำหนด ๒ จาก ๔" in text
    assert {"ด่วนที่สุด", "ขอแสดงความนับถืออย่างยิ่ง", "(นางสาวใจ ดี)"} <= set(text)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("signer = ", "is no TOML file"),
        ("sginer = 'ก'", "sginer"),
        ("[sentences]\nfigures = 'ก'", "there is no sentence 'figures'"),
        ("[sentences]\nfigure = '{onTime}'", "figure: only {office}, {period}"),
        ("garuda = 'no.png'", "garuda"),
    ],
)
def test_a_letterhead_that_cannot_be_used_is_named(written, told, tmp_path):
    own = tmp_path / "letterhead.toml"
    own.write_text(written, encoding="utf-8")

    with pytest.raises(BadLetterhead, match=re.escape(told)):
        read_letterhead(own)


@pytest.mark.parametrize(
    "marked",
    [
        "กระทรวง|ทรัพยากร|ธรรมชาติ|และ|สิ่งแวดล้อม",
        "สำนักงาน|คณะ|กรรมการ|นโยบาย|รัฐวิสาหกิจ",
        "กรม|พัฒนา|การ|แพทย์|แผน|ไทย|และ|การ|แพทย์|ทาง|เลือก",
        "จึง|กราบ|เรียน|มา|เพื่อ|โปรด|ทราบ",
    ],
)
def test_thai_is_broken_between_words_only(marked):
    """`marked` has every place at which a word ends."""
    text = marked.replace("|", "")

    broken = breakable(text)

    assert broken.replace(MAY_BREAK, "") == text
    assert MAY_BREAK in broken
    assert places(broken, MAY_BREAK) <= places(marked, "|")


def places(text, mark):
    pieces = text.split(mark)
    return {len("".join(pieces[:count])) for count in range(1, len(pieces))}


async def test_files_agree_with_each_other_and_twice_the_same(types, tmp_path):
    first, again = tmp_path / "first", tmp_path / "again"
    for folder in (first, again):
        done = await types("report", "ครั้งที่ 1/2570", "--output", folder)
        assert done.exit_code == 0, done.stderr
    stats = json.loads((await types("stats", "--period", "2570Q1", "--json")).stdout)
    explained = (await types("explain", "--period", "2570Q1", "--format", "csv")).stdout

    figures = json.loads((first / "figures.json").read_text())
    assert figures | stats == figures
    assert (first / "assignments.csv").read_bytes() == b"\xef\xbb\xbf" + explained.encode()
    names = {each.name for each in first.iterdir()}
    assert names == {*DATA, "memo.docx", "memo.pdf", "manifest.json"}
    sealed = json.loads((first / "manifest.json").read_text())["files"]
    for name, seal in sealed.items():
        written = (first / name).read_bytes()
        assert seal == {"sha256": hashlib.sha256(written).hexdigest(), "bytes": len(written)}
    for name in ("assignments.csv", "figures.json"):
        assert (first / name).read_bytes() == (again / name).read_bytes()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2570",), "2570 is no fiscal quarter"),
        (("nonsense",), "Not a period: nonsense"),
        (("2570Q1", "--workspace", "none"), "There is no workspace 'none'"),
    ],
)
async def test_what_cannot_be_reported_is_one_sentence(types, words, says, tmp_path):
    done = await types("report", *words, "--output", tmp_path / "out")

    assert done.exit_code == 1
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2
    assert not (tmp_path / "out").exists()
