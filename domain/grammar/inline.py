"""Agencies and deadlines inside lines of free text, where no line begins with their label."""

import re
from collections.abc import Iterator
from itertools import islice

from domain.deadlines import Why, is_a_deadline
from domain.directory import NamePlace
from domain.grammar.conditions import is_condition
from domain.grammar.counted import counts
from domain.grammar.due_inside import is_told, one_deadline, which_day, with_condition, with_day
from domain.grammar.fields import (
    BETWEEN,
    HEADS,
    LONGEST_DUE,
    fields_of,
    last_words,
    rows_in,
    says_all,
    whole_row,
)
from domain.grammar.labels import AGENCIES, Label, Mark, Needs, limits_inside, marks_inside
from domain.grammar.lines import Line
from domain.grammar.sections import JOINED_AHEAD, NAME_AHEAD, Piece, Sections
from domain.grammar.situation import Situation
from domain.grammar.urgency import only_marks

_AGENCY_WORDS = re.compile(
    r"(?<![^\s/|,;:(])(?P<label>(?:ขอให้|ถึง|เรียน|มอบหมายให้|มอบหมาย|มอบให้|มอบ|ให้|to\b|@)\s*+)?"
    r"(?:ท่าน|อธิบดี|ปลัด|เลขาธิการ|ผู้อำนวยการ|ผู้ว่าการ)*+(?P<name>[ก-๎A-Za-z.]{2,60}?)"
    r"(?=[\s/|,;)]|$|(?<=[ก-๎]{5})(?:ภายใน|ก่อน|ไม่เกิน))"
)
_TO = re.compile(
    r"(?<!\S)(?:ถึง(?!แม้|ขั้น|จะ|กับ|ที่สุด)|เรียน|มอบหมายให้|มอบหมาย|to\b)\s*+(?=\S)", re.IGNORECASE
)
_GOES_ON = re.compile(r"[\s,;/+&]*+(?:และ|กับ|and\b)?\s*+", re.IGNORECASE)
_REMARK = re.compile(r"\(([^()\n]{2,40})\)\s*$")
_PROVINCE = "TH-"
"""How the codes of provinces begin."""
_MOST_SLIPS = 20
_MOST_PIECES = 12
_MOST_FIELDS = 8
_ALWAYS = (Label.SUPPORT, Label.SOURCE, Label.REFERENCE, Label.DETAIL, Label.URGENCY)


def take_inside(sections: Sections, situation: Situation, *, needs_title: bool) -> None:
    """Move what the loose pieces say behind labels of their own to these labels.

    Agencies and deadlines only where missing: first behind a label, then as whole lines and fields
    between slashes, then directly before or behind what a label introduced, then with a slip. Names
    and dates of a letter that stand alone are its sender's and its own.
    """
    missing = [label for label in (Label.AGENCY, Label.DEADLINE) if _is_missing(label, sections)]
    cut = _Cutter(sections, situation, _headline(sections, needs_title=needs_title))
    cut.labelled({*missing, Label.DEADLINE, *_ALWAYS})
    for step in () if sections.letter else (cut.fields, cut.beside, cut.misspelt, cut.beside):
        for label in missing:
            if _is_missing(label, sections):
                step(label)
    if not sections.letter and not _is_missing(Label.DEADLINE, sections):
        cut.other_days()


def _is_missing(label: Label, sections: Sections) -> bool:
    """Whether a label has no value; how urgent something is, is no deadline."""
    return all(only_marks(piece.text) for piece in sections.values.get(label, ()))


def _headline(sections: Sections, *, needs_title: bool) -> Piece | None:
    """Return the loose piece that the headline will be taken from."""
    own = sections.has(Label.TITLE) or not needs_title
    pieces = [sections.rest] if own else [sections.rest, *sections.loose]
    return next((one for one in pieces if not (one.blank or only_marks(one.text))), None)


