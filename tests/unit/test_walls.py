"""Many agencies: their number, the first few, and where all stand; supporting ones are marked."""

import json
from datetime import timedelta

import pytest
from monday import BANGKOK, NOW, thai_agencies

from domain import cards
from domain.agencies import AgencyKind
from domain.directory import Directory
from domain.indicator.period import Period
from domain.indicator.rules import By, ByRole, CountedRoles, Indicator, IndicatorRow, IndicatorTable
from domain.issues.assignments import AgencyRole, AssignmentStatus
from domain.views import AssignmentView, IssueView, Reminded
from domain.words import words_for

DUE = NOW + timedelta(hours=5)
EVERYBODY = thai_agencies()
MINISTRIES = [each for each in EVERYBODY if each.kind is AgencyKind.MINISTRY]
DEPARTMENTS = [each for each in EVERYBODY if each.kind is AgencyKind.DEPARTMENT]
WORDS = words_for("th", BANGKOK)


def issue(lead, support=(), late=()):
    parts = [(each, AgencyRole.LEAD) for each in lead]
    parts += [(each, AgencyRole.SUPPORT) for each in support]
    return IssueView(
        7,
        7,
        "น้ำท่วม",
        DUE,
        tuple(
            AssignmentView(
                each,
                AssignmentStatus.ASSIGNED,
                NOW - timedelta(days=1) if each in late else DUE,
                role=role,
            )
            for each, role in parts
        ),
    )


WHERE = "ดูครบทุกหน่วยงาน: พิมพ์ #สถานะ 7 ในแชตส่วนตัวกับระบบ"


def test_a_reminder_and_an_overdue_list_are_no_walls_of_names():
    late = Reminded(issue(DEPARTMENTS, late=DEPARTMENTS), late=False)

    texts = (WORDS.reminders([], [late], NOW), WORDS.overdue_list([late.issue], NOW))

    for told in texts:
        assert f": {len(DEPARTMENTS)} หน่วยงาน ({DEPARTMENTS[0].name_th}, " in told
        assert DEPARTMENTS[5].name_th not in told


@pytest.mark.parametrize(("many", "rest"), [(MINISTRIES, 15), (DEPARTMENTS, len(DEPARTMENTS) - 5)])
def test_an_issue_to_everybody_is_no_wall_of_names(many, rest):
    shown = issue(many)
    text = WORDS.issue_text(shown, NOW)
    card = json.dumps(cards.issue_card(shown, WORDS, NOW), ensure_ascii=False)

    assert f"ถึง: {len(many)} หน่วยงาน ({many[0].name_th}, " in text
    for told in (text, card):
        assert f"และอีก {rest} หน่วยงาน" in told
        assert WHERE in told
        assert many[4].name_th in told
        assert many[5].name_th not in told
    assert len(text) < 500


def test_up_to_a_dozen_agencies_are_all_named():
    text = WORDS.issue_text(issue(MINISTRIES[:12]), NOW)

    assert all(each.name_th in text for each in MINISTRIES[:12])
    assert "และอีก" not in text


def test_who_only_supports_stands_apart_in_answer_card_and_status():
    shown = issue(MINISTRIES[:1], MINISTRIES[1:3])
    first, second, third = (each.name_th for each in MINISTRIES[:3])
    card = json.dumps(cards.issue_card(shown, WORDS, NOW), ensure_ascii=False)

    assert f"ถึง: {first}\nสนับสนุน: {second}, {third}\n" in WORDS.issue_text(shown, NOW)
    assert '"สนับสนุน"' in card
    assert f"{second}\\n{third}" in card
    assert f"• {second} (สนับสนุน): ยังไม่รับทราบ" in WORDS.status_of(shown, NOW)
    assert f"• {first}: " in WORDS.status_of(shown, NOW)


