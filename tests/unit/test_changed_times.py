"""A time that reads as it did before is not told as a changed one: no text shows seconds."""

from datetime import timedelta

import pytest
from monday import BANGKOK, NOW, thai_agencies

from domain.issues.assignments import AssignmentStatus
from domain.views import Asked, AssignmentView, IssueView
from domain.words import words_for

WORDS = words_for("th", BANGKOK)
DUE = NOW + timedelta(hours=5)
SECONDS = timedelta(seconds=40)
ONE, OTHER = thai_agencies()[:2]


def issue(*deadlines):
    parts = zip((ONE, OTHER), deadlines, strict=True)
    assigned = (AssignmentView(each, AssignmentStatus.ASSIGNED, due) for each, due in parts)
    return IssueView(7, 7, "น้ำท่วม", DUE, tuple(assigned))


def test_deadlines_of_the_same_minute_are_one():
    shown = issue(DUE + SECONDS, DUE)

    assert shown.dues == {DUE: [OTHER, ONE]}
    assert WORDS.issue_text(shown, NOW).count("กำหนด") == 1
    assert "(กำหนด" not in WORDS.status_of(shown, NOW)
    assert [*shown.overdue_since(DUE + timedelta(hours=1))] == [DUE]


@pytest.mark.parametrize(("by", "told"), [(SECONDS, False), (timedelta(minutes=1), True)])
def test_what_is_asked_for_names_the_old_deadline_where_it_reads_otherwise(by, told):
    asked = Asked(ONE, DUE, DUE + by, None, "")

    assert ("(เดิม" in WORDS.request_body(asked)) == told
