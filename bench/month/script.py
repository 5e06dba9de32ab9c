"""What people do in a month, as one seed decides: who types what, where and when.

Everything is fixed beforehand, so that what is due follows from it alone and not from the bot.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from math import ceil

from bench.month.office import DAY_SECONDS, Office
from domain.agencies import Agency
from domain.thai_dates import short_date

ISSUES, ASSIGNMENTS, DAYS = 66, 369, 22
"""Of a month; of fewer days there are fewer."""
MOST_AGENCIES = 12
"""Of one issue: of more a list does not name all, and nobody could tell who was named."""
IN_TIME, LATE = 0.70, 0.15
"""How many agencies report in time, and after the deadline; the others do not."""
ACKNOWLEDGED, ASKING, DECIDED, GRANTED, RETURNED, ACCEPTED = 0.6, 0.08, 0.9, 0.75, 0.06, 0.4
NOTING = 0.15
"""How many agencies tell of their progress before they report."""
HOUR = 3600
NOON, CLOSING, EVENING, NIGHT = time(12), time(16, 30), time(18), time(20)
QUESTIONS = {"ia": 3, "ir": 6, "alone": 3}
TALK = 45
"""What is asked in each chat, and said besides in each group, on a day of 145 agencies."""
ALL = 145
TOPICS = ("น้ำท่วมขัง", "ราคาข้าว", "ฝุ่นละออง", "รถไฟล่าช้า", "ยาขาดแคลน", "ไฟฟ้าดับ", "ข่าวลวง")
WORDS = ("รับทราบครับ", "ขอบคุณค่ะ", "กำลังประสานหน่วยงานในพื้นที่", "เรียนทุกท่านเพื่อทราบ", "ครับ")


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody (a key of the town) types a text in a group, or `alone` with the bot."""

    at: datetime
    who: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A report is owed from an instant on, by a deadline; `until` it is filed, or that moves."""

    since: datetime
    deadline: datetime
    until: datetime | None = None


class Happened(StrEnum):
    """What others must hear of."""

    REPORTED = "reported"
    ASKED = "asked"
    DECIDED = "decided"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to an assignment.

    `latest` is when it matters no longer, `until` when those concerned know it without being told.
    """

    what: Happened
    at: datetime
    latest: datetime | None = None
    until: datetime | None = None


@dataclass
class Task:
    """One agency's part in an issue: when it owed what, and what happened to it."""

    agency: Agency
    opened: datetime
    deadline: datetime
    owed: list[Owed] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@dataclass
