"""People are moved, suspended, replaced and given new codes; what they did keeps their names."""

import asyncio
import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from operating import Operator

from models.database import open_engine, open_sessions
from models.people.aside import ReportAside

ROSTER = (
    "agency,name,position,roles,seat\nMOI-DDPM,Nok,โฆษก,reporter,spokesperson\nMOI,Lek,,admin,\n"
)


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    operator = Operator(tmp_path)
    operator.does("roster", "import", operator.file("r.csv", ROSTER))
    return operator


def listed(operator: Operator) -> dict[str, list[str]]:
    lines = operator.does("person", "list").splitlines()
    return {cells[1]: cells for cells in (line.split("\t") for line in lines)}


def codes(operator: Operator) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(operator.does("roster", "codes")))
    return {row["name"]: row["code"] for row in rows}


def audited(operator: Operator) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(operator.does("export", "audit", "--format", "csv")))
    return [(row["action"], row["subject"]) for row in rows][1:]


def test_a_person_moves_between_agencies(operator: Operator) -> None:
    operator.does("person", "move", "1", "MOPH", "MOPH-DDC")

    assert listed(operator)["Nok"][2] == "MOPH, MOPH-DDC"
    assert audited(operator) == [("person.moved", "person:1")]
    assert "no agency with the code X" in operator.fails("person", "move", "1", "X")


def test_a_suspended_person_gets_no_code_until_restored(operator: Operator) -> None:
    before = codes(operator)["Nok"]
    operator.does("person", "suspend", "1")

    assert list(codes(operator)) == ["Lek"]
    assert "suspended already" in operator.fails("person", "suspend", "1")
    operator.does("person", "restore", "1")
    assert codes(operator)["Nok"] != before
    assert "is not suspended" in operator.fails("person", "restore", "1")


def test_a_successor_takes_over_and_the_old_name_stays(operator: Operator) -> None:
    said = operator.does("person", "replace", "1", "--name", "Noi")

    assert said == "Noi (number 3) takes the place of Nok.\n"
    people = listed(operator)
    assert people["Nok"][5] == "suspended"
    assert people["Noi"][2:] == ["MOI-DDPM", "reporter", "โฆษกประจำกระทรวง", "not enrolled"]
    assert audited(operator) == [("person.suspended", "person:1"), ("person.replaced", "person:1")]
    assert "3 entries, the chain holds" in operator.does("audit", "verify")


def test_a_lost_telephone_is_answered_by_a_fresh_code(operator: Operator) -> None:
    old = codes(operator)["Nok"]

    fresh = operator.does("person", "release", "1").strip()

    assert fresh != old
    assert codes(operator)["Nok"] == fresh
    assert ("person.released", "person:1") in audited(operator)


UNKNOWN = [
    ("person", "move", "9", "MOI"),
    ("person", "suspend", "9"),
    ("person", "restore", "9"),
    ("person", "replace", "9", "--name", "x"),
    ("person", "release", "9"),
]


@pytest.mark.parametrize("words", UNKNOWN)
def test_a_person_who_is_not_there_is_one_sentence(operator: Operator, words) -> None:
    assert operator.fails(*words) == "Error: There is no person 9: see `saphan person list`.\n"


def test_people_of_another_workspace_are_out_of_reach(operator: Operator) -> None:
    operator.does("workspace", "add", "moph", "--name", "สธ.")

    assert "There is no person 1" in operator.fails("person", "suspend", "1", "--workspace", "moph")


def test_only_a_report_that_waits_can_be_vouched_for(operator: Operator) -> None:
    said = operator.fails("person", "vouch", "A1", "--person", "1")

    assert said == "Error: No report A1 is waiting: see `saphan roster aside`.\n"
    assert "Not the mark of a report" in operator.fails("person", "vouch", "x", "--person", "1")


def keep_aside(operator: Operator) -> None:
    """Put a report by somebody unknown into the database."""
    at = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    row = ReportAside(
        workspace_id=1,
        line_group_id="Cir",
        line_user_id="Unok",
        name="nok 🌸",
        issue_no=7,
        text="ชี้แจงแล้ว",
        links=[],
        progress=False,
        sent_at=at,
        recorded_at=at,
        outcome="",
    )

    async def done() -> None:
        engine = open_engine(operator.settings["DATABASE_URL"])
        async with open_sessions(engine).begin() as session:
            session.add(row)
        await engine.dispose()

    asyncio.run(done())


def test_an_operator_vouches_and_what_cannot_be_filed_goes_on_waiting(operator: Operator) -> None:
    keep_aside(operator)
    waiting = "A1\t#7\t2026-11-23 10:00\tnok 🌸\tชี้แจงแล้ว"
    assert operator.does("roster", "aside") == f"{waiting}\n"

    said = operator.does("person", "vouch", "a1", "--person", "1")

    assert "ไม่พบประเด็น #7" in said
    assert operator.does("roster", "aside") == f"{waiting}\t(unknown_issue)\n"
    assert listed(operator)["Nok"][5] == "enrolled, in no group"
    assert audited(operator) == [("person.vouched", "person:1")]
