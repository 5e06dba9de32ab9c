"""Photographs of the town: what many cases begin with is played once on each kind of database.

A case with a `town`, or with a history of its module on top of it, begins with copies of the
database and of LINE as they stood then. Only the web application is started anew, as the program
is by a restart.
"""

import io
import pickle
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from models.database import close_engine

SETTLED = "town"
HISTORIES = {}
"""The name of the fixture that plays a history, by module."""


def history(play):
    """Make a fixture of what is played in a `town` before many cases of its module.

    `play` gives the town or plain values, and so does the fixture.
    """
    HISTORIES[play.__module__] = play.__name__

    async def begun(town, album):
        return await album.begin(town, play)

    begun.__doc__ = play.__doc__
    return pytest.fixture(name=play.__name__)(begun)


@dataclass(frozen=True)
class Photograph:
    """A town at rest: a database to be copied, and the rest of it."""

    database: Path | str
    at: datetime
    kept: bytes

    def rest(self, clock, town=None):
        """Platform, people, chats, what they have read, calls, and what the history gave."""
        clock.set(self.at)
        return _Loading(io.BytesIO(self.kept), {"clock": clock, "town": town}).load()


class Album:
    """The photographs on one kind of database, and the one that a case begins with."""

    def __init__(self, photographs, case, copy):
        self._photographs, self._copy = photographs, copy
        played = HISTORIES.get(case.module.__name__)
        with_history = played in case.fixturenames
        self._wanted = f"{case.module.__name__}.{played}" if with_history else SETTLED
        self.first = photographs.get(self._wanted) or photographs.get(SETTLED)

    async def begin(self, town, play):
        """Give what a history gives; it is played if there is no photograph of it yet."""
        if self._wanted in self._photographs:
            return self.first.rest(town.platform.clock, town)[-1]
        given = await play(town)
        await self.take(self._wanted, town, given)
        return given

    async def take(self, name, town, given=None):
        """Photograph a town in which all work is done; the case goes on with it."""
        await close_engine(town.deps.engine)
        database = await self._copy(f"photograph_{len(self._photographs)}")
        rest = (town.platform, town.people, town.chats, town._read, town.carrier.calls, given)
        file = io.BytesIO()
        _Saving(file, {id(town.platform.clock): "clock", id(town): "town"}).dump(rest)
        self._photographs[name] = Photograph(database, town.now, file.getvalue())


class _Saving(pickle.Pickler):
    """Writes down by name what is not copied: the clock that all fixtures share, and the town."""

    def __init__(self, file, names):
        super().__init__(file)
        self._names = names

    def persistent_id(self, each):
        return self._names.get(id(each))


class _Loading(pickle.Unpickler):
    def __init__(self, file, alive):
        super().__init__(file)
        self._alive = alive

    def persistent_load(self, name):
        return self._alive[name]
