"""Tables of people as offices make them: heads in storeys, printed rows, names in parts."""

import random

import pytest

from domain.roster.sheets import read_sheets, read_table
from domain.roster.table import Below, Beside, Sheet, Table, Unworked

HEAD = ["ลำดับ", "หน่วยงาน", "ชื่อ-สกุล", "ตำแหน่ง", "LINE ID"]
PERSON = ["1", "ปภ.", "นก สีขาว", "โฆษก", "nok"]


def table(*rows: list[str]) -> Table:
    return list(enumerate(rows, start=1))


def names(sheet: Table) -> list[tuple[str, str]]:
    read = read_table(sheet)
    assert read.problems == ()
    return [(row.agency, row.name) for row in read.rows]


PARTS = [
    (["หน่วยงาน", "ชื่อ", "นามสกุล"], ["ปภ.", "นก", "สีขาว"], "นก สีขาว"),
    (["หน่วยงาน", "ชื่อ", "ชื่อสกุล"], ["ปภ.", "นก", "สีขาว"], "นก สีขาว"),
    (["สกุล", "ชื่อ", "คำนำหน้า", "หน่วยงาน"], ["สีขาว", "นก", "นางสาว", "ปภ."], "นางสาวนก สีขาว"),
    (["หน่วยงาน", "ยศ", "ชื่อ-สกุล"], ["ปภ.", "ว่าที่ ร.ต.", "นก สีขาว"], "ว่าที่ ร.ต.นก สีขาว"),
    (["หน่วยงาน", "คำนำหน้า", "ชื่อ-สกุล"], ["ปภ.", "นาย", "นายนก สีขาว"], "นายนก สีขาว"),
    (["Agency", "Prefix", "First name", "Last name"], ["MOI", "Mr.", "A", "B"], "Mr. A B"),
    (["หน่วยงาน", "ชื่อ-สกุล", Beside(), Beside()], ["ปภ.", "นาย", "นก", "สีขาว"], "นายนก สีขาว"),
]


@pytest.mark.parametrize(("head", "row", "name"), PARTS)
def test_title_name_and_surname_make_one_name(head: list[str], row: list[str], name: str) -> None:
    assert names(table(head, row)) == [("ปภ." if "ปภ." in row else "MOI", name)]


STOREYS = {
    "boxes below their group": (
        ["หน่วยงาน", "ชื่อ-สกุล", "กลุ่ม", Beside()],
        [Below("หน่วยงาน"), Below("ชื่อ-สกุล"), "IA", "IR"],
    ),
    "the same as a CSV": (["หน่วยงาน", "ชื่อ-สกุล", "กลุ่มไลน์", ""], ["", "", "IA", "IR"]),
    "half of it in each row": (["หน่วยงาน", "ผู้แทน", "กลุ่ม", ""], ["", "ชื่อ-สกุล", "IA", "IR"]),
    "three rows": (["หน่วยงาน", "ผู้แทน", "", ""], ["", "ข้อมูล", "กลุ่ม", ""], ["", "ชื่อ", "IA", "IR"]),
    "hints in brackets": (["หน่วยงาน", "ชื่อ-สกุล", "IA", "IR"], ["", "(ตัวบรรจง)", "(✓)", "(✓)"]),
    "numbers of columns": (["หน่วยงาน", "ชื่อ-สกุล", "IA", "IR"], ["(๑)", "(๒)", "(๓)", "(๔)"]),
    "a title above": (["แบบแจ้งรายชื่อผู้แทน"], ["หน่วยงาน", "ชื่อ-สกุล", "IA", "IR"]),
}


@pytest.mark.parametrize("head", STOREYS.values(), ids=STOREYS)
def test_a_head_of_several_rows_is_read_as_one(head: tuple[list[str], ...]) -> None:
    read = read_table(table(*head, ["ปภ.", "นก สีขาว", "✓", ""], ["ปภ.", "เล็ก ดี", "", "✓"]))

    assert read.problems == read.notes == ()
    assert [(row.name, row.in_ia, row.in_ir) for row in read.rows] == [
        ("นก สีขาว", True, False),
        ("เล็ก ดี", False, True),
    ]


def test_a_head_in_storeys_is_read_in_a_form_too() -> None:
    form = table(
        ["หน่วยงาน: ปภ."],
        ["ลำดับ", "ผู้แทน", Beside(), Beside(), "LINE ID"],
        [Below("ลำดับ"), "คำนำหน้า", "ชื่อ", "สกุล", Below("LINE ID")],
        ["๑", "นาย", "นก", "สีขาว", "_nok."],
        ["๒", "", "", "", ""],
    )

    assert names(form) == [("ปภ.", "นายนก สีขาว")]
    assert read_table(form).rows[0].line_id == "_nok."


def test_a_head_that_each_page_repeats_is_passed_over() -> None:
    pages = table(HEAD, PERSON, HEAD, ["2", "ปภ.", "เล็ก ดี", "", ""])

    assert names(pages) == [("ปภ.", "นก สีขาว"), ("ปภ.", "เล็ก ดี")]


