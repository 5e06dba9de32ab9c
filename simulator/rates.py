"""Rate limits: one token bucket per endpoint, in simulated time [R §rate-limits]."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from simulator.errors import Refused

RATE_LIMIT_EXCEEDED = "The API rate limit has been exceeded. Try again later."


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


ORDINARY = Rate(2000, 1)
HOURLY = Rate(60, 3600)


@dataclass
class _Bucket:
    left: float
    filled_at: datetime


class Rates:
    """The buckets of one channel; `limits` overrides the documented rate of an operation."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Start with full buckets."""
        self._now = now
        self._buckets: dict[str, _Bucket] = {}
        self.limits: dict[str, Rate] = {}

    def take(self, operation: str, documented: Rate) -> None:
        """Take one request from the bucket; raises Refused 429 when it is empty."""
        rate, now = self.limits.get(operation, documented), self._now()
        bucket = self._buckets.setdefault(operation, _Bucket(rate.requests, now))
        elapsed = max((now - bucket.filled_at).total_seconds(), 0)
        refilled = bucket.left + elapsed * rate.requests / rate.seconds
        bucket.left, bucket.filled_at = min(refilled, rate.requests), now
        if bucket.left < 1:
            raise Refused(429, RATE_LIMIT_EXCEEDED, rule="rate limit exceeded")
        bucket.left -= 1
