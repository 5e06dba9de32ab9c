"""The part of the worker that fetches files and calls links, apart from inbox and outbox.

What is on its way when the process ends is dropped and fetched again: the lease runs out.
"""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from bot.deps import Deps
from bot.evidence.answer import tell_due
from bot.evidence.fetch import erase_due, fetch_due
from bot.evidence.links import check_due, open_web
from bot.evidence.store import Files, open_files
from bot.line.content import LineContent, open_content
from bot.rounds import keep_doing


async def run_evidence(deps: Deps, stop: asyncio.Event) -> None:
    """Work until `stop` is set."""
    async with AsyncExitStack() as opened:
        files = opened.enter_context(open_files(deps.settings.files))
        line = await opened.enter_async_context(open_content(deps.settings))
        works = [partial(_fetch, deps, line, files), partial(tell_due, deps)]
        if deps.settings.check_links:
            web = await opened.enter_async_context(open_web())
            works.append(partial(check_due, deps, web))
        loops = [asyncio.create_task(keep_doing(deps, stop, work)) for work in works]
        try:
            await stop.wait()
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)


async def _fetch(deps: Deps, line: LineContent, files: Files) -> int:
    done = await fetch_due(deps, line, files) + await erase_due(deps, files)
    if done:
        deps.bell.ring()
    return done
