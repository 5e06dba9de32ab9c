"""How patiently something that failed is tried again: one rule for all queues."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Retries:
    """The wait doubles from `first` up to `longest`.

    It ends after so many `attempts`, or when the next one would not be `within` this time of the
    beginning; a queue names at least one of the two.
    """

    first: timedelta
    longest: timedelta
    attempts: int | None = None
    within: timedelta | None = None

    def wait(self, attempts: int, chance: float = 1.0) -> timedelta:
        """Return how long to wait after so many attempts.

        Half of the wait is left to `chance`, a random number from 0 to 1, where many rows that
        failed together should not come back together.
        """
        doubled: int = 2 ** min(attempts - 1, 20)  # more would overflow, and `longest` is less
        return min(self.first * doubled, self.longest) * (0.5 + chance / 2)

    def next_at(
        self, attempts: int, since: datetime, now: datetime, chance: float = 1.0
    ) -> datetime | None:
        """Return when to try again what has waited since an instant; `None`: give it up."""
        at = now + self.wait(attempts, chance)
        spent = self.attempts is not None and attempts >= self.attempts
        late = self.within is not None and at >= since + self.within
        return None if spent or late else at
