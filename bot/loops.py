"""How the loops of this process rest, and what wakes them: work that falls due, or the end."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from models.work import Left, Work

Look = Callable[[], Awaitable[datetime | None]]
"""Does what is due; returns when to look again as far as is known, which may be at once."""


async def pause(event: asyncio.Event, seconds: float) -> None:
    """Wait until an event is set, for so many seconds at most."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


class Listener:
    """What one loop rests with: it hears of its kinds of work, and when they fall due.

    `changed` is set when it has heard what may end a rest.
    """

    def __init__(self, heard: Collection[Work], clock: Callable[[], datetime]) -> None:
        """Begin with nothing due, by a clock."""
        self._heard, self._clock = heard, clock
        self._due: datetime | None = None
        self._at_once = False
        self.changed = asyncio.Event()

    def clear(self) -> None:
        """Forget what was heard: whoever looks from now on sees it."""
        self._due, self._at_once = None, False

    def tell(self, left: Left) -> None:
        """Hear of work that was left."""
        for work in self._heard:
            if (at := left.get(work)) is not None and (self._due is None or at < self._due):
                self._due = at
                self.changed.set()

    def wake(self) -> None:
        """End the rest at once."""
        self._at_once = True
        self.changed.set()

    async def rest(self, until: datetime | None, at_most: float) -> None:
        """Rest until an instant, or until what was heard since it was cleared falls due.

        At most so many seconds, by no clock that can be set.
        """
        loop = asyncio.get_running_loop()
        ends = loop.time() + at_most
        while not self._at_once:
            known = [each for each in (until, self._due) if each is not None]
            seconds = ends - loop.time()
            if known:
                seconds = min(seconds, (min(known) - self._clock()).total_seconds())
            if seconds <= 0:
                return
            self.changed.clear()
            await pause(self.changed, seconds)


class Loops:
    """Wakes those loops of this process for which work was left, when it falls due.

    `name` tells this process from others; `look_every` is after how many seconds a loop looks for
    itself.
    """

    def __init__(self, clock: Callable[[], datetime], look_every: float) -> None:
        """Begin without a listener."""
        self.name, self.look_every = uuid.uuid4().hex, look_every
        self._clock = clock
        self._listeners: set[Listener] = set()

    def tell(self, left: Left) -> None:
        """Let the loops hear of work that was left; who is busy will see it."""
        for listener in self._listeners:
            listener.tell(left)

    def wake(self, work: Work) -> None:
        """Let the loops of a kind of work look at once."""
        self.tell({work: self._clock()})

    def wake_all(self) -> None:
        """Let all loops look at once: anything may wait, or they are to end."""
        for listener in self._listeners:
            listener.wake()

    @contextmanager
    def listener(self, *works: Work) -> Iterator[Listener]:
        """Give a loop what it rests with, for its kinds of work."""
        listener = Listener(works, self._clock)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.remove(listener)
