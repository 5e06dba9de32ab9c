"""The roster form: headers, groups, roles, people on several rows, and rows that are wrong."""

import pytest

from domain.chat.rights import Role
from domain.roster.people import RosterPerson, people, same_person
from domain.roster.rows import RosterRow, RowProblem
from domain.roster.sheets import read_table
from domain.roster.table import Table

THAI = ["ส่วนราชการ/หน่วยงาน", "ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง", "LINE ID", "กลุ่ม", "บทบาท"]
REPORTER = frozenset({Role.REPORTER})


def sheet(*rows: list[str], header: list[str] = THAI) -> Table:
    return list(enumerate([header, *rows], start=1))


def read_rows(table: Table) -> tuple[list[RosterRow], list[RowProblem]]:
    read = read_table(table)
    return list(read.rows), list(read.problems)


def person(name: str, agency: str, position: str = "", line_id: str = "") -> RosterPerson:
    return RosterPerson(name, position, line_id, True, True, REPORTER, (agency,))


def test_the_thai_form_is_read() -> None:
    rows, problems = read_rows(
        sheet(["ปภ.", "1", "สมชาย  ใจดี", "อธิบดี", "somchai.j", "IA", "ผู้รายงาน, ผู้ดูแล"])
    )

    assert problems == []
    assert rows == [
        RosterRow(
            number=2,
            agency="ปภ.",
            name="สมชาย ใจดี",
            position="อธิบดี",
            line_id="somchai.j",
            in_ia=True,
            in_ir=False,
            roles=frozenset({Role.REPORTER, Role.ADMIN}),
        )
    ]


def test_english_headers_stand_in_any_order_below_a_title() -> None:
    table: Table = [
        (1, ["Roster of the channel", ""]),
        (2, ["Name", "AGENCY", "remark"]),
        (3, ["Nok", "MOI", "on leave"]),
        (4, ["", "", ""]),
        (5, ["Lek", "MOF"]),
    ]

    rows, problems = read_rows(table)

    assert problems == []
    assert [(row.number, row.name, row.agency) for row in rows] == [
        (3, "Nok", "MOI"),
        (5, "Lek", "MOF"),
    ]


GROUPS = [
    ("", (True, True)),
    ("IA", (True, False)),
    ("ir", (False, True)),
    ("both", (True, True)),
    ("ทั้งสองกลุ่ม", (True, True)),
    ("IA/IR", (True, True)),
    ("IA-Chat และ IR-Chat", (True, True)),
    ("ＩＲ Chat", (False, True)),
    ("✓", (True, True)),
    ("x", (True, True)),
    ("/", (True, True)),
]


@pytest.mark.parametrize(("written", "expected"), GROUPS)
def test_groups_are_named_or_ticked(written: str, expected: tuple[bool, bool]) -> None:
    rows, problems = read_rows(sheet(["MOI", written, "Nok"], header=["agency", "groups", "name"]))

    assert problems == []
    assert (rows[0].in_ia, rows[0].in_ir) == expected


BOXES = [
    ("✓", "", (True, False)),
    ("", "X", (False, True)),
    ("-", "/", (False, True)),
    ("IA", "IR", (True, True)),
    ("", "", (True, True)),
]


@pytest.mark.parametrize(("ia", "ir", "expected"), BOXES)
def test_the_boxes_of_the_form_are_ticked(ia: str, ir: str, expected: tuple[bool, bool]) -> None:
    header = ["หน่วยงาน", "ชื่อ-สกุล", "Issue Assignment (IA-Chat)", "Issue Report (IR-Chat)"]

    rows, problems = read_rows(sheet(["MOI", "Nok", ia, ir], header=header))

    assert problems == []
    assert (rows[0].in_ia, rows[0].in_ir) == expected


