"""Every sentence, in both languages: nothing missing, nothing left unfilled, examples that work."""

import inspect
import re
import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

import pytest
from monday import BANGKOK, first

from domain.agencies import Agency, AgencyKind
from domain.chat.commands import Fields, Kind, Malformed, NearMiss
from domain.chat.mistakes import Mistake, Problem
from domain.chat.rights import Place, Refusal, Role
from domain.chat.table import TABLE
from domain.deadlines import Why
from domain.thai_dates import Language
from domain.words import Words, words_for
from domain.words.mistakes import DEADLINES

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = AT + timedelta(days=2, hours=1)
DDPM = Agency(
    "MOI-DDPM",
    "กรมป้องกันและบรรเทาสาธารณภัย",
    "Department of Disaster Prevention and Mitigation",
    "ปภ.",
    AgencyKind.DEPARTMENT,
    "MOI",
)
LANGUAGES: tuple[Language, ...] = ("th", "en")
PLAIN_VALUES: dict[Any, list[Any]] = {
    str: ["Sample"],
    int: [1, 1234],
    bool: [True, False],
    datetime: [AT],
    date: [AT.date()],
    timedelta: [timedelta(hours=30)],
    tzinfo: [BANGKOK],
    types.NoneType: [None],
    Agency: [DDPM],
    Decimal: [Decimal("82.5")],
    Any: ["Sample"],
}


