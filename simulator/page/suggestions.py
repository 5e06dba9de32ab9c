"""Things to try that only the bot's side knows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that a tap fills in, for somebody to send: its title and itself in Thai and English.

    `person` is the name of who types it, `phone` the number of the phone: 3 is the private chat.
    """

    title: tuple[str, str]
    text: tuple[str, str]
    person: str
    phone: int
