"""What can be exported, with the contract's keys; `models.exports` finds the rows."""

from enum import StrEnum


class Export(StrEnum):
    """What can be exported."""

    ISSUES = "issues"
    ASSIGNMENTS = "assignments"
    REPORTS = "reports"
    DEADLINE_CHANGES = "deadline_changes"
    REQUESTS = "requests"
    CHANGES = "changes"
    SNOOZES = "snoozes"
    EXCUSES = "excuses"
    REMINDERS = "reminders"
    ANNOUNCEMENTS = "announcements"
    AUDIT = "audit"


COLUMNS: dict[Export, tuple[str, ...]] = {
    Export.ISSUES: (
        *("number", "headline", "detail", "links", "urgency", "agenda", "status"),
        *("opened_by", "opened_at", "recorded_at", "deadline", "closed_at", "link_checks"),
    ),
    Export.ASSIGNMENTS: (
        *("issue", "agency", "ministry", "role", "status", "deadline", "original_deadline"),
        *("acknowledged_at", "first_reported_at", "reported_at", "on_time", "reminders_sent"),
        *("acknowledged_by", "counted_deadline", "period", "verdict", "left_out_because"),
        *("agency_name", "ministry_name"),
    ),
    Export.REPORTS: (
        *("issue", "agency", "revision", "kind", "text", "links", "evidence", "reported_by"),
        *("reported_at", "recorded_at", "judged", "judged_by", "judged_at", "reason"),
        *("unsent_at", "link_checks"),
    ),
    Export.DEADLINE_CHANGES: (
        *("issue", "agency", "kind", "old_deadline", "new_deadline", "changed_by", "changed_at"),
        *("recorded_at", "reason"),
    ),
    Export.REQUESTS: (
        *("issue", "agency", "kind", "new_deadline", "to_agency", "reason", "asked_by"),
        *("asked_at", "recorded_at", "granted", "decided_by", "decided_at", "answer"),
    ),
    Export.SNOOZES: (
        *("issue", "agency", "until", "reason", "asked_by", "asked_at", "recorded_at"),
    ),
    Export.EXCUSES: (
        *("issue", "agency", "step", "code", "reason", "decided_by", "decided_at", "recorded_at"),
    ),
    Export.CHANGES: (
        *("issue", "agency", "revision", "field", "old_value", "changed_by", "changed_at"),
        *("recorded_at", "reason"),
    ),
    Export.REMINDERS: (
        *("issue", "agency", "name", "deadline", "due_at", "status", "told_at", "settled_at"),
        *("reason", "late", "way", "request_id"),
    ),
    Export.ANNOUNCEMENTS: (
        *("issue", "agency", "kind", "known_at", "due_at", "until", "status", "settled_at"),
        *("reason", "way", "request_id"),
    ),
    Export.AUDIT: (
        *("seq", "at", "actor", "action", "subject", "detail", "recorded_at"),
        *("hash", "previous_hash"),
    ),
}
"""The keys of every row, in this order."""
