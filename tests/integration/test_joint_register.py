"""`saphan joint`: the register of Joint KPIs comes from a workbook and goes back into one."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from operating import Operator

from bench.joint import made, organisations
from bot.documents.joint_file import write_register
from models import agencies, joint

INDICATORS = ["รหัสวาระ", "รหัสตัวชี้วัด", "ตัวชี้วัด", "ทิศทาง", "เป้าหมายขั้นสูง"]


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def workbook(operator: Operator, *indicators: list[object], agency: str = "ปภ.") -> str:
    book = openpyxl.Workbook()
    book.active.title = "วาระ"
    for row in (["รหัสวาระ", "ประเด็นนโยบายสำคัญ"], ["6", "ความปลอดภัยทางถนน"]):
        book.active.append(row)
    sheet = book.create_sheet("ตัวชี้วัด")
    sheet.append(["ตัวชี้วัดร่วม ปีงบประมาณ พ.ศ. 2570"])
    sheet.merge_cells("A1:E1")
    for row in (INDICATORS, *indicators):
        sheet.append(row)
    for cell in sheet["E"]:
        cell.number_format = "0%" if cell.value == 0.8 else cell.number_format
    sheet = book.create_sheet("หน่วยงาน")
    sheet.append(["หน่วยงาน", "บทบาท", "รหัสตัวชี้วัด"])
    for number, row in enumerate(indicators):
        sheet.append([agency if number == 0 else None, "หลัก", row[1]])
    if len(indicators) > 1:
        sheet.merge_cells(start_row=2, end_row=1 + len(indicators), start_column=1, end_column=1)
    path = operator.folder / "register.xlsx"
    book.save(path)
    return str(path)


FIRST, SECOND = ["6", "6.1", "ผู้เสียชีวิต", "ลดลง", 11.5], ["6", "6.2", "ถนนที่ปลอดภัย", "ขึ้น", 0.8]


def test_a_register_is_rehearsed_taken_over_shown_and_changed(operator):
    path = workbook(operator, FIRST, SECOND)

    rehearsed = operator.does("joint", "import", path, "--year", "2570", "--dry-run")
    assert rehearsed.endswith("2570: 5 added, 0 changed, 0 removed, 0 unchanged.\n")
    assert "There is no register of 2570" in operator.fails("joint", "show", "--year", "2570")

    assert operator.does("joint", "import", path, "--year", "2570") == rehearsed
    shown = operator.does("joint", "show", "--year", "๒๕๗๐").splitlines()
    assert shown[0].endswith("1 agendas, 2 indicators, 1 organisations.")
    assert shown[1] == "6\tความปลอดภัยทางถนน\t2 indicators\t1 lead\t0 support"
    assert "  direction\tdown\n  targets\thigh 11.5\n  lead\tMOI-DDPM" in operator.does(
        "joint", "show", "6.1", "--year", "2570"
    )
    assert "6.2\tถนนที่ปลอดภัย\thigh 80\n" in operator.does("joint", "show", "6", "--year", "2570")

    changed = workbook(operator, [*FIRST[:4], 12], agency="ทล.")
    assert operator.does("joint", "import", changed, "--year", "2570").splitlines() == [
        "added: MOT-DOH in 6.1",
        "changed: indicator 6.1: targets",
        "removed: indicator 6.2",
        "removed: MOI-DDPM in 6.1",
        "removed: MOI-DDPM in 6.2",
        "2570: 1 added, 1 changed, 3 removed, 1 unchanged.",
    ]
    audit = operator.does("export", "audit", "--format", "csv")
    assert audit.count("joint.imported,joint:2570") == 2


def test_with_one_fault_nothing_is_imported(operator):
    path = workbook(operator, FIRST, ["7", "6.2", "", "ขึ้น", 1])

    said = operator.fails("joint", "import", path)

    assert said.splitlines()[-3:] == [
        "sheet ตัวชี้วัด, row 4: nothing has the code 7",
        "sheet ตัวชี้วัด, row 4: ตัวชี้วัด: missing",
        "Error: Nothing was imported: 2 fault(s) to correct.",
    ]
    assert "There is no register" in operator.fails("joint", "show")


def test_a_year_to_come_is_a_draft(operator):
    operator.does("joint", "import", workbook(operator, FIRST), "--year", "2599")

    assert operator.does("joint", "show", "--year", "2599").startswith("2599 (draft)")


def test_next_year_is_copied_compared_and_opened(operator):
    operator.does("joint", "import", workbook(operator, FIRST, SECOND), "--year", "2598")

    copy = ["joint", "copy", "--from", "2598", "--to", "2599"]
    copied = operator.does(*copy)

    assert copied == "2599: 1 agendas, 2 indicators, 1 organisations.\n"
    assert "2599 has a register" in operator.fails(
        "joint", "copy", "--from", "2598", "--to", "2599"
    )
    operator.does("joint", "import", workbook(operator, [*FIRST[:4], 10]), "--year", "2599")
    assert operator.does("joint", "diff", "2598", "2599").splitlines() == [
        "changed: indicator 6.1: targets",
        "removed: indicator 6.2",
        "removed: MOI-DDPM in 6.2",
        "2599: 0 added, 1 changed, 2 removed, 2 unchanged.",
    ]
    assert operator.does("joint", "open", "2599") == "2599 is open.\n"
    assert operator.does("joint", "show", "--year", "2599").startswith("2599 (open)")
    assert "2599 is open already." in operator.fails("joint", "open", "2599")


def cells(path):
    return [
        [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        for sheet in openpyxl.load_workbook(path)
    ]


def test_a_register_of_the_size_of_letter_2566_goes_in_and_comes_out_the_same(operator):
    path, again = operator.folder / "made.xlsx", operator.folder / "again.xlsx"
    with path.open("wb") as out:
        write_register(made(7), organisations(), out, "th", datetime(2026, 10, 1, tzinfo=UTC))
    operator.does("joint", "import", str(path))

    told = operator.does("joint", "export", "--output", str(again))

    assert told == f"{again}: 20 agendas, 217 indicators, 179 organisations.\n"
    assert cells(again) == cells(path)
    operator.does("joint", "export", "--output", str(again), "--language", "en")
    assert ": 0 added, 0 changed, 0 removed, 2553 unchanged." in operator.does(
        "joint", "import", str(again)
    )


@pytest.mark.anyio
async def test_both_databases_give_back_what_was_put_into_them(town):
    for register in (made(7), made(8)):
        async with town.deps.holding(1) as session:
            known = {row.code: row for row in await agencies.of_workspace(session, 1)}
            await joint.put(session, 1, 2570, register, known, town.now)

        async with town.deps.reading() as session:
            year = await joint.year_of(session, 1, 2570)
            assert await joint.register_of(session, year) == register
