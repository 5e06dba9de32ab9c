"""Which of the two groups a name in LINE means."""

import pytest

from domain.chat.group_names import place_named
from domain.chat.rights import Place

NAMES = [
    ("Issue Assignment", Place.IA),
    ("issue-assignment (IA-Chat)", Place.IA),
    ("IA_Chat", Place.IA),
    ("กลุ่มมอบหมายประเด็น", Place.IA),
    ("Issue Report", Place.IR),
    ("ＩＲ Chat", Place.IR),
    ("รายงานประเด็น กษ.", Place.IR),
    ("IA / IR", None),
    ("มอบหมายและรายงาน", None),
    ("Diary", None),
    ("India", None),
    ("กรมประมง", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "place"), NAMES)
def test_a_name_means_one_of_the_groups_or_neither(name: str, place: Place | None) -> None:
    assert place_named(name) is place
