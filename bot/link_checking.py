"""Looking whether the links of issues and reports live, each of them once. Rule F7."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from bot.deps import Deps
from bot.links import Refused, Unreachable, Web
from models import link_checks
from models.link_checks import LinkCheck, LinkState

AT_ONCE = 4
LEASE = timedelta(minutes=2)
ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=10)

log = logging.getLogger(__name__)


async def check_due(deps: Deps, web: Web) -> int:
    """Call the links that are due, some at once; return how many were called."""
    now = deps.clock()
    async with deps.reading() as session:
        if not await link_checks.is_due(session, now):
            return 0
    async with deps.sessions.begin() as session:
        rows = await link_checks.claim(session, now, lease=LEASE, limit=AT_ONCE)
    async with asyncio.TaskGroup() as calls:
        for row in rows:
            calls.create_task(_check(deps, web, row))
    return len(rows)


async def _check(deps: Deps, web: Web, row: LinkCheck) -> None:
    """Call one link and note what was found; what may pass is tried again."""
    try:
        seen = await web.visit(row.url)
    except Refused as error:
        values = _found(LinkState.REFUSED, reason=str(error))
    except Unreachable as error:
        values = _found(LinkState.UNREACHABLE, reason=str(error))
    except Exception:  # a stranger's page must not end the worker
        log.exception("a link could not be checked", extra={"link_check_id": row.id})
        values = _found(LinkState.UNREACHABLE, reason="not understood")
    else:
        state = LinkState.ALIVE if seen.status < 400 else LinkState.BROKEN
        values = _found(state, status=seen.status, final_url=seen.url, title=seen.title)
    now = deps.clock()
    passing = values["state"] is LinkState.UNREACHABLE or (values.get("status") or 0) >= 500
    if passing and row.attempts < ATTEMPTS:
        values |= {"state": LinkState.WAITING, "next_attempt_at": now + RETRY_AFTER}
    async with deps.sessions.begin() as session:
        await link_checks.settle(session, row, **values, checked_at=now)


def _found(state: LinkState, **values: Any) -> dict[str, Any]:
    return {"state": state, "reason": "", **values}
