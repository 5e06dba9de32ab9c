"""What the lists of the workbook say, row by row, in the words of an office."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from domain.indicator.quarterly import QuarterlyReport, Row
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import AgencyRole
from domain.words import Words

_WHOSE = ("agency_name", "agency")
TIMES = (
    *("opened_at", "original_deadline", "counted_deadline"),
    *("first_reported_at", "reported_at"),
)
ROWS = (
    *("issue", "headline", *_WHOSE, "ministry_name", "ministry", "role"),
    *("opened_at", "original_deadline", "moves", "counted_deadline"),
    *("first_reported_at", "reported_at", "verdict", "rule", "reason"),
)
OBJECTIONS = (
    *("issue", *_WHOSE, "verdict", "objected_at", "objected_by", "reason"),
    *("decision", "decided_at", "decided_by", "answer"),
)
RESTATEMENTS = (
    *("version", "restated_at", "reason", "issue", *_WHOSE, "verdict_before", "verdict", "hash"),
)
MEASURES = ("sub", *_WHOSE, "period", "part", "whole", "percent", "source", "day", "entered_by")


def as_read(row: Row, words: Words) -> dict[str, Any]:
    """Return a row of `saphan explain` as an official reads it, instants as such."""
    instants = {name: datetime.fromisoformat(row[name]) for name in TIMES if row[name]}
    return {
        **row,
        **dict.fromkeys(TIMES),
        **instants,
        "moves": len(row["moves"]),
        "verdict": words.counts_as(Verdict(row["verdict"])),
        "role": words.agency_role(AgencyRole(row["role"])),
    }


def objections(report: QuarterlyReport, words: Words) -> Iterator[dict[str, Any]]:
    """Yield what was said against rows, and how that was decided."""
    for row in report.rows:
        for one in row["objections"]:
            decided = one["decided_at"]
            yield {
                **{name: row[name] for name in ("issue", *_WHOSE)},
                "verdict": words.counts_as(Verdict(row["verdict"])),
                "objected_at": datetime.fromisoformat(one["at"]),
                "objected_by": one["by"],
                "reason": one["reason"],
                "decision": words.decision(one["upheld"]),
                "decided_at": datetime.fromisoformat(decided) if decided else None,
                "decided_by": one["decided_by"],
                "answer": one["answer"],
            }


def restatements(report: QuarterlyReport, words: Words, tz: tzinfo) -> Iterator[dict[str, Any]]:
    """Yield the closing of the quarter, and each row that a restatement changed."""
    for version in report.versions:
        told = {
            "version": version.number,
            "restated_at": version.at.astimezone(tz),
            "reason": version.reason or words.say("ปิดไตรมาส", "closed"),
            "hash": version.hash,
        }
        if not version.changes:
            yield told
        for before, after in version.changes:
            row = after or before or {}
            yield told | {
                "issue": row["issue"],
                "agency": row["agency"],
                "agency_name": report.names.get(row["agency"], row["agency"]),
                "verdict_before": _verdict(before, words),
                "verdict": _verdict(after, words),
            }


def _verdict(row: Row | None, words: Words) -> str:
    return words.counts_as(Verdict(row["verdict"])) if row else "-"


def measures(report: QuarterlyReport) -> Iterator[dict[str, Any]]:
    """Yield sub-indicators 1 and 3, as they were typed in."""
    for one in report.measures:
        yield {
            "sub": one.sub.value,
            "agency": one.agency,
            "agency_name": report.names.get(one.agency, one.agency),
            "period": one.period,
            "part": one.part,
            "whole": one.whole,
            "source": one.source,
            "day": f"{one.day:%Y-%m-%d}",
            "entered_by": one.by,
        }
