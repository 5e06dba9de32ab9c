"""Roster files as offices make them: printed heads and rows, formulas, odd exports."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from operating import Operator

HEAD = "ลำดับ,หน่วยงาน,ชื่อ-สกุล,ตำแหน่ง,ไอดีไลน์\n"


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def printed_form(path: Path) -> None:
    """A head in two storeys, ten printed numbers, an agency merged over its rows, a signature."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["บัญชีรายชื่อผู้แทนเข้าร่วมกลุ่มไลน์"])
    sheet.append(["ที่", "สังกัด", "ผู้แทน", None, None, "ตำแหน่ง", "ไอดีไลน์", "กลุ่ม", None, "โทร."])
    sheet.append([None, None, "คำนำหน้า", "ชื่อ", "นามสกุล", None, None, "IA", "IR", None])
    sheet.append([1, "กรมประมง", "นาย", "สมชาย", "ใจดี", "อธิบดี", "somchai", "✓", "✓", 25794])
    sheet.append([2, None, "นางสาว", "นก", "สีขาว", "โฆษก", "nok", None, "✓", None])
    for number in range(3, 11):
        sheet.append([number, None, None, None, None, None, None, "☐", "☐", None])
    sheet.append(["หมายเหตุ 1. โปรดพิมพ์ชื่อให้ตรงกับบัตรประจำตัว"])
    sheet.append([None, None, None, "(นายสมศักดิ์ มั่นคง)"])
    for merged in ("A1:J1", "A2:A3", "B2:B3", "C2:E2", "F2:F3", "G2:G3", "H2:I2", "J2:J3"):
        sheet.merge_cells(merged)
    sheet.merge_cells("B4:B13")
    sheet.merge_cells("A14:J14")
    book.save(path)


def test_a_printed_form_is_read_whole(operator: Operator) -> None:
    path = operator.folder / "form.xlsx"
    printed_form(path)

    result = operator.types("roster", "import", str(path))

    assert result.stdout == (
        "added: นายสมชาย ใจดี\nadded: นางสาวนก สีขาว\n"
        "2 added, 0 changed, 0 unchanged; 0 not in the file, kept.\n"
    )
    assert result.stderr == (
        "row 14: a remark, left out: หมายเหตุ 1. โปรดพิมพ์ชื่อให้ตรงกับบัตรประจำตัว\n"
        "row 15: a remark, left out: (นายสมศักดิ์ มั่นคง)\n"
        "file: column J (โทร.) is not used: 25794\n"
    )
    listed = [line.split("\t") for line in operator.does("person", "list").splitlines()]
    assert [each[2] for each in listed] == ["MOAC-DOF", "MOAC-DOF"]


def test_an_export_in_the_old_thai_encoding_with_a_title_is_read(operator: Operator) -> None:
    title = "แบบแจ้งรายชื่อ, ผู้แทน\n"
    text = title + (HEAD + "๑,กรมประมง,สมชาย ใจดี,อธิบดี,somchai\n๒,,,,\n").replace(",", "\t")

    said = operator.does("roster", "import", operator.file("r.xls", text.encode("cp874")))

    assert said.startswith("added: สมชาย ใจดี\n1 added")


def test_formulas_without_a_value_are_refused(operator: Operator) -> None:
    book = openpyxl.Workbook()
    book.active.append(["หน่วยงาน", "ชื่อ-สกุล", "LINE ID"])
    book.active.append(["ปภ.", '="นก"&" สีขาว"', "nok"])
    book.active.append(["ปภ.", "เล็ก ดีใจ", "=HYPERLINK(1)"])
    path = operator.folder / "formulas.xlsx"
    book.save(path)

    said = operator.fails("roster", "import", str(path)).splitlines()

    assert [line.split(":")[:2] for line in said[:2]] == [
        ["row 2", " name is a formula without a value"],
        ["row 3", " line_id is a formula without a value"],
    ]


def test_all_reasons_of_a_row_stand_in_one_line(operator: Operator) -> None:
    wrong = HEAD.strip() + ",บทบาท,กระทรวง\n1,กรมอวกาศ,,,,นาย,\n2,ปภ.,นก,,,,กระทรวงการคลัง\n"

    said = operator.fails("roster", "import", operator.file("r.csv", wrong)).splitlines()

    first, second = said[0].split("; "), said[1]
    assert first[0] == "row 2: name is empty"
    assert first[1].startswith("no such role: นาย")
    assert first[2] == "no agency is called กรมอวกาศ"
    assert second == "row 3: ปภ. does not belong to กระทรวงการคลัง (MOF)"
    assert said[2] == "Error: Nothing was imported: 2 row(s) to correct."


def test_a_division_that_looks_like_a_department_accuses_nobody(operator: Operator) -> None:
    text = "ชื่อ-สกุล,สังกัด,หน่วยงาน\nนก สีขาว,กองประชาสัมพันธ์,กรมชลประทาน\n"

    said = operator.does("roster", "import", operator.file("r.csv", text))

    assert said.startswith("added: นก สีขาว\n1 added")


def test_one_person_under_two_titles_is_told(operator: Operator) -> None:
    first = HEAD + "1,ปภ.,สมชาย ใจดี,,\n"
    operator.does("roster", "import", operator.file("r.csv", first))

    result = operator.types(
        "roster", "import", operator.file("s.csv", first.replace("สมชาย", "นายสมชาย"))
    )

    assert "นายสมชาย ใจดี may be สมชาย ใจดี, who is on the roster too" in result.stderr
    assert result.stdout.endswith("1 added, 0 changed, 0 unchanged; 1 not in the file, kept.\n")


def packed(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr(name, "")
    return written.getvalue()


FOREIGN = [
    (b"<html><table><tr><td>a</td></tr></table></html>", "a web page"),
    (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "a web page"),
    (b'<?xml version="1.0"?><Workbook/>', "an XML file"),
    (b"%PDF-1.7", "a PDF"),
    (packed("word/document.xml"), "a Word text"),
    (packed("content.xml"), "an OpenDocument file"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
]


@pytest.mark.parametrize(("content", "kind"), FOREIGN)
def test_what_only_bears_the_name_of_a_table_is_refused_as_what_it_is(
    operator: Operator, content: bytes, kind: str
) -> None:
    assert kind in operator.fails("roster", "import", operator.file("r.xls", content))


def test_a_hidden_sheet_is_told(operator: Operator) -> None:
    book = openpyxl.Workbook()
    for row in (["agency", "name"], ["MOI", "Nok"]):
        book.active.append(row)
    hidden = book.create_sheet("old")
    for row in (["agency", "name"], ["MOI", "Lek"]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    path = operator.folder / "hidden.xlsx"
    book.save(path)

    result = operator.types("roster", "import", str(path))

    assert result.stderr == "sheet old: hidden, passed over\n"
    assert result.stdout.startswith("added: Nok\n1 added")
