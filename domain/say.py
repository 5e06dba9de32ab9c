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
class Say:
    """One thing to say.

    `text` is complete without the card (it becomes the card's alt text) and holds no mention:
    mentions go on a line of their own before it.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    card: Card | None = None
