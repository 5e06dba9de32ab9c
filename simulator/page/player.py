"""Playing scenarios on the page: one at a time, step by step or all at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from simulator.control.client import SimulatorClient, SimulatorError
from simulator.model.errors import CannotDo, sentence
from simulator.model.platform import Platform
from simulator.model.updates import wait_for
from simulator.scenarios.play import LONGEST_QUIET_SECONDS, Missed, play, set_up
from simulator.scenarios.scenario import Scenario, Step, listed, parse, read, readable

Quiet = Callable[[], Awaitable[None]]


@dataclass
class Player:
    """The scenario that is being played: how far it has come, and what was missed at each step.

    `values` are what its texts speak of, such as issue numbers, as far as they are known. `quiet`
    waits until the bot is done; without it, until every webhook has been answered.
    """

    platform: Platform
    quiet: Quiet | None = None
    added: dict[str, Scenario] = field(default_factory=dict)
    scenario: Scenario | None = None
    missed: list[list[Missed]] = field(default_factory=list)
    busy: bool = False
    error: str = ""
    values: dict[str, str] = field(default_factory=dict)
    _steps: AsyncIterator[tuple[Step, list[Missed]]] | None = None
    _client: SimulatorClient | None = None
    _task: asyncio.Task[None] | None = None
    _ran: bool = False

    def scenarios(self) -> list[Scenario]:
        """Return what can be played here: those that come along, then those that were added."""
        prepared = [read(name) for name in listed()]
        return [each for each in prepared if each.enrolled] + list(self.added.values())

    def add(self, name: str, text: str) -> None:
        """Take a scenario along; raises CannotDo for one that cannot be read."""
        try:
            self.added[name] = parse(name, text)
        except ValueError as fault:
            raise CannotDo(str(fault)) from fault
        self._changed()

    @property
    def finished(self) -> bool:
        """Whether all steps were played."""
        return self.scenario is not None and len(self.missed) == len(self.scenario.steps)

    def told(self, step: Step) -> str:
        """Return what is said at a step, with the numbers that are known."""
        return readable(step.text.strip(), self.values)

    async def start(self, name: str, base_url: str, *, all_steps: bool) -> None:
        """Play the next step of a scenario, or all that are left; a finished one begins anew.

        Returns at once: the steps are played in the background. Raises CannotDo.
        """
        if self.busy:
            raise CannotDo("A day is being played.")
        if self.scenario is None or self.scenario.name != name or self.finished:
            await self.stop()
            found = [each for each in self.scenarios() if each.name == name]
            if not found:
                raise CannotDo(f"There is no day {name!r}.")
            self.scenario, self.missed = found[0].not_before(self.platform.clock()), []
            self.values = {}
        self.busy, self.error = True, ""
        self._changed()
        self._task = asyncio.create_task(self._play(base_url, all_steps))

    async def stop(self) -> None:
        """Forget the scenario that is being played; the clock runs on if it did before."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._end()
        self.scenario, self.missed = None, []
        self._changed()

    async def _play(self, base_url: str, all_steps: bool) -> None:
        try:
            if self._steps is None:
                self._steps = await self._begin(base_url)
            async for _, missed in self._steps:
                self.missed.append(missed)
                self._changed()
                if not all_steps:
                    break
        except Exception as fault:  # a recorded day may hold anything
            told = isinstance(fault, SimulatorError)
            self.error = str(fault) if told else sentence("The day ended", fault)
            await self._end()
        finally:
            self.busy = False
            if self.finished:
                await self._end()
            self._changed()

    async def _begin(self, base_url: str) -> AsyncIterator[tuple[Step, list[Missed]]]:
        assert self.scenario is not None
        self._client, self._ran = SimulatorClient(base_url), self.platform.clock.running
        stage = await set_up(self._client, self.scenario)
        stage.quiet, stage.values = self.wait_until_quiet, self.values
        return play(self.scenario, stage)

    async def wait_until_quiet(self) -> None:
        """Wait until the bot is done, but not for ever: during an outage it never is.

        The clock is moved between its acts: an answer on its way would lose its reply token.
        """
        if self.quiet is None:
            webhooks = self.platform.webhooks
            await wait_for(self.platform.updates, lambda: webhooks.idle, LONGEST_QUIET_SECONDS)
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self.quiet(), LONGEST_QUIET_SECONDS)

    async def _end(self) -> None:
        client, self._client, self._steps = self._client, None, None
        if client is not None:
            await client.aclose()
            self.platform.clock.run(self._ran)
            self.platform.clock_moved()

    def _changed(self) -> None:
        self.platform.updates.add("scenario")
