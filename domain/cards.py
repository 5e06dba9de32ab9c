"""Flex cards: an issue, a report, a request, the overdue list. LINE's JSON is made here only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.agencies import Agency
from domain.chat.buttons import Press, button_data, picker_instant
from domain.chat.commands import Urgency
from domain.issues.assignments import AgencyRole
from domain.rendering import LARGEST_CARD, card_bytes
from domain.text import clip, utf16_length
from domain.views import AssignmentView, Filed, IssueView
from domain.words import Words
from domain.words.voice import FIRST_NAMES, MOST_NAMES

Box = dict[str, Any]

INK, MUTED, CALM, ALARM = "#1F2933", "#616E7C", "#0B4F8A", "#B42318"
ISSUES_SHOWN = 10
"""Issues on the overdue card, or fewer, so that it is no larger than LINE takes."""
ROOM_BESIDE = 2000
"""Bytes of that card that are no issue: its frame, its head and how many more there are."""
EDGE = "16px"
"""The one left edge of header, body and footer; LINE's own are three."""
HEADLINE_UNITS, NAME_UNITS, DETAIL_UNITS, JUDGED_UNITS, URI_UNITS = 300, 120, 400, 1000, 1000
"""Where texts on a card are cut, in UTF-16 units; a uri action takes 1,000 (Action objects)."""


def issue_card(
    issue: IssueView,
    words: Words,
    now: datetime,
    news: Sequence[str] = (),
    *,
    privately: bool = False,
) -> Box:
    """Return the card of an issue: headline, agencies, deadline, links.

    `news` is what an edit has changed. Where the view names its workspace, the card has the
    buttons of those who report, `privately` those that work in the 1:1 chat.
    """
    colour = CALM if issue.urgency is Urgency.NORMAL else ALARM
    head = " · ".join(filter(None, [words.card_issue(issue.number), words.urgency(issue.urgency)]))
    body = [_text(clip(each, DETAIL_UNITS), size="sm", color=ALARM) for each in news]
    body += [_text(clip(issue.headline, HEADLINE_UNITS), weight="bold", size="md", color=INK)]
    body += _addressed(issue, words)
    body += _dues(issue, words, now, colour)
    if issue.detail:
        body.append(_text(clip(issue.detail, DETAIL_UNITS), size="sm", color=INK))
    if issue.reference:
        body.append(_labelled(words.card_reference(), issue.reference))
    foot = [_text(words.card_how(issue.number), size="xs", color=MUTED)]
    foot += _reporters_buttons(issue, words, privately) if issue.workspace else []
    foot += _source_button(issue.links, words)
    return _bubble(head, colour, body, foot)


def report_card(
    issue: IssueView,
    assignment: AssignmentView,
    filed: Filed,
    words: Words,
) -> Box:
    """Return the card of a final report, with the buttons of those who judge while it waits."""
    colour = CALM if assignment.on_time else ALARM
    body = [
        _text(
            clip(words.agency(assignment.agency), NAME_UNITS), weight="bold", size="sm", color=INK
        ),
        _text(clip(issue.headline, HEADLINE_UNITS), size="xs", color=MUTED),
        _text(words.sent_and_counted(assignment, filed), size="xs", color=colour),
        *([_text(words.reads_like_progress(), size="xs", color=ALARM)] if filed.going_on else []),
        *_to_judge(filed.text),
    ]
    if filed.files:
        body.append(_text(words.files_attached(filed.files), size="sm", color=INK))
    if utf16_length(filed.text) > JUDGED_UNITS:
        body.append(_text(words.card_whole_report(), size="xs", color=MUTED))
    foot = _judges_buttons(issue, assignment, filed, words) if filed.accepted is None else []
    foot += _source_button(filed.links, words)
    return _bubble(words.card_report(issue.number), CALM, body, foot)


def progress_card(issue: IssueView, report_id: int, text: str, words: Words) -> Box:
    """Return the card that offers a sender to make the report a progress note."""
    button = _postback(button_data(Press.PROGRESS, issue.workspace, report_id))
    body = [_text(text, size="sm", color=INK)]
    foot = [_button(words.card_progress(), button, "secondary")]
    return _bubble(words.card_report(issue.number), CALM, body, foot)


