"""The headline of a piece, and what an issue says besides its values."""

import re

from domain.directory import NamePlace
from domain.grammar.labels import AGENCIES, Label
from domain.grammar.lines import Line
from domain.grammar.polite import PARTICLE, without_particle
from domain.grammar.roles import only_role
from domain.grammar.sections import Piece, Sections, typed
from domain.grammar.situation import Situation
from domain.grammar.urgency import before_marks, behind_marks, only_marks, understood

_PARTICLES = re.compile(rf"(?:เรียน|ชี้แจง|รายงาน)?+(?:{PARTICLE}|ด้วย|หน่อย|ขอบคุณ|please|thanks|\W)*+$")
_UNFILLED = re.compile(r"[^<>]+>")
"""A headline's mark in our own form; the bracket before it is taken for punctuation."""
_IN_BRACKETS = re.compile(r"\(([^()\n]{4,120})\)")
_BARE = re.compile(r"(?:ถึง|เรียน|to)\s?:?", re.IGNORECASE)
"""A label whose names stand in the lines below."""
_BEHIND_TITLE = " \t,;:/|-–—→"
_ARROWS = ("->", "=>")


def headline(piece: Piece) -> str:
    """Return a headline as typed, without urgency marks before it and the links around it."""
    start = piece.start + behind_marks(piece.text)
    said = without_particle(piece.text[: before_marks(piece.text)].rstrip(_BEHIND_TITLE))
    if said.endswith(_ARROWS):
        said = said[:-2].rstrip(_BEHIND_TITLE)
    end = piece.start + len(said)
    if _UNFILLED.fullmatch(piece.line.quiet, start, end):
        return ""
    if (
        start >= end
        or _BARE.fullmatch(said.strip())
        or _PARTICLES.match(piece.line.quiet, start, end)
    ):
        return ""
    return piece.line.typed(start, end)


def details(sections: Sections, situation: Situation) -> list[Piece]:
    """Return what else was said; particles and bare links are left out."""
    pieces = [*filter(headline, [*sections.values.get(Label.TITLE, ()), *sections.loose])]
    for label in (Label.DETAIL, Label.SOURCE):
        pieces += [one for one in sections.values.get(label, ()) if not only_marks(one.text)]
    pieces += [one for one in sections.values.get(Label.URGENCY, ()) if not understood(one.text)]
    for label in AGENCIES:
        pieces += [one for one in sections.values.get(label, ()) if _remarked(one, situation)]
    return pieces


def stray(sections: Sections) -> str:
    """Return what an edit says beside agencies or a deadline where no details were announced.

    It may be a remark or a reason: it would replace the details, so it is asked.
    """
    loose = () if sections.has(Label.DETAIL) else sections.loose
    return typed(piece for piece in loose if headline(piece))


def _remarked(names: Piece, situation: Situation) -> bool:
    """Whether something in brackets behind a name is no name: "คพ. (คุณภาพน้ำ)"."""
    found = _IN_BRACKETS.findall(names.text)
    remarks = [one for one in found if not (only_marks(one) or only_role(one))]
    return any(not situation.agency_at(Line(one), 0, NamePlace.IN_VALUE) for one in remarks)
