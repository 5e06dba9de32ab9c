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
    OBJECTIONS = "objections"
    REMINDERS = "reminders"
    ANNOUNCEMENTS = "announcements"
    ROSTER = "roster"
    AGENCIES = "agencies"
    AUDIT = "audit"


_OF_AN_AGENCY = ("issue", "agency", "agency_name")

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
        *_OF_AN_AGENCY,
        *("revision", "kind", "text", "links", "evidence", "reported_by"),
        *("reported_at", "recorded_at", "judged", "judged_by", "judged_at", "reason"),
        *("unsent_at", "link_checks"),
    ),
    Export.DEADLINE_CHANGES: (
        *_OF_AN_AGENCY,
        *("kind", "old_deadline", "new_deadline", "changed_by", "changed_at"),
        *("recorded_at", "reason"),
    ),
    Export.REQUESTS: (
        *_OF_AN_AGENCY,
        *("kind", "new_deadline", "to_agency", "to_agency_name", "reason", "asked_by"),
        *("asked_at", "recorded_at", "granted", "decided_by", "decided_at", "answer"),
    ),
    Export.SNOOZES: (
        *_OF_AN_AGENCY,
        *("until", "reason", "asked_by", "asked_at", "recorded_at"),
    ),
    Export.EXCUSES: (
        *_OF_AN_AGENCY,
        *("step", "code", "reason", "decided_by", "decided_at", "recorded_at"),
    ),
    Export.OBJECTIONS: (
        *_OF_AN_AGENCY,
        *("verdict", "reason", "objected_by", "objected_at", "recorded_at"),
        *("upheld", "decided_by", "decided_at", "decision_recorded_at", "answer"),
    ),
    Export.CHANGES: (
        *_OF_AN_AGENCY,
        *("revision", "field", "old_value", "new_value", "changed_by", "changed_at"),
        *("recorded_at", "reason"),
    ),
    Export.REMINDERS: (
        *_OF_AN_AGENCY,
        *("name", "deadline", "due_at", "status", "told_at", "settled_at"),
        *("reason", "late", "way", "request_id"),
    ),
    Export.ANNOUNCEMENTS: (
        *_OF_AN_AGENCY,
        *("kind", "known_at", "due_at", "until", "status", "settled_at"),
        *("reason", "way", "request_id"),
    ),
    Export.ROSTER: (
        *("no", "agency", "agency_name", "name", "position", "line_id", "groups", "roles"),
        *("seat", "created_at", "enrolled_at", "suspended_at"),
    ),
    Export.AGENCIES: (
        *("agency", "agency_name", "abbreviation", "kind", "from_on", "appraised", "ministry"),
        *("ministry_name", "reason", "recorded_at"),
    ),
    Export.AUDIT: (
        *("seq", "at", "actor", "action", "subject", "detail", "recorded_at"),
        *("hash", "previous_hash"),
    ),
}
"""The keys of every row, in this order."""

REGISTERS = frozenset({Export.ROSTER, Export.AGENCIES})
"""What stands there, not what happened: no days narrow it."""

OF_ASSIGNMENTS = frozenset(Export) - {Export.ISSUES, Export.CHANGES, Export.AUDIT} - REGISTERS
"""What is of one assignment each, and so of a period."""
