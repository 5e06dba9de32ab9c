"""Prepared and recorded days on the page: listing, playing, saving, bringing along."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from simulator.control.updates import PlatformDep
from simulator.model.errors import Impossible
from simulator.page.clock import BANGKOK
from simulator.page.player import Player
from simulator.page.rendering import render
from simulator.scenarios.transcript import recorded

router = APIRouter(include_in_schema=False, prefix="/page/scenarios")
MOST_BYTES = 1024 * 1024
"""A recorded day is text; a larger file is something else."""


async def player_of(request: Request) -> Player:
    """Return the player behind an app."""
    player: Player = request.app.state.player
    return player


Playing = Annotated[Player, Depends(player_of)]


@router.get("")
async def listing(request: Request) -> Response:
    """Give the days that can be played, and how far the present one has come."""
    return render(request, "scenarios.html")


@router.post("", status_code=201)
async def bring(request: Request, player: Playing, name: str) -> dict[str, str]:
    """Take a recorded day along: the raw body is its TOML."""
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise Impossible("A recorded day is at most 1 MiB.")
    try:
        text = body.decode()
    except UnicodeDecodeError as fault:
        raise Impossible("A recorded day is UTF-8 text.") from fault
    player.bring(name, text)
    return {"name": name}


@router.post("/stop")
async def stop(player: Playing) -> dict[str, str]:
    """Stop the day that is being played."""
    await player.stop()
    return {}


@router.post("/{name}/step")
async def step(request: Request, player: Playing, name: str) -> dict[str, str]:
    """Play the next step of a day."""
    await player.go(name, str(request.base_url), all_steps=False)
    return {}


@router.post("/{name}/all")
async def everything(request: Request, player: Playing, name: str) -> dict[str, str]:
    """Play all steps that are left of a day."""
    await player.go(name, str(request.base_url), all_steps=True)
    return {}


@router.get("/transcript.toml")
async def transcript(platform: PlatformDep) -> Response:
    """Give what happened so far as a day that can be played again."""
    now = platform.clock().astimezone(BANGKOK)
    text = recorded(platform, f"{now:%Y-%m-%d %H:%M}")
    name = f"line-{now:%Y%m%d-%H%M}.toml"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="application/toml", headers=headers)
