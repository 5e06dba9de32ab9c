"""What a group is told of an issue or a request: the words, the card, and whom it calls."""

from dataclasses import replace
from datetime import datetime

from domain import cards
from domain.say import Say
from domain.views import Asked, IssueView
from domain.words import Words


def issue_announced(issue: IssueView, words: Words, now: datetime) -> Say:
    """Announce an issue, and call its agencies; where the view names no workspace it has ended.

    Then nothing is asked of anybody any more.
    """
    return Say(
        words.issue_text(issue, now),
        card=cards.issue_card(issue, words, now),
        about=issue.id,
        call=words.called(issue) if issue.workspace else "",
    )


def issue_changed(
    issue: IssueView, text: str, words: Words, now: datetime, new: datetime | None
) -> Say:
    """Tell the new values of an issue; `new` is the deadline of agencies that came to it."""
    # New agencies may have longer than the issue (C5).
    call = words.called(replace(issue, deadline=new)) if new is not None else ""
    return Say(text, card=cards.issue_card(issue, words, now), about=issue.id, call=call)


def request_told(issue: IssueView, request_id: int, asked: Asked, words: Words) -> Say:
    """Show the issuers what an agency asks for, with the buttons that decide it."""
    card = cards.request_card(issue, request_id, words.request_body(asked), words)
    return Say(words.told_request(issue.number, asked), card=card, about=issue.id)
