"""The part of the worker that fetches files and calls links, apart from inbox and outbox."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from bot.deps import Deps
from bot.evidence.answer import tell_due
from bot.evidence.fetch import erase_due, fetch_due
from bot.evidence.links import check_due, open_web
from bot.evidence.store import Files, open_files
from bot.line.content import LineContent, open_content


@asynccontextmanager
async def open_evidence(deps: Deps) -> AsyncIterator[list[Callable[[], Awaitable[int]]]]:
    """Open what is needed for the time of the block; give what is to be done again and again."""
    async with AsyncExitStack() as opened:
        files = opened.enter_context(open_files(deps.settings.files))
        line = await opened.enter_async_context(open_content(deps.settings))
        works = [partial(_fetch, deps, line, files), partial(tell_due, deps)]
        if deps.settings.check_links:
            web = await opened.enter_async_context(open_web())
            works.append(partial(check_due, deps, web))
        yield [*works]


async def _fetch(deps: Deps, line: LineContent, files: Files) -> int:
    done = await fetch_due(deps, line, files) + await erase_due(deps, files)
    if done:
        deps.loops.wake()
    return done
