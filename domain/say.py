"""`Say`: the one outgoing message type, for replies and pushes alike. No LINE JSON here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Card = Mapping[str, Any]
"""A Flex container (bubble or carousel) as LINE's JSON; made in `domain.cards` only."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person to be called by name in a group; `user_id` is LINE's opaque id."""

    user_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be answered with one tap: a label, and the message that the tap sends.

    `begins`: it is only put on the keyboard, for something is to be typed behind it.
    """

    label: str
    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """One thing to say.

    `text` is complete without the card (it becomes the card's alt text) and holds no mention:
    mentions go on a line of their own before it. `call` is said behind a card to those who are
    mentioned. `about` is the id of the issue it is about, so that a reply which quotes it finds
    the issue. `changes_duty`: it answers a command that changes what somebody must do, and so may
    cost a push where it cannot be a reply (M1). `again` is what to type to be told it again: it
    answers a question, and so costs no push anywhere (M21). `choices` are offered below the newest
    message of a chat, until somebody speaks. `tells` are the keys of topics that it tells by
    itself: their notices need no words of their own beside it.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    card: Card | None = None
    about: int | None = None
    call: str = ""
    changes_duty: bool = False
    choices: tuple[Choice, ...] = ()
    again: str = ""
    tells: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` takes back, for notices: what matters once it is to be told."""
        return {
            "text": self.text,
            "mentions": [[mention.user_id, mention.name] for mention in self.mentions],
            "card": self.card,
            "about": self.about,
            "call": self.call,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Say":
        """Read what `as_json` wrote."""
        mentions = tuple(Mention(user_id, name) for user_id, name in stored["mentions"])
        return cls(stored["text"], mentions, stored["card"], stored["about"], stored["call"])
