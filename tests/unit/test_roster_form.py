"""The form of the letter, as agencies fill it in."""

import pytest

from domain.roster.sheets import read_sheets
from domain.roster.table import Sheet, Table

HEADER = ["ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง", "LINE ID"]


def table(*rows: list[str]) -> Table:
    return list(enumerate(rows, start=1))


def form(*above: list[str], people: tuple[list[str], ...] = (["1", "นก", "โฆษก", "nok"],)) -> Table:
    return table(*above, HEADER, *people)


def read(sheet: Table) -> list[tuple[str, str, bool, bool]]:
    done = read_sheets([Sheet("", sheet)])
    assert done.problems == ()
    return [(row.agency, row.name, row.in_ia, row.in_ir) for row in done.rows]


BOTH, IA, IR = (True, True), (True, False), (False, True)
AGENCIES = [
    ["ส่วนราชการ/หน่วยงาน กรมประชาสัมพันธ์"],
    ["ส่วนราชการ / หน่วยงาน : กรมประชาสัมพันธ์"],
    ["ชื่อส่วนราชการ/หน่วยงาน......กรมประชาสัมพันธ์......................"],
    ["", "หน่วยงาน", "", "กรมประชาสัมพันธ์"],
    ["หน่วยงาน ……………", "กรมประชาสัมพันธ์"],
    ["ชื่อหน่วยงาน", "_____", "กรมประชาสัมพันธ์"],
]


@pytest.mark.parametrize("line", AGENCIES)
def test_the_agency_stands_in_a_line_above(line: list[str]) -> None:
    titled = form(["แบบแจ้งรายชื่อผู้แทนหน่วยงานเข้าร่วมกลุ่ม LINE"], line)

    assert read(titled) == [("กรมประชาสัมพันธ์", "นก", True, True)]


TICKS = [
    ([["☑ Issue Assignment (IA-Chat)  ☐ Issue Report (IR-Chat)"]], IA),
    ([["☐ Issue Assignment (IA-Chat)", "☑ Issue Report (IR-Chat)"]], IR),
    ([["☑ Issue Assignment (IA-Chat)"], ["✓ Issue Report (IR-Chat)"]], BOTH),
    ([["✓", "Issue Assignment"], ["", "Issue Report"]], IA),
    ([["Issue Assignment (IA-Chat)", "", "Issue Report (IR-Chat)", "x"]], IR),
    ([["IA-Chat", "/", "IR-Chat", ""]], IA),
    ([["[x] IA-Chat [ ] IR-Chat"]], IA),
    ([["( ) Issue Assignment", "( / ) Issue Report"]], IR),
    ([["\uf0fe Issue Assignment \uf0a8 Issue Report"]], IA),
    ([["☐ Issue Assignment ☐ Issue Report"]], BOTH),
    ([["กลุ่ม Issue Assignment / Issue Report"]], BOTH),
    ([], BOTH),
]


@pytest.mark.parametrize(("lines", "groups"), TICKS)
def test_ticked_boxes_choose_the_groups(lines: list[list[str]], groups: tuple[bool, bool]) -> None:
    assert read(form(["หน่วยงาน: ปภ."], *lines)) == [("ปภ.", "นก", *groups)]


def test_dotted_lines_and_notes_below_are_left_out() -> None:
    people = (
        ["1", "นก สีขาว", "โฆษก", "nok"],
        ["2.", "เล็ก ใจดี", "", ""],
        ["3", "..............", "…………", "………"],
        ["", "", "", ""],
        ["หมายเหตุ โปรดส่งภายในวันที่ 25 มกราคม 2560"],
        ["", "ผู้ประสานงาน นายสมชาย โทร. 0 2141 8000"],
    )

    assert [name for _, name, _, _ in read(form(["หน่วยงาน: ปภ."], people=people))] == [
        "นก สีขาว",
        "เล็ก ใจดี",
    ]


def test_several_forms_stand_under_each_other_and_keep_their_ticks_apart() -> None:
    sheet = table(
        ["หน่วยงาน: ปภ."],
        ["☑ IA-Chat ☐ IR-Chat"],
        HEADER,
        ["1", "นก", "โฆษก", "nok"],
        ["หน่วยงาน: กรมประมง"],
        ["☐ IA-Chat ☑ IR-Chat"],
        ["ที่", "LINE ID", "ชื่อ-นามสกุล", "ตำแหน่ง"],
        ["1", "lek", "เล็ก", "เลขานุการ"],
    )

    assert read(sheet) == [("ปภ.", "นก", *IA), ("กรมประมง", "เล็ก", *IR)]


def test_a_form_without_an_agency_is_refused_and_not_guessed() -> None:
    done = read_sheets([Sheet("กรม ก", form(["หน่วยงาน: ........"]))])

    assert [(each.sheet, each.row, each.reason) for each in done.problems] == [
        ("กรม ก", 3, "agency is empty")
    ]


def test_a_row_without_a_name_is_refused() -> None:
    done = read_sheets([Sheet("", form(["หน่วยงาน: ปภ."], people=(["1", "", "โฆษก", "nok"],)))])

    assert [(each.row, each.reason) for each in done.problems] == [(3, "name is empty")]


def test_sheets_without_people_are_passed_over_when_another_has_some() -> None:
    notes = table(["คำอธิบาย"], ["กรอกให้ครบ"])

    done = read_sheets([Sheet("วิธีกรอก", notes), Sheet("ปภ.", form(["หน่วยงาน: ปภ."]))])

    assert [(row.sheet, row.agency) for row in done.rows] == [("ปภ.", "ปภ.")]
    assert done.passed_over == ("วิธีกรอก",)
    assert [each.row for each in read_sheets([Sheet("", notes)]).problems] == [0]


def test_an_ordinary_table_is_no_form() -> None:
    ordinary = table(["หน่วยงาน", "ชื่อ-สกุล", "ตำแหน่ง"], ["ปภ.", "นก", "โฆษก"])

    assert read(ordinary) == [("ปภ.", "นก", *BOTH)]
