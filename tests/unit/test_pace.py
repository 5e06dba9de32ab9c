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
    assert pace([NOW] * before, NOW, 20) is gets


@pytest.mark.parametrize(("seconds", "told"), [(0.5, 1), (2.9, 1), (3, 0)])
def test_who_goes_on_asking_too_often_is_told_so_once(seconds, told):
    asked = [NOW + number * timedelta(seconds=seconds) for number in range(60)]
    got = []
    for nth, at in enumerate(asked):
        lately = [each for each in asked[:nth] if each > at - 2 * SPAN]
        got.append(pace(lately, at, 20))

    assert got.count(Pace.TOLD) == told
    assert got[:20] == [Pace.ANSWERED] * 20


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
