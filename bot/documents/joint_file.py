"""Writing the register of Joint KPIs as the workbook from which it can be read again."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter

from domain.joint.columns import COLUMNS, SHEETS, Part, headings
from domain.joint.register import Level, Register
from domain.thai_dates import Language

Cells = Mapping[str, str | Decimal | None]

_WIDTHS = {"name": 60, "formula": 40, "source": 30, "plan": 30}
_WIDTH = 16


def write_register(
    register: Register,
    names: Mapping[str, str],
    out: BinaryIO,
    language: Language,
    changed_at: datetime,
) -> None:
    """Write a register; `names` are those of the organisations, by their codes. Raises OSError.

    The same register has the same bytes, whenever it is written.
    """
    book = xlsxwriter.Workbook(out)
    book.set_properties({"created": changed_at})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    rows = {
        Part.AGENDAS: _agendas(register),
        Part.INDICATORS: _indicators(register),
        Part.SHARES: _shares(register, names),
    }
    for part, cells in rows.items():
        sheet = book.add_worksheet(SHEETS[part][language == "en"])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings(part, language), head)
        for place, key in enumerate(COLUMNS[part]):
            sheet.set_column(place, place, _WIDTHS.get(key, _WIDTH))
        for number, row in enumerate(cells, start=1):
            for place, key in enumerate(COLUMNS[part]):
                value = row[key]
                if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
                    sheet.write_number(number, place, float(value))
                elif value not in (None, ""):  # a text is never a formula, nor a code a number
                    sheet.write_string(number, place, str(value))
    book.close()


def _agendas(register: Register) -> Iterator[Cells]:
    for one in register.agendas:
        yield {"code": one.code, "name": one.name, "plan": one.plan}


def _indicators(register: Register) -> Iterator[Cells]:
    for one in register.indicators:
        levels: dict[str, Decimal | None] = {}
        for level, target in zip(Level, one.targets, strict=True):
            levels[f"target_{level}"] = target.value if target else None
            levels[f"points_{level}"] = target.points if target else None
        told = {name: getattr(one, name) for name in COLUMNS[Part.INDICATORS] if name not in levels}
        yield told | levels


def _shares(register: Register, names: Mapping[str, str]) -> Iterator[Cells]:
    for one in register.shares:
        yield {
            "indicator": one.indicator,
            "agency": one.agency,
            "name": names[one.agency],
            "role": one.role,
            "target": one.target,
        }
