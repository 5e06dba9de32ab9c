"""Figures for Prometheus: what this process counted, and what the database knows.

Queues and price are read from the tables, so that they are right whichever process did the work.
Anybody may ask: so only what waits or was given up is counted, which an index finds, and the counts
are kept for some seconds.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bot.calendar import office_calendar
from bot.deps import Deps
from domain.clock import AHEAD_AT_MOST
from domain.evidence import FileState
from domain.quota import WaitsFor
from domain.reminders.ledger import LedgerFault
from domain.spending import Spent, month_at
from models import evidence, inbox, outbox, quota
from models.outbox import spending, untold
from models.queue import DEAD, WAITING
from models.reminders import faults

KEPT_SECONDS = 5.0
UNSETTLED = (WAITING, DEAD)


class Metrics:
    """The figures of one app, in a registry of its own."""

    def __init__(self) -> None:
        """Start counting from zero."""
        self._registry = CollectorRegistry()
        self._turn = asyncio.Lock()
        self._read_at: float | None = None
        self.webhooks = self._counter("webhooks", "Webhooks answered.", "status")
        self.events = self._counter("webhook_events", "Webhook events received.", "fate")
        self._inbox = self._gauge("inbox_rows", "Events that wait or were given up.", "status")
        self._outbox = self._gauge("outbox_rows", "Requests, likewise.", "kind", "status")
        self._evidence = self._gauge("evidence_rows", "Evidence files, likewise.", "state")
        self._age = self._gauge("oldest_waiting_seconds", "Age of the oldest row.", "queue")
        self._held_back = self._gauge(
            "held_back_notices", "Due notices that the month has no room for."
        )
        self._faults = self._gauge("ledger_faults", "Faults of the ledger that stand.", "kind")
        self._quota = self._gauge("line_quota", "Messages a month; infinite when unlimited.")
        self._used = self._gauge("line_used", "Messages used this month, as LINE tells.")
        self._forecast = self._gauge("line_forecast", "Messages that the month will come to.")
        self._told = self._gauge("month_told", "Answers and notices this month.", "way", "cause")
        self._billed = self._gauge("month_billed", "Messages billed for them.", "way", "cause")
        self._saved = self._gauge("month_saved", "Messages saved by them.", "way", "cause")
        self._waiting = self._gauge("waiting_to_be_told", "Notices and requests.", "waits_for")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"saphan_{name}", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"saphan_{name}", text, labels, registry=self._registry)

    async def scrape(self, deps: Deps) -> bytes:
        """Return all figures as Prometheus text."""
        async with self._turn:  # who asks meanwhile is given what the first one finds
            if self._read_at is None or deps.monotonic() >= self._read_at + KEPT_SECONDS:
                await self._read(deps)
                self._read_at = deps.monotonic()
        return generate_latest(self._registry)

    async def _read(self, deps: Deps) -> None:
        """Let the gauges show what the database knows now."""
        now = deps.clock()
        async with deps.reading() as session:
            events = await inbox.queue.counts(session, UNSETTLED)
            requests = await outbox.counts(session, UNSETTLED)
            files = await evidence.queue.counts(session, (FileState.WAITING, FileState.FAILED))
            oldest = {
                name: await table.queue.oldest_waiting(session)
                for name, table in (("inbox", inbox), ("outbox", outbox), ("evidence", evidence))
            }
            calendar = await office_calendar(session, deps.settings, now)
            month = await quota.month_of(session, calendar)
            held_back = await untold.held_back(session, now)
            sums = await spending.of_month(session, month_at(now, deps.settings.timezone))
            waiting = await untold.by_reason(session, now)
            wrong = await faults.counts(session, now)
        self._show_month(sums, waiting)
        for gauge in (self._inbox, self._outbox, self._evidence):
            gauge.clear()  # or what is counted no longer would stay
        for status, number in events.items():
            self._inbox.labels(status).set(number)
        for (kind, status), number in requests.items():
            self._outbox.labels(kind, status).set(number)
        for state, number in files.items():
            self._evidence.labels(state).set(number)
        for name, since in oldest.items():
            self._age.labels(name).set(seconds_since(since, now) or 0)
        self._held_back.set(held_back)
        for kind in LedgerFault:
            self._faults.labels(kind).set(wrong.get(kind, 0))
        if month is not None:
            self._used.set(month.used)
            self._forecast.set(month.forecast)
            self._quota.set(float("inf") if month.limit is None else month.limit)

    def _show_month(self, sums: Sequence[Spent], waiting: Mapping[WaitsFor, int]) -> None:
        """Show what this month's messages went to, and what waits for what."""
        for gauge in (self._told, self._billed, self._saved):
            gauge.clear()  # a month begins with nothing
        for each in sums:
            self._told.labels(each.way, each.cause).set(each.told)
            self._billed.labels(each.way, each.cause).set(each.billed)
            self._saved.labels(each.way, each.cause).set(each.saved)
        for why in WaitsFor:
            self._waiting.labels(why).set(waiting.get(why, 0))


def seconds_since(instant: datetime | None, now: datetime) -> float | None:
    """Return the age of an instant in seconds; `None` for none.

    Negative where it was noted by a clock that was ahead by more than clocks may differ.
    """
    if instant is None:
        return None
    age = now - instant
    return age.total_seconds() if abs(age) > AHEAD_AT_MOST else max(0.0, age.total_seconds())
