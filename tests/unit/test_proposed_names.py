"""Whatever name of an agency the bot proposes is accepted when it is typed as proposed."""

import pytest
from monday import BANGKOK, CALENDAR, DIRECTORY, NOW, first, thai_agencies

from domain.chat.commands import Accept, Fields, Kind, Malformed
from domain.chat.mistakes import Gap, Mistake, Problem
from domain.grammar.filler import read_filler
from domain.grammar.situation import Situation
from domain.words import words_for

SITUATION = Situation(NOW, CALENDAR, DIRECTORY)


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_name_that_is_proposed_is_exactly_its_agency(language) -> None:
    words = words_for(language, BANGKOK)
    for agency in thai_agencies():
        name = words.agency(agency)
        found = DIRECTORY.find(name)

        assert (found.codes, found.problems, found.assumptions) == ((agency.code,), (), ())
        accepted = first(f"#รับรอง 3 {name}").outcome
        assert isinstance(accepted, Accept)
        assert accepted.agencies == (agency.code,)


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_candidate_that_is_offered_fills_the_gap(language) -> None:
    words = words_for(language, BANGKOK)
    for agency in thai_agencies():
        problems = (Problem(Mistake.AMBIGUOUS_AGENCY, "x", (agency.code,)),)
        typed = "#รับรอง 3 x"
        outcome = Malformed(Kind.ACCEPT, problems)
        asked = Fields(Kind.ACCEPT, outcome, problems=problems, typed=typed, head="#รับรอง")
        (choice,) = words.choices(asked, DIRECTORY.agency)
        filler = read_filler(choice.text, [Gap.AGENCY], SITUATION)

        assert filler is not None
        assert (filler.agencies, filler.problems) == ((agency.code,), ())
