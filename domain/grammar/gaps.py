"""What a command lacks: where the gaps are in what was typed, and what was given for them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from domain.chat.commands import (
    Ack,
    Extend,
    Fields,
    IssueNo,
    Kind,
    Malformed,
    Snooze,
    Transfer,
    Urgency,
)
from domain.chat.mistakes import Gap, Mistake, Problem
from domain.deadlines import Why, behind_deadline
from domain.grammar.lines import place_of

LONGEST_FILLER = 300
"""Characters of a message that may fill a gap; longer ones are ordinary talk."""

MOST_WAIT = timedelta(minutes=10)
"""How long a command waits for the message that fills its gaps, by LINE's clock."""

_CLOCK = "%Y-%m-%d %H:%M"
THAI_LABELS = ("ถึง", "ภายใน")
SUPPORTS = ":support"
"""Behind the code of an agency that was given and only supports the others."""
URGENCY = "urgency"
"""The key of how urgent it was said to be, beside the gaps that were filled."""


_GAPS: Mapping[Mistake, Gap] = {
    Mistake.MISSING_AGENCY: Gap.AGENCY,
    Mistake.UNKNOWN_AGENCY: Gap.AGENCY,
    Mistake.AMBIGUOUS_AGENCY: Gap.AGENCY,
    Mistake.MISSING_DEADLINE: Gap.DEADLINE,
    Mistake.BAD_DEADLINE: Gap.DEADLINE,
    Mistake.MISSING_ISSUE_NO: Gap.NUMBER,
    Mistake.BAD_ISSUE_NO: Gap.NUMBER,
}
_WHAT_TIME = (Why.PART_OF_DAY, Why.WHICH_HOUR, Why.WHICH_MINUTE)
_MOST_WORDS = 20
_LABELLED = (Kind.ISSUE, Kind.EDIT)
_ONE_AGENCY = (
    *(Kind.RETURN, Kind.TRANSFER, Kind.GRANT, Kind.REFUSE, Kind.PROGRESS, Kind.EXCUSE),
    *(Kind.REOPEN, Kind.OBJECT, Kind.UPHOLD, Kind.DISMISS),
)
_NUMBER_TYPED = re.compile(r"\W*(?:[^\W\d]{1,12}\W*)?(\d{1,9})(?:\s?/\s?\d+)?")
_DUE = re.compile(r"(?:ภายใน|ก่อน|due|by|before|within)(?=\W|[ก-๙])", re.IGNORECASE)


def gap_of(problem: Problem) -> Gap | None:
    """Return the gap that a problem leaves, `None` for one that no later message mends."""
    return _GAPS.get(problem.mistake)


def day_asked(problems: Sequence[Problem]) -> date | None:
    """Return the day of which only the hour is not clear, if there is one."""
    days = {at.date() for one in problems if one.why in _WHAT_TIME for at in one.instants}
    return days.pop() if len(days) == 1 else None


def gaps_of(fields: Fields) -> list[Gap]:
    """Return the gaps of a command if they are all that it lacks, each once; else none."""
    found = [gap_of(problem) for problem in fields.problems]
    if not isinstance(fields.outcome, Malformed) or not fields.typed or None in found:
        return []
    return list(dict.fromkeys(gap for gap in found if gap))