def request_card(issue: IssueView, request_id: int, text: str, words: Words) -> Box:
    """Return the card of a request, with the two buttons that decide it."""
    body = [
        _text(clip(issue.headline, HEADLINE_UNITS), size="xs", color=MUTED),
        *_to_judge(text),
    ]
    grant, refuse = (
        _postback(button_data(press, issue.workspace, request_id))
        for press in (Press.GRANT, Press.REFUSE)
    )
    foot = [
        _button(words.card_grant(), grant, "primary"),
        _button(words.card_refuse(), refuse, "secondary"),
    ]
    return _bubble(words.card_request(issue.number), CALM, body, foot)


def objection_card(issue: IssueView, agency: Agency, text: str, shown: str, words: Words) -> Box:
    """Return the card of an objection: its `text`, and the row as it is `shown`."""
    data = button_data(Press.WRITE, issue.workspace, issue.number)
    uphold = _postback(data, words.begin_uphold(issue.number, agency))
    dismiss = _postback(data, words.begin_dismiss(issue.number, agency))
    body = [
        _text(clip(words.agency(agency), NAME_UNITS), weight="bold", size="sm", color=INK),
        _text(shown, size="xs", color=MUTED),
        *_to_judge(text),
    ]
    foot = [
        _button(words.card_uphold(), uphold, "primary"),
        _button(words.card_dismiss(), dismiss, "secondary"),
    ]
    return _bubble(words.card_objection(issue.number), CALM, body, foot)


def overdue_card(issues: Sequence[IssueView], words: Words, now: datetime) -> Box:
    """Return the card of the overdue list: issue by issue, who is late and by how much."""
    body, shown = _overdue_rows(issues, words, now)
    foot: list[Box] = []
    if len(issues) > shown:
        body.append(_text(words.card_more(len(issues) - shown), size="xs", color=MUTED))
        foot.append(_text(words.card_where_all(), size="xs", color=MUTED))
    return _bubble(words.card_overdue(), ALARM, body, foot)


def overdue_pages(
    issues: Sequence[IssueView], words: Words, now: datetime
) -> list[Sequence[IssueView]]:
    """Return the issues of an overdue list page by page: as many as both its card and text show."""
    pages, late = [], issues
    while issues:
        on_card = max(_overdue_rows(issues, words, now)[1], 1)
        shown = words.overdue_fitting(issues[:on_card], now, late)
        pages.append(issues[:shown])
        issues = issues[shown:]
    return pages


def _overdue_rows(
    issues: Sequence[IssueView], words: Words, now: datetime
) -> tuple[list[Box], int]:
    """Return as many rows of the overdue card as LINE takes, and of how many issues they are."""
    body: list[Box] = []
    shown = 0
    for issue in issues[:ISSUES_SHOWN]:
        title = clip(f"#{issue.number} {issue.headline}", HEADLINE_UNITS)
        lines = [_text(title, weight="bold", size="sm", color=INK)]
        for due, late in issue.overdue_since(now).items():
            names = _named((each.agency for each in late), words)
            lines += [
                _text(names, size="sm", color=INK),
                _text(words.left(now, due), size="xs", color=ALARM),
            ]
        longer = [*body, *([{"type": "separator"}] if body else [])]
        longer.append(_box("vertical", lines, spacing="xs"))
        if card_bytes(longer) > LARGEST_CARD - ROOM_BESIDE:
            break
        body, shown = longer, shown + 1
    return body, shown


def _bubble(head: str, colour: str, body: list[Box], foot: list[Box]) -> Box:
    title = _text(head, weight="bold", size="sm", color="#FFFFFF")
    bubble: Box = {
        "type": "bubble",
        "size": "mega",
        "header": _box("vertical", [title], backgroundColor=colour, paddingAll=EDGE),
        "body": _box("vertical", body, spacing="md", paddingAll=EDGE),
    }
    if foot:
        bubble["footer"] = _box("vertical", foot, spacing="sm", paddingAll=EDGE, paddingTop="0px")
    return bubble


def _box(layout: str, contents: list[Box], **style: str) -> Box:
    return {"type": "box", "layout": layout, **style, "contents": contents}


def _text(text: str, **style: str) -> Box:
    return {"type": "text", "text": text, "wrap": True, **style}


