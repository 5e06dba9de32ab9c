"""The templates, and what every template may use."""

from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from simulator.model.conditions import CONDITIONS, NEXT_EVENTS
from simulator.page import clock, flex_style, views, words

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


def language_of(request: Request) -> str:
    """Return the language that the address asks for; Thai when it is unknown."""
    language = request.query_params.get("lang", "")
    return language if language in words.LANGUAGES else "th"


def render(request: Request, template: str, **values: Any) -> HTMLResponse:
    """Render a template for a request."""
    state, language = request.app.state, language_of(request)
    text = _templates.get_template(template).render(
        base=str(request.base_url).rstrip("/"),
        call_name=partial(words.call, language),
        jumps=state.jumps,
        lang=language,
        platform=state.platform,
        player=state.player,
        t=partial(words.word, language),
        **values,
    )
    return HTMLResponse(text, headers={"cache-control": "no-store"})