def with_texts(
    fields: Fields, texts: Sequence[str | None], labels: tuple[str, str] = THAI_LABELS
) -> str:
    """Return a command as typed, with a text in the place of each of its problems.

    `texts` go with `fields.problems`; `None` leaves a place as it is. `labels` are the words
    before agencies and before a deadline.
    """
    typed, head = fields.typed, _end_of_head(fields)
    behind_number = _behind_number(fields, head)
    cuts: list[tuple[int, int, str]] = []
    tail = ""
    for problem, text in zip(fields.problems, texts, strict=True):
        places = _places(typed, problem, head)
        marked_already = not places and text is not None and text[:1] == "<" and text in typed
        if text is None or marked_already:
            continue
        if places:
            is_due = gap_of(problem) is Gap.DEADLINE
            told = _told_of_deadline(fields, problem, places[0], text) if is_due else text
            cuts.append((*places[0], told))
            cuts += [(*place, "") for place in places[1:]]
        elif problem.mistake is Mistake.EMPTY_BODY:
            tail = f"{tail} {text}"
        elif fields.kind in _LABELLED and gap_of(problem) in (Gap.AGENCY, Gap.DEADLINE):
            label = labels[gap_of(problem) is Gap.DEADLINE]
            tail = f"{tail}\n{label}: {text}"
        else:
            at = head if gap_of(problem) in (Gap.NUMBER, None) else behind_number
            cuts.append((at, at, f" {text}"))
    cuts.sort(key=lambda cut: cut[0])
    for start, end, text in reversed(cuts):
        typed = typed[:start] + text + typed[end:]
    return typed.rstrip() + tail


def _told_of_deadline(fields: Fields, problem: Problem, place: tuple[int, int], text: str) -> str:
    """Return a text for a deadline that cannot be read, with what is told beside it.

    That is its word (ภายใน), and what goes on behind it: in a line of its own where values have
    labels, of which it would else be a part.
    """
    typed = fields.typed
    due = _DUE.match(typed, *place)
    behind = behind_deadline(typed[due.end() if due else place[0] : place[1]])
    if problem.detail and problem.why != Why.NOT_UNDERSTOOD:
        behind = behind.rpartition(problem.detail)[2]
    more = behind.strip()
    found = place_of(typed[: place[1]], more, place[0])
    between = "\n" if fields.kind in _LABELLED else " "
    told = f"{between}{typed[found[0] : place[1]]}" if found else ""
    return f"{due[0]} {text}{told}" if due else f"{text}{told}"


def _places(typed: str, problem: Problem, head: int) -> list[tuple[int, int]]:
    """Return where the parts of a command stand that a problem is about, brackets included."""
    place = place_of(typed, problem.said, head, first=gap_of(problem) is Gap.NUMBER)
    if place is None and (pieces := _pieces(typed, problem.said, head)):
        return pieces
    place = place or place_of(typed, problem.detail, head)
    if place is None:
        return []
    in_brackets = typed[place[1] - 1] == ">" and typed[place[0] - 1] == "<"
    return [(place[0] - in_brackets, place[1])]


def _pieces(typed: str, said: str, start: int) -> list[tuple[int, int]]:
    """Return where a value stands that was typed in several lines; nothing if not all of it."""
    places = []
    words = said.split(" ")[:_MOST_WORDS]
    while words:
        ends = range(len(words), 0, -1)
        found = ((end, place_of(typed, " ".join(words[:end]), start, first=True)) for end in ends)
        end, place = next(((end, place) for end, place in found if place), (0, None))
        if place is None:
            return []
        places.append(place)
        words, start = words[end:], place[1]
    return places


def _end_of_head(fields: Fields) -> int:
    return fields.typed.find(fields.head) + len(fields.head) if fields.head else 0


def _behind_number(fields: Fields, head: int) -> int:
    found = _NUMBER_TYPED.match(fields.typed, head)
    return found.end() if found and int(found[1]) == fields.issue_no else head


