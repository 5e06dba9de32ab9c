"""The page's addresses: `/`, the pieces that it fetches again, the clock's buttons, scenarios."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI
from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from simulator.control.updates import After, PlatformDep
from simulator.model.conditions import CONDITIONS, NEXT_EVENTS
from simulator.model.errors import CannotDo
from simulator.model.faults import Seconds
from simulator.model.platform import Platform
from simulator.page import clock, flex_style, views, words
from simulator.page.clock import BANGKOK, Jump
from simulator.page.player import Player
from simulator.page.suggestions import Suggestion
from simulator.scenarios.transcript import recorded

router = APIRouter(include_in_schema=False)
_STATIC = Path(__file__).parent / "static"
# A recorded scenario is text; a larger file is something else.
_MOST_SCENARIO_BYTES = 1024 * 1024


# Not strict: message objects of LINE lack most of the properties that they may have.
_templates = Environment(loader=PackageLoader("simulator.page"), autoescape=True, trim_blocks=True)
_templates.globals |= {
    "calls": views.calls,
    "clock_time": clock.clock_time,
    "conditions": CONDITIONS,
    "day": clock.day,
    "next_events": NEXT_EVENTS,
    "style": flex_style,
}
_templates.globals["flex"] = _templates.get_template("flex.html").module.flex  # type: ignore[attr-defined]


def _language_of(request: Request) -> str:
    language = request.query_params.get("lang", "")
    return language if language in words.LANGUAGES else "th"


def _read_label(language: str, it: views.EntryView) -> str:
    """Say who has read an own message, as LINE does: in a group how many, 1:1 only that it is."""
    alone = it.entry.chat == it.entry.sender
    label = words.word(language, "read" if alone else "read_by", n=it.readers)
    return label if it.own and it.readers else ""


def _look(platform: Platform, chat: str, person: str) -> None:
    """Note that a phone which shows a chat has been looked at by whoever may be there."""
    with suppress(CannotDo):
        platform.person_in(chat, person)
        if platform.chats.see(chat, person):
            platform.updates.add("read", chat=chat)


def _render(request: Request, template: str, **values: Any) -> HTMLResponse:
    state, language = request.app.state, _language_of(request)
    text = _templates.get_template(template).render(
        base=str(request.base_url).rstrip("/"),
        call_name=partial(words.call, language),
        jumps=state.jumps,
        lang=language,
        platform=state.platform,
        player=state.player,
        read_label=partial(_read_label, language),
        say=partial(words.one_of, language),
        suggestions=state.suggestions,
        t=partial(words.word, language),
        **values,
    )
    whole = text.encode(errors="replace")  # half a surrogate pair is shown as a question mark
    return HTMLResponse(whole, headers={"cache-control": "no-store"})


async def _player_of(request: Request) -> Player:
    player: Player = request.app.state.player
    return player


_Player = Annotated[Player, Depends(_player_of)]


def add_page(
    app: FastAPI, player: Player, jumps: Sequence[Jump], suggestions: Sequence[Suggestion]
) -> None:
    """Add the page to the simulator's app."""
    app.state.player, app.state.jumps, app.state.suggestions = player, jumps, suggestions
    app.include_router(router)
    app.mount("/page/static", StaticFiles(directory=_STATIC), name="static")


@router.get("/")
async def _whole(request: Request, platform: PlatformDep) -> Response:
    return _render(request, "page.html", phones=_shown(platform, request))


def _shown(platform: Platform, request: Request) -> list[views.PhoneView]:
    phones = views.phones(platform, request.query_params)
    for phone in phones:
        if phone.person:
            _look(platform, phone.chat, phone.person.user_id)
    return phones


@router.get("/page/phones/{number}")
async def _phone(request: Request, platform: PlatformDep, number: int) -> Response:
    """Give one phone, nothing where there is none."""
    found = [each for each in _shown(platform, request) if each.number == number]
    return _render(request, "phone.html", phone=found[0]) if found else Response(status_code=204)


@router.get("/page/chats/{chat}/entries")
async def _entries(
    request: Request, platform: PlatformDep, chat: str, seen_by: str = "", after: After = 0
) -> Response:
    platform.chat_name(chat)
    _look(platform, chat, seen_by)
    found = views.entries(platform, chat, seen_by, str(after))
    return _render(request, "entries.html", entries=found)


@router.get("/page/chats/{chat}/reads")
async def _reads(
    request: Request, platform: PlatformDep, chat: str, seen_by: str = ""
) -> dict[str, str]:
    """Tell which of somebody's messages were read, and by how many, by message id."""
    language = _language_of(request)
    found = views.entries(platform, chat, seen_by)
    return {it.entry.id: label for it in found if (label := _read_label(language, it))}


@router.get("/page/entries/{message}")
async def _entry(
    request: Request, platform: PlatformDep, message: str, seen_by: str = ""
) -> Response:
    return _render(request, "entries.html", entries=[views.entry(platform, message, seen_by)])


@router.get("/page/scenarios/transcript.toml")
async def _transcript(platform: PlatformDep) -> Response:
    """Give what happened so far as a scenario that can be played again."""
    now = platform.clock().astimezone(BANGKOK)
    text = recorded(platform, f"{now:%Y-%m-%d %H:%M}")
    name = f"line-{now:%Y%m%d-%H%M}.toml"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    whole = text.encode(errors="replace")
    return Response(whole, media_type="application/toml", headers=headers)


@router.get("/page/{piece}")
async def _piece(
    request: Request,
    piece: Literal["clock", "conditions", "delivery", "ledger", "scenarios", "settings"],
) -> Response:
    """Give a piece of the page that shows the present state."""
    return _render(request, f"{piece}.html")


@router.post("/page/jumps/{number}")
async def _jump(
    request: Request, platform: PlatformDep, player: _Player, number: int
) -> dict[str, Any]:
    """Move the clock to where a jump leads, never backward."""
    await player.wait_until_quiet()
    jumps = request.app.state.jumps
    at = await jumps[number].instant() if 0 <= number < len(jumps) else None
    if at is None or at <= platform.clock():
        raise CannotDo(words.word(_language_of(request), "nothing_ahead"))
    platform.clock.set(at)
    return platform.clock_moved()


@router.post("/page/advance/{seconds}")
async def _advance(platform: PlatformDep, player: _Player, seconds: Seconds) -> dict[str, Any]:
    """Move the clock forward by so many seconds, once the bot is done with what was said."""
    await player.wait_until_quiet()
    platform.clock.advance(timedelta(seconds=seconds))
    return platform.clock_moved()


@router.post("/page/scenarios", status_code=201)
async def _add_scenario(request: Request, player: _Player, name: str) -> dict[str, str]:
    """Take a recorded scenario along: the raw body is its TOML."""
    body = await request.body()
    if len(body) > _MOST_SCENARIO_BYTES:
        raise CannotDo(words.word(_language_of(request), "day_too_large"))
    try:
        player.add(name, body.decode())
    except UnicodeDecodeError as fault:
        raise CannotDo(words.word(_language_of(request), "day_no_text")) from fault
    return {"name": name}


@router.post("/page/scenarios/stop")
async def _stop(player: _Player) -> dict[str, str]:
    await player.stop()
    return {}


@router.post("/page/scenarios/{name}/{how}")
async def _play(
    request: Request, player: _Player, name: str, how: Literal["step", "all"]
) -> dict[str, str]:
    """Play the next step of a scenario, or all steps that are left."""
    await player.start(name, str(request.base_url), all_steps=how == "all")
    return {}
