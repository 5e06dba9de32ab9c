"""Workbooks that agencies send in: the letter's form, several sheets, and bombs."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from operating import Operator

HEADER = ["ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง", "LINE ID"]


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def fill(sheet, agency: str, ticks: list[str | None], *people: list[object]) -> None:
    """The form as it is printed: merged title lines, boxes, a table, notes below."""
    sheet.append(["แบบแจ้งรายชื่อผู้เข้าร่วมกลุ่ม LINE"])
    sheet.append([f"ส่วนราชการ/หน่วยงาน ....{agency}...................."])
    sheet.append(ticks)
    sheet.append([])
    sheet.append(HEADER)
    for person in people:
        sheet.append(person)
    sheet.append([5, "...................", "..........", "........"])
    sheet.append(["หมายเหตุ ส่งภายในวันที่ 25 มกราคม 2560 ทางโทรสาร 0 2281 8239"])
    for row in (1, 2, sheet.max_row):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)


def test_the_form_of_the_letter_is_read_sheet_by_sheet(operator: Operator) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "ปภ"
    fill(
        first,
        "กรมป้องกันและบรรเทาสาธารณภัย",
        ["☑ Issue Assignment (IA-Chat)", None, "☐ Issue Report (IR-Chat)"],
        [1, "สมชาย ใจดี", "อธิบดี", "somchai"],
        [2, "นก สีขาว", "โฆษก", None],
    )
    fill(
        book.create_sheet("ประมง"),
        "กรมประมง",
        ["✓", "Issue Assignment (IA-Chat)", "✓", "Issue Report (IR-Chat)"],
        [1, "เล็ก ดีใจ", "อธิบดี", "lek"],
    )
    book.create_sheet("คำอธิบาย").append(["โปรดกรอกให้ครบ"])
    path = operator.folder / "forms.xlsx"
    book.save(path)

    result = operator.types("roster", "import", str(path))

    assert result.exit_code == 0, result.stderr
    remark = "a remark, left out: หมายเหตุ ส่งภายในวันที่ 25 มกราคม 2560 ทางโทรสาร 0 2281 8239"
    assert result.stderr == (
        "sheet คำอธิบาย: no table of people, passed over\n"
        f"sheet ปภ, row 9: {remark}\n"
        f"sheet ประมง, row 8: {remark}\n"
    )
    lines = operator.does("person", "list").splitlines()
    assert [line.split("\t")[1:3] for line in lines] == [
        ["สมชาย ใจดี", "MOI-DDPM"],
        ["นก สีขาว", "MOI-DDPM"],
        ["เล็ก ดีใจ", "MOAC-DOF"],
    ]
    again = operator.does("roster", "import", str(path))
    assert again == "0 added, 0 changed, 3 unchanged; 0 not in the file, kept.\n"


def test_a_bad_row_is_named_with_its_sheet(operator: Operator) -> None:
    book = openpyxl.Workbook()
    fill(book.active, "กรมอวกาศ", [], [1, "สมชาย ใจดี", "อธิบดี", "somchai"])
    fill(book.create_sheet("b"), "กรมประมง", [], [1, None, "อธิบดี", "lek"])
    path = operator.folder / "forms.xlsx"
    book.save(path)

    said = operator.fails("roster", "import", str(path))

    assert "sheet Sheet, row 6: no agency is called กรมอวกาศ" in said
    assert "sheet b, row 6: name is empty" in said


def _far_corner(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    book.save(path)


def _merged(path: Path) -> None:
    _far_corner(path)
    with zipfile.ZipFile(path) as packed:
        parts = {part.filename: packed.read(part) for part in packed.infolist()}
    sheet = "xl/worksheets/sheet1.xml"
    huge = b"</sheetData><mergeCells count='1'><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", huge)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def _packed(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", b" " * (61 * 1024 * 1024))


@pytest.mark.parametrize("bomb", [_far_corner, _merged, _packed])
def test_a_workbook_that_would_fill_the_memory_is_refused(operator: Operator, bomb) -> None:
    path = operator.folder / "bomb.xlsx"
    bomb(path)

    assert "too large; keep the tables alone" in operator.fails("roster", "import", str(path))


def test_a_huge_csv_is_refused(operator: Operator) -> None:
    path = operator.file("r.csv", b"agency,name\n" + b"MOI,Nok\n" * (11 * 1024 * 1024 // 8))

    assert "too large; keep the tables alone" in operator.fails("roster", "import", path)


def test_a_rehearsal_says_what_would_change_and_changes_nothing(operator: Operator) -> None:
    path = operator.file("r.csv", "agency,name\nกรมอวกาศ,Nok\n")

    result = operator.types("roster", "import", path, "--add-agencies", "--dry-run")

    assert "new agency: กรมอวกาศ\nadded: Nok\n1 added" in result.stdout
    assert "Nothing was changed" in result.stderr
    assert operator.does("person", "list") == ""
    assert operator.does("audit", "verify").startswith("main: 0 entries")
    assert "1 added" in operator.does("roster", "import", path, "--add-agencies", "--yes")


def test_a_seat_is_noted_and_stays_when_a_file_does_not_name_it(operator: Operator) -> None:
    operator.does(
        "roster", "import", operator.file("r.csv", "agency,name,ที่นั่ง\nMOI,Nok,ปลัดกระทรวง\n")
    )

    said = operator.does("roster", "import", operator.file("s.csv", "agency,name\nMOI,Nok\n"))

    assert said.startswith("0 added, 0 changed, 1 unchanged")
    assert "\tปลัดกระทรวง\tnot enrolled\n" in operator.does("person", "list")
    wrong = operator.file("t.csv", "agency,name,seat\nMOI,Nok,11\n")
    assert "row 2: no such seat: 11" in operator.fails("roster", "import", wrong)