EMPTY = [
    ["2", "", "", "", ""],
    ["๒.", "", "", "", ""],
    ["", "2", "", "", ""],
    ["2", "", "........", "…………", "-"],
    ["2", Below("ปภ."), "", Below("โฆษก"), ""],
    ["2", "", "นาย/นาง/นางสาว", "", ""],
    ["2", "", "นาย/นาง/นางสาว..........................", "", ""],
    [Unworked("=A2+1"), "", "", "", ""],
]


@pytest.mark.parametrize("row", EMPTY)
def test_a_row_that_was_only_printed_is_passed_over(row: list[str]) -> None:
    read = read_table(table(HEAD, PERSON, row, ["3", "ปภ.", "เล็ก ดี", "", ""]))

    assert read.problems == read.notes == ()
    assert [row.name for row in read.rows] == ["นก สีขาว", "เล็ก ดี"]


REMARKS = [
    ["หมายเหตุ: ส่งภายในวันที่ 25 มกราคม 2560"],
    ["* ผู้ประสานงานหลัก"],
    ["", "1. โปรดพิมพ์ชื่อให้ตรง"],
    ["", "", "ลงชื่อ", "....................", "ผู้รับรอง"],
    ["", "", "(นายสมชาย ใจดี)"],
    ["กลุ่มที่ 1 ส่วนกลาง", Beside(), Beside(), Beside(), Beside()],
    ["", "รวม 2 คน"],
    ["ข้อมูล ณ วันที่ 25 พ.ย. 2569", "", "", "", ""],
    ["", "", "ผู้ประสานงาน นายสมชาย โทร. 0 2141 8000", "", ""],
]


@pytest.mark.parametrize("row", REMARKS)
def test_a_remark_below_the_table_is_left_out_and_told(row: list[str]) -> None:
    read = read_table(table(HEAD, PERSON, row))

    assert read.problems == ()
    assert [each.name for each in read.rows] == ["นก สีขาว"]
    assert [(note.row, note.text.split(": ")[0]) for note in read.notes] == [
        (3, "a remark, left out")
    ]


def test_what_stands_below_a_signature_is_nobody() -> None:
    form = table(
        ["หน่วยงาน: ปภ."],
        ["ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง"],
        ["1", "นก สีขาว", "โฆษก"],
        ["", "ลงชื่อ .............."],
        ["", "อธิบดีกรมป้องกันและบรรเทาสาธารณภัย"],
    )

    assert names(form) == [("ปภ.", "นก สีขาว")]
    assert [note.row for note in read_table(form).notes] == [4, 5]


def test_a_person_whose_name_begins_like_a_remark_is_a_person() -> None:
    assert names(table(HEAD, ["1", "ปภ.", "โปรดปราน ใจดี", "", ""])) == [("ปภ.", "โปรดปราน ใจดี")]


ONE_PERSON = ["นายนก\nสีขาว", "นาย/นาง/นางสาว นก สีขาว", "นก สีขาว (ผู้แทน)", "ดร. นางสาวนก สีขาว"]


@pytest.mark.parametrize("name", ONE_PERSON)
def test_a_name_on_two_lines_or_with_titles_is_one_person(name: str) -> None:
    assert len(names(table(HEAD, ["1", "ปภ.", name, "", ""]))) == 1


def test_a_sample_row_is_nobody() -> None:
    read = read_table(table(HEAD, ["ตัวอย่าง", "ปภ.", "สมชาย ใจดี", "", ""], PERSON))

    assert [row.name for row in read.rows] == ["นก สีขาว"]
    assert [note.text for note in read.notes] == ["a sample, left out: ตัวอย่าง ปภ. สมชาย ใจดี"]


WRONG = [
    (["1", "", "", "โฆษก", "nok"], "agency is empty; name is empty"),
    (["1", "ปภ.", "นาย", "", ""], "name is only a title: นาย"),
    (["1", "ปภ.", "นายนก ดี\nนางเล็ก ดี", "", ""], "name holds several people; give each a row"),
    (["1", "ปภ.", "นก ดี\nเล็ก ดี", "", ""], "name holds several people; give each a row"),
    (["1", "ปภ.", "นายนก ดี และนางเล็ก ดี", "", ""], "name holds several people; give each a row"),
    (["1", "ปภ.", "1. นายนก ดี 2. นางเล็ก ดี", "", ""], "name holds several people; give each a"),
    (["1", "#REF!", "นก", "", ""], "agency is #REF!, the error of a formula"),
    (
        ["1", "ปภ.", "#N/A", "", "#N/A"],
        "name is #N/A, the error of a formula; line_id is #N/A, the",
    ),
    (["1", Unworked("=B1"), "นก", "", ""], "agency is a formula without a value: open the file"),
    (["1", "ปภ.", "นก", "", Unworked("=B1")], "line_id is a formula without a value: open the"),
]