ROLES = [
    ("", {Role.REPORTER}),
    ("issuer", {Role.ISSUER}),
    ("Issuer;EVALUATOR admin", {Role.ISSUER, Role.EVALUATOR, Role.ADMIN}),
    ("ผู้มอบหมาย/ผู้ประเมิน", {Role.ISSUER, Role.EVALUATOR}),
    ("ผู้มอบหมายและผู้รายงาน", {Role.ISSUER, Role.REPORTER}),
]


@pytest.mark.parametrize(("written", "expected"), ROLES)
def test_roles_are_read_in_both_languages(written: str, expected: set[Role]) -> None:
    rows, problems = read_rows(sheet(["MOI", written, "Nok"], header=["agency", "roles", "name"]))

    assert problems == []
    assert rows[0].roles == expected


WRONG = [
    (["", "1", "Nok", "", "", "", ""], "agency is empty"),
    (["MOI", "1", " ", "", "", "", ""], "name is empty"),
    (["MOI", "1", "N" * 201, "", "", "", ""], "name is longer than 200 characters"),
    (["MOI", "1", "Nok", "", "", "IX", ""], "no such group: IX (IA, IR or both)"),
    (["MOI", "1", "Nok", "", "", ",", ""], "no such group: , (IA, IR or both)"),
    (
        ["MOI", "1", "Nok", "", "", "", "boss"],
        "no such role: boss (issuer, reporter, evaluator, admin)",
    ),
]


@pytest.mark.parametrize(("cells", "reason"), WRONG)
def test_a_bad_row_is_named_by_number_and_reason(cells: list[str], reason: str) -> None:
    rows, problems = read_rows(sheet(["MOI", "1", "Lek"], cells))

    assert [row.name for row in rows] == ["Lek"]
    assert problems == [RowProblem(3, reason)]


def test_a_box_with_other_words_is_refused() -> None:
    _, problems = read_rows(sheet(["MOI", "Nok", "maybe"], header=["agency", "name", "IA"]))

    assert problems == [RowProblem(2, "neither ticked nor empty: maybe (column IA)")]


def test_a_file_without_header_or_people_is_refused() -> None:
    assert read_rows([(1, ["a", "b"])]) == (
        [],
        [RowProblem(0, "no header: the columns agency and name are needed")],
    )
    assert read_rows(sheet()) == ([], [RowProblem(0, "no people under the header")])


def test_a_person_on_several_rows_speaks_for_several_agencies() -> None:
    first = RosterRow(2, "ปค.", "Nok", "spokesperson", in_ir=False)
    second = RosterRow(3, "ปภ.", "Nok", "spokesperson", "nok1", roles=frozenset({Role.ADMIN}))
    other = RosterRow(4, "ปภ.", "Lek")

    found, notes = people([(first, "MOI-DOPA"), (second, "MOI-DDPM"), (other, "MOI-DDPM")])

    assert notes == []
    assert found == [
        RosterPerson(
            name="Nok",
            position="spokesperson",
            line_id="nok1",
            in_ia=True,
            in_ir=True,
            roles=frozenset({Role.REPORTER, Role.ADMIN}),
            agencies=("MOI-DOPA", "MOI-DDPM"),
        ),
        person("Lek", "MOI-DDPM"),
    ]


SAME = [
    ("line id", person("Nok", "A", "boss", "nok1"), person("Nok", "B", "head", "nok1"), True),
    ("position", person("Nok", "A", "boss"), person("Nok", "B", "boss", "nok1"), True),
    ("agency", person("Nok", "A", "boss", "nok1"), person("Nok", "A", "head", "nok2"), True),
    ("other line id", person("Nok", "A", "boss", "n1"), person("Nok", "B", "boss", "n2"), False),
    ("only the name", person("Nok", "A"), person("Nok", "B"), False),
    ("other name", person("Nok", "A", "boss", "n1"), person("Lek", "A", "boss", "n1"), False),
]


@pytest.mark.parametrize(("common", "one", "other", "same"), SAME)
def test_one_person_needs_more_than_a_name_in_common(
    common: str, one: RosterPerson, other: RosterPerson, same: bool
) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same
