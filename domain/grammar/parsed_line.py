"""The line that `saphan parse message` prints for one message (contract)."""

from typing import Any

from domain.chat.commands import Fields, Kind, NearMiss


def outline(fields: Fields | None) -> dict[str, Any]:
    """Flatten the first command of a message; `None`, and a near miss, are of kind `none`.

    The deadline is ISO 8601 with its offset, `None` if absent, `"error"` if it cannot be read.
    """
    if fields is None or isinstance(fields.outcome, NearMiss):
        fields = None
    deadline = fields.deadline.isoformat() if fields and fields.deadline else None
    errors = sorted({str(problem.mistake) for problem in fields.problems}) if fields else []
    return {
        "kind": str(fields.kind if fields else Kind.NONE),
        "ok": fields is not None and not errors,
        "title": fields.title if fields else None,
        "agencies": sorted(fields.agencies) if fields else [],
        "deadline": "error" if fields and fields.deadline_failed else deadline,
        "urls": list(fields.urls) if fields else [],
        "issue_no": fields.issue_no if fields else None,
        "year_be": fields.year_be if fields else None,
        "body": (fields.body or None) if fields else None,
        "errors": errors,
    }
