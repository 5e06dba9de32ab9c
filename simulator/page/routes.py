"""The page's addresses: `/`, the pieces that it fetches again, the clock's buttons, scenarios."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from simulator.control.updates import PlatformDep
from simulator.model.errors import CannotDo
from simulator.page import views
from simulator.page.clock import BANGKOK, Jump
from simulator.page.player import Player
from simulator.page.rendering import language_of, render
from simulator.page.words import word
from simulator.scenarios.transcript import recorded

router = APIRouter(include_in_schema=False)
STATIC = Path(__file__).parent / "static"
MOST_SCENARIO_BYTES = 1024 * 1024
"""A recorded scenario is text; a larger file is something else."""


async def player_of(request: Request) -> Player:
    """Return the player behind an app."""
    player: Player = request.app.state.player
    return player


PlayerDep = Annotated[Player, Depends(player_of)]


def add_page(app: FastAPI, player: Player, jumps: Sequence[Jump]) -> None:
    """Add the page to the simulator's app."""
    app.state.player, app.state.jumps = player, jumps
    app.include_router(router)
    app.mount("/page/static", StaticFiles(directory=STATIC), name="static")


@router.get("/")
async def whole(request: Request, platform: PlatformDep) -> Response:
    """Give the whole page."""
    return render(request, "page.html", phones=views.phones(platform, request.query_params))


@router.get("/page/phones/{number}")
async def phone(request: Request, platform: PlatformDep, number: int) -> Response:
    """Give one phone, nothing where there is none."""
    found = [each for each in views.phones(platform, request.query_params) if each.number == number]
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


@router.get("/page/scenarios/transcript.toml")
async def transcript(platform: PlatformDep) -> Response:
    """Give what happened so far as a scenario that can be played again."""
    now = platform.clock().astimezone(BANGKOK)
    text = recorded(platform, f"{now:%Y-%m-%d %H:%M}")
    name = f"line-{now:%Y%m%d-%H%M}.toml"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="application/toml", headers=headers)


@router.get("/page/{piece}")
async def piece(
    request: Request,
    piece: Literal["clock", "conditions", "delivery", "ledger", "scenarios", "settings"],
) -> Response:
    """Give a piece of the page that shows the present state."""
    return render(request, f"{piece}.html")


@router.post("/page/jumps/{number}")
async def jump(
    request: Request, platform: PlatformDep, player: PlayerDep, number: int
) -> dict[str, Any]:
    """Move the clock to where a jump leads, never backward."""
    await player.wait_until_quiet()
    jumps = request.app.state.jumps
    at = await jumps[number].instant() if 0 <= number < len(jumps) else None
    if at is None or at <= platform.clock():
        raise CannotDo(word(language_of(request), "nothing_ahead"))
    platform.clock.set(at)
    return platform.clock_moved()


@router.post("/page/advance/{seconds}")
async def advance(platform: PlatformDep, player: PlayerDep, seconds: int) -> dict[str, Any]:
    """Move the clock forward by so many seconds, once the bot is done with what was said."""
    await player.wait_until_quiet()
    platform.clock.advance(timedelta(seconds=seconds))
    return platform.clock_moved()


@router.post("/page/scenarios", status_code=201)
async def add_scenario(request: Request, player: PlayerDep, name: str) -> dict[str, str]:
    """Take a recorded scenario along: the raw body is its TOML."""
    body = await request.body()
    if len(body) > MOST_SCENARIO_BYTES:
        raise CannotDo("A recorded day is at most 1 MiB.")
    try:
        player.add(name, body.decode())
    except UnicodeDecodeError as fault:
        raise CannotDo("A recorded day is UTF-8 text.") from fault
    return {"name": name}


@router.post("/page/scenarios/stop")
async def stop(player: PlayerDep) -> dict[str, str]:
    """Stop the scenario that is being played."""
    await player.stop()
    return {}


@router.post("/page/scenarios/{name}/{how}")
async def play(
    request: Request, player: PlayerDep, name: str, how: Literal["step", "all"]
) -> dict[str, str]:
    """Play the next step of a scenario, or all steps that are left."""
    await player.start(name, str(request.base_url), all_steps=how == "all")
    return {}
