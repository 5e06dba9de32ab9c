"""The directory: which agencies are meant by what people type.

Ambiguous names give choices and are never picked; what was not typed exactly is named as assumed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from domain.agencies import Agency, Mentioned, offices
from domain.directory import agency_groups
from domain.directory.index import Index, Match
from domain.directory.name_list import REQUEST, Found, Reader
from domain.directory.names import JOINING, NUMBERED, FoldedText, NamePlace, fold
from domain.directory.slips import slips_between

__all__ = [
    "JOINING",
    "NUMBERED",
    "REQUEST",
    "Directory",
    "FoldedText",
    "Found",
    "Match",
    "NamePlace",
    "fold",
    "slips_between",
]


class Directory:
    """An immutable index of agencies, aliases (typed form to code) and named lists.

    The agencies come in protocol order. Texts are given normalised (`domain.text.normalise`).
    """

    def __init__(
        self,
        agencies: Iterable[Agency],
        aliases: Mapping[str, str] | None = None,
        lists: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._agencies = {agency.code: agency for agency in agencies}
        ministries = offices(self._agencies.values())
        self._other = ministries | {ministry: office for office, ministry in ministries.items()}
        self._places = {code: place for place, code in enumerate(self._agencies)}
        self._lists = dict(lists or {})
        self._index = Index(self._agencies, aliases or {}, self._lists)

    def agency(self, code: str) -> Agency | None:
        """Return an agency by its exact code; `None` for a group or an unknown code."""
        return self._agencies.get(code)

    def expand(self, codes: Iterable[str], there: Collection[str] = ()) -> tuple[str, ...]:
        """Return the agencies behind codes and groups: as typed, a group's in protocol order.

        Of a ministry and its Office of the Permanent Secretary, which have one assignment of an
        issue, it is the one that is `there`, else the one named first. Rule K19.
        """
        found: dict[str, None] = {}
        for code in codes:
            members = agency_groups.expand(code, self._agencies.values(), self._lists)
            for each in sorted(members, key=self.place):
                other = self._other.get(each)
                has_it = other in found or (other in there and each not in there)
                found |= {other if other and has_it else each: None}
        return tuple(found)

    def supporting(self, codes: Sequence[str], second: Sequence[str]) -> frozenset[str]:
        """Return which of the agencies behind codes and groups support, `second` being said to.

        What is said of an agency by its name goes before what is said of its group.
        """
        leads = self.expand(code for code in codes if code not in second)
        named = {code for code in self.expand(second) if code in second or code not in leads}
        return frozenset(code for code in named if self._other.get(code) not in leads)

    def body(self, code: str) -> frozenset[str]:
        """Return an agency, and what is one with it: a ministry's office, an office's ministry."""
        return frozenset({code, self._other.get(code, code)})

    def place(self, code: str) -> tuple[int, str]:
        """Return where an agency stands in the list of agencies, its protocol order."""
        return self._places.get(code, len(self._places)), code

    def match_at(
        self, text: FoldedText, position: int, place: NamePlace = NamePlace.ANYWHERE
    ) -> Match | None:
        """Return the longest name that begins at a position of a folded text, or `None`."""
        return self._index.match(text, position, place)

    def read_at(
        self,
        text: FoldedText,
        position: int,
        mentioned: Sequence[Mentioned] = (),
        place: NamePlace = NamePlace.ANYWHERE,
        until: int | None = None,
    ) -> Found:
        """Read a row of names from a position on; stops, `end` set, at what is no agency."""
        reader = Reader(self._index, self._agencies, text, mentioned, place)
        return reader.row(position, len(text.text) if until is None else until)

    def find(self, value: str, mentioned: Sequence[Mentioned] = ()) -> Found:
        """Read the whole value of an agency label; what is no agency is a problem."""
        return Reader(
            self._index, self._agencies, fold(value), mentioned, NamePlace.IN_VALUE
        ).value()
