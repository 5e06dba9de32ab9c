"""One played month in figures: what it cost, by cause and way, and what became of all that was due.

Figures are plain values by name, so that a run of other code can hand them over as JSON.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from statistics import median
from typing import Any

from bench.month.account import disagreements, what_became
from bench.month.carrier import Sending, Way
from bench.month.due import Due, Kind
from bench.month.script import Month
from bench.month.seen import Judge, Outcome, Result, cause, everything_told
from bench.month.town import Town

Figures = dict[str, Any]
PERCENT_95 = 0.95
PROMPT, ANNOUNCED = timedelta(minutes=10), timedelta(minutes=15)
"""What is told so soon is told promptly; an announcement also within a tenth of its span."""


async def count(town: Town, month: Month, dues: Sequence[Due]) -> Figures:
    """Return the figures of a month that was played."""
    begun = month.office.begins
    sendings = [each for each in town.carrier.sendings if each.at >= begun]
    within = [each for each in sendings if each.at < month.counted_until]
    keys = {line_id: key for key, line_id in town.ids.items()}
    told = everything_told(sendings, keys)
    sitting = frozenset(agency.code for agency in town.agencies if town.in_ia(agency))
    judge = Judge(told, sitting, month.office.calendar)
    outcomes = judge.judge(dues)
    agencies = {at: [task.agency for task in tasks] for at, tasks in enumerate(month.issues, 1)}
    members = len(town.platform.people.groups[town.ids["ir"]].members)
    lost = [each for each in outcomes if each.result in (Result.NEVER, Result.TOO_LATE)]
    return {
        "issues": len(month.issues),
        "assignments": sum(map(len, month.issues)),
        "billed": sum(each.price for each in within),
        "billed by cause": _sum(within, lambda each: cause(each, keys[each.chat])),
        "billed by way": _sum(within, lambda each: each.way),
        "billed on the day after": sum(each.price for each in sendings) - _price(within),
        "billed by LINE": sum(line.price for line in town.platform.ledger),
        "naive": members * len({due.thing for due in dues}),
        "naive by cause": _naive(dues, members),
        "kinds": {kind: _kind(kind, outcomes) for kind in Kind},
        "lost": [f"{_name(each)}; {await what_became(town, each.due)}" for each in lost],
        "calls that LINE refused": dict(town.carrier.refused),
        "reminders that nobody owed": judge.unasked(agencies, month.counted_until),
        "passed deadlines told by the nag of the next morning": sum(
            each.by_nag for each in outcomes
        ),
        "reminders of the night needed no more as offices opened": sum(
            each.overnight for each in outcomes
        ),
        "pushes to the admin": sum(
            each.chat == town.ids["admin"] and each.way is Way.PRIVATE_PUSH for each in sendings
        ),
        "free replies": sum(each.price == 0 for each in within),
        **await disagreements(town, told),
    }


def _price(sendings: Iterable[Sending]) -> int:
    return sum(each.price for each in sendings)


def _sum(sendings: Iterable[Sending], by: Callable[[Sending], str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for each in sendings:
        found[str(by(each))] += each.price
    return dict((+found).most_common())


def _naive(dues: Iterable[Due], members: int) -> dict[str, int]:
    """Price a bot that pushes each thing to its group at once."""
    found = Counter(str(kind) for kind, _ in {(due.kind, due.thing) for due in dues})
    return {kind: times * members for kind, times in found.most_common()}


def _kind(kind: Kind, outcomes: Iterable[Outcome]) -> Figures:
    mine = [each for each in outcomes if each.due.kind is kind]
    told = (each.late for each in mine if each.result is Result.IN_TIME)
    late = sorted(max(each.total_seconds(), 0) / 60 for each in told)
    results, ways = Counter(each.result for each in mine), Counter(each.way for each in mine)
    return {
        "due": len(mine),
        **{str(result): results[result] for result in Result},
        "ways": {str(way): times for way, times in ways.most_common() if way},
        "minutes": [round(median(late), 1), round(_p95(late), 1), round(late[-1], 1)]
        if late
        else [],
        "prompt": round(100 * sum(map(_is_prompt, mine)) / len(mine)) if mine else 100,
    }


def _is_prompt(outcome: Outcome) -> bool:
    due = outcome.due
    limit = PROMPT
    if due.kind is Kind.ANNOUNCEMENT and due.deadline is not None:
        limit = max(ANNOUNCED, (due.deadline - due.at) / 10)
    return outcome.result is Result.IN_TIME and -PROMPT <= outcome.late <= limit


def _p95(rising: Sequence[float]) -> float:
    return rising[min(int(PERCENT_95 * len(rising)), len(rising) - 1)]


def _name(outcome: Outcome) -> str:
    due = outcome.due
    agency = due.agency.code if due.agency else ""
    ends = "".join(
        f", {what} {at:%d %b %H:%M}"
        for what, at in (("of use until", due.latest), ("needed until", due.until))
        if at
    )
    return f"{outcome.result}: {due.kind} #{due.issue} {agency} {due.at:%d %b %H:%M}{ends}"
