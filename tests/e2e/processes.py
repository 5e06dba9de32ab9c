"""Processes that run a `saphan` command until they are told to end, or are killed.

They are forked; `rig.run` starts one the long way.
"""

import asyncio
import os
import re

from bench.forked import FORKS, fork

PATIENCE_SECONDS = 90.0
"""Long enough for a busy machine; reached only where a test fails."""


class Process:
    """A `saphan` command in a process of its own."""

    def __init__(self, running, out, err):
        self._running, self._out = running, out
        self._tail = asyncio.create_task(self._read(err))
        self._address = asyncio.get_running_loop().create_future()
        self.told = []

    async def _read(self, err):
        async for line in err:
            self.told.append(line.decode())
            found = re.search(r"Uvicorn running on (http://\S+)", self.told[-1])
            if found and not self._address.done():
                self._address.set_result(found[1])

    async def address(self):
        """Wait until it listens; gives where."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._address

    async def printed_address(self):
        """Wait until its standard output names an address; gives it, and the lines before it."""
        before = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for line in self._out:
                if found := re.search(r"http://\S+", line.decode()):
                    return found[0], before
                before.append(line.decode())
        raise AssertionError(f"it ended without an address: {self.told}")

    async def kill(self):
        """End it as a power cut would, if it has not ended."""
        self._running.kill()
        await self.ended()

    async def stop(self):
        """Ask it to end in good order; gives the exit code."""
        self._running.terminate()
        return await self.ended()

    async def ended(self):
        """Wait until it has ended; gives the exit code."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._tail
            await asyncio.to_thread(self._running.join)
        return self._running.exitcode


async def start(*words, settings, folder):
    """Start `saphan` with these words; `folder` holds no `.env`."""
    pipes = [FORKS.Pipe(duplex=False) for _ in range(2)]
    streams = [writing for _, writing in pipes]
    process = fork(words, {**os.environ, **settings}, folder, *streams)
    for stream in streams:
        stream.close()
    return Process(process, *[await _reader(reading) for reading, _ in pipes])


async def _reader(reading):
    """Read what comes out of a pipe in the running loop."""
    reader = asyncio.StreamReader()
    file = os.fdopen(os.dup(reading.fileno()), "rb", buffering=0)
    reading.close()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), file
    )
    return reader
