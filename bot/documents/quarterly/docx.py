"""The formal paper as a text that an office can edit (DOCX)."""

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

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

FONT = "TH Sarabun New"
RED = RGBColor(0xC0, 0, 0)


def write_docx(paper: Paper, path: Path) -> None:
    """Write the paper; raises OSError."""
    book = docx.Document()
    page = book.sections[0]
    page.page_width, page.page_height = map(Cm, PAGE)
    page.left_margin, page.right_margin, page.bottom_margin = map(Cm, (LEFT, RIGHT, BOTTOM))
    page.top_margin = Cm(TOP[paper.form])
    style = book.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1
    _Pen(book, paper).write()
    book.save(str(path))


class _Pen:
    """Writes a paper from its head to its table."""

    def __init__(self, book: Document, paper: Paper) -> None:
        self._book, self._paper = book, paper

    def write(self) -> None:
        paper = self._paper
        self._head()
        for label, text in paper.lines:
            self._line(label, text)
        for text in (*paper.paragraphs, paper.end):
            self._paragraph(text, indent=INDENT)
        self._signature()
        self._table()

    def _paragraph(
        self, text: str = "", *, indent: float = 0.0, points: int = POINTS, bold: bool = False
    ) -> Paragraph:
        made = self._book.add_paragraph()
        made.paragraph_format.first_line_indent = Cm(indent) if indent else None
        made.paragraph_format.space_before = Pt(6) if indent else None
        if indent:
            made.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
        _run(made, text, points=points, bold=bold)
        return made

    def _head(self) -> None:
        """Write garuda, urgency, and the title or the address."""
        paper = self._paper
        mark = self._book.add_paragraph()
        letter = paper.form is Form.LETTER
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER if letter else WD_ALIGN_PARAGRAPH.LEFT
        height = Cm(GARUDA[paper.form])
        if paper.letterhead.garuda:
            mark.add_run().add_picture(str(paper.letterhead.garuda), height=height)
        else:  # a place of its size, to be filled in
            mark.paragraph_format.space_before = height
        if paper.title:
            title = self._paragraph(paper.title, points=POINTS_OF_TITLE, bold=True)
            title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if paper.letterhead.urgency:
            _run(
                self._paragraph(), paper.letterhead.urgency, points=POINTS_OF_LABEL, bold=True
            ).font.color.rgb = RED
        if letter:
            self._number_and_address()
            return
        own = paper.letterhead
        self._line(paper.department, own.department)
        self._line(*paper.number)
        self._line(*paper.date)

    def _number_and_address(self) -> None:
        """Write the number on the left, the address and the date's place on the right."""
        paper = self._paper
        first, *rest = paper.letterhead.address.splitlines() or [""]
        top = self._paragraph(f"{' '.join(paper.number)}\t{first}")
        top.paragraph_format.tab_stops.add_tab_stop(Cm(MIDDLE))
        for text in (*rest, "", "." * 40):
            self._paragraph(text).paragraph_format.left_indent = Cm(MIDDLE)

    def _line(self, label: str, text: str) -> None:
        """Write a label and what stands behind it, over dots where it is a memo's."""
        made = self._book.add_paragraph()
        memo = self._paper.form is Form.MEMO
        _run(made, label, points=POINTS_OF_LABEL if memo else POINTS, bold=memo)
        _run(made, f"  {text}")
        made.paragraph_format.left_indent = Cm(INDENT)
        made.paragraph_format.first_line_indent = Cm(-INDENT)
        if memo or not text:
            leader = made.paragraph_format.tab_stops
            leader.add_tab_stop(
                Cm(PAGE[0] - LEFT - RIGHT), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            _run(made, "\t")

    def _signature(self) -> None:
        own = self._paper.letterhead
        name = f"({own.signer or '.' * 40})"
        for text in (own.closing, "", "", name, own.position or "." * 40):
            made = self._paragraph(text)
            made.paragraph_format.left_indent = Cm(MIDDLE)
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _table(self) -> None:
        """Write the table on a page of its own, its headings on each."""
        caption = self._paragraph(self._paper.caption, bold=True)
        caption.paragraph_format.page_break_before = True
        rows = self._paper.table
        table = self._book.add_table(len(rows), len(WIDTHS), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, wide in zip(table.columns, WIDTHS, strict=True):
            column.width = Cm(wide)
        for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = Cm(WIDTHS[at])
                made = cell.paragraphs[0]
                if number and at != 1:
                    made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                last = number in (0, len(rows) - 1)
                _run(made, text, points=POINTS - 2, bold=last)
        heading = table.rows[0]._tr.get_or_add_trPr()
        heading.append(heading.makeelement(qn("w:tblHeader"), {}))


def _run(paragraph: Paragraph, text: str, *, points: int = POINTS, bold: bool = False) -> Run:
    """Write a piece of text: of Thai, a complex script, font, size and weight stand apart."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(points), bold
    run.font.cs_bold = bold
    own = run._r.get_or_add_rPr()
    own.get_or_add_rFonts().set(qn("w:cs"), FONT)
    size = own.makeelement(qn("w:szCs"), {qn("w:val"): str(2 * points)})
    own.find(qn("w:sz")).addnext(size)
    return run
