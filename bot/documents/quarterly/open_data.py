"""Open data of the quarterly report: rows, figures, and a manifest of all files."""

import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.documents.export_file import write_csv
from domain.indicator.quarterly import QuarterlyReport, Version
from domain.indicator.rules import RULES_VERSION
from domain.words import Words
from models.indicator import as_json, shown
from models.indicator.explain import COLUMNS


def write_rows(report: QuarterlyReport, path: Path) -> None:
    """Write the rows as CSV in UTF-8 with a byte order mark, which spreadsheets need."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_csv(report.rows, COLUMNS, out)


def write_figures(report: QuarterlyReport, words: Words, path: Path) -> None:
    """Write the figures, and what their words and the columns of the rows mean."""
    of_ministries, of_agencies = (
        as_json(report.period, table, report.return_clock)
        for table in (report.by_ministry, report.by_agency)
    )
    more = {
        "office": report.office,
        "agencies": of_agencies["rows"],
        "quarters": [{"period": period.name, **shown(sums)} for period, sums in report.trend],
        "definitions": dict(words.definitions(report.return_clock, report.by_ministry.roles)),
        "versions": [_version(each) for each in report.versions],
        "measures": [asdict(each) for each in report.measures],
        "columns": {name: words.heading(name) for name in COLUMNS},
    }
    _write(of_ministries | more, path)


def write_manifest(report: QuarterlyReport, files: Sequence[Path], path: Path) -> None:
    """Write what was written: each file's SHA-256, the figure, and the audit's newest entry."""
    head = report.audit and dict(zip(("seq", "hash"), report.audit, strict=True))
    told = {
        "period": report.period.name,
        "as_of": report.at.isoformat(),
        "program": importlib.metadata.version("saphan"),
        "rules_version": RULES_VERSION.isoformat(),
        "audit": head,
        "total": shown(report.by_ministry.total),
        "files": {file.name: _seal(file) for file in files},
    }
    _write(told, path)


def _version(one: Version) -> dict[str, Any]:
    changes = [{"before": before, "after": after} for before, after in one.changes]
    return {
        "version": one.number,
        "at": one.at.isoformat(),
        "reason": one.reason,
        "hash": one.hash,
        "changes": changes,
    }


def _seal(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"sha256": digest, "bytes": file.stat().st_size}


def _write(told: dict[str, Any], path: Path) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf-8")
