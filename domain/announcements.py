"""What a group is told of an issue, report or request: the words, the card, and whom it calls."""

from collections.abc import Sequence
from datetime import datetime

from domain import cards
from domain.agencies import Agency
from domain.indicator.explained import Explained
from domain.say import Say
from domain.views import Asked, AssignmentView, Edited, Filed, IssueView
from domain.words import Words


def issue_announced(
    issue: IssueView,
    agencies: Sequence[Agency],
    words: Words,
    now: datetime,
    *,
    privately: bool = False,
) -> Say:
    """Announce an issue, and call these agencies, which still owe a report, to it."""
    return Say(
        words.issue_text(issue, now),
        card=cards.issue_card(issue, words, now, privately=privately),
        about=issue.id,
        call=words.called(issue, agencies) if agencies else "",
    )


def issue_changed(
    issue: IssueView,
    what: str,
    edited: Edited,
    words: Words,
    now: datetime,
    *,
    privately: bool = False,
) -> Say:
    """Tell what an edit changed and how the issue reads now.

    It calls those who came to it, and those who have less time than before.
    """
    news = [what, *words.news(issue, edited)]
    calls = [words.called(issue, edited.fresh)] if edited.fresh else []
    calls += [words.called_sooner(issue, edited.sooner)] if edited.sooner else []
    return Say(
        words.values_now(what, issue, edited, now),
        card=cards.issue_card(issue, words, now, news, privately=privately),
        about=issue.id,
        call="\n".join(calls),
    )


def report_told(issue: IssueView, assignment: AssignmentView, filed: Filed, words: Words) -> Say:
    """Show those who judge a final report, with its buttons while it waits."""
    card = cards.report_card(issue, assignment, filed, words)
    told = words.told_report(issue, assignment, filed)
    # In full, as far as it goes: where LINE refuses the card, this alone is what is judged.
    return Say(f"{told}\n{filed.text}", card=card, about=issue.id)


def objection_told(
    issue: IssueView, agency: Agency, row: Explained, reason: str, words: Words
) -> Say:
    """Show the evaluators what an agency objects to, with buttons that begin a decision."""
    shown = words.explained([row], several=False)
    card = cards.objection_card(issue, agency, reason, shown, words)
    text = words.objection_told(issue.number, agency, row, reason)
    return Say(text, card=card, about=issue.id)


def request_told(issue: IssueView, request_id: int, asked: Asked, words: Words) -> Say:
    """Show the issuers what an agency asks for, with the buttons that decide it."""
    card = cards.request_card(issue, request_id, words.request_body(asked), words)
    return Say(words.told_request(issue.number, asked), card=card, about=issue.id)
