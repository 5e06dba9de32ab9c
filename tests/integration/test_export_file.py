"""How values become cells, and what a spreadsheet must not take for a formula."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.documents.export_file import cell, write_csv, write_json, write_xlsx

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

    write_json([{"text": "=1\n", "at": AT}, {"text": None, "at": None}], out)

    assert json.loads(out.getvalue()) == [
        {"text": "=1\n", "at": AT.isoformat()},
        {"text": None, "at": None},
    ]


def test_csv_has_a_header_and_quotes_line_breaks() -> None:
    out = io.StringIO()

    write_csv([{"a": 'say "hi"', "b": ["x", "y"]}], ("a", "b"), out)

    assert out.getvalue() == 'a,b\n"say ""hi""","x\ny"\n'


def test_a_workbook_holds_text_that_xml_cannot(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"

    write_xlsx([{"text": "a\x00b\x0b"}, {"text": "=1"}], ("text",), "reports", path)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [row[0] for row in sheet.values] == ["text", "ab", "'=1"]
    assert sheet.title == "reports"
    assert sheet.freeze_panes == "A2"


def test_a_cell_that_is_too_long_shows_that_it_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"

    write_xlsx([{"text": "😀" * 20_000}], ("text",), "audit", path)

    read = openpyxl.load_workbook(path).worksheets[0]["A2"].value
    assert read == "😀" * 16_383 + "…"


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_workbook_that_cannot_be_written_leaves_nothing_half_done(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_xlsx([{"text": "x"}], ("text",), "audit", tmp_path / "no" / "x.xlsx")