class Month:
    """All that happens; issues are numbered from 1 in the order in which they are opened."""

    office: Office
    issues: list[list[Task]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def counted_until(self) -> datetime:
        """When the month is over; on the last day of the office only what waits is told."""
        return self.office.closes(-2)

    @property
    def ends(self) -> datetime:
        """When nothing more is looked at."""
        return self.office.closes(-1)


def typed(at: datetime, office: Office) -> str:
    """Return an instant as an official types it."""
    local = at.astimezone(office.calendar.tz)
    return f"{short_date(local.date(), 'th')} {local:%H.%M} น."


class Author:
    """Writes the month of one seed."""

    def __init__(self, seed: int, office: Office, agencies: Sequence[Agency]) -> None:
        """Write for these agencies, each with two people: `CODE/1` and `CODE/2`."""
        self._chance = random.Random(seed)
        self._agencies = agencies
        self.month = Month(office)
        self._office = office

    def write(self) -> Month:
        """Write everything."""
        sizes, chance = self._sizes(), self._chance
        total = (len(self._office.days) - 1) * DAY_SECONDS
        begin = sorted(chance.uniform(0.02, 0.97) * total for _ in sizes)
        for number, (seconds, size) in enumerate(zip(begin, sizes, strict=True), start=1):
            # Nobody opens two at once: numbers follow the order.
            opened = self._office.at(seconds + number)
            assert opened is not None
            self._issue(number, opened, size)
        self._asks_and_talks()
        self.month.acts.sort(key=lambda act: act.at)
        return self.month

    def _sizes(self) -> list[int]:
        """Return how many agencies each issue has."""
        days = len(self._office.days) - 1
        most = min(MOST_AGENCIES, len(self._agencies))
        sizes = [1] * max(round(ISSUES * days / DAYS), 1)
        wanted = min(round(ASSIGNMENTS * days / DAYS), most * len(sizes))
        weights = [self._chance.expovariate(1) for _ in sizes]
        while sum(sizes) < wanted:
            (at,) = self._chance.choices(range(len(sizes)), weights)
            sizes[at] += sizes[at] < most
        return sizes

    def _issue(self, number: int, opened: datetime, size: int) -> None:
        deadline = self._deadline(opened)
        chosen = self._chance.sample(self._agencies, size)
        codes = ", ".join(agency.code for agency in chosen)
        topic = self._chance.choice(TOPICS)
        text = f"#issue {topic} ข่าวที่ {number}\nถึง: {codes}\nภายใน: {typed(deadline, self._office)}"
        self._act(opened, "issuer1", "ia", text)
        tasks = [Task(agency, opened, deadline) for agency in chosen]
        self.month.issues.append(tasks)
        for task in tasks:
            self._task(number, task)

    def _deadline(self, opened: datetime) -> datetime:
        """Some the same day, most within a week; some in the evening."""
        chance, office = self._chance, self._office
        local = opened.astimezone(office.calendar.tz)
        if chance.random() < 0.15:
            at = (local + timedelta(hours=chance.choice((3, 4, 6)))).replace(minute=0, second=0)
            return at if at.hour <= NIGHT.hour else office.on(local.date(), NIGHT)
        days = chance.choices((1, 2, 3, 4, 5), (40, 20, 16, 12, 12))[0]
        hour = chance.choices((NOON, time(15), CLOSING, EVENING, NIGHT), (30, 15, 43, 7, 5))[0]
        return office.on(office.working_day(local.date(), days), hour)

    def _task(self, number: int, task: Task) -> None:
        """Let one agency acknowledge, ask for time, report, be returned and accepted."""
        chance, office = self._chance, self._office
        if chance.random() < ACKNOWLEDGED:
            self._by(task, self._after(task.opened, 0.1, 3), f"#ack {number}")
        since, deadline = task.opened, task.deadline
        if chance.random() < NOTING:
            noted = self._between(since, deadline, chance.uniform(0.2, 0.5))
            self._by(task, noted, f"#progress {number} ประสานหน่วยงานในพื้นที่แล้ว")
        if chance.random() < ASKING:
            since, deadline = self._asks(number, task)
        what = chance.random()
        if what < IN_TIME:
            reported = self._between(since, deadline, chance.betavariate(3, 1.5))
        elif what < IN_TIME + LATE:
            reported = self._after(deadline, 0.5, 12)
        else:
            reported = None
        if reported is None or not self._reports(number, task, since, deadline, reported):
            task.owed.append(Owed(since, deadline))
            return
        returned = self._after(reported, 0.5, 5) if what < IN_TIME * RETURNED else None
        if returned is None:
            self._accepts(number, task, reported)
            return
        self._act(returned, "judge1", "ia", f"#return {number} {task.agency.code} ขอข้อมูลเพิ่ม")
        moved = deadline + (returned - reported)
        task.events.append(Event(Happened.DECIDED, returned, moved))
        again = self._between(returned, moved, chance.uniform(0.3, 0.9))
        if office.spent(moved) - office.spent(returned) < HOUR or again is None:
            again = self._after(moved, 0.5, 4)
        if again is None or not self._reports(number, task, returned, moved, again):
            task.owed.append(Owed(returned, moved))
        else:
            self._accepts(number, task, again)

    def _asks(self, number: int, task: Task) -> tuple[datetime, datetime]:
        """Let it ask for more time; return since when which deadline holds."""
        chance, office, code = self._chance, self._office, task.agency.code
        asked = self._between(task.opened, task.deadline, chance.uniform(0.3, 0.7))
        same = task.opened, task.deadline
        if asked is None or (task.deadline - asked).total_seconds() < 2 * HOUR:
            return same
        local = task.deadline.astimezone(office.calendar.tz)
        day = office.working_day(local.date(), chance.choice((1, 2)))
        later = office.on(day, local.time())
        self._by(task, asked, f"#extend {number} {typed(later, office)} รอข้อมูลจากพื้นที่")
        decided = self._after(asked, 0.3, 3)
        if chance.random() > DECIDED or decided is None or decided >= task.deadline:
            task.events.append(Event(Happened.ASKED, asked, task.deadline))
            task.owed.append(Owed(task.opened, task.deadline, asked))
            return asked, task.deadline
        task.owed.append(Owed(task.opened, task.deadline, decided))
        task.events.append(Event(Happened.ASKED, asked, task.deadline, decided))
        task.events.append(Event(Happened.DECIDED, decided, task.deadline))
        granted = chance.random() < GRANTED
        answer = "grant" if granted else "refuse"
        self._act(decided, "issuer2", "ia", f"#{answer} {number} {code}")
        return decided, later if granted else task.deadline

    def _reports(
        self, number: int, task: Task, since: datetime, deadline: datetime, at: datetime
    ) -> bool:
        """Let it report; false where nothing can be filed any more within the month."""
        if at > self.month.ends or at <= since:
            return False
        text = f"#report {number} ชี้แจงแล้วทางเว็บไซต์ของหน่วยงาน ฉบับที่ {len(task.events) + 1}"
        self._by(task, at, text)
        task.owed.append(Owed(since, deadline, at))
        task.events.append(Event(Happened.REPORTED, at))
        return True

    def _accepts(self, number: int, task: Task, reported: datetime) -> None:
        at = self._after(reported, 0.5, 10)
        if at is None or self._chance.random() > ACCEPTED:
            return
        self._act(
            at,
            self._chance.choice(("judge1", "issuer1")),
            "ia",
            f"#accept {number} {task.agency.code}",
        )
        task.events.append(Event(Happened.ACCEPTED, at))

    def _asks_and_talks(self) -> None:
        """Let people ask how things stand, and talk."""
        chance, agencies = self._chance, self._agencies
        share = len(agencies) / ALL
        for day in range(len(self._office.days)):
            for place, times in QUESTIONS.items():
                for _ in range(ceil(times * share)):
                    at = self._office.at((day + chance.random()) * DAY_SECONDS)
                    assert at is not None
                    known = sum(issue[0].opened < at for issue in self.month.issues)
                    what = [f"#status {chance.randint(1, known)}"] if known else []
                    what += ["#list"] if place == "ia" else ["#mine"]
                    who = "issuer3" if place == "ia" else f"{chance.choice(agencies).code}/1"
                    self._act(at, who, place, chance.choice(what))
            for place in ("ia", "ir"):
                for _ in range(ceil(TALK * share)):
                    at = self._office.at((day + chance.random()) * DAY_SECONDS)
                    self._act(at, "issuer2", place, chance.choice(WORDS))

    def _after(self, at: datetime, least: float, most: float) -> datetime | None:
        """Return an instant so many office hours later; `None` where the run is over."""
        hours = self._chance.uniform(least, most)
        return self._office.at(self._office.spent(at) + hours * HOUR)

    def _between(self, since: datetime, until: datetime, share: float) -> datetime | None:
        first, last = self._office.spent(since), self._office.spent(until)
        at = self._office.at(first + 60 + max(last - first - 120, 0) * share)
        return at if at is not None and at < until else None

    def _by(self, task: Task, at: datetime | None, text: str) -> None:
        """Let the agency's first person type something, sometimes the second."""
        person = 1 if self._chance.random() < 0.8 else 2
        self._act(at, f"{task.agency.code}/{person}", "ir", text)

    def _act(self, at: datetime | None, who: str, place: str, text: str) -> None:
        if at is not None and at <= self.month.ends:
            self.month.acts.append(Act(at, who, place, text))
