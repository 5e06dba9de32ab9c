"""`saphan measure`: sub-indicators 1 and 3 by file, beside what the chats counted. Rule K21."""

import json

import openpyxl
import pytest
from operating import Operator

HEAD = "หน่วยงาน,ตัวชี้วัดย่อย,ช่วงเวลา,ผล,จาก,แหล่งข้อมูล,วันที่,ผู้บันทึก\n"
FIRST = (
    "กรมประมง,1,2570Q1,45,60,แผนฯ ปี 70,31 ธ.ค. 69,อารี\n"
    "กรมประมง,3,2570Q1,980,1200,สสช.,5 ม.ค. 70,อารี\n"
)


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path)


def test_measures_are_taken_over_and_corrections_keep_what_stood_before(operator):
    first = operator.file("first.csv", HEAD + FIRST)
    second = operator.file("second.csv", HEAD + FIRST.replace(",45,", ",48,"))

    assert operator.does("measure", "import", first) == "2 added, 0 corrected, 0 unchanged.\n"
    assert operator.does("measure", "import", first) == "0 added, 0 corrected, 2 unchanged.\n"
    assert operator.does("measure", "import", second) == "0 added, 1 corrected, 1 unchanged.\n"

    plan, understanding = json.loads(operator.does("measure", "list", "--json"))
    assert (plan["agency"], plan["sub_indicator"], plan["percent"]) == ("MOAC-DOF", 1, 80.0)
    assert (plan["source"], plan["date"], plan["entered_by"]) == ("แผนฯ ปี 70", "2026-12-31", "อารี")
    assert [(each["result"], each["percent"]) for each in plan["before"]] == [("45", 75.0)]
    assert understanding["before"] == []
    assert plan["sub_indicator_2"] is None
    lines = operator.does("measure", "list", "--period", "ไตรมาส 1/70").splitlines()
    assert lines[0].startswith("2570Q1\tMOAC-DOF\tsub-indicator 1\t80.00% (48/60)\tแผนฯ ปี 70\t")
    assert lines[0].endswith("(sub-indicator 2: -)")
    assert lines[1].startswith("\tbefore\t\t75.00% (45/60)\t")
    assert operator.does("measure", "list", "--period", "2570Q2") == ""
    told = [
        entry["detail"]["measures"]
        for entry in json.loads(operator.does("export", "audit"))
        if entry["action"] == "measures.imported"
    ]
    assert told[1] == [["MOAC-DOF", "1", "2570Q1", "48", "60", "2026-12-31"]]
    assert "the chain holds" in operator.does("audit", "verify")


def test_a_workbook_with_a_cover_is_read_and_one_bad_row_keeps_all_out(operator):
    book = openpyxl.Workbook()
    book.active.append(["หน้าปก"])
    sheet = book.create_sheet("ผล")
    for line in (HEAD + FIRST).splitlines():
        sheet.append(line.split(","))
    path = operator.folder / "measures.xlsx"
    book.save(path)
    bad = operator.file("bad.csv", HEAD + FIRST + "กรมที่ไม่มี,2,2570Q1,1,1,ก,31 ธ.ค. 69,อารี\n")

    told, ended = operator.fails("measure", "import", bad).splitlines()
    assert told.startswith("row 4: no agency is called กรมที่ไม่มี; nearest: ")
    assert told.endswith("; no such sub-indicator: 2 (1 or 3)")
    assert ended == "Error: Nothing was taken over."
    assert operator.does("measure", "list") == ""
    assert operator.does("measure", "import", str(path)).startswith("2 added")


def test_a_file_that_is_no_table_is_refused(operator):
    assert "no header" in operator.fails("measure", "import", operator.file("x.csv", "a,b\n1,2\n"))
    assert operator.fails("measure", "import", str(operator.folder / "none.csv"))
