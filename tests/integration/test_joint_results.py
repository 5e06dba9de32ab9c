"""`saphan joint results`: what organisations achieved, what it is worth, and what was corrected."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from operating import Operator

from bot.documents.joint_file import write_register
from domain.issues.assignments import AgencyRole
from domain.joint.register import Agenda, JointIndicator, Register, Share, Target
from domain.scores import Direction

TARGETS = (Target(Decimal(20), Decimal(50)), None, Target(Decimal(10), Decimal(100)))
REGISTER = Register(
    (Agenda("6", "ความปลอดภัยทางถนน"),),
    (
        JointIndicator("6.1", "6", "ผู้เสียชีวิต", direction=Direction.DOWN, targets=TARGETS),
        JointIndicator("6.2", "6", "ถนนที่ปลอดภัย"),
    ),
    (
        Share("6.1", "MOI-DDPM", AgencyRole.LEAD),
        Share("6.1", "TH-81", AgencyRole.SUPPORT),
        Share("6.1", "MOT-DOH", AgencyRole.SUPPORT, Decimal(12)),
        Share("6.2", "MOT-DOH", AgencyRole.LEAD),
    ),
)
HEAD = "รหัสตัวชี้วัด,หน่วยงาน,รอบ,ผล,แหล่งข้อมูล\n"


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    operator = Operator(tmp_path)
    path = tmp_path / "register.xlsx"
    for year in ("2569", "2599"):
        with path.open("wb") as out:
            names = {one.agency: "" for one in REGISTER.shares}
            write_register(REGISTER, names, out, "th", datetime(2026, 10, 1, tzinfo=UTC))
        operator.does("joint", "import", str(path), "--year", year)
    return operator


def enter(operator, rows, year="2569"):
    return operator.does("joint", "results", operator.file("r.csv", HEAD + rows), "--year", year)


def shown(operator, code, year="2569"):
    told = operator.does("joint", "show", code, "--year", year)
    return told[told.index("  targets") :].splitlines()[1:]


def test_results_are_scored_on_the_lines_and_only_within_the_appraisal(operator):
    told = enter(
        operator,
        "6.1,ปภ.,2569,15,ศปถ.\n6.1,จ.กระบี่,2569Q4,9,\n"
        "6.1,ทล.,ไตรมาสที่ 4 ปีงบประมาณ 2569,๑๑.๕,\n6.2,ทล.,2569,80,\n",
    )

    assert told.endswith("4 entered or corrected, 0 unchanged.\n")
    assert shown(operator, "6.1") == [
        "  lead\tMOI-DDPM",
        "    2569\t15\t75 points, late, waiting, ศปถ.",
        "  support\tTH-81",
        "    2569Q4\t9\tnot scored, late, waiting",
        "  support\tMOT-DOH\ttarget 12",
        "    2569Q4\t11.5\town target reached, late, waiting",
    ]
    assert shown(operator, "6.2")[-1] == "    2569\t80\tnot scored, late, waiting"


def test_a_correction_holds_and_what_stood_before_is_kept(operator):
    enter(operator, "6.1,ปภ.,2599Q1,15,\n", "2599")
    again = enter(operator, "6.1,MOI-DDPM,2599Q1,15.0,\n", "2599")
    corrected = enter(operator, "6.1,ปภ.,2599Q1,9,\n", "2599")

    assert again == "0 entered or corrected, 1 unchanged.\n"
    assert corrected.startswith("6.1\tMOI-DDPM\t2599Q1\t9\tcorrected, was 15\n")
    assert shown(operator, "6.1", "2599")[1] == "    2599Q1\t9\t100 points, waiting"
    audit = operator.does("export", "audit", "--format", "csv")
    assert audit.count("joint.results,joint:2599") == 2


def test_with_one_fault_no_result_is_entered(operator):
    path = operator.file(
        "r.csv", HEAD + "6.1,ปภ.,2569,15,\n6.9,ปภ.,2568Q1,มาก,\n6.2,ปภ.,2569,1,\n6.1,ปภ.,2569,16,\n"
    )

    assert operator.fails("joint", "results", path, "--year", "2569").splitlines() == [
        "row 3: 2568Q1 is no quarter of 2569: write 2569, or a quarter as 2569Q1",
        "row 3: ผล: มาก is no figure",
        "row 4: MOI-DDPM has no part in 6.2",
        "row 5: 6.1 MOI-DDPM 2569 is there already",
        "Error: Nothing was imported: 4 fault(s) to correct.",
    ]
    assert shown(operator, "6.1")[0:2] == ["  lead\tMOI-DDPM", "  support\tTH-81"]


def test_who_has_results_stays_in_the_register(operator):
    enter(operator, "6.2,ทล.,2569,80,\n")
    path = operator.folder / "register.xlsx"
    fewer = Register(REGISTER.agendas, REGISTER.indicators[:1], REGISTER.shares[:1])
    with path.open("wb") as out:
        write_register(fewer, {"MOI-DDPM": ""}, out, "th", datetime(2026, 10, 1, tzinfo=UTC))

    said = operator.fails("joint", "import", str(path), "--year", "2569")

    assert "file: MOT-DOH in 6.2 has results: it must stay" in said
