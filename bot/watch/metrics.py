"""Figures for Prometheus: what this process counted, and what the database knows.

Queues, sends and price are read from the tables at each scrape, so that they are right whichever
process did the work.
"""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bot.deps import Deps
from models import evidence, inbox, outbox, usage


class Metrics:
    """The figures of one app, in a registry of its own."""

    def __init__(self) -> None:
        """Start counting from zero."""
        self._registry = CollectorRegistry()
        self.webhooks = self._counter("webhooks", "Webhooks answered.", "status")
        self.events = self._counter("webhook_events", "Webhook events received.", "fate")
        self._inbox = self._gauge("inbox_rows", "Events in the inbox.", "status")
        self._outbox = self._gauge("outbox_rows", "Requests to LINE.", "kind", "status")
        self._evidence = self._gauge("evidence_rows", "Evidence files.", "state")
        self._age = self._gauge("oldest_waiting_seconds", "Age of the oldest row.", "queue")
        self._quota = self._gauge("line_quota", "Messages a month; infinite when unlimited.")
        self._used = self._gauge("line_used", "Messages used this month, as LINE tells.")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"saphan_{name}", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"saphan_{name}", text, labels, registry=self._registry)

    async def scrape(self, deps: Deps) -> bytes:
        """Return all figures as Prometheus text."""
        now = deps.clock()
        async with deps.reading() as session:
            for status, number in (await inbox.queue.counts(session)).items():
                self._inbox.labels(status).set(number)
            for (kind, status), number in (await outbox.counts(session)).items():
                self._outbox.labels(kind, status).set(number)
            for state, number in (await evidence.queue.counts(session)).items():
                self._evidence.labels(state).set(number)
            for name, table in (("inbox", inbox), ("outbox", outbox), ("evidence", evidence)):
                since = await table.queue.oldest_waiting(session)
                self._age.labels(name).set(seconds_since(since, now) or 0)
            spent = await usage.quota(session)
        if spent is not None:
            self._used.set(spent.used)
            self._quota.set(float("inf") if spent.quota is None else spent.quota)
        return generate_latest(self._registry)


def seconds_since(instant: datetime | None, now: datetime) -> float | None:
    """Return the age of an instant in seconds, never negative; `None` for none."""
    return None if instant is None else max(0.0, (now - instant).total_seconds())
