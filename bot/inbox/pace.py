"""Whether somebody asks so often that they are not answered. Rule M22.

What counts is what LINE brought, by LINE's time: all processes see the same, and an event that is
brought or dealt with twice counts once. Who asks seldom costs no look at it.
"""

from datetime import datetime

from bot.inbox.events import Event, EventType, read_event
from bot.inbox.incoming import Incoming
from domain.chat.questions import QUESTIONS
from domain.grammar import kinds
from domain.pace import SPAN, UNCOUNTED, Pace, pace
from models import inbox


async def pace_of(incoming: Incoming) -> Pace:
    """Return what a message gets that only asks."""
    event, deps = incoming.event, incoming.deps
    if event.user_id is None or event.message_id is None:
        return Pace.ANSWERED
    limit = deps.settings.questions_a_minute
    if deps.lately.asked(event.user_id, event.at) <= min(UNCOUNTED, limit):
        return Pace.ANSWERED
    said = await inbox.last_said(
        incoming.session, event.user_id, event.at - 2 * SPAN, event.at, most=limit * 3
    )
    asked: list[datetime] = []
    for earlier in filter(None, map(read_event, said)):
        if earlier.webhook_event_id == event.webhook_event_id:
            break
        if only_asks(earlier):
            asked.append(earlier.at)
    return pace(asked, event.at, limit)


def only_asks(event: Event) -> bool:
    """Whether a message, new or edited, holds nothing but questions."""
    if event.type not in (EventType.MESSAGE, EventType.MESSAGE_EDITED) or event.text is None:
        return False
    asked = set(kinds(event.text, event.mentioned))
    return bool(asked) and asked <= QUESTIONS
