"""Workbooks of Joint KPIs as offices make them: headings anywhere, merged cells, and faults."""

from decimal import Decimal

import pytest

from domain.agencies import Agency, AgencyKind
from domain.directory import Directory
from domain.issues.assignments import AgencyRole
from domain.joint.compare import compare
from domain.joint.figures import NotAFigure, read_figure
from domain.joint.reading import read_register
from domain.joint.register import Agenda, JointIndicator, Register, Share, Target
from domain.roster.table import Below, Beside, Sheet, Unworked
from domain.scores import Direction

DIRECTORY = Directory(
    [
        Agency("DDPM", "กรมป้องกันและบรรเทาสาธารณภัย", "DDPM", "ปภ.", AgencyKind.DEPARTMENT, ""),
        Agency("DOH", "กรมทางหลวง", "Highways", "ทล.", AgencyKind.DEPARTMENT, ""),
        Agency("PV-81", "กระบี่", "Krabi", "กบ.", AgencyKind.PROVINCE, ""),
        Agency("PV-80", "นครศรีธรรมราช", "NST", "นศ.", AgencyKind.PROVINCE, ""),
    ]
)
AGENDAS = [["รหัสวาระ", "ประเด็นนโยบายสำคัญ"], ["6", "ความปลอดภัยทางถนน"]]
INDICATORS = [["รหัสตัวชี้วัด", "ตัวชี้วัด", "รหัสวาระ"], ["6.1", "ผู้เสียชีวิตต่อแสนคน", "6"]]
SHARES = [["รหัสตัวชี้วัด", "หน่วยงาน", "บทบาท"], ["6.1", "ปภ.", "หลัก"]]


def sheet(name, rows):
    return Sheet(name, list(enumerate(rows, start=1)))


def read(agendas=AGENDAS, indicators=INDICATORS, shares=SHARES):
    return read_register(
        [sheet("ก", shares), sheet("ข", agendas), sheet("ค", indicators)], DIRECTORY
    )


def faults(**changed):
    return [(each.sheet, each.row, each.reason) for each in read(**changed).faults]


def test_the_three_sheets_are_known_by_their_headings_in_whatever_order():
    done = read()

    assert done.faults == ()
    assert done.register == Register(
        (Agenda("6", "ความปลอดภัยทางถนน"),),
        (JointIndicator("6.1", "6", "ผู้เสียชีวิตต่อแสนคน"),),
        (Share("6.1", "DDPM", AgencyRole.LEAD),),
    )


def test_titles_headings_in_two_rows_and_merged_cells_are_read():
    first, last = ["ลำดับ", "วาระ", "ห่วงโซ่คุณค่า"], ["ทิศทาง", "คะแนนขั้นต้น"]
    indicators = [
        ["ทะเบียนตัวชี้วัด ปีงบประมาณ พ.ศ. 2570", *[Beside()] * 9],
        [],
        [*first, "ตัวชี้วัด", Beside(), "ค่าเป้าหมาย", Beside(), Beside(), *last],
        [*map(Below, first), "รหัส", "ชื่อ", "(ขั้นต้น)", "(ขั้นมาตรฐาน)", "(ขั้นสูง)"],
        ["1", "๖", "ต้นทาง", "๖.๑", "ผู้เสียชีวิต", "12.50", "11", "", "ลดลง", "50"],
        ["2", Below("๖"), Below("ต้นทาง"), "6.2", "ร้อยละถนนที่ปลอดภัย", "", "ร้อยละ 80", "", "ขึ้น"],
        ["3", *[""] * 9],
        ["หมายเหตุ ข้อมูล ณ 30 ก.ย. 69"],
    ]
    shares = [
        ["Indicator", "Organisation", "Role", "Own target"],
        ["6.1", "ทุกจังหวัด", "Supporting", "10"],
        ["6.2", "กรมทางหลวง", "lead", ""],
    ]
    done = read(indicators=indicators, shares=shares)

    assert done.faults == ()
    first, second = done.register.indicators
    assert first.targets == (Target(Decimal("12.5"), Decimal(50)), Target(Decimal(11)), None)
    assert (first.code, first.agenda, first.direction) == ("6.1", "6", Direction.DOWN)
    assert (second.stage, second.targets[1]) == ("ต้นทาง", Target(Decimal(80)))
    assert [(one.agency, one.role, one.target) for one in done.register.shares] == [
        ("PV-81", "support", 10),
        ("PV-80", "support", 10),
        ("DOH", "lead", None),
    ]


