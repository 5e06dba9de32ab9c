"""How much one notice holds, and whom it calls by name."""

from domain.notices import MENTIONS_IN_MESSAGE, fit, mentions
from domain.say import Mention
from domain.text import utf16_length


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

    assert len(called) == MENTIONS_IN_MESSAGE
    assert {each[0] for each in single} < set(called)
    assert crowd[0] in called


def test_where_there_is_no_room_the_lot_decides():
    agencies = [[person(f"a{number}")] for number in range(60)]

    drawn = {mentions(agencies, lot) for lot in range(5)}

    assert len(drawn) == 5
    assert mentions(agencies, 3) == mentions(agencies, 3)
    assert all(len(called) == MENTIONS_IN_MESSAGE for called in drawn)


def test_nobody_to_call():
    assert mentions([], lot=1) == ()
