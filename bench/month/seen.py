"""What people saw: the sentences in what LINE took, and which of all that was due they told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bench.month.carrier import Sending, Way
from bench.month.due import Due, Kind
from domain.agencies import Agency
from domain.calendar import Calendar

SENTENCES: dict[Kind, str] = {
    Kind.COMING: r"^Issue #(\d+) .*\nDue: .*\nAwaiting reports from: (.*)",
    Kind.PASSED: r"^Issue #(\d+) .*\nIt was due on .*\nNo report yet from: (.*)",
    Kind.NAG: r"^Issue #(\d+) .*\nOverdue since: .*\nStill awaited from: (.*)",
    Kind.ESCALATION: r"^Issue #(\d+) .*\nOverdue since: .*\nNo report from: (.*)",
    Kind.LIST: r"^Overdue on ()(.*)",
    Kind.REQUEST: r"^Request in issue #(\d+): (.*) asks ",
    Kind.DECISION: r"^(?:Issue #(\d+): (.*) now due |Refused in issue #(\d+): (.*) asks "
    r"|Report on issue #(\d+) from (.*) returned: )",
    Kind.ANNOUNCEMENT: r"^Issue #(\d+) (?!edited \().*\nTo: (.*)",
    Kind.COMPLETE: r"^Issue #(\d+) .*\nAll agencies have (reported)",
    Kind.RESULT: r"^#(\d+) (.*) reported, ",
    Kind.ACCEPTED: r"^Report on issue #(\d+) from (.*) accepted\.",
}
"""English sentences: the number of the issue, and who is named. The most pressing kind first."""
_SENTENCES = {kind: re.compile(text, re.MULTILINE) for kind, text in SENTENCES.items()}

REMINDERS = frozenset({Kind.COMING, Kind.PASSED, Kind.NAG})
TOLD_IN_IA = frozenset({Kind.REQUEST, Kind.COMPLETE, Kind.RESULT})
GRACE = timedelta(minutes=15)
"""Who reports so soon after it was due to be reminded of it was not forgotten: in office hours, for
what was due in the night or on days off."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence in a chat (a key of the town): about which issue, naming whom."""

    kind: Kind
    issue: int | None
    named: str
    at: datetime
    way: Way
    chat: str

    def is_for(self, due: Due) -> bool:
        """Whether those concerned by something due could read it."""
        agency, slash, _ = self.chat.partition("/")
        if slash:
            return due.agency is not None and agency == due.agency.code
        at_hand = self.chat == due.place or (due.place == "ia" and self.chat != "ir")
        return at_hand and (due.agency is None or due.agency.name_en in self.named)


