"""The formal paper as it is printed (PDF)."""

from functools import cache
from pathlib import Path

import nlpo3
from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import FontFace

from bot.documents.code_slips import FONT, FONTS
from bot.documents.quarterly.paper import (
    BOTTOM,
    GARUDA,
    INDENT,
    LEFT,
    MIDDLE,
    PAGE,
    POINTS,
    POINTS_OF_LABEL,
    POINTS_OF_TITLE,
    RIGHT,
    TOP,
    WIDTHS,
    Form,
    Paper,
)

SMALLER = 0.72
"""Sarabun's letters are larger than those of TH Sarabun of the same points."""
LINE = 0.62
"""Centimetres from one line of text to the next, of the usual size."""
SPACING = 1.5
RED, INK = (192, 0, 0), 0
MAY_BREAK = "\u200b"
DICTIONARY = "th"


@cache
def _dictionary() -> str:
    """Load the words of Thai, once; return what the dictionary is called.

    They are PyThaiNLP's list of words, dedicated to the public domain (CC0 1.0).
    """
    nlpo3.load_dict(str(Path(__file__).parent / "thai-words.txt"), DICTIONARY)
    return DICTIONARY


def breakable(text: str) -> str:
    """Return a text that may be broken between words, where Thai writes no blanks."""
    return MAY_BREAK.join(nlpo3.segment(text, _dictionary()))


def write_pdf(paper: Paper, path: Path) -> None:
    """Write the paper; raises OSError."""
    pdf = FPDF(unit="cm", format="A4")
    pdf.set_margins(LEFT, TOP[paper.form], RIGHT)
    pdf.set_auto_page_break(True, BOTTOM)
    pdf.add_font(FONT, "", FONTS / "Sarabun-Regular.ttf")
    pdf.add_font(FONT, "B", FONTS / "Sarabun-Bold.ttf")
    pdf.set_text_shaping(True)  # without it the marks of Thai stand on top of each other
    pdf.set_title(paper.caption)
    pdf.add_page()
    _Pen(pdf, paper).write()
    pdf.output(str(path))


class _Pen:
    """Writes a paper from its head to its table."""

    def __init__(self, pdf: FPDF, paper: Paper) -> None:
        self._pdf, self._paper = pdf, paper

    def write(self) -> None:
        paper = self._paper
        self._head()
        for label, text in paper.lines:
            self._line(label, text)
        for text in (*paper.paragraphs, paper.end):
            self._text(text, indent=INDENT)
        self._signature()
        self._table()

    def _font(self, points: float = POINTS, *, bold: bool = False) -> None:
        self._pdf.set_font(FONT, "B" if bold else "", points * SMALLER)

    def _text(self, text: str, *, align: str = "L", indent: float = 0.0, left: float = 0.0) -> None:
        """Write a paragraph; `indent` is of its first line, `left` of all."""
        with (
            self._pdf.text_columns(text_align=align, l_margin=LEFT + left) as column,
            column.paragraph(first_line_indent=indent, line_height=SPACING) as made,
        ):
            made.write(breakable(text))

    def _head(self) -> None:
        """Write garuda, urgency, and the title or the address."""
        pdf, paper = self._pdf, self._paper
        high, letter = GARUDA[paper.form], paper.form is Form.LETTER
        if paper.letterhead.garuda:
            place = Align.C if letter else LEFT
            pdf.image(str(paper.letterhead.garuda), x=place, y=TOP[paper.form], h=high)
        pdf.set_y(TOP[paper.form] + (high if letter else high / 3))
        if paper.title:
            self._font(POINTS_OF_TITLE, bold=True)
            self._text(paper.title, align="C")
            pdf.ln(LINE)
        if paper.letterhead.urgency:
            self._font(POINTS_OF_LABEL, bold=True)
            pdf.set_text_color(*RED)
            self._text(paper.letterhead.urgency)
            pdf.set_text_color(INK)
        self._font()
        if letter:
            self._number_and_address()
            return
        self._line(paper.department, paper.letterhead.department)
        self._line(*paper.number)
        self._line(*paper.date)

    def _number_and_address(self) -> None:
        """Write the number on the left, the address and the date's place on the right."""
        pdf, paper = self._pdf, self._paper
        top = pdf.get_y()
        self._text(" ".join(paper.number))
        pdf.set_y(top)
        for text in (*paper.letterhead.address.splitlines(), " ", "." * 40):
            self._text(text, left=MIDDLE)

    def _line(self, label: str, text: str) -> None:
        """Write a label and what stands behind it, over dots where it is a memo's or is empty."""
        pdf, memo = self._pdf, self._paper.form is Form.MEMO
        self._font(POINTS_OF_LABEL if memo else POINTS, bold=memo)
        pdf.set_x(LEFT)
        pdf.cell(pdf.get_string_width(label) + 0.4, LINE, label)
        self._font()
        begins = pdf.get_x()
        if text:
            self._text(text, left=begins - LEFT)
        else:
            pdf.ln(LINE)
        if memo or not text:
            pdf.set_dash_pattern(dash=0.03, gap=0.08)
            pdf.line(begins, pdf.get_y() - 0.05, PAGE[0] - RIGHT, pdf.get_y() - 0.05)
            pdf.set_dash_pattern()
        pdf.ln(LINE / 4)

    def _signature(self) -> None:
        own = self._paper.letterhead
        if self._pdf.will_page_break(6 * LINE):
            self._pdf.add_page()
        name = f"({own.signer or '.' * 40})"
        self._pdf.ln(LINE)
        for text in (own.closing, "", "", name, own.position or "." * 40):
            self._text(text or " ", left=MIDDLE, align="C")

    def _table(self) -> None:
        """Write the table on a page of its own, its headings on each."""
        pdf = self._pdf
        pdf.add_page()
        self._font(bold=True)
        self._text(self._paper.caption)
        self._font(POINTS - 2)
        aligned = ("RIGHT", "LEFT", *("RIGHT",) * (len(WIDTHS) - 2))
        headings = FontFace(emphasis="BOLD")
        with pdf.table(
            col_widths=WIDTHS, text_align=aligned, headings_style=headings, line_height=LINE
        ) as table:
            for texts in self._paper.table:
                table.row(list(map(breakable, texts)))
