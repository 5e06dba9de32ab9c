"""A prepared day as data: who says what, how the clock moves, what the bot must say.

Files are TOML. Texts may hold `{name}` for values that are known only when it is played.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from simulator.model.clock import possible
from simulator.model.errors import CannotDo

WEEK = timedelta(weeks=1)
FOLDER = Path(__file__).parent
UNKNOWN = "…"


@dataclass(frozen=True, slots=True)
class Expectation:
    """The bot's next messages in a chat hold all of `has`, and none of `lacks`."""

    chat: str
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def filled(self, values: Mapping[str, str]) -> "Expectation":
        """Return it with the values in its texts; raises KeyError for one that is not known."""
        has, lacks = ([text.format_map(values) for text in part] for part in (self.has, self.lacks))
        return replace(self, has=tuple(has), lacks=tuple(lacks))


_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def _span(text: str) -> timedelta:
    """Read `90s`, `30m`, `3h` or `2d`."""
    found = re.fullmatch(r"(\d{1,9}(?:\.\d+)?)([smhd])", str(text))
    if not found:
        raise ValueError("a span is such as 90s, 30m, 3h or 2d")
    return float(found[1]) * _UNITS[found[2]]


def _instant(at: datetime) -> datetime:
    try:
        return possible(at)
    except CannotDo as fault:
        raise ValueError(str(fault)) from fault


Instant = Annotated[datetime, AfterValidator(_instant)]


@dataclass(frozen=True, slots=True)
class Step:
    """A title is shown, LINE's conditions change, the clock moves, a person acts.

    `who`, `chat`, `quote` and `on` are keys of the scenario; a `chat` that is a person's key is
    the 1:1 chat. `key` names the message so that a later step can quote it or act `on` it; a tap
    without `on` is on the bot's last message. `forward` moves the clock by a span, `until` to an
    instant. `conditions` names all conditions that hold from here on. `learn` keeps the first issue
    number that is heard, for `{name}` in later texts.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    title: str = ""
    who: str = ""
    act: Literal["says", "sends", "edits", "unsends", "taps", "joins", "leaves"] = "says"
    chat: str = ""
    text: str = ""
    key: str = ""
    quote: str = ""
    on: str = ""
    learn: str = ""
    conditions: tuple[str, ...] | None = None
    forward: Annotated[timedelta | None, BeforeValidator(_span)] = None
    until: Instant | None = None
    expects: tuple[Expectation, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """People and groups by key, and the steps in order; `start` is an aware instant.

    `title`, and `about`, a word on the day, are Thai and English with ` · ` between them.

    `enrolled`: the people are on the bot's register and the groups bound before it begins.
    """

    name: str
    title: str
    start: Instant
    people: dict[str, str]
    groups: dict[str, str]
    steps: tuple[Step, ...]
    enrolled: bool = False
    about: str = ""

    def not_before(self, now: datetime) -> "Scenario":
        """Return the same days so many whole weeks later that they begin at `now` or after."""
        weeks = max(0, ceil((now - self.start) / WEEK))
        later = WEEK * weeks
        steps = (replace(each, until=each.until and each.until + later) for each in self.steps)
        return replace(self, start=self.start + later, steps=tuple(steps))


def readable(text: str, values: Mapping[str, str]) -> str:
    """Return a text for people: with the values, and an ellipsis for what is not known yet."""
    try:
        return text.format_map(defaultdict(lambda: UNKNOWN, values))
    except (ValueError, LookupError, AttributeError):
        return text  # a recorded day may hold anything


def listed() -> list[str]:
    """Return the names of the scenarios that come along, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(name: str) -> Scenario:
    """Read a scenario that comes along; raises FileNotFoundError, or ValueError for a bad one."""
    return parse(name, (FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Scenario:
    """Read a scenario's TOML; raises ValueError that names the fault."""
    try:
        return _SCENARIO.validate_python({**tomllib.loads(text), "name": name})
    except RecursionError as error:
        raise ValueError(f"scenario {name}: nested too deeply") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"scenario {name}: {place}: {first['msg']}") from error


_SCENARIO = TypeAdapter(Scenario)
