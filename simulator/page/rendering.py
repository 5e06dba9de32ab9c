"""The templates, and what every template may use."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at the page, all of it from the address: language, chats, people."""

    language: str
    chosen: dict[str, str]

    @property
    def other_language(self) -> str:
        """The language to switch to."""
        return "en" if self.language == "th" else "th"


def look_of(request: Request) -> Look:
    """Read the look from a request's query; an unknown language is Thai."""
    query = dict(request.query_params)
    language = query.pop("lang", "th")
    return Look(language if language in words.LANGUAGES else "th", query)


def render(request: Request, template: str, **values: Any) -> HTMLResponse:
    """Render a template for a request."""
    state, look = request.app.state, look_of(request)
    text = _templates.get_template(template).render(
        base=str(request.base_url).rstrip("/"),
        call_name=partial(words.call, look.language),
        jumps=state.jumps,
        lang=look.language,
        look=look,
        platform=state.platform,
        player=state.player,
        t=partial(words.word, look.language),
        **values,
    )
    return HTMLResponse(text, headers={"cache-control": "no-store"})
