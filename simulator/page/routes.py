"""The page's addresses: `/`, the pieces that it fetches again, and its own few acts."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from simulator.control.updates import PlatformDep
from simulator.model.errors import Impossible
from simulator.model.platform import Platform
from simulator.page import scenarios, views
from simulator.page.clock import Jump
from simulator.page.rendering import Look, Page, look_of, render
from simulator.page.words import word

router = APIRouter(include_in_schema=False)
STATIC = Path(__file__).parent / "static"
Looked = Annotated[Look, Depends(look_of)]


def add_page(app: FastAPI, platform: Platform, jumps: Sequence[Jump]) -> None:
    """Add the page to the simulator's app."""
    app.state.page = Page(platform, jumps, app.state.player)
    app.include_router(router)
    app.include_router(scenarios.router)
    app.mount("/page/static", StaticFiles(directory=STATIC), name="static")


@router.get("/")
async def whole(request: Request, platform: PlatformDep, look: Looked) -> Response:
    """Give the whole page."""
    base = str(request.base_url).rstrip("/")
    return render(request, "page.html", phones=views.phones(platform, look.chosen), base=base)


@router.get("/page/phones/{number}")
async def phone(request: Request, platform: PlatformDep, look: Looked, number: int) -> Response:
    """Give one phone, nothing where there is none."""
    found = [each for each in views.phones(platform, look.chosen) if each.number == number]
    return render(request, "phone.html", phone=found[0]) if found else Response(status_code=204)


@router.get("/page/chats/{chat}/entries")
async def entries(
    request: Request, platform: PlatformDep, chat: str, seen_by: str = "", after: str = "0"
) -> Response:
    """Give a chat's entries after a message id."""
    platform.chat_name(chat)
    found = views.entries(platform, chat, seen_by, after if after.isdecimal() else "0")
    return render(request, "entries.html", entries=found)


@router.get("/page/entries/{message}")
async def entry(
    request: Request, platform: PlatformDep, message: str, seen_by: str = ""
) -> Response:
    """Give one entry."""
    return render(request, "entries.html", entries=[views.entry(platform, message, seen_by)])


@router.get("/page/clock")
async def clock(request: Request) -> Response:
    """Give the clock and its buttons."""
    return render(request, "clock.html")


@router.get("/page/conditions")
async def conditions(request: Request) -> Response:
    """Give the quota and the switches of LINE's conditions."""
    return render(request, "conditions.html")


@router.get("/page/ledger")
async def ledger(request: Request) -> Response:
    """Give the newest API calls."""
    return render(request, "ledger.html")


@router.get("/page/settings")
async def settings(request: Request) -> Response:
    """Give what another bot needs to know, and the forms that set a stage."""
    return render(request, "settings.html", base=str(request.base_url).rstrip("/"))


@router.get("/page/delivery")
async def delivery(request: Request) -> Response:
    """Give how the last webhook was answered."""
    return render(request, "delivery.html")


@router.post("/page/jumps/{number}")
async def jump(
    platform: PlatformDep, look: Looked, request: Request, number: int
) -> dict[str, str]:
    """Move the clock to where a jump leads, never backward."""
    await request.app.state.player.calm()
    jumps = request.app.state.page.jumps
    at = await jumps[number].instant() if 0 <= number < len(jumps) else None
    if at is None or at <= platform.clock():
        raise Impossible(word(look.language, "nothing_ahead"))
    platform.clock.set(at)
    platform.updates.add("clock", **platform.clock.as_json())
    return {"now": at.isoformat()}


@router.post("/page/advance/{seconds}")
async def advance(platform: PlatformDep, request: Request, seconds: int) -> dict[str, Any]:
    """Move the clock forward by so many seconds, once the bot is done with what was said."""
    await request.app.state.player.calm()
    platform.clock.advance(timedelta(seconds=seconds))
    platform.updates.add("clock", **platform.clock.as_json())
    return platform.clock.as_json()