@pytest.mark.parametrize(("row", "reason"), WRONG)
def test_the_right_cause_is_named_and_every_one(row: list[str], reason: str) -> None:
    problems = read_table(table(HEAD, PERSON, row)).problems

    assert [each.row for each in problems] == [3]
    assert problems[0].reason.startswith(reason)


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    head = ["agency", "name", "groups", "roles", "seat"]

    (problem,) = read_table(table(head, ["กรมอวกาศ", "", "IX", "boss", "11"])).problems

    assert [reason.split(" (")[0] for reason in problem.reason.split("; ")] == [
        "name is empty",
        "no such group: IX",
        "no such role: boss",
        "no such seat: 11",
    ]
    assert problem.agency == "กรมอวกาศ"


CAUSES = [
    (
        [["ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง"], ["1", "นก", "โฆษก"]],
        (1, "no agency: the table has no column หน่วยงาน (agency), and no line above names one"),
    ),
    (
        [["รายการ"], ["ลำดับ", "หน่วยงาน", "ตำแหน่ง"], ["1", "ปภ.", "โฆษก"]],
        (
            0,
            "row 2 looks like the header (ลำดับ, หน่วยงาน, ตำแหน่ง), "
            "but no column is called ชื่อ-สกุล (name)",
        ),
    ),
    (
        [["หน่วยงาน", "ชื่อ-สกุล", "LINE ID", "ชื่อ-สกุล", "LINE ID"], ["ปภ.", "นก", "a", "เล็ก", "b"]],
        (0, "column D (ชื่อ-สกุล) holds names too: give each person a row (เล็ก)"),
    ),
    (
        [["หน่วยงาน", "ชื่อ-สกุล", "", "ตำแหน่ง"], ["ปภ.", "นก", "สีขาว", "โฆษก"]],
        (0, "column C (no heading) stands beside the name: give it one, such as นามสกุล (สีขาว)"),
    ),
    (
        [["หน่วยงาน: ปภ."], ["ลำดับ", "ชื่อ-สกุล"], ["1", "นก"], ["กรมประมง"], ["1", "เล็ก"]],
        (4, "between people; if it names an agency, write หน่วยงาน: first: กรมประมง"),
    ),
]


@pytest.mark.parametrize(("rows", "expected"), CAUSES)
def test_a_table_that_may_mean_two_things_is_refused(
    rows: list[list[str]], expected: tuple[int, str]
) -> None:
    assert [(each.row, each.reason) for each in read_table(table(*rows)).problems] == [expected]


def test_a_column_that_is_not_used_is_told() -> None:
    read = read_table(table([*HEAD, "โทรศัพท์", "ว่าง"], [*PERSON, "0 2141 8000", ""]))

    assert [note.text for note in read.notes] == ["column F (โทรศัพท์) is not used: 0 2141 8000"]


def test_a_hidden_sheet_is_told() -> None:
    done = read_sheets([Sheet("a", table(HEAD, PERSON)), Sheet("b", (), hidden=True)])

    assert [(note.sheet, note.text) for note in done.notes] == [("b", "hidden, passed over")]


AFFILIATIONS = [
    (["สังกัด"], ["ปภ."], ("ปภ.", "")),
    (["กระทรวง"], ["มท."], ("มท.", "")),
    (["กระทรวง", "กรม"], ["มท.", "ปภ."], ("ปภ.", "มท.")),
    (["หน่วยงาน", "สังกัด"], ["ปภ.", "มท."], ("ปภ.", "มท.")),
    (["สังกัด", "กระทรวง"], ["ปภ.", "มท."], ("ปภ.", "มท.")),
]


@pytest.mark.parametrize(("head", "cells", "expected"), AFFILIATIONS)
def test_the_agency_stands_under_many_headings(
    head: list[str], cells: list[str], expected: tuple[str, str]
) -> None:
    read = read_table(table([*head, "ชื่อ-สกุล"], [*cells, "นก"]))

    assert [(row.agency, row.within) for row in read.rows] == [expected]


PIECES = [
    *("ลำดับ", "หน่วยงาน", "สังกัด", "ชื่อ-สกุล", "ชื่อ", "นามสกุล", "คำนำหน้า", "ตำแหน่ง", "LINE ID", "IA"),
    *(
        "",
        "",
        "",
        "1",
        "นาย",
        "นก สีขาว",
        "ปภ.",
        "หมายเหตุ: x",
        "(1)",
        "........",
        "☐",
        "ลงชื่อ",
        "(นายก)",
    ),
    *("#N/A", "หน่วยงาน: ปภ.", "\n", "นายก\nนางข", Beside(), Below("ปภ."), Unworked("=A1")),
]


def test_any_table_is_read_without_an_exception() -> None:
    chance = random.Random(20261125)
    for _ in range(1500):
        rows = [chance.choices(PIECES, k=chance.randint(0, 6)) for _ in range(chance.randint(0, 7))]
        read = read_table(table(*rows))
        assert read.rows or read.problems
