"""The stream of what happened, and waiting for it instead of sleeping."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Update:
    """One happening; `kind` is such as `message`, `edit`, `unsend`, `ledger`, `clock`."""

    number: int
    kind: str
    detail: dict[str, Any]


class Updates:
    """An append-only list of updates, oldest first, the last 20,000 kept."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._kept: deque[Update] = deque(maxlen=_KEPT)
        self._listeners: list[Callable[[], None]] = []

    def add(self, kind: str, **detail: Any) -> None:
        """Record a update and wake whoever waits."""
        self._kept.append(Update(next(self._numbers), kind, detail))
        for listener in list(self._listeners):
            listener()

    def after(self, number: int) -> list[Update]:
        """Return the updates with a greater number, oldest first."""
        return [update for update in self._kept if update.number > number]

    @property
    def last(self) -> int:
        """The number of the newest update, 0 at the start."""
        return self._kept[-1].number if self._kept else 0

    @contextmanager
    def listening(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call `listener` after each update while the block runs."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)


Found = TypeVar("Found")


async def wait_for(updates: Updates, look: Callable[[], Found], seconds: float) -> Found:
    """Return what `look` finds as soon as it is true, or what it gives after `seconds`."""
    happened = asyncio.Event()
    deadline = asyncio.get_running_loop().time() + seconds
    with updates.listening(happened.set):
        while not (found := look()):
            left = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(happened.wait(), max(left, 0))
            except TimeoutError:
                return look()
            happened.clear()
    return found