def _to_judge(text: str) -> list[Box]:
    """Return what somebody must judge: no other line of the card is larger or darker."""
    return [{"type": "separator"}, _text(clip(text, JUDGED_UNITS), size="md", color=INK)]


def _labelled(label: str, text: str, colour: str = INK) -> Box:
    left = _text(label, size="sm", color=MUTED) | {"flex": 2}
    right = _text(text, size="sm", color=colour) | {"flex": 7}
    return _box("horizontal", [left, right], spacing="sm")


def _addressed(issue: IssueView, words: Words) -> list[Box]:
    """Return who must report, those who only support them, and where all are named."""
    labels = {AgencyRole.LEAD: words.card_to(), AgencyRole.SUPPORT: words.card_support()}
    groups = {label: issue.of_role(role) for role, label in labels.items()}
    boxes = [_labelled(label, _named(each, words)) for label, each in groups.items() if each]
    if any(len(each) > MOST_NAMES for each in groups.values()):
        boxes.append(_text(words.where_all_stand(issue.number), size="xs", color=MUTED))
    return boxes


def _dues(issue: IssueView, words: Words, now: datetime, colour: str) -> list[Box]:
    """Return the deadline; where agencies have different ones, each with the first of its own."""
    dues = issue.dues
    if len(dues) < 2:
        return [_labelled(words.card_due(), words.due_and_left(issue.due, now), colour)]
    boxes = []
    for due, agencies in [*dues.items()][:FIRST_NAMES]:
        names = [clip(words.agency(each), NAME_UNITS) for each in agencies]
        whose = words.first_of(names, FIRST_NAMES, "หน่วยงาน")
        boxes.append(
            _labelled(words.card_due(), f"{words.due_and_left(due, now)}\n{whose}", colour)
        )
    more = len(dues) - FIRST_NAMES
    return [*boxes, *([_text(words.card_more(more), size="xs", color=MUTED)] if more > 0 else [])]


def _named(agencies: Iterable[Agency], words: Words) -> str:
    """Return names line by line; of many their number, the first few, and how many more."""
    names = [clip(words.agency(each), NAME_UNITS) for each in agencies]
    if len(names) <= MOST_NAMES:
        return "\n".join(names)
    first = [words.agency_count(len(names)), *names[:FIRST_NAMES]]
    return "\n".join([*first, words.more(len(names) - FIRST_NAMES, "หน่วยงาน")])


def _reporters_buttons(issue: IssueView, words: Words, privately: bool) -> list[Box]:
    """Return the buttons under an issue; a date picker begins at the deadline in force."""
    place = (issue.workspace, issue.number)
    picker = {
        "type": "datetimepicker",
        "data": button_data(Press.EXTEND, *place),
        "mode": "datetime",
        "initial": picker_instant(issue.due, words.tz),
    }
    writing = _postback(button_data(Press.WRITE, *place), words.begin_report(issue.number))
    acknowledge = _button(words.card_ack(), _postback(button_data(Press.ACK, *place)), "primary")
    write = _button(words.card_write_report(), writing, "secondary")
    return [acknowledge, *([] if privately else [write]), _button(words.card_extend(), picker)]


def _judges_buttons(
    issue: IssueView, assignment: AssignmentView, filed: Filed, words: Words
) -> list[Box]:
    agency = assignment.agency
    accept = button_data(Press.ACCEPT, issue.workspace, issue.number, agency.code, filed.id)
    writing = button_data(Press.WRITE, issue.workspace, issue.number)
    typed = words.begin_return(issue.number, agency)
    return [
        _button(words.card_accept(), _postback(accept), "primary"),
        _button(words.card_return(), _postback(writing, typed), "secondary"),
    ]


def _postback(data: str, begin: str = "") -> Box:
    """Return a postback; `begin` is put on the keyboard that opens (Postback action)."""
    action = {"type": "postback", "data": data}
    return action | ({"inputOption": "openKeyboard", "fillInText": f"{begin} "} if begin else {})


def _button(label: str, action: Box, style: str = "link") -> Box:
    action = action | {"label": label}
    return {"type": "button", "style": style, "height": "sm", "action": action}


def _source_button(links: Sequence[str], words: Words) -> list[Box]:
    link = next((link for link in links if len(link) <= URI_UNITS), None)
    if link is None:
        return []
    return [_button(words.card_source(), {"type": "uri", "uri": link})]
