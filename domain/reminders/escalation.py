"""Who is named on record where nags have not brought a report. Rule T14.

T14 Named are the deputy (the second on the roster who may report), who sits there as head, and the
    ministry's spokesperson: whom the roster knows, and who has enrolled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.roster.seats import Seat

HEADS = frozenset(
    {
        Seat.PERMANENT_SECRETARY,
        Seat.DIRECTOR_GENERAL,
        Seat.EQUAL_RANK,
        Seat.PUBLIC_ORGANIZATION,
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of an agency (id), as the roster knows them; `reports`: may report for it."""

    id: int
    reports: bool
    seat: str = ""


def named(own: Sequence[Known], ministry: Sequence[Known]) -> list[int]:
    """Return who is named for an agency (ids), each once, by its own people and its ministry's.

    Both in the order of the roster; the ministry's are empty where it stands under none.
    """
    deputies = [each.id for each in own if each.reports][1:2]
    heads = [each.id for each in own if each.seat in HEADS]
    spokespeople = [each.id for each in (*own, *ministry) if each.seat == Seat.SPOKESPERSON]
    for_ministry = spokespeople or [each.id for each in ministry if each.reports][:1]
    return list(dict.fromkeys([*deputies, *heads, *for_ministry]))
