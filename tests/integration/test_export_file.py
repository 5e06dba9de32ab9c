"""How values become cells, and what a spreadsheet must not take for a formula."""

import io
import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.documents.export_file import JsonArray, Workbook, cell, replaced, write_csv

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

CELLS: list[tuple[Any, str | int | float]] = [
    (None, ""),
    (True, "true"),
    (False, "false"),
    (12, 12),
    (-1.5, -1.5),
    ("ข่าว", "ข่าว"),
    (AT, "2026-11-23T03:00:00+00:00"),
    (["https://a", "https://b"], "https://a\nhttps://b"),
    ([], ""),
    ([{"id": 1}], '[{"id": 1}]'),
    ({"ก": 1}, '{"ก": 1}'),
    ("=1+1", "'=1+1"),
    ("+66", "'+66"),
    ("-2", "'-2"),
    ("@name", "'@name"),
    ("\t=1", "'\t=1"),
    ("\n=1", "'\n=1"),
    ("\r=1", "'\r=1"),
    ("＝1+1", "'＝1+1"),
    ("＋66", "'＋66"),
    ("－2", "'－2"),
    ("＠name", "'＠name"),
    (["", "=1"], "'\n=1"),
    (["=1", "x"], "'=1\nx"),
]


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_a_value_becomes_a_cell(value: Any, expected: str | int | float) -> None:
    assert cell(value) == expected
    assert type(cell(value)) is type(expected)


def test_json_keeps_what_was_typed() -> None:
    out = io.StringIO()

    written(JsonArray(out), {"text": "=1\n", "at": AT}, {"text": None, "at": None})

    assert json.loads(out.getvalue()) == [
        {"text": "=1\n", "at": AT.isoformat()},
        {"text": None, "at": None},
    ]


def test_csv_has_a_header_and_quotes_line_breaks() -> None:
    out = io.StringIO()

    write_csv([{"a": 'say "hi"', "b": ["x", "y"]}], ("a", "b"), out)

    assert out.getvalue() == 'a,b\n"say ""hi""","x\ny"\n'


def written(pen, *rows: dict[str, Any]) -> None:
    """Let a pen write rows to their end."""
    with closing(pen):
        for row in rows:
            pen.add(row)
        pen.end()


def sheet_of(columns: dict[str, str], *rows: dict[str, Any]) -> Any:
    """The sheet of a workbook with these rows, as it is opened again."""
    out = io.BytesIO()
    written(Workbook(columns, "reports", out), *rows)
    return openpyxl.load_workbook(out).worksheets[0]


def test_a_workbook_holds_text_that_xml_cannot() -> None:
    sheet = sheet_of({"text": "ข้อความ"}, {"text": "a\x00b\x0b"}, {"text": "=1"}, {"text": "\n＝1"})

    assert [row[0] for row in sheet.values] == ["ข้อความ", "ab", "'=1", "'\n＝1"]
    assert sheet.title == "reports"
    assert sheet.freeze_panes == "A2"


def test_dates_of_a_workbook_are_dates_on_the_clock_that_they_show() -> None:
    in_bangkok = AT.astimezone(ZoneInfo("Asia/Bangkok"))
    sheet = sheet_of({"at": "เมื่อ"}, {"at": in_bangkok}, {"at": date(2026, 11, 23)}, {"at": None})

    at, day, nothing = (sheet[place] for place in ("A2", "A3", "A4"))
    assert (str(at.value), at.number_format) == ("2026-11-23 10:00:00", "yyyy-mm-dd h:mm:ss")
    assert (str(day.value), day.number_format) == ("2026-11-23 00:00:00", "yyyy-mm-dd")
    assert at.is_date
    assert day.is_date
    assert not nothing.value


def test_a_cell_that_is_too_long_shows_that_it_was_cut() -> None:
    assert sheet_of({"text": "text"}, {"text": "😀" * 20_000})["A2"].value == "😀" * 16_383 + "…"


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_file_that_cannot_be_written_leaves_nothing_half_done(tmp_path: Path) -> None:
    kept = tmp_path / "x.xlsx"
    kept.write_bytes(b"the old one")
    for path, row in ((kept, {}), (tmp_path / "no" / "x.xlsx", {"text": "x"})):
        with pytest.raises((OSError, KeyError)), replaced(path) as out:
            written(Workbook({"text": "text"}, "audit", out), row)

    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("x.xlsx", b"the old one")
    ]
