"""Places on the clock that only the bot's side knows, such as its next deadline."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Jump:
    """A button beside the clock: its label in Thai and English, and where it leads.

    `instant` gives an aware instant, or None when there is nothing ahead.
    """

    th: str
    en: str
    instant: Callable[[], Awaitable[datetime | None]]
