"""The month is played: from moment to moment, as people type and as the program's tables tell."""

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from bench.month.office import Office
from bench.month.script import Act, Month
from bench.month.town import Town

LOOK_AGAIN = timedelta(seconds=11)
"""A deadline settles for ten seconds before it is told (rule T4)."""
TYPED_AGAIN = timedelta(minutes=3)
NOT_SHOWN = "is not accepted yet. Please read what is shown here first"
"""What judges are answered who have not been shown a report: they read it, and type it again."""
IN_OFFICE, OUTSIDE = timedelta(minutes=30), timedelta(hours=1)
"""How often the program has a turn at which its tables expect nothing."""


async def play(town: Town, month: Month) -> None:
    """Play a month to its end, from its first morning on."""
    order = count()
    acts = [(act.at, next(order), act) for act in month.acts]
    heapq.heapify(acts)
    turns = _now_and_then(month.office)
    expected, again = next(turns), month.ends
    due, settles = await town.next_due()
    while True:
        at = min(acts[0][0] if acts else month.ends, expected, again, due)
        if at >= month.ends:
            return
        town.platform.clock.set(at)
        heard = town.heard
        while acts and acts[0][0] <= at:
            act = heapq.heappop(acts)[2]
            if await _types(town, act):
                later = Act(at + TYPED_AGAIN, act.who, act.place, act.text)
                heapq.heappush(acts, (later.at, next(order), later))
        turns_now = at in (expected, again, due)
        if turns_now:
            await town.turn()
        if at == due and settles:
            again = at + LOOK_AGAIN
        elif at == again:
            again = month.ends
        while expected <= at:
            expected = next(turns, month.ends)
        if turns_now or heard != town.heard:  # talk changes nothing
            due, settles = await town.next_due()


async def _types(town: Town, act: Act) -> bool:
    """Let somebody type; return whether it must be typed again."""
    before = len(town.carrier.sendings)
    town.says(act.who, act.place, act.text)
    await town.deliver()
    if not await town.listen():
        return False
    await town.work()
    answers = town.carrier.sendings[before:]
    return any(NOT_SHOWN in text for answer in answers for text in answer.texts)


def _now_and_then(office: Office) -> Iterator[datetime]:
    at = office.begins
    while at < office.closes(-1):
        yield at
        local = at.astimezone(office.calendar.tz)
        working = local.date() in office.days and 6 <= local.hour < 21
        at += IN_OFFICE if working else OUTSIDE