class _Cutter:
    """Cuts values out of loose pieces."""

    def __init__(self, sections: Sections, situation: Situation, headline: Piece | None) -> None:
        self._sections = sections
        self._situation = situation
        self._edges: dict[tuple[int, int], Label] = {}
        self._headline = headline

    def labelled(self, wanted: set[Label]) -> None:
        """Take what follows the wanted labels inside a line; of several deadlines the last."""
        found = [
            (piece.line, mark)
            for piece in self._sections.loose[:_MOST_PIECES]
            for mark in self._marks(piece)
            if mark.label in wanted
        ]
        given = not _is_missing(Label.DEADLINE, self._sections)
        found = one_deadline(found, self._headline, self._situation, given=given)
        rest, place = self._sections.rest, NamePlace.BEHIND_LABEL
        named = self._sections.assigns and rest in self._sections.loose
        named = named and self._situation.agency_at(rest.line, rest.start, place)
        if named and Label.AGENCY in wanted:
            mark = Mark(Label.AGENCY, Needs.VALUE, rest.start, rest.start, False)
            found.insert(0, (rest.line, mark))
        spans: list[tuple[Line, Mark, int]] = []
        for line, mark in found:
            if spans and spans[-1][0] is line and mark.start < spans[-1][2]:
                continue
            behind = spans[-1][2] if spans and spans[-1][0] is line else None
            mark = self._from_left(line, mark, behind)
            spans.append((line, mark, self._end(line, mark, found)))
        for line, mark, end in reversed(spans):
            piece = self._piece_at(line, mark.start)
            if piece is None:
                continue
            end = min(end, piece.end)
            named = mark.label is Label.SOURCE and not Piece(line, mark.value, end).linked
            if end > mark.start:
                start = mark.start if named else mark.value
                self._cut(mark.label, piece, mark.start, start, end)

    def _from_left(self, line: Line, mark: Mark, behind: int | None) -> Mark:
        """Return a deadline's label with its day and its condition, which may stand before it.

        What happens every day in the headline itself is the news: น้ำท่วมทุกวัน.
        """
        if mark.label is not Label.DEADLINE:
            return mark
        headline = self._headline if self._headline and self._headline.line is line else None
        start = behind if behind is not None else headline.start if headline else 0
        dated = with_day(line, mark, start, self._situation)
        if headline is None or behind is not None:
            return with_condition(line, dated, start)
        mark, self._sections.due = which_day(line, (start, mark, dated), self._situation)
        return mark

    def _marks(self, piece: Piece) -> list[Mark]:
        """Return the labels inside a loose piece; a limit far inside counts but in the headline."""
        marks = list(marks_inside(piece.line, piece.start, piece.end, self._situation))
        if any(mark.label is Label.DEADLINE for mark in marks):
            return marks
        if piece is self._headline:  # what stands behind an agency is asked of it
            behind = [mark.value for mark in marks if mark.label is Label.AGENCY]
            return [*marks, *self._limits(piece, behind[0])] if behind else marks
        found = sorted([*marks, *self._limits(piece, piece.start)], key=lambda mark: mark.start)
        return [mark for mark in found if not is_told(piece.line, mark)]

    def _limits(self, piece: Piece, start: int) -> Iterator[Mark]:
        return limits_inside(piece.line, start, piece.end, self._situation)

    def fields(self, label: Label) -> None:
        """Take whole lines, and fields between slashes, that say nothing else."""
        for piece in self._sections.loose[:_MOST_PIECES]:
            fields = list(islice(fields_of(piece), _MOST_FIELDS))
            own = fields.pop(0) if fields and piece is self._sections.rest else None
            rows = rows_in(piece, fields, self._situation) if label is Label.AGENCY else fields
            for start, end in rows:
                if says_all(label, piece, start, end, self._situation):
                    if label is Label.AGENCY:
                        row = whole_row(piece, own, fields, (start, end), self._situation)
                        start, end = row.span
                        if row.unsure:
                            self._sections.unsure.append(Piece(piece.line, start, end))
                    self._cut(label, piece, start, start, end)
                    if label is Label.DEADLINE:
                        return
                    break

    def beside(self, label: Label) -> None:
        """Take names directly before a deadline, or a deadline directly behind names."""
        for piece in self._sections.loose[:_MOST_PIECES]:
            last = piece.start + len(piece.text.rstrip(BETWEEN))
            if label is Label.DEADLINE:
                behind = self._edges.get((id(piece.line), piece.start)) is Label.AGENCY
                starts = [piece.start] if behind else []
            else:
                before = self._edges.get((id(piece.line), piece.end)) is Label.DEADLINE
                starts = last_words(piece, last) if before else []
            for start in starts:
                counted = counts(piece.line.quiet, start)
                if label is Label.AGENCY and (counted or self._goes_on(piece, start)):
                    continue
                if says_all(label, piece, start, last, self._situation):
                    to = _TO.search(piece.line.quiet, piece.start, start)
                    if label is Label.AGENCY and to:  # a unit before its parent: all of it is asked
                        self._cut(label, piece, to.start(), to.end(), last)
                    else:
                        if label is Label.AGENCY and self._is_where(piece, start, last):
                            self._sections.unsure.append(Piece(piece.line, start, last))
                        self._cut(label, piece, start, start, last)
                    return

    def _is_where(self, piece: Piece, start: int, end: int) -> bool:
        """Whether provinces behind the headline may be where it happened."""
        headline = self._headline is not None and self._headline.line is piece.line
        row = self._situation.agencies_at(piece.line.folded, start, until=end)
        places = any(code.startswith(_PROVINCE) for code in row.codes)
        return headline and places and bool(piece.line.quiet[piece.start : start].strip(BETWEEN))

    def other_days(self) -> None:
        """Take lines that only say a day, a time or a condition: they go on with the deadline."""
        for piece in self._sections.loose[:_MOST_PIECES]:
            whole = piece.start == 0 and piece.end == len(piece.line.quiet)
            if whole and piece is not self._headline and len(piece.text) <= LONGEST_DUE:
                read = self._situation.deadline(piece.text)
                # An hour that has passed today is one of the day in another line.
                past = read.problem is not None and read.problem.why == Why.PAST
                if read.at or past or is_condition(piece.text):
                    self._cut(Label.DEADLINE, piece, piece.start, piece.start, piece.end)

    def misspelt(self, label: Label) -> None:
        """Take an agency with a slip behind its label's word, or directly before a deadline."""
        if label is not Label.AGENCY:
            return
        for piece in self._sections.loose[:_MOST_PIECES]:
            text = piece.line.quiet
            for found in islice(_AGENCY_WORDS.finditer(text, piece.start, piece.end), _MOST_SLIPS):
                end, label_word = found.end("name"), found["label"] or ""
                assigned = self._sections.assigns and found.start() == self._sections.rest.start
                before = self._edges.get((id(piece.line), piece.end)) is Label.DEADLINE
                last = not text[end : piece.end].strip(BETWEEN)
                named = HEADS.match(found["name"]) is not None
                sure = label_word or assigned or (before and last)
                slip = (label_word or (named and last)) and self._is_slip(label_word, found["name"])
                if (named and sure) or slip:
                    end = self._row_end(piece, end)
                    self._cut(label, piece, found.start(), found.start("name"), end)
                    return

    def _row_end(self, piece: Piece, end: int) -> int:
        """Return where the row of agencies ends that goes on behind a name with a slip.

        What is joined to it and cannot be read belongs to it too: it is asked, never dropped.
        """
        text = piece.line.quiet
        start = ahead.end() if (ahead := _GOES_ON.match(text, end, piece.end)) else end
        places = NamePlace.IN_VALUE, NamePlace.BEHIND_LABEL
        plain, row = (self._situation.row_end(piece.line, start, piece.end, p) for p in places)
        if plain > max(row, start):  # names that are plain words: ถึง ประมง ปศุสัตว์
            return piece.end
        end = min(row, piece.end) if row > start else end
        further = JOINED_AHEAD.match(text, end, piece.end) or NAME_AHEAD.match(text, end, piece.end)
        return piece.end if further else end

    def _goes_on(self, piece: Piece, start: int) -> bool:
        """Whether a part of a piece goes on a row of agencies that begins with a slip."""
        return any(
            found["label"]
            and (HEADS.match(found["name"]) or self._is_slip(found["label"], found["name"]))
            for found in islice(
                _AGENCY_WORDS.finditer(piece.line.quiet, piece.start, start), _MOST_SLIPS
            )
        )

    def _is_slip(self, label_word: str, word: str) -> bool:
        """Whether a word behind ถึง or the like is an agency's name but for a slip."""
        sure = not label_word.startswith(("ขอให้", "ให้"))  # "ให้" stands before any verb too
        return sure and bool(self._situation.agencies(word).assumptions)

    def _piece_at(self, line: Line, position: int) -> Piece | None:
        """Return the loose piece that holds a place of a line."""
        for piece in self._sections.loose:
            if piece.line is line and piece.start <= position < piece.end:
                return piece
        return None

    def _end(self, line: Line, mark: Mark, others: list[tuple[Line, Mark]]) -> int:
        """Return where the value of a label inside a line ends."""
        following = (
            other.start
            for where, other in others
            if where is line and other.start >= mark.value and other.label is not mark.label
        )
        limit = next(following, len(line.quiet))
        if mark.label in AGENCIES:
            # Names that are plain words too count where nothing else stands before the next label.
            end = self._situation.row_end(line, mark.value, limit, NamePlace.IN_VALUE)
            timed = _REMARK.search(line.quiet, mark.value, end)
            if timed and is_a_deadline(timed[1]):
                return timed.start()
            if line.quiet[end:limit].strip(BETWEEN):
                end = self._situation.row_end(line, mark.value, limit, NamePlace.BEHIND_LABEL)
            further = JOINED_AHEAD.match(line.quiet, end, limit) and limit < len(line.quiet)
            if end > mark.value and not (further or NAME_AHEAD.match(line.quiet, end, limit)):
                return end
        elif mark.label is Label.DEADLINE:
            leading = self._situation.leading_deadline(line.quiet[mark.value :])
            if leading:
                return mark.value + leading[1]
        return limit

    def _cut(self, label: Label, piece: Piece, start: int, value: int, end: int) -> None:
        """Take a value out of a loose piece, leaving what stands before and behind it."""
        line = piece.line
        before, behind = Piece(line, piece.start, start), Piece(line, end, piece.end)
        left = [one for one in (before, behind) if one.text.strip(BETWEEN)]
        if piece is self._sections.rest:
            self._sections.rest = before
        at = next(i for i, one in enumerate(self._sections.loose) if one is piece)
        self._sections.loose[at : at + 1] = left
        self._edges[id(line), start] = self._edges[id(line), end] = label
        self._sections.add(label, Piece(line, value, end))
