"""Facts from which unasked-for notices are made, and how much of them one message holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from domain.say import Mention
from domain.text import utf16_length
from domain.views import IssueView

TEXT_UNITS = 4000
"""UTF-16 units of a notice: leaves room for the mentions within LINE's 5,000 of one message."""

MENTIONS_IN_MESSAGE = 20
"""LINE's limit of mentions in one message (page "Text message v2")."""

HEADLINE_UNITS = 160
NAMES_IN_LINE = 12


@dataclass(frozen=True, slots=True)
class Reminded:
    """An issue with those agencies only that are reminded together, for one deadline.

    `late` says that the reminder comes after its hour; the agencies still owe a report.
    """

    issue: IssueView
    late: bool = False


def fit(blocks: Sequence[str], rest: Callable[[int], str], units: int = TEXT_UNITS) -> str:
    """Join blocks by blank lines, as many as fit; `rest` words how many were left out.

    The first block always stands.
    """
    kept, length = [blocks[0]], utf16_length(blocks[0])
    for block in blocks[1:]:
        length += 2 + utf16_length(block)
        if length > units:
            break
        kept.append(block)
    left_out = len(blocks) - len(kept)
    return "\n\n".join([*kept, rest(left_out)] if left_out else kept)


def mentions(people: Iterable[Sequence[Mention]], lot: int) -> tuple[Mention, ...]:
    """Choose whom to call by name: `people` of each agency, nobody twice, at most LINE's limit.

    Every agency has its first person called before any has its second; where there is no room
    for all, `lot` decides by drawing, so that it is not always the same ones.
    """
    queues = [list(each) for each in people]
    Random(lot).shuffle(queues)
    chosen: dict[str, Mention] = {}
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue) and len(chosen) < MENTIONS_IN_MESSAGE:
                chosen.setdefault(queue[turn].user_id, queue[turn])
    return tuple(chosen.values())
