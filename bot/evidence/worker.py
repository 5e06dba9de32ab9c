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
from models.evidence import Evidence
from models.link_checks import LinkCheck
from models.tables import Model

Work = Callable[[], Awaitable[int]]
"""Does what is due, and returns how much it was."""


@asynccontextmanager
async def open_evidence(deps: Deps) -> AsyncIterator[list[tuple[Work, type[Model]]]]:
    """Open what is needed for the time of the block; give what is to be done again and again.

    Beside each stands the table whose rows it deals with.
    """
    async with AsyncExitStack() as opened:
        files = opened.enter_context(open_files(deps.settings.files))
        line = await opened.enter_async_context(open_content(deps.settings))
        works: list[tuple[Work, type[Model]]] = [
            (partial(_fetch, deps, line, files), Evidence),
            (partial(tell_due, deps), Evidence),
        ]
        if deps.settings.check_links:
            web = await opened.enter_async_context(open_web())
            works.append((partial(check_due, deps, web), LinkCheck))
        yield works


async def _fetch(deps: Deps, line: LineContent, files: Files) -> int:
    done = await fetch_due(deps, line, files) + await erase_due(deps, files)
    if done:
        deps.loops.wake(Evidence)
    return done
