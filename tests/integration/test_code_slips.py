"""Slips to print, and the lists of what the intake still lacks."""

from pathlib import Path

import pytest
from operating import Operator

from bot.documents.code_slips import deep_link

PEOPLE = (
    "agency,name,position,line_id\n"
    + "MOI-DDPM,ว่าที่ร้อยตรี ปิ่นปินัทธ์ ผู้ใหญ่บ้านที่น้ำท่วม,โฆษก,@pin\n"
    + f"MOPH,{'ก' * 150},,\n"
    + "".join(f"MOI,Person {number},,\n" for number in range(8))
)


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    operator = Operator(tmp_path)
    operator.does("roster", "import", operator.file("r.csv", PEOPLE))
    return operator


def test_slips_fill_pages_of_eight(operator: Operator) -> None:
    path = operator.folder / "slips.pdf"

    said = operator.does("roster", "codes", "--pdf", str(path), "--account", "@123abcde")

    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 2
    assert said.startswith("10 slips in ")


def test_slips_that_cannot_be_written_are_one_sentence(operator: Operator) -> None:
    nowhere = str(operator.folder / "no" / "slips.pdf")

    assert "Cannot write" in operator.fails("roster", "codes", "--pdf", nowhere, "--account", "@x")


def test_without_line_the_slips_hold_the_text_alone(operator: Operator) -> None:
    operator.settings["LINE_API_URL"] = "http://127.0.0.1:1"
    path = str(operator.folder / "slips.pdf")

    result = operator.types("roster", "codes", "--pdf", path)

    assert result.exit_code == 0
    assert "LINE does not tell the bot's id" in result.stderr
    assert "hold the text only" in result.stderr


def test_a_link_opens_line_with_the_text_typed() -> None:
    assert deep_link("@123abcde", "#join ABCDE-FGHIJ") == (
        "https://line.me/R/oaMessage/%40123abcde/?%23join%20ABCDE-FGHIJ"
    )
    assert deep_link("", "#join ABCDE-FGHIJ") == "#join ABCDE-FGHIJ"


def test_who_sent_no_names_is_listed(operator: Operator) -> None:
    result = operator.types("roster", "missing")

    lines = result.stdout.splitlines()
    assert "no names\tMOPH-DDC\tกรมควบคุมโรค" in lines
    assert not any(line.startswith("no names\tMOI-DDPM") for line in lines)
    assert "not enrolled\tPerson 3\tกระทรวงมหาดไทย" in lines
    assert not any("\tSE-" in line for line in lines)
    assert "3 of " in result.stderr


def test_a_list_says_who_is_expected_and_a_date_until_when(operator: Operator) -> None:
    operator.does("alias", "add", "roster", "MOI-DDPM", "MOPH-DDC")

    assert operator.does("roster", "missing").splitlines()[0] == ("no names\tMOPH-DDC\tกรมควบคุมโรค")
    assert operator.does("roster", "missing", "--by", "2020-01-31").splitlines()[:2] == [
        "no names\tMOI-DDPM\tกรมป้องกันและบรรเทาสาธารณภัย\tsent later",
        "no names\tMOPH-DDC\tกรมควบคุมโรค",
    ]
    assert "Not a date: 31 ม.ค." in operator.fails("roster", "missing", "--by", "31 ม.ค.", code=2)


def test_nothing_is_kept_aside_at_first(operator: Operator) -> None:
    assert operator.types("roster", "aside").stderr == "Nothing was kept aside.\n"