@dataclass(frozen=True, slots=True)
class Filler:
    """What a message without a command says; `problems` are why a part of it cannot be read.

    `supporting` are those of the agencies that only support; `urgency` is said beside the rest.
    `period` is a deadline that says only how long, which #extend counts from the one in force.
    """

    agencies: tuple[str, ...] = ()
    deadline: datetime | None = None
    number: int | None = None
    problems: tuple[Problem, ...] = ()
    supporting: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    period: str = ""

    @property
    def about(self) -> set[Gap | None]:
        """The gaps about which something was said."""
        values = {
            Gap.AGENCY: self.agencies,
            Gap.DEADLINE: self.deadline,
            Gap.NUMBER: self.number,
        }
        return {*map(gap_of, self.problems), *(gap for gap, value in values.items() if value)}

    def given(self, fields: Fields, gaps: Collection[Gap]) -> dict[str, str]:
        """Return what fills which of these gaps of a command, as it is kept.

        Agencies are named by their codes, a deadline by its instant on the clock of the chat.
        Nothing where more was said, or not enough for all the agencies that are lacking.
        """
        second = dict.fromkeys(self.supporting, SUPPORTS)
        said = {
            Gap.AGENCY: ", ".join(f"{code}{second.get(code, '')}" for code in self.agencies),
            Gap.DEADLINE: f"{self.deadline:{_CLOCK}}" if self.deadline else "",
            Gap.NUMBER: str(self.number or ""),
        }
        if self.period and fields.kind is Kind.EXTEND:
            said[Gap.DEADLINE] = self.period
        given = {str(gap): text for gap, text in said.items() if text}
        lacking = [gap_of(problem) for problem in fields.problems].count(Gap.AGENCY)
        too_many = fields.kind in _ONE_AGENCY and not lacking and len(self.agencies) > 1
        if too_many or not self.about <= {*gaps} or 0 < len(self.agencies) < lacking:
            return {}
        hurry = fields.kind in _LABELLED and self.urgency is not Urgency.NORMAL
        return given | ({URGENCY: str(self.urgency)} if given and hurry else {})


def filled(fields: Fields, given: Mapping[str, str]) -> str:
    """Return a command as typed with what was given for its gaps, in words that can be read."""
    texts = [text_for(fields, at, given) for at in range(len(fields.problems))]
    return hurried(with_texts(fields, texts), given)


def hurried(text: str, given: Mapping[str, str]) -> str:
    """Return a command with how urgent it was said to be beside what filled its gaps."""
    return f"{text}\n{given[URGENCY]}" if URGENCY in given else text


def text_for(fields: Fields, at: int, given: Mapping[str, str]) -> str | None:
    """Return what was given for a problem of a command, by its place among them.

    Of several gaps of a kind the first takes all; `None` where nothing was given. A number is
    written so that it counts nothing that follows: #3.
    """
    gap = gap_of(fields.problems[at])
    if gap is None or gap not in given:
        return None
    text = f"#{given[gap]}" if gap is Gap.NUMBER else given[gap]
    return "" if gap in map(gap_of, fields.problems[:at]) else text


def instant_of(given: str, tz: tzinfo) -> datetime | None:
    """Return the instant that was given for a deadline; `None` where that is how long."""
    try:
        return datetime.strptime(given, _CLOCK).replace(tzinfo=tz)
    except ValueError:
        return None


def answered(fields: Fields, asked: Gap, given: str, tz: tzinfo) -> Fields:
    """Return a command with what was given for what its handler asked, in place of what it said."""
    at = instant_of(given, tz) if asked is Gap.DEADLINE else None
    codes = tuple(code.partition(SUPPORTS)[0] for code in given.split(", "))
    changes: dict[str, object]
    match asked, fields.outcome:
        case Gap.NUMBER, Ack():
            changes = {"issues": (IssueNo(int(given)),)}
        case Gap.NUMBER, _:
            changes = {"issue": IssueNo(int(given))}
        case Gap.DEADLINE, Extend():
            changes = {"deadline": at, "period": "" if at else given}
        case Gap.DEADLINE, Snooze():
            changes = {"until": at}
        case Gap.DEADLINE, _:
            changes = {"deadline": at, "within": None}
        case _, Transfer():
            changes = {"giver": codes[0]}
        case _ if fields.kind in _ONE_AGENCY:
            changes = {"agency": codes[0]}
        case _:
            changes = {"agencies": codes}
    number = int(given) if asked is Gap.NUMBER else fields.issue_no
    outcome = replace(fields.outcome, **changes)  # type: ignore[arg-type]
    return replace(fields, outcome=outcome, deadline=at or fields.deadline, issue_no=number)
