"""The simulated clock: it may run with real time or stand still, and it can be moved."""

from datetime import UTC, datetime, timedelta

from simulator.model.errors import CannotDo

EARLIEST, LATEST = 2000, 2999
"""The years in which everything works: zones, the Buddhist era, identifiers that carry a time."""
MOST_SECONDS = 1000 * 366 * 24 * 3600.0
"""More than any step between them."""

_YEARS = f"The clock goes from the year {EARLIEST} to the year {LATEST}."


def utc_now() -> datetime:
    """Return the real time, aware UTC."""
    return datetime.now(UTC)


def possible(at: datetime) -> datetime:
    """Return an instant of the clock in UTC; raises CannotDo for one that it cannot show."""
    if at.tzinfo is None:
        raise CannotDo("An instant needs an offset, such as +07:00.")
    if not EARLIEST <= at.year <= LATEST:
        raise CannotDo(_YEARS)
    return at.astimezone(UTC)


class SimulatedClock:
    """A movable clock; calling it gives the simulated time, aware UTC."""

    def __init__(self, at: datetime | None = None, *, running: bool = True) -> None:
        """Start at `at` (default: the real time); with `running` false it moves only by hand."""
        self._running = running
        self._origin = utc_now()
        self._at = possible(at or self._origin)

    def __call__(self) -> datetime:
        """Return the simulated time, aware UTC."""
        return self._at + (utc_now() - self._origin) if self._running else self._at

    @property
    def running(self) -> bool:
        """Whether the clock moves along with real time."""
        return self._running

    def as_json(self) -> dict[str, str | bool]:
        """Return the time in ISO form, and whether it runs, for the control API."""
        return {"now": self().isoformat(), "running": self._running}

    def run(self, running: bool) -> None:
        """Let the clock run from now on, or stand still."""
        self.set(self())
        self._running = running

    def advance(self, by: timedelta) -> None:
        """Move the clock forward; raises CannotDo for a negative step, or one too far."""
        if by < timedelta(0):
            raise CannotDo("A clock is advanced forward only.")
        if by.total_seconds() > MOST_SECONDS:
            raise CannotDo(_YEARS)
        self.set(self() + by)

    def set(self, at: datetime) -> None:
        """Set the clock to an aware instant; raises CannotDo for another year, or a naive one."""
        self._at, self._origin = possible(at), utc_now()
