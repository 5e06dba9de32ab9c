"""How much one notice holds, and whom it calls by name."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.agencies import Agency, AgencyKind
from domain.chat.commands import Urgency
from domain.fitting import fit
from domain.issues.assignments import AssignmentStatus
from domain.lapsing import Fate, fate, has_lapsed
from domain.people_to_call import mentions
from domain.rendering import MOST_MENTIONS
from domain.say import Mention
from domain.text import utf16_length
from domain.views import AssignmentView, IssueView, Reminded
from domain.words import words_for

BANGKOK = ZoneInfo("Asia/Bangkok")
DEADLINE = datetime(2026, 11, 25, 15, 0, tzinfo=BANGKOK)
DDC = Agency(
    "MOPH-DDC", "กรมควบคุมโรค", "Department of Disease Control", "คร.", AgencyKind.DEPARTMENT, "MOPH"
)
ISSUE = IssueView(
    id=7,
    number=12,
    headline="ข่าวลือเรื่องวัคซีน",
    deadline=DEADLINE,
    assignments=(AssignmentView(DDC, AssignmentStatus.ASSIGNED, DEADLINE),),
    urgency=Urgency.MOST_URGENT,
)
MANY = replace(ISSUE, headline="ก" * 300, assignments=ISSUE.assignments * 80)


def rest(count):
    return f"and {count} more"


def person(name):
    return Mention(f"U{name}", name)


def test_blocks_that_fit_are_all_shown():
    assert fit(["a", "b", "c"], rest) == "a\n\nb\n\nc"


def test_blocks_beyond_the_limit_are_counted():
    assert (
        fit(["a" * 10, "b" * 10, "c" * 10], rest, units=25)
        == f"{'a' * 10}\n\n{'b' * 10}\n\nand 1 more"
    )


def test_the_first_block_always_stands():
    assert fit(["a" * 10, "b"], rest, units=5) == f"{'a' * 10}\n\nand 1 more"


def test_length_is_counted_as_line_does():
    shown = fit(["😀" * 900] * 5, rest)

    assert utf16_length(shown) <= 4000


def test_everybody_is_called_once_when_there_is_room():
    anan, boon = person("Anan"), person("Boon")

    assert set(mentions([[anan, boon], [boon], []], lot=1)) == {anan, boon}


def test_every_agency_has_somebody_called_before_any_has_a_second():
    crowd = [person(f"a{number}") for number in range(30)]
    single = [[person(f"b{number}")] for number in range(19)]

    called = mentions([crowd, *single], lot=7)

    assert len(called) == MOST_MENTIONS
    assert {each[0] for each in single} < set(called)
    assert crowd[0] in called


def test_where_there_is_no_room_the_lot_decides():
    agencies = [[person(f"a{number}")] for number in range(60)]

    drawn = {mentions(agencies, lot) for lot in range(5)}

    assert len(drawn) == 5
    assert mentions(agencies, 3) == mentions(agencies, 3)
    assert all(len(called) == MOST_MENTIONS for called in drawn)


def test_nobody_to_call():
    assert mentions([], lot=1) == ()


def test_a_reminder_in_thai():
    text = words_for("th", BANGKOK).reminders([Reminded(ISSUE)], [], DEADLINE - timedelta(hours=3))

    assert text == (
        "แจ้งเตือนกำหนดรายงาน\n"
        "ประเด็น #12 [ด่วนที่สุด] ข่าวลือเรื่องวัคซีน\n"
        "กำหนด: พ. 25 พ.ย. 69 15.00 น. (อีก 3 ชม.)\n"
        "รอรายงานจาก: กรมควบคุมโรค"
    )


def test_a_passed_deadline_told_late_in_thai():
    text = words_for("th", BANGKOK).reminders([], [Reminded(ISSUE, late=True)], DEADLINE)

    assert text == (
        "แจ้งประเด็นที่พ้นกำหนดรายงาน\n"
        "ประเด็น #12 [ด่วนที่สุด] ข่าวลือเรื่องวัคซีน\n"
        "พ้นกำหนดเมื่อ พ. 25 พ.ย. 69 15.00 น. (ระบบแจ้งล่าช้า)\n"
        "ยังไม่ได้รับรายงานจาก: กรมควบคุมโรค"
    )


def test_an_overdue_list_in_english():
    text = words_for("en", BANGKOK).overdue_list([ISSUE], DEADLINE + timedelta(hours=18))

    assert text == (
        "Overdue on Thu 26 Nov 2026 09:00 — issues: 1, reports: 1\n"
        "Issue #12 [most urgent] ข่าวลือเรื่องวัคซีน\n"
        "Due: Wed 25 Nov 2026 15:00 (18 hours late)\n"
        "Overdue: Department of Disease Control"
    )


@pytest.mark.parametrize(
    "words", [words_for("th", BANGKOK), words_for("en", BANGKOK)], ids=["th", "en"]
)
def test_however_much_is_due_it_stays_one_message_and_says_what_is_left_out(words):
    reminded = [Reminded(MANY)] * 40
    now = DEADLINE + timedelta(hours=1)

    for text in (
        words.reminders(reminded, reminded, now),
        words.overdue_list([MANY] * 80, now, late=True),
    ):
        assert utf16_length(text) <= 4200
        assert text.splitlines()[-1] == words.further_issues(80 - text.count("#12"))
        assert "…" in text


@pytest.mark.parametrize(
    ("key", "open_", "closed"),
    [
        ("issue-opened:7:2", Fate.TOLD, Fate.STALE),
        ("deadline-extended:7:2", Fate.TOLD, Fate.STALE),
        ("report-filed:7:1", Fate.TOLD, Fate.STALE),
        ("issue-ended:7:2", Fate.TOLD, Fate.TOLD),
        ("reports-accepted:7:2", Fate.TOLD, Fate.TOLD),  # the acceptance itself ends the issue
        ("admins-told:7:1", Fate.TOLD, Fate.TOLD),
        ("reminders-due:7:2", Fate.DECIDED_ANEW, Fate.DECIDED_ANEW),
        ("overdue:1:2026-11-23T09:00:00+07:00:2", Fate.STALE, Fate.STALE),
    ],
)
def test_what_line_did_not_take_is_told_later_while_it_is_of_use(key, open_, closed):
    assert fate(key, issue_open=True) is open_
    assert fate(key, issue_open=False) is closed


@pytest.mark.parametrize(
    ("key", "days", "issue_open", "over"),
    [
        ("report-filed:1:1", 0.5, False, False),
        ("report-filed:1:1", 2, False, True),
        ("report-filed:1:1", 29, True, False),
        ("report-filed:1:1", 31, True, True),
        ("deadlines-passed:1:1", 3, False, False),
        ("requests-wait:1:2026-11-23T09:00:00+07:00:1", 3, False, False),
        ("escalated:1:2026-11-23T09:00:00+07:00:1", 3, False, False),
        ("month-spent:1:2026-11:1", 3, False, False),
        ("issue-ended:1:1", 29, False, False),
        ("issue-ended:1:1", 31, False, True),
    ],
)
def test_what_waits_has_an_end(key, days, issue_open, over):
    assert has_lapsed(key, timedelta(days=days), issue_open=issue_open) is over
