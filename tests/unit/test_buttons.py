"""What buttons carry, and what is understood of it."""

from datetime import datetime

import pytest
from monday import BANGKOK

from domain.chat.buttons import Press, Tap, button_data, picker_instant, read_tap

TEN = datetime(2026, 11, 25, 10, 0, tzinfo=BANGKOK)


@pytest.mark.parametrize("press", Press)
@pytest.mark.parametrize("agency", ["", "MOI-DDPM"])
def test_a_button_is_read_back(press, agency):
    data = button_data(press, "main", 12, agency)

    assert read_tap(data, "", BANGKOK) == Tap(press, "main", 12, agency or None)
    assert len(data) <= 300


def test_a_date_picker_speaks_of_the_local_clock():
    shown = picker_instant(TEN, BANGKOK)

    assert shown == "2026-11-25T10:00"
    tap = read_tap("1|extend|main|12", shown, BANGKOK)
    assert tap is not None
    assert tap.picked == TEN


@pytest.mark.parametrize(
    ("data", "picked"),
    [
        ("", ""),
        ("ack:12", ""),
        ("2|ack|main|12", ""),
        ("1|delete|main|12", ""),
        ("1|ack|main|twelve", ""),
        ("1|ack|main|9999999999", ""),
        ("1|ack|main", ""),
        ("1|ack||12", ""),
        ("1|ack|main|12|A|B", ""),
        ("1|ack|main|12\n", ""),
        ("1|extend|main|12", "tomorrow"),
        ("1|extend|main|12", "2026-13-45T99:00"),
    ],
)
def test_what_no_button_of_ours_says_is_not_understood(data, picked):
    assert read_tap(data, picked, BANGKOK) is None
