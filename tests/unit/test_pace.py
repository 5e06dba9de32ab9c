"""How often one person is answered within a minute."""

from datetime import timedelta

import pytest
from monday import NOW

from domain.pace import MOST_REMEMBERED, SPAN, Lately, Pace, pace


@pytest.mark.parametrize(
    ("before", "gets"),
    [(0, Pace.ANSWERED), (19, Pace.ANSWERED), (20, Pace.TOLD), (21, Pace.SILENT)],
)
def test_one_question_too_many_is_told_and_further_ones_are_not_answered(before, gets):
    assert pace(before, 20) is gets


def test_a_process_remembers_a_minute_of_each_person():
    lately = Lately()
    for seconds, known in ((0, 1), (30, 2), (59, 3), (60, 3), (200, 1)):
        assert lately.asked("Nok", NOW + timedelta(seconds=seconds)) == known
    assert lately.asked("Lek", NOW) == 1


def test_a_process_does_not_remember_people_for_ever():
    lately = Lately()
    for number in range(MOST_REMEMBERED):
        lately.asked(f"U{number}", NOW)

    assert lately.asked("U0", NOW + SPAN / 2) == 2
    assert lately.asked("U1", NOW + SPAN) == 1