def test_the_status_counts_by_state_in_a_group_and_names_all_in_private():
    shown = issue(DEPARTMENTS, late=DEPARTMENTS[:2])
    openly = WORDS.status_of(shown, NOW, whole=False)
    whole = WORDS.status_of(shown, NOW, whole=True)

    assert f"• ยังไม่รับทราบ เกินกำหนด: 2 หน่วยงาน ({DEPARTMENTS[0].name_th}, " in openly
    assert f"• ยังไม่รับทราบ: {len(DEPARTMENTS) - 2} หน่วยงาน (" in openly
    assert WHERE in openly
    assert len(openly) < 900
    assert all(each.name_th in whole for each in DEPARTMENTS)


def test_agencies_with_nothing_due_stand_in_one_line():
    ministry, idle, other = MINISTRIES[:3]
    owing = issue([ministry])

    text = WORDS.mine([idle, ministry, other], [owing], NOW)

    assert text.startswith(f"งานที่รอรายงานของ {ministry.name_th}\n#7")
    assert f"\n{idle.name_th}, {other.name_th} ไม่มีประเด็นค้างรายงาน\n" in text


def test_figures_of_those_with_nothing_due_stand_in_one_line():
    nobody = Indicator(0, 0, 0, 0, 0, None)
    none, one = Indicator(1, 0, 0, 0, 0, None), Indicator(1, 1, 1, 0, 0, 30)
    names = [each.name_th for each in MINISTRIES[:4]]
    told = [one if name == names[1] else none for name in names]
    rows = [
        IndicatorRow("", name, each, ByRole(each, nobody, each))
        for name, each in zip(names, told, strict=True)
    ]
    roles = CountedRoles.LEAD
    table = IndicatorTable(By.MINISTRY, roles, tuple(rows), one, ByRole(one, nobody, one))

    lines = WORDS.stats(table, Period("2570Q1", NOW.date(), NOW.date())).splitlines()

    assert lines[1:3] == [
        f"• {names[1]}: 100.00% (1/1) ช้า 0 ไม่รายงาน 0",
        f"• ไม่มีประเด็นที่ถึงกำหนด: {names[0]}, {names[2]}, {names[3]}",
    ]


def test_of_many_with_nothing_due_the_number_and_the_first_few_are_told():
    none, nobody = Indicator(1, 0, 0, 0, 0, None), Indicator(0, 0, 0, 0, 0, None)
    alone = ByRole(none, nobody, none)
    rows = [IndicatorRow("", each.name_th, none, alone) for each in MINISTRIES]
    table = IndicatorTable(By.MINISTRY, CountedRoles.LEAD, tuple(rows), none, alone)

    (idle,) = [
        each
        for each in WORDS.stats(table, Period("2570Q1", NOW.date(), NOW.date())).splitlines()
        if each.startswith("• ไม่มีประเด็นที่ถึงกำหนด")
    ]

    assert f": {len(MINISTRIES)} หน่วยงาน ({MINISTRIES[0].name_th}, " in idle
    assert idle.endswith(f"{MINISTRIES[4].name_th} และอีก {len(MINISTRIES) - 5} หน่วยงาน)")


def test_agencies_keep_the_order_typed_and_groups_go_in_protocol_order():
    directory = Directory(EVERYBODY)
    protocol = [each.code for each in MINISTRIES]

    assert directory.expand(["MOPH", "MOAC", "MOPH"]) == ("MOPH", "MOAC")
    assert list(directory.expand(["ALL"])) == protocol
    assert list(directory.expand(["MOPH", "ALL"]))[:2] == ["MOPH", protocol[0]]


@pytest.mark.parametrize(
    ("typed", "there", "meant"),
    [
        (["MOI", "MOI-OPS"], (), ("MOI",)),
        (["MOI-OPS", "ALL"], (), 20),
        (["MOI-OPS"], ["MOI"], ("MOI",)),
        (["MOI", "MOPH"], ["MOI-OPS"], ("MOI-OPS", "MOPH")),
        (["MOI-OPS", "MOI"], ["MOI", "MOI-OPS"], ("MOI-OPS",)),
    ],
)
def test_k19_a_ministry_and_its_office_are_one_in_an_issue(typed, there, meant):
    directory = Directory(EVERYBODY)

    codes = directory.expand(typed, there)

    assert codes == meant if isinstance(meant, tuple) else len(codes) == meant
