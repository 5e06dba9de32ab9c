"""The part of the worker that fetches files and calls links, apart from inbox and outbox."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any

from bot.deps import Deps
from bot.evidence.answer import tell_due
from bot.evidence.fetch import erase_due, fetch_due
from bot.evidence.links import check_due, open_web
from bot.evidence.store import Files, open_files
from bot.line.content import open_content
from bot.loops import Look
from models import evidence
from models.evidence import link_checks
from models.queue import Queue
from models.work import Work


@asynccontextmanager
async def open_evidence(deps: Deps) -> AsyncIterator[list[tuple[Look, Work]]]:
    """Open what is needed for the time of the block; give what is to be done again and again.

    Beside each stands the kind of work that it is.
    """
    async with AsyncExitStack() as opened:
        files = opened.enter_context(open_files(deps.settings.files))
        line = await opened.enter_async_context(open_content(deps.settings))
        fetch = partial(fetch_due, deps, line, files)
        looks: list[tuple[Look, Work]] = [
            (partial(_work_off, deps, evidence.queue, fetch), Work.FILES),
            (partial(tell_due, deps), Work.FILES_TOLD),
            (partial(_erase, deps, files), Work.FILES_UNSENT),
        ]
        if deps.settings.check_links:
            web = await opened.enter_async_context(open_web())
            check = partial(check_due, deps, web)
            looks.append((partial(_work_off, deps, link_checks.queue, check), Work.LINKS))
        yield looks


async def _work_off(
    deps: Deps, queue: Queue[Any], deal: Callable[[], Awaitable[int]]
) -> datetime | None:
    """Deal with all that is due of a queue; return when something falls due next."""
    while await deal():
        pass
    async with deps.reading() as session:
        _, next_at = await queue.ahead(session, deps.clock())
        return next_at


async def _erase(deps: Deps, files: Files) -> None:
    await erase_due(deps, files)