def test_every_fault_is_told_at_once_by_sheet_and_row():
    told = faults(
        indicators=[
            ["รหัสตัวชี้วัด", "ตัวชี้วัด", "รหัสวาระ", "เป้าหมายขั้นต้น", "เป้าหมายขั้นสูง", "ทิศทาง"],
            ["6.1", "", "6", "มาก", "", ""],
            ["6.1", "ซ้ำ", "7", "10", "20", "ลดลง"],
            ["6 2", "ก", "6", Unworked("=A1"), "1", ""],
        ],
        shares=[
            ["รหัสตัวชี้วัด", "รหัสหน่วยงาน", "หน่วยงาน", "บทบาท"],
            ["6.1", "DDPM", "กรมทางหลวง", "หลัก"],
            ["6.1", "NONE", "", "ผู้ช่วย"],
            ["6.9", "", "", ""],
        ],
    )

    assert told == [
        ("ก", 2, "DDPM is กรมป้องกันและบรรเทาสาธารณภัย, not กรมทางหลวง"),
        ("ก", 3, "no agency has the code NONE"),
        ("ก", 3, "บทบาท: ผู้ช่วย is neither lead nor support"),
        ("ก", 4, "lead or support?"),
        ("ก", 4, "which organisation?"),
        ("ค", 2, "ตัวชี้วัด: missing"),
        ("ค", 2, "เป้าหมายขั้นต้น: มาก is no figure"),
        ("ค", 3, "6.1 is there already: sheet ค, row 2"),
        ("ค", 3, "nothing has the code 7"),
        ("ค", 3, "targets do not go down: 10, then 20"),
        ("ค", 4, "targets without a direction: write up (เพิ่มขึ้น) or down (ลดลง)"),
        ("ค", 4, "รหัสตัวชี้วัด: 6 2 is no code: letters, digits and . - / only"),
        (
            "ค",
            4,
            "เป้าหมายขั้นต้น: a formula without its value: open the file, save it, and import again",
        ),
    ]


def test_a_sheet_that_is_lacking_is_a_fault_and_any_other_is_passed_over():
    done = read_register([sheet("ก", AGENDAS), sheet("คำอธิบาย", [["อ่านก่อน"]])], DIRECTORY)

    assert [each.reason.partition(" (")[0] for each in done.faults] == [
        "no sheet of indicators",
        "no sheet of organisations",
    ]
    assert done.notes == ("sheet คำอธิบาย: no table of the register, passed over",)


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        *[("๘๐", "80"), ("ร้อยละ 80", "80"), ("80.00 %", "80"), ("1,234.5", "1234.5"), ("−3", "-3")],
        *[("0.30000000000000004", "0.3"), ("1e-05", "0.00001"), ("100", "100"), ("-0", "0")],
    ],
)
def test_a_figure_is_read_exactly(written, figure):
    assert str(read_figure(written)) == figure


@pytest.mark.parametrize("written", ["", "มาก", "12,34", "1e99", "1 2", "nan", "1/2"])
def test_what_is_no_figure_is_refused(written):
    with pytest.raises(NotAFigure):
        read_figure(written)


def test_two_registers_are_compared_by_codes():
    before = read().register
    after = Register(
        before.agendas,
        (JointIndicator("6.1", "6", "ผู้เสียชีวิต", weight=Decimal(5)),),
        (Share("6.1", "DOH", AgencyRole.LEAD),),
    )

    told = compare(before, after)

    assert told.added == ("DOH in 6.1",)
    assert told.changed == (("indicator 6.1", ("name", "weight")),)
    assert told.removed == ("DDPM in 6.1",)
    assert told.unchanged == 1
    assert not compare(before, before)