def samples(hint: Any) -> list[Any]:
    """Values of a type: all members of an enumeration, a filled instance of a data class."""
    if hint in PLAIN_VALUES:
        return PLAIN_VALUES[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return [value for each in arguments for value in samples(each)]
    if origin is Callable:
        return [lambda *_: samples(arguments[1])[0]]
    if origin is Mapping:
        return [{samples(arguments[0])[0]: samples(arguments[1])[0]}]
    if origin is tuple and ... not in arguments:
        return [tuple(samples(each)[0] for each in arguments)]
    if origin in (tuple, list, frozenset, Collection, Sequence, Iterable):
        made = frozenset if origin is frozenset else tuple
        return [made(samples(arguments[0]))]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    assert is_dataclass(hint), f"give a sample of {hint}"
    hints = typing.get_type_hints(hint)
    return [hint(**{each.name: samples(hints[each.name])[0] for each in fields(hint)})]


def sentences(words: Words) -> dict[str, Callable[..., Any]]:
    return {
        name: method
        for name, method in inspect.getmembers(words, inspect.ismethod)
        if not name.startswith("_")
    }


def spoken(method: Callable[..., Any], now: datetime = LATER) -> list[str]:
    """What a sentence says for sample values; each value of each argument is used once at least."""
    hints = typing.get_type_hints(method)
    names = list(inspect.signature(method).parameters)
    values = {name: [now] if name == "now" else samples(hints[name]) for name in names}
    rounds = max((len(each) for each in values.values()), default=1)
    said = []
    for turn in range(rounds):
        given = {name: each[turn % len(each)] for name, each in values.items()}
        parameters = inspect.signature(method).parameters
        by_place = [
            given.pop(name)
            for name, parameter in parameters.items()
            if parameter.kind is not parameter.KEYWORD_ONLY
        ]
        said.append(method(*by_place, **given))
    return said


def everything(
    language: Language, *, with_thai_digits: bool = False, now: datetime = LATER
) -> dict[str, list[str]]:
    words = words_for(language, BANGKOK, with_thai_digits=with_thai_digits)
    methods = sentences(words)
    # These take what only the table or the grammar know; they have tests of their own.
    for special in (
        "help_on",
        "example",
        "mistake",
        "did_you_mean",
        "put_right",
        "form",
        "help_overview",
        *("sheet", "heading"),
    ):
        del methods[special]
    return {
        name: [each for each in spoken(method, now) if isinstance(each, str)]
        for name, method in methods.items()
    }


def wrong(words: Words, *problems: Problem, known: Agency | None = None) -> str:
    """What is said about an `#issue` with these problems."""
    outcome = Malformed(Kind.ISSUE, problems)
    return words.mistake(Fields(Kind.ISSUE, outcome, problems=problems), lambda _: known)


def test_a_sentence_needs_both_languages() -> None:
    with pytest.raises(TypeError):
        words_for("th", BANGKOK).say("ไม่มีภาษาอังกฤษ")


def test_every_sentence_has_words_of_its_own_in_both_languages() -> None:
    thai, english = (everything(language) for language in LANGUAGES)

    assert thai.keys() == english.keys()
    same = {name for name in thai if thai[name] and thai[name] == english[name]}
    lists_of_what_is_given = {"first_of", "slip_agencies"}
    assert same == {"digits", "number", "say", "size"} | lists_of_what_is_given


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("with_thai_digits", [False, True])
def test_every_sentence_is_filled_and_ends_without_a_particle(language, with_thai_digits) -> None:
    faulty = [
        (name, said)
        for name, all_said in everything(language, with_thai_digits=with_thai_digits).items()
        for said in all_said
        if re.search(r"[{}]|None|\S  |ครับ|ค่ะ|คะ$|<.*>", said)
        or said != said.strip()
        or (not said and name != "urgency")
    ]

    assert faulty == []


def test_english_sentences_hold_no_thai() -> None:
    mixed = {
        name: said
        for name, all_said in everything("en").items()
        for said in all_said
        if re.search("[ก-๙]", said.replace(DDPM.abbr_th, ""))
    }

    assert mixed == {}


def test_thai_digits_reach_dates_and_counts() -> None:
    words = words_for("th", BANGKOK, with_thai_digits=True)

    assert words.when(AT) == "จ. ๒๓ พ.ย. ๖๙ ๑๕.๐๐ น."
    assert words.number(1234) == "๑,๒๓๔"


@pytest.mark.parametrize("language", LANGUAGES)
def test_which_sentences_say_today_and_which_a_date_in_full(language) -> None:
    """Rule M15. Here everything happens today, and tomorrow is written into an example only."""
    words = words_for(language, BANGKOK)
    said = everything(language, now=AT + timedelta(hours=1))

    def with_date(form: str) -> set[str]:
        return {name for name, texts in said.items() if any(form in text for text in texts)}

    answers = {"acknowledged", "mine", "open_issues", "state", "status_of"}
    assert with_date(words.when_answered(AT, AT)) == answers | {"when_answered"}
    on_record = {
        *("issue_text", "values_now", "due_and_left"),
        *("extended", "snoozed", "transferred", "returned"),
        *("report_filed", "report_in_time_after_all", "request_taken", "request_body"),
        "slip_until",  # a paper
    }
    assert with_date(words.fully(AT)) == on_record | {"fully"}
    assert with_date(words.say("วันนี้", "today")) == answers | {"when_answered"}
    assert with_date(words.say("พรุ่งนี้", "tomorrow")) == {"fill_only", "nothing_changed"}
    assert len(with_date(words.when(AT))) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_its_name(language) -> None:
    words = words_for(language, BANGKOK)

    assert all(hasattr(words, str(reason)) for reason in Refusal)
    for kind in TABLE:
        assert words.example(kind).startswith("#")
        assert words.example(kind) in words.help_on(kind, ())
        assert words.command(kind) in words.did_you_mean(NearMiss("isue", kind), "#isue")
    names = [words.role(role) for role in Role] + [words.place(place) for place in Place]
    assert len(set(names)) == len(Role) + len(Place)
    overview = words.help_overview(list(TABLE), Place.IA, {}, enrolled=False)
    assert len(overview.splitlines()) == len(TABLE) + 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_has_a_sentence_of_its_own(language) -> None:
    words = words_for(language, BANGKOK)
    said = {
        mistake: wrong(words, Problem(mistake, "Sample", ("X",)), known=DDPM) for mistake in Mistake
    }

    assert len(set(said.values())) == len(Mistake)
    assert all(len(text.splitlines()) > 2 for text in said.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_with_a_deadline_asks_a_question_of_its_own(language) -> None:
    words = words_for(language, BANGKOK)
    problems = {
        why: Problem(Mistake.BAD_DEADLINE, "Sample", why=why, detail="part", instants=(AT, LATER))
        for why in Why
    }
    said = {why: wrong(words, each) for why, each in problems.items()}

    assert len(set(said.values())) == len(Why)
    assert not any(re.search(r"[{}]", text) for text in said.values())
    assert all(words.when(AT) in text and words.when(LATER) in text for text in said.values())


def test_several_mistakes_stand_in_a_list() -> None:
    problems = [Problem(Mistake.MISSING_AGENCY), Problem(Mistake.MISSING_DEADLINE)]
    said = wrong(words_for("en", BANGKOK), *problems)

    assert [line[0] for line in said.splitlines()[:2]] == ["•", "•"]


def test_languages_know_the_same_troubles() -> None:
    assert set(DEADLINES) == set(Why)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(TABLE))
def test_every_example_is_a_command_that_works(kind, language) -> None:
    read = first(words_for(language, BANGKOK).example(kind))

    assert read.kind is kind
    assert not isinstance(read.outcome, Malformed)
