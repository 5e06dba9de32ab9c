"""Rosters from file to database, and the codes with which people join."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from operating import SECRET, Operator

THAI = "ส่วนราชการ/หน่วยงาน,ลำดับ,ชื่อ-สกุล,ตำแหน่ง,LINE ID,กลุ่ม,บทบาท\n"
SOMCHAI = "ปภ.,1,สมชาย ใจดี,อธิบดี,somchai,IA,ผู้รายงาน\n"
NOK = "กระทรวงมหาดไทย,2,นก สีขาว,โฆษก,nok,,\n"


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def codes(operator: Operator, *more: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(operator.does("roster", "codes", *more)))
    return {row["name"]: row for row in rows}


def test_a_roster_is_imported_and_codes_are_printed(operator: Operator) -> None:
    said = operator.does("roster", "import", operator.file("r.csv", THAI + SOMCHAI + NOK))

    assert "added: สมชาย ใจดี\n" in said
    assert said.endswith("2 added, 0 changed, 0 unchanged; 0 not in the file, kept.\n")
    people = codes(operator)
    assert list(people) == ["สมชาย ใจดี", "นก สีขาว"]
    assert people["สมชาย ใจดี"] | {"code": ""} == {
        "agency": "กรมป้องกันและบรรเทาสาธารณภัย",
        "name": "สมชาย ใจดี",
        "line_id": "somchai",
        "roles": "reporter",
        "code": "",
    }
    assert len({row["code"] for row in people.values()}) == 2


ENCODINGS = ["utf-8", "utf-8-sig", "cp874", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_csv_is_read_in_every_usual_encoding(operator: Operator, encoding: str) -> None:
    path = operator.file("r.csv", (THAI + SOMCHAI).encode(encoding))

    assert "added: สมชาย ใจดี\n" in operator.does("roster", "import", path)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_is_read_with_other_delimiters(operator: Operator, delimiter: str) -> None:
    path = operator.file("r.csv", (THAI + SOMCHAI).replace(",", delimiter))

    assert "added: สมชาย ใจดี\n" in operator.does("roster", "import", path)


def test_a_workbook_with_a_merged_agency_is_read(operator: Operator, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["แบบแจ้งรายชื่อ"])
    sheet.append(["หน่วยงาน", "ลำดับ", "ชื่อ-สกุล", "IA-Chat", "IR-Chat"])
    sheet.append(["ปภ.", 1, "สมชาย ใจดี", "✓", None])
    sheet.append([None, 2.0, "นก สีขาว", None, "✓"])
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "r.xlsx")

    operator.does("roster", "import", str(tmp_path / "r.xlsx"))

    agencies = {row["agency"] for row in codes(operator).values()}
    assert agencies == {"กรมป้องกันและบรรเทาสาธารณภัย"}


def test_every_bad_row_is_named_and_nothing_is_imported(operator: Operator) -> None:
    wrong = "กรมอวกาศ,3,ก,,,,\nกพร.,4,ข,,,,\nมท.,5,,,,,\nมท.,6,ค,,,,นาย\nมท. ปภ.,7,ง,,,,\n"

    said = operator.fails("roster", "import", operator.file("r.csv", THAI + SOMCHAI + wrong))

    lines = said.splitlines()
    assert lines[0].startswith("row 3: no agency is called กรมอวกาศ; nearest: ")
    assert lines[1].startswith("row 4: several agencies are called กพร.: ")
    assert "MOL-DSD" in lines[1]
    assert lines[2] == "row 5: name is empty"
    assert lines[3] == "row 6: no such role: นาย (issuer, reporter, evaluator, admin)"
    assert lines[4] == "row 7: มท. ปภ. is not one agency; give each its own row"
    assert lines[5] == "Error: Nothing was imported: 5 row(s) to correct."
    assert codes(operator) == {}


def test_a_slip_in_an_agency_is_shown_and_not_guessed(operator: Operator) -> None:
    slip = THAI + "กรมประชาสัมพันธุ์,1,ก,,,,\n"

    said = operator.fails("roster", "import", operator.file("r.csv", slip), "--add-agencies")

    assert (
        "row 2: no agency is called กรมประชาสัมพันธุ์; meant is probably: กรมประชาสัมพันธ์ (PMO-PRD)"
        in said
    )


def test_unknown_agencies_are_added_once_when_asked(operator: Operator) -> None:
    path = operator.file("r.csv", THAI + "กรมอวกาศ,1,ก,,,,\nกรมอวกาศ,2,ข,,,,\n")

    first = operator.does("roster", "import", path, "--add-agencies")
    second = operator.does("roster", "import", path)

    assert first.count("new agency: กรมอวกาศ\n") == 1
    assert second == "0 added, 0 changed, 2 unchanged; 0 not in the file, kept.\n"


def test_agencies_of_one_workspace_are_unknown_in_another(operator: Operator) -> None:
    operator.does("workspace", "add", "moph", "--name", "สธ.")
    path = operator.file("r.csv", THAI + "กรมอวกาศ,1,ก,,,,\n")
    operator.does("roster", "import", path, "--add-agencies")

    said = operator.fails("roster", "import", path, "--workspace", "moph")

    assert "row 2: no agency is called กรมอวกาศ" in said
    assert codes(operator, "--workspace", "moph") == {}


def test_a_spokesperson_on_several_rows_is_one_person(operator: Operator) -> None:
    again = "กรมการปกครอง,3,นก สีขาว,โฆษก,nok,,ผู้ดูแล\n"

    operator.does("roster", "import", operator.file("r.csv", THAI + NOK + again))

    assert codes(operator)["นก สีขาว"] | {"code": ""} == {
        "agency": "กระทรวงมหาดไทย; กรมการปกครอง",
        "name": "นก สีขาว",
        "line_id": "nok",
        "roles": "admin reporter",
        "code": "",
    }


def test_importing_again_changes_nothing(operator: Operator) -> None:
    path = operator.file("r.csv", THAI + SOMCHAI + NOK)
    operator.does("roster", "import", path)
    before = codes(operator)

    said = operator.does("roster", "import", path)

    assert said == "0 added, 0 changed, 2 unchanged; 0 not in the file, kept.\n"
    assert codes(operator) == before


def test_what_a_new_file_changes_is_said_and_nobody_is_removed(operator: Operator) -> None:
    operator.does("roster", "import", operator.file("r.csv", THAI + SOMCHAI + NOK))
    moved = "กรมการปกครอง,1,สมชาย ใจดี,รองปลัด,somchai,IA,ผู้มอบหมาย\n"

    said = operator.does("roster", "import", operator.file("r2.csv", THAI + moved))

    assert said == (
        "changed: สมชาย ใจดี: position อธิบดี -> รองปลัด; roles reporter -> issuer; "
        "agencies MOI-DDPM -> MOI-DOPA\n"
        "0 added, 1 changed, 0 unchanged; 1 not in the file, kept.\n"
    )
    assert list(codes(operator)) == ["สมชาย ใจดี", "นก สีขาว"]


def test_an_import_is_audited_by_numbers_only(operator: Operator) -> None:
    operator.does("roster", "import", operator.file("r.csv", THAI + SOMCHAI))

    audit = operator.does("export", "audit", "--format", "csv")

    assert "roster.import" in audit
    assert "สมชาย" not in audit
    assert operator.does("audit", "verify") == (
        "main: 1 entries, the chain holds; 0 assignments stand as it says.\n"
    )


def test_a_code_stays_while_it_is_valid_and_changes_with_the_secret(operator: Operator) -> None:
    operator.does("roster", "import", operator.file("r.csv", THAI + SOMCHAI))
    first = codes(operator)

    assert codes(operator) == first
    operator.settings["SAPHAN_SECRET"] = "another secret"
    assert codes(operator) != first
    operator.settings["SAPHAN_SECRET"] = SECRET
    assert codes(operator) == first


def test_cells_cannot_act_as_formulas(operator: Operator) -> None:
    evil = "ปภ.,1,=HYPERLINK(0),,@somchai,,\n"

    operator.does("roster", "import", operator.file("r.csv", THAI + evil))

    printed = operator.does("roster", "codes")
    assert "'=HYPERLINK(0)" in printed
    assert "'@somchai" in printed


UNREADABLE = [
    ("missing.csv", None, "No such file or directory"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel file; save it as .xlsx or .csv"),
    ("broken.xlsx", b"PK\x03\x04 nothing", "not an XLSX workbook"),
    ("picture.png", b"\x89PNG\r\n\xff\xfe\xfd", "the letters are in neither UTF-8 nor Windows-874"),
    ("empty.csv", b"", "no header: the columns agency and name are needed"),
]


@pytest.mark.parametrize(("name", "content", "why"), UNREADABLE)
def test_an_unreadable_file_is_refused_in_one_sentence(
    operator: Operator, name: str, content: bytes | None, why: str
) -> None:
    path = str(operator.folder / name) if content is None else operator.file(name, content)

    assert why in operator.fails("roster", "import", path)