class Result(StrEnum):
    """What became of something due."""

    IN_TIME = "in time"
    TOO_LATE = "of no use any more"
    NOT_NEEDED = "not needed any more"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something due, and when and how those concerned saw it; `late` is negative before its time.

    `by_nag`: that a deadline has passed was told by the nag of the morning after it. `overnight`:
    it was due while offices were closed, and needed no more when they had just opened.
    """

    due: Due
    result: Result
    way: Way | None = None
    late: timedelta = timedelta(0)
    by_nag: bool = False
    overnight: bool = False


def sentences(text: str) -> Iterator[tuple[Kind, int | None, str]]:
    """Give what a text tells: kind, number of the issue, and who is named."""
    for kind, sentence in _SENTENCES.items():
        for found in sentence.finditer(text):
            number, named = (each for each in found.groups() if each is not None)
            yield kind, int(number) if number else None, named


def everything_told(sendings: Iterable[Sending], keys: Mapping[str, str]) -> list[Told]:
    """Return all that arrived, in the order of time; `keys` of chats by LINE id.

    What a deputy is told 1:1 at the same moment is told once.
    """
    told = [
        Told(kind, number, named, sending.at, sending.way, keys.get(sending.chat, ""))
        for sending in sendings
        if sending.arrived
        for text in sending.texts
        for kind, number, named in sentences(text)
    ]
    once: dict[object, Told] = {}
    for place, each in enumerate(told):
        agency, slash, _ = each.chat.partition("/")
        same = (each.kind, each.issue, agency, each.at) if slash else place
        once.setdefault(same, each)
    return list(once.values())


def cause(sending: Sending, chat: str) -> str:
    """Return why a request was sent to a chat (its key): the most pressing of what it tells.

    What a group hears besides, such as passed deadlines in IA, is worth no push (rule M17).
    """
    kinds = {kind for text in sending.texts for kind, _, _ in sentences(text)}
    if chat in ("ia", "ir"):
        kinds = {kind for kind in kinds if (kind in TOLD_IN_IA) == (chat == "ia")}
    return next((kind for kind in SENTENCES if kind in kinds), OTHER)


class Judge:
    """Finds for each due what told it; nothing told serves two."""

    def __init__(self, told: Sequence[Told], sitting: frozenset[str], calendar: Calendar) -> None:
        """Judge by all that was told; `sitting` are the agencies (codes) in the IA group."""
        self._calendar = calendar
        self._by_issue: dict[tuple[Kind, int | None], list[Told]] = defaultdict(list)
        for each in told:
            self._by_issue[each.kind, each.issue].append(each)
        self._sitting = sitting
        self._served: set[tuple[int, str]] = set()

    def judge(self, dues: Iterable[Due]) -> list[Outcome]:
        """Return what became of everything due, given in the order of time."""
        return [self._judge(due) for due in dues]

    def _judge(self, due: Due) -> Outcome:
        ends = min((each for each in (due.latest, due.until) if each), default=None)
        told = [each for each in self._by_issue[due.kind, due.issue] if self._serves(each, due)]
        first = next((each for each in told if ends is None or each.at < ends), None)
        if first is not None:
            self._served.add((id(first), _code(due)))
            return Outcome(due, Result.IN_TIME, first.way, first.at - due.at)
        if nag := self._nag_for(due, ends):
            return Outcome(due, Result.IN_TIME, nag.way, nag.at - due.at, by_nag=True)
        if self._read_in_ia(due):
            return Outcome(due, Result.IN_TIME, Way.READ)
        untrue = due.kind is Kind.COMPLETE and due.until is not None
        if untrue or (due.until is not None and due.until < due.at + GRACE):
            return Outcome(due, Result.NOT_NEEDED)
        opens = self._calendar.next_open(due.at)
        if due.kind in REMINDERS and due.until and due.until < opens + GRACE:
            return Outcome(due, Result.NOT_NEEDED, overnight=True)
        return Outcome(due, Result.TOO_LATE if told else Result.NEVER)

    def _serves(self, told: Told, due: Due) -> bool:
        """Whether it told of something due and not of another before; a list tells of all."""
        free = due.kind is Kind.LIST or (id(told), _code(due)) not in self._served
        return free and told.at >= due.since and told.is_for(due)

    def _nag_for(self, due: Due, ends: datetime | None) -> Told | None:
        """Return the nag that told within a day that a deadline had passed: it says the same."""
        if due.kind is not Kind.PASSED or ends is None:
            return None
        nags = (each for each in self._by_issue[Kind.NAG, due.issue] if due.at <= each.at < ends)
        return next((nag for nag in nags if nag.is_for(due)), None)

    def _read_in_ia(self, due: Due) -> bool:
        """Whether it was announced where the agency's people sit too (clause 3.2)."""
        if due.kind is not Kind.ANNOUNCEMENT or due.agency is None:
            return False
        return due.agency.code in self._sitting and any(
            told.chat == "ia" and due.agency.name_en in told.named
            for told in self._by_issue[due.kind, due.issue]
        )

    def unasked(self, agencies: Mapping[int, Sequence[Agency]], until: datetime) -> int:
        """Count the reminders that served nothing due; `agencies` by number of the issue."""
        return sum(
            (id(told), agency.code) not in self._served
            for (kind, number), each in self._by_issue.items()
            if kind in REMINDERS
            for told in each
            for agency in agencies.get(number or 0, ())
            if told.at < until and self._reminds(told, agency)
        )

    @staticmethod
    def _reminds(told: Told, agency: Agency) -> bool:
        code, slash, _ = told.chat.partition("/")
        if slash:
            return code == agency.code
        return told.chat == "ir" and agency.name_en in told.named


def _code(due: Due) -> str:
    return due.agency.code if due.agency else ""
