"""Waiting over HTTP: the event stream, the long poll for messages, and "all delivered"."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from starlette.requests import Request
from starlette.responses import StreamingResponse

from simulator.model.chats import ChatEntry
from simulator.model.platform import Platform
from simulator.model.updates import wait_for

router = APIRouter()
LONGEST_WAIT_SECONDS = 300.0
# A comment this often keeps the stream open through proxies.
_HEARTBEAT_SECONDS = 15.0


async def platform_of(request: Request) -> Platform:
    """Return the platform behind an app."""
    platform: Platform = request.app.state.platform
    return platform


PlatformDep = Annotated[Platform, Depends(platform_of)]
After = Annotated[int, Query(ge=0)]
Wait = Annotated[float, Query(ge=0, le=LONGEST_WAIT_SECONDS)]


@router.get("/chats/{chat}/messages", response_model=None)
async def messages(
    platform: PlatformDep, chat: str, after: After = 0, sender: str = "", wait: Wait = 0
) -> list[ChatEntry]:
    """Give a chat's entries with an id greater than `after`, oldest first.

    With `wait` (real seconds), answer as soon as there is one, or an empty list after that time.
    `sender` is a user id or `bot`.
    """
    platform.chat_name(chat)
    return await wait_for(
        platform.updates, lambda: platform.chats.entries(chat, str(after), sender), seconds=wait
    )


@router.get("/webhooks/idle")
async def idle(platform: PlatformDep, wait: Wait = 0) -> dict[str, bool]:
    """Tell whether every due webhook has been answered; wait for it so long (real seconds)."""
    return {"idle": await wait_for(platform.updates, lambda: platform.webhooks.idle, seconds=wait)}


@router.get("/events")
async def events(
    platform: PlatformDep,
    after: After | None = None,
    last_event_id: Annotated[int | None, Header()] = None,
) -> StreamingResponse:
    """Stream updates as server-sent events, from now on or after a number already seen."""
    seen = last_event_id if after is None else after
    start = platform.updates.last if seen is None else seen
    return StreamingResponse(_stream(platform, start), media_type="text/event-stream")


async def _stream(platform: Platform, seen: int) -> AsyncIterator[str]:
    yield ": connected\n\n"
    while True:
        fresh = await wait_for(
            platform.updates, partial(platform.updates.after, seen), seconds=_HEARTBEAT_SECONDS
        )
        for update in fresh:
            seen = update.number
            detail = json.dumps(update.detail)
            yield f"id: {update.number}\nevent: {update.kind}\ndata: {detail}\n\n"
        if not fresh:
            yield ": still here\n\n"
