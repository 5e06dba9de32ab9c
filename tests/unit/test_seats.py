"""The ten kinds of members of clause 3.1."""

import pytest

from domain.roster.seats import THAI, Seat, read_seat

CASES = [
    ("", None),
    ("ปลัดกระทรวง", Seat.PERMANENT_SECRETARY),
    (" โฆษก กระทรวง", Seat.SPOKESPERSON),
    ("10", Seat.PUBLIC_SECTOR_DEVELOPMENT),
    ("Director_General", Seat.DIRECTOR_GENERAL),
]


@pytest.mark.parametrize(("written", "seat"), CASES)
def test_a_seat_is_read_by_name_or_number(written: str, seat: Seat | None) -> None:
    assert read_seat(written) is seat


def test_there_are_ten_and_each_reads_back() -> None:
    assert len(Seat) == 10
    assert [read_seat(name) for name in THAI.values()] == list(Seat)


def test_any_other_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no such seat: นักร้อง"):
        read_seat("นักร้อง")
