"""From rows of a roster to people: who stands in it twice."""

import pytest

from domain.roster.people import RosterPerson, alike, people
from domain.roster.rows import RosterRow


def entry(name: str, agency: str = "A") -> RosterPerson:
    return RosterPerson(name, "", "", True, True, frozenset(), (agency,))


ALIKE = [
    ("นายสมชาย ใจดี", "สมชาย ใจดี", True),
    ("นางสาวนก สีขาว", "น.ส. นก  สีขาว", True),
    ("พล.ต.ต. สมชาย ใจดี", "ดร.สมชาย ใจดี", True),
    ("Mr. Nok White", "nok white", True),
    ("สมชาย ใจดี", "สมชาย ใจดี", True),
    ("สมชาย ใจดี", "สมหญิง ใจดี", False),
]


@pytest.mark.parametrize(("new", "old", "expected"), ALIKE)
def test_one_person_under_two_titles_is_told(new: str, old: str, expected: bool) -> None:
    pair = [(new, old)] if expected else []

    assert alike([entry(new)], [entry(old, "B")]) == pair
    assert alike([entry(old), entry(new, "B")], []) == pair


def test_what_a_further_row_says_otherwise_is_told() -> None:
    rows = [RosterRow(2, "a", "นก", "โฆษก", "nok"), RosterRow(3, "a", "นก", "รองโฆษก", "nok2")]

    (person,), (note,) = people((row, "A") for row in rows)

    assert (person.position, person.line_id) == ("โฆษก", "nok")
    assert (note.row, note.text) == (
        3,
        "นก stands above too; position โฆษก is kept, not รองโฆษก; LINE ID nok is kept, not nok2",
    )
