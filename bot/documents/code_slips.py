"""The printable sheet of enrolment codes: eight slips on a page, to be cut apart and handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import segno
from fpdf import FPDF

from domain.text import clip, utf16_length
from domain.words import Words

FONTS = Path(__file__).parent / "fonts"
FONT = "Sarabun"

PAGE = (210.0, 297.0)
ACROSS, DOWN = 2, 4
SLIP = (PAGE[0] / ACROSS, PAGE[1] / DOWN)
"""Millimetres, all of them: A4 is cut along its halves and quarters."""
EDGE = 9.0
QR = 31.0
QR_TOP = 27.0
GREY, INK = 105, 20


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed."""

    name: str
    agencies: Sequence[str]
    code: str
    expires_at: datetime


def deep_link(account: str, text: str) -> str:
    """Return what the QR code holds: a link that opens LINE with the text typed, else the text.

    `account` is the basic id (`@…`), or empty. Source: LINE page "LINE URL scheme".
    """
    if not account:
        return text
    return f"https://line.me/R/oaMessage/{quote(account, safe='')}/?{quote(text, safe='')}"


def write_sheet(slips: Sequence[Slip], path: Path, words: Words, *, account: str) -> None:
    """Write the sheet as PDF; raises OSError."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title(words.slip_title())
    pdf.add_font(FONT, "", FONTS / "Sarabun-Regular.ttf")
    pdf.add_font(FONT, "B", FONTS / "Sarabun-Bold.ttf")
    pdf.set_text_shaping(True)  # without it the marks of Thai stand on top of each other
    for index, slip in enumerate(slips):
        place = index % (ACROSS * DOWN)
        if place == 0:
            pdf.add_page()
            _cut_lines(pdf)
        left, top = SLIP[0] * (place % ACROSS), SLIP[1] * (place // ACROSS)
        _draw(pdf, slip, left + EDGE, top, words, account)
    pdf.output(str(path))


def _cut_lines(pdf: FPDF) -> None:
    pdf.set_draw_color(170)
    pdf.set_line_width(0.15)
    pdf.set_dash_pattern(dash=1.6, gap=1.6)
    for column in range(1, ACROSS):
        pdf.line(SLIP[0] * column, 4, SLIP[0] * column, PAGE[1] - 4)
    for row in range(1, DOWN):
        pdf.line(4, SLIP[1] * row, PAGE[0] - 4, SLIP[1] * row)
    pdf.set_dash_pattern()


def _draw(pdf: FPDF, slip: Slip, left: float, top: float, words: Words, account: str) -> None:
    """Draw one slip: who it is for, the code, how to use it, and the QR code beside that."""
    width = SLIP[0] - 2 * EDGE
    beside = width - QR - 3
    _line(pdf, words.slip_title(), left, top + 7, width, 8.5, grey=True)
    _line(pdf, slip.name, left, top + 13, width, 14, bold=True)
    _line(pdf, words.slip_agencies(slip.agencies), left, top + 19.5, width, 10)
    _qr(pdf, deep_link(account, f"#join {slip.code}"), left + width - QR, top + QR_TOP)
    _line(pdf, words.slip_code(), left, top + 28, beside, 8.5, grey=True)
    _line(pdf, slip.code, left, top + 31.5, beside, 19, bold=True)
    _line(pdf, words.slip_scan(linked=bool(account)), left, top + 41.5, beside, 8.5)
    _line(pdf, words.slip_type(), left, top + 46.5, beside, 8.5)
    _line(pdf, words.slip_typed(slip.code), left, top + 51, beside, 9.5, bold=True)
    _line(pdf, words.slip_until(slip.expires_at), left, top + 60, width, 8.5)
    _line(pdf, words.slip_keep(), left, top + 64.5, width, 8.5, grey=True)


def _line(
    pdf: FPDF,
    text: str,
    left: float,
    top: float,
    width: float,
    points: float,
    *,
    bold: bool = False,
    grey: bool = False,
) -> None:
    """Write one line, smaller where it would be too wide, cut where it would be too small."""
    pdf.set_text_color(GREY if grey else INK)
    size = points
    pdf.set_font(FONT, "B" if bold else "", size)
    while pdf.get_string_width(text) > width and size > 0.6 * points:
        size -= 0.25
        pdf.set_font_size(size)
    if pdf.get_string_width(text) > width:
        text = _cut(pdf, text, width)
    pdf.set_xy(left, top)
    pdf.cell(width, points * 0.45, text)


def _cut(pdf: FPDF, text: str, width: float) -> str:
    for units in range(utf16_length(text) - 1, 0, -1):
        shorter = clip(text, units)
        if pdf.get_string_width(shorter) <= width:
            return shorter
    return ""


def _qr(pdf: FPDF, text: str, left: float, top: float) -> None:
    """Draw a QR code of black squares, its quiet zone left to the paper around it."""
    matrix = segno.make(text, error="m", micro=False).matrix
    side = QR / len(matrix)
    pdf.set_fill_color(0)
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                # A hair wider than exact: viewers draw white seams between squares that only touch.
                pdf.rect(
                    left + start * side, top + y * side, (x - start) * side, side * 1.01, style="F"
                )
                start = None
