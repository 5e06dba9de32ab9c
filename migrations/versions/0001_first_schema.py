"""The first schema: roster, issues, queues, audit."""

import sqlalchemy as sa
from alembic import op

from models.tables import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Tables = dict[str, list[sa.schema.SchemaItem]]


def upgrade() -> None:
    """Upgrade the schema."""
    for name, columns in _tables().items():
        op.create_table(name, *columns)


def downgrade() -> None:
    """Undo the upgrade."""
    for name in reversed(_tables()):
        op.drop_table(name)


def _tables() -> Tables:
    """Return all tables, those first that others refer to."""
    return _roster() | _joint() | _issues() | _queues() | _audit()


def _numbered(*columns: sa.schema.SchemaItem) -> list[sa.schema.SchemaItem]:
    """Return the columns of a table whose rows have a number."""
    return [sa.Column("id", sa.Integer(), primary_key=True), *columns]


def _to(
    name: str, table: str, *, nullable: bool = False, index: bool = False, primary_key: bool = False
) -> sa.Column[int]:
    """Return a column that refers to the rows of another table."""
    key = sa.ForeignKey(f"{table}.id")
    return sa.Column(
        name, sa.Integer(), key, index=index, primary_key=primary_key, nullable=nullable
    )


def _waiting(queue: str) -> list[sa.schema.SchemaItem]:
    """Return the columns by which the rows of a queue are dealt with."""
    return [
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Index(f"ix_{queue}_waiting", "state", "next_attempt_at"),
    ]


def _roster() -> Tables:
    return {
        "workspaces": _numbered(
            sa.Column("code", sa.String(40), nullable=False, unique=True),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("next_issue_number", sa.Integer(), nullable=False),
            sa.Column("created_at", UtcDateTime(), nullable=False),
            sa.Column("briefed_on", sa.Date()),
            sa.Column("remind_before", sa.JSON(), nullable=False, server_default="{}"),
            sa.Column("changes", sa.Integer(), nullable=False, server_default="0"),
        ),
        "agencies": _numbered(
            _to("workspace_id", "workspaces", nullable=True, index=True),
            sa.Column("code", sa.String(60), nullable=False, unique=True),
            sa.Column("name_th", sa.String(300), nullable=False),
            sa.Column("name_en", sa.String(300), nullable=False),
            sa.Column("abbr_th", sa.String(60), nullable=False),
            sa.Column("kind", sa.String(30), nullable=False),
            sa.Column("ministry_code", sa.String(60), nullable=False),
        ),
        "standings": _numbered(
            _to("agency_id", "agencies", index=True),
            sa.Column("from_on", sa.Date(), nullable=False),
            sa.Column("appraised", sa.Boolean(), nullable=False),
            sa.Column("ministry", sa.String(60), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
        ),
        "measures": _numbered(
            _to("workspace_id", "workspaces", index=True),
            _to("agency_id", "agencies"),
            sa.Column("sub", sa.String(1), nullable=False),
            sa.Column("period", sa.String(30), nullable=False),
            sa.Column("part", sa.String(20), nullable=False),
            sa.Column("whole", sa.String(20), nullable=False),
            sa.Column("source", sa.Text(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("entered_by", sa.String(200), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
        ),
        "agency_aliases": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("alias", sa.String(300), nullable=False),
            sa.Column("codes", sa.JSON(), nullable=False),
            sa.Column("created_at", UtcDateTime(), nullable=False),
            sa.UniqueConstraint("workspace_id", "alias"),
        ),
        "people": _numbered(
            _to("workspace_id", "workspaces", index=True),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("position", sa.String(300), nullable=False),
            sa.Column("line_id", sa.String(100), nullable=False),
            sa.Column("in_ia", sa.Boolean(), nullable=False),
            sa.Column("in_ir", sa.Boolean(), nullable=False),
            sa.Column("roles", sa.JSON(), nullable=False),
            sa.Column("line_user_id", sa.String(40), index=True),
            sa.Column("enrolled_at", UtcDateTime()),
            sa.Column("suspended_at", UtcDateTime()),
            sa.Column("seat", sa.String(40), nullable=False, server_default=""),
            sa.Column("created_at", UtcDateTime(), nullable=False),
            sa.Column("chosen_at", UtcDateTime()),
            sa.Column("wants_group", sa.Boolean(), nullable=False),
            sa.Column("wants_group_at", UtcDateTime()),
            sa.Column("wants_brief", sa.Boolean(), nullable=False),
            sa.Column("wants_brief_at", UtcDateTime()),
            sa.UniqueConstraint("workspace_id", "line_user_id"),
        ),
        "person_agencies": [
            _to("person_id", "people", primary_key=True),
            _to("agency_id", "agencies", primary_key=True, index=True),
        ],
        "enrolment_codes": _numbered(
            _to("person_id", "people", index=True),
            sa.Column("nonce", sa.String(64), nullable=False),
            sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
            sa.Column("created_at", UtcDateTime(), nullable=False),
            sa.Column("expires_at", UtcDateTime(), nullable=False),
            sa.Column("used_at", UtcDateTime()),
        ),
        "code_attempts": _numbered(
            sa.Column("who", sa.String(60), nullable=False),
            sa.Column("at", UtcDateTime(), nullable=False),
            sa.Index("ix_code_attempts_who_at", "who", "at"),
        ),
        "groups": _numbered(
            _to("workspace_id", "workspaces", index=True),
            sa.Column("kind", sa.String(2), nullable=False),
            sa.Column("line_group_id", sa.String(40), nullable=False, unique=True),
            sa.Column("bound_at", UtcDateTime()),
            sa.Column("moved_at", UtcDateTime()),
            sa.Column("joined_at", UtcDateTime()),
            sa.Column("left_at", UtcDateTime()),
            sa.Column("replaced_at", UtcDateTime()),
            sa.Column("told_at", UtcDateTime()),
            sa.Column("member_count", sa.Integer()),
            sa.Column("no_room_since", UtcDateTime()),
        ),
        "group_codes": _numbered(
            _to("workspace_id", "workspaces", index=True),
            sa.Column("kind", sa.String(2), nullable=False),
            sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
            sa.Column("created_at", UtcDateTime(), nullable=False),
            sa.Column("expires_at", UtcDateTime(), nullable=False),
            sa.Column("used_at", UtcDateTime()),
        ),
        "chat_members": _numbered(
            sa.Column("line_group_id", sa.String(40), nullable=False),
            sa.Column("line_user_id", sa.String(40), nullable=False, index=True),
            sa.Column("seen_at", UtcDateTime(), nullable=False),
            sa.Column("left_at", UtcDateTime()),
            sa.Column("asked_at", UtcDateTime()),
            sa.UniqueConstraint("line_group_id", "line_user_id"),
        ),
        "unbound_groups": [
            sa.Column("line_group_id", sa.String(40), primary_key=True),
            sa.Column("seen_at", UtcDateTime(), nullable=False),
            sa.Column("newest_at", UtcDateTime(), nullable=False),
            sa.Column("left_at", UtcDateTime()),
        ],
        "strangers": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("line_group_id", sa.String(40), nullable=False),
            sa.Column("line_user_id", sa.String(40), nullable=False),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("seen_at", UtcDateTime(), nullable=False),
            sa.Column("told_at", UtcDateTime()),
            sa.UniqueConstraint("workspace_id", "line_user_id"),
        ),
        "office_days": [
            sa.Column("day", sa.Date(), primary_key=True),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("off", sa.Boolean(), nullable=False),
        ],
    }


def _joint() -> Tables:
    code, name = sa.String(40), sa.String(200)
    return {
        "joint_years": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("year", sa.Integer(), nullable=False),
            sa.Column("opened_at", UtcDateTime()),
            sa.Column("changed_at", UtcDateTime(), nullable=False),
            sa.UniqueConstraint("workspace_id", "year"),
        ),
        "joint_agendas": _numbered(
            _to("year_id", "joint_years"),
            sa.Column("place", sa.Integer(), nullable=False),
            sa.Column("code", code, nullable=False),
            sa.Column("name", sa.String(300), nullable=False),
            sa.Column("plan", sa.Text(), nullable=False),
            sa.UniqueConstraint("year_id", "code"),
        ),
        "joint_indicators": _numbered(
            _to("year_id", "joint_years"),
            sa.Column("place", sa.Integer(), nullable=False),
            sa.Column("code", code, nullable=False),
            sa.Column("agenda", code, nullable=False),
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("stage", name, nullable=False),
            sa.Column("unit", name, nullable=False),
            sa.Column("direction", sa.String(4)),
            sa.Column("formula", sa.Text(), nullable=False),
            sa.Column("source", sa.Text(), nullable=False),
            sa.Column("targets", sa.JSON(), nullable=False),
            sa.Column("weight", sa.String(30)),
            sa.Column("baseline", sa.String(30)),
            sa.UniqueConstraint("year_id", "code"),
        ),
        "joint_shares": [
            _to("indicator_id", "joint_indicators", primary_key=True),
            _to("agency_id", "agencies", primary_key=True, index=True),
            sa.Column("place", sa.Integer(), nullable=False),
            sa.Column("role", sa.String(10), nullable=False),
            sa.Column("target", sa.String(30)),
        ],
        "joint_results": _numbered(
            _to("indicator_id", "joint_indicators", index=True),
            _to("agency_id", "agencies"),
            sa.Column("period", sa.String(10), nullable=False),
            sa.Column("value", sa.String(30), nullable=False),
            sa.Column("source", sa.Text(), nullable=False),
            _to("reported_by_id", "people", nullable=True),
            sa.Column("reported_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("state", sa.String(12), nullable=False),
            _to("judged_by_id", "people", nullable=True),
            sa.Column("judged_at", UtcDateTime()),
        ),
    }


def _issues() -> Tables:
    return {
        "issues": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("headline", sa.Text(), nullable=False),
            sa.Column("detail", sa.Text(), nullable=False),
            sa.Column("links", sa.JSON(), nullable=False),
            sa.Column("urgency", sa.String(20), nullable=False),
            sa.Column("agenda", sa.String(200), nullable=False),
            sa.Column("reference", sa.String(300), nullable=False),
            sa.Column("typed", sa.Text(), nullable=False),
            sa.Column("status", sa.String(20), nullable=False),
            _to("opened_by_id", "people"),
            sa.Column("opened_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("deadline", UtcDateTime(), nullable=False),
            sa.Column("within_minutes", sa.Integer()),
            sa.Column("closed_at", UtcDateTime()),
            sa.Column("line_message_id", sa.String(64), index=True),
            sa.UniqueConstraint("workspace_id", "number"),
            sa.Index("ix_issues_open", "workspace_id", "status", "deadline"),
        ),
        "issue_changes": _numbered(
            _to("issue_id", "issues", index=True),
            sa.Column("field", sa.String(20), nullable=False),
            sa.Column("old_value", sa.Text(), nullable=False),
            sa.Column("new_value", sa.Text(), nullable=False),
            sa.Column("changed_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            _to("changed_by_id", "people"),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
        ),
        "issue_posts": [
            sa.Column("line_message_id", sa.String(64), primary_key=True),
            _to("issue_id", "issues", index=True),
        ],
        "assignments": _numbered(
            _to("issue_id", "issues"),
            _to("agency_id", "agencies", index=True),
            sa.Column("role", sa.String(10), nullable=False),
            sa.Column("status", sa.String(20), nullable=False, index=True),
            sa.Column("assigned_at", UtcDateTime(), nullable=False),
            sa.Column("deadline", UtcDateTime(), nullable=False, index=True),
            sa.Column("original_deadline", UtcDateTime(), nullable=False),
            sa.Column("acknowledged_at", UtcDateTime()),
            _to("acknowledged_by_id", "people", nullable=True),
            sa.Column(
                "cancelled_with_issue", sa.Boolean(), nullable=False, server_default=sa.false()
            ),
            sa.Column("snoozed_until", UtcDateTime()),
            sa.Column("escalated_at", UtcDateTime()),
            sa.Column("excused", sa.String(20)),
            sa.Column("appraised", sa.Boolean(), nullable=False, server_default=sa.true()),
            sa.Column("ministry", sa.String(60), nullable=False),
            sa.Column("first_reported_at", UtcDateTime()),
            sa.Column("reported_at", UtcDateTime()),
            sa.UniqueConstraint("issue_id", "agency_id"),
        ),
        "deadline_changes": _numbered(
            _to("assignment_id", "assignments", index=True),
            sa.Column("old_deadline", UtcDateTime(), nullable=False, index=True),
            sa.Column("new_deadline", UtcDateTime(), nullable=False, index=True),
            sa.Column("changed_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            _to("changed_by_id", "people"),
            sa.Column("kind", sa.String(10), nullable=False, server_default="extended"),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
        ),
        "requests": _numbered(
            _to("assignment_id", "assignments", index=True),
            sa.Column("kind", sa.String(10), nullable=False),
            sa.Column("new_deadline", UtcDateTime()),
            _to("to_agency_id", "agencies", nullable=True),
            sa.Column("reason", sa.Text(), nullable=False),
            _to("asked_by_id", "people"),
            sa.Column("asked_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
            sa.Column("granted", sa.Boolean()),
            _to("decided_by_id", "people", nullable=True),
            sa.Column("decided_at", UtcDateTime()),
            sa.Column("answer", sa.Text(), nullable=False),
            sa.Column("decided_message_id", sa.String(64), index=True),
        ),
        "snoozes": _numbered(
            _to("assignment_id", "assignments", index=True),
            sa.Column("until", UtcDateTime()),
            sa.Column("reason", sa.Text(), nullable=False),
            _to("asked_by_id", "people"),
            sa.Column("asked_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
        ),
        "excuses": _numbered(
            _to("assignment_id", "assignments", index=True),
            sa.Column("step", sa.String(10), nullable=False),
            sa.Column("code", sa.String(20)),
            sa.Column("reason", sa.Text(), nullable=False),
            _to("decided_by_id", "people"),
            sa.Column("decided_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
        ),
        "objections": _numbered(
            _to("assignment_id", "assignments", index=True),
            sa.Column("verdict", sa.String(20), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            _to("objected_by_id", "people"),
            sa.Column("objected_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
            sa.Column("upheld", sa.Boolean()),
            _to("decided_by_id", "people", nullable=True),
            sa.Column("decided_at", UtcDateTime()),
            sa.Column("decision_recorded_at", UtcDateTime()),
            sa.Column("answer", sa.Text(), nullable=False),
            sa.Column("decided_message_id", sa.String(64), index=True),
        ),
        "objection_terms": _numbered(
            _to("workspace_id", "workspaces", index=True),
            sa.Column("period", sa.String(10), nullable=False),
            sa.Column("until_on", sa.Date(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
        ),
        "quarters": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("period", sa.String(10), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("at", UtcDateTime(), nullable=False),
            sa.Column("actor", sa.String(100), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("hash", sa.String(64), nullable=False),
            sa.Column("figures", sa.JSON(), nullable=False),
            sa.Column("basis", sa.JSON(), nullable=False),
            sa.UniqueConstraint("workspace_id", "period", "version"),
        ),
        "quarter_rows": [
            _to("quarter_id", "quarters", primary_key=True),
            sa.Column("issue", sa.Integer(), primary_key=True, autoincrement=False),
            sa.Column("agency", sa.String(60), primary_key=True),
            sa.Column("before", sa.JSON()),
            sa.Column("after", sa.JSON()),
        ],
        "overdue_slots": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("due_at", UtcDateTime(), nullable=False),
            sa.Column("settled_at", UtcDateTime(), nullable=False),
            sa.Column("outcome", sa.String(100), nullable=False),
            sa.UniqueConstraint("workspace_id", "due_at"),
        ),
        "reports": _numbered(
            _to("assignment_id", "assignments"),
            sa.Column("revision", sa.Integer(), nullable=False),
            sa.Column("kind", sa.String(10), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("links", sa.JSON(), nullable=False),
            _to("reported_by_id", "people"),
            sa.Column("reported_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
            sa.Column("judged", sa.String(20)),
            _to("judged_by_id", "people", nullable=True),
            sa.Column("judged_at", UtcDateTime()),
            sa.Column("judged_message_id", sa.String(64), index=True),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("unsent_at", UtcDateTime()),
            sa.Column("shown_at", UtcDateTime()),
            sa.UniqueConstraint("assignment_id", "revision"),
            sa.Index("ix_reports_of_person", "reported_by_id", "reported_at"),
        ),
        "report_changes": _numbered(
            _to("report_id", "reports", index=True),
            sa.Column("old_text", sa.Text(), nullable=False),
            sa.Column("new_text", sa.Text(), nullable=False),
            sa.Column("changed_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
        ),
        "reports_aside": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("line_group_id", sa.String(40), nullable=False),
            sa.Column("line_user_id", sa.String(40), nullable=False),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("issue_no", sa.Integer(), nullable=False),
            sa.Column("year_be", sa.Integer()),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("links", sa.JSON(), nullable=False),
            sa.Column("progress", sa.Boolean(), nullable=False),
            sa.Column("line_message_id", sa.String(64), index=True),
            sa.Column("sent_at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("told_at", UtcDateTime()),
            sa.Column("settled_at", UtcDateTime()),
            sa.Column("outcome", sa.String(40), nullable=False),
            _to("person_id", "people", nullable=True),
            sa.Index("ix_reports_aside_waiting", "workspace_id", "settled_at"),
        ),
        "attachments": [
            sa.Column("line_message_id", sa.String(64), primary_key=True),
            sa.Column("line_group_id", sa.String(40), nullable=False),
            sa.Column("line_user_id", sa.String(40), nullable=False),
            sa.Column("sent_at", UtcDateTime(), nullable=False, index=True),
        ],
        "evidence": _numbered(
            _to("report_id", "reports", index=True),
            sa.Column("line_message_id", sa.String(64), nullable=False, unique=True),
            sa.Column("chat", sa.String(40), nullable=False),
            sa.Column("name", sa.String(120), nullable=False),
            sa.Column("sent_at", UtcDateTime(), nullable=False),
            sa.Column("reply_token", sa.String(64)),
            sa.Column("kind", sa.String(10), nullable=False),
            sa.Column("extension", sa.String(20), nullable=False),
            sa.Column("size", sa.Integer(), nullable=False),
            sa.Column("sha256", sa.String(64), index=True),
            sa.Column("told_at", UtcDateTime(), index=True),
            sa.Column("erased_at", UtcDateTime()),
            *_waiting("evidence"),
        ),
        "link_checks": _numbered(
            _to("issue_id", "issues", nullable=True),
            _to("report_id", "reports", nullable=True),
            sa.Column("url", sa.String(2000), nullable=False),
            sa.Column("status", sa.Integer()),
            sa.Column("final_url", sa.Text(), nullable=False),
            sa.Column("title", sa.String(200), nullable=False),
            sa.Column("checked_at", UtcDateTime()),
            sa.UniqueConstraint("issue_id", "url"),
            sa.UniqueConstraint("report_id", "url"),
            *_waiting("link_checks"),
        ),
    }


def _queues() -> Tables:
    return {
        "inbox": _numbered(
            sa.Column("webhook_event_id", sa.String(64), nullable=False, unique=True),
            sa.Column("message_id", sa.String(64), unique=True),
            sa.Column("chat", sa.String(40), nullable=False),
            sa.Column("edits", sa.String(64), index=True),
            sa.Column("event", sa.JSON(), nullable=False),
            sa.Column("event_at", UtcDateTime(), nullable=False),
            sa.Column("heard_at", UtcDateTime(), nullable=False),
            *_waiting("inbox"),
        ),
        "messages": [
            sa.Column("line_message_id", sa.String(64), primary_key=True),
            sa.Column("said_at", UtcDateTime(), nullable=False, index=True),
            sa.Column("unsent_at", UtcDateTime()),
            sa.Column("commands", sa.JSON(), nullable=False),
        ],
        "unfinished": [
            sa.Column("chat", sa.String(40), primary_key=True),
            sa.Column("user_id", sa.String(40), primary_key=True),
            sa.Column("line_message_id", sa.String(64), nullable=False, index=True),
            sa.Column("command", sa.Integer(), nullable=False),
            sa.Column("asked_at", UtcDateTime(), nullable=False, index=True),
        ],
        "friends": [
            sa.Column("line_user_id", sa.String(40), primary_key=True),
            sa.Column("followed_at", UtcDateTime()),
            sa.Column("blocked_at", UtcDateTime()),
            sa.Column("wrote_at", UtcDateTime()),
            sa.Column("refused_at", UtcDateTime()),
        ],
        "hints": [
            sa.Column("chat", sa.String(40), primary_key=True),
            sa.Column("given_at", UtcDateTime(), nullable=False, index=True),
        ],
        "outbox": [
            sa.Column("id", sa.Uuid(), primary_key=True),
            sa.Column("sequence", sa.Integer(), nullable=False, index=True),
            sa.Column("kind", sa.String(10), nullable=False),
            sa.Column("chat", sa.String(40), nullable=False),
            sa.Column("reply_token", sa.String(64)),
            sa.Column("token_until", UtcDateTime()),
            sa.Column("may_cost", sa.Boolean(), nullable=False),
            sa.Column("messages", sa.JSON(), nullable=False),
            sa.Column("about", sa.JSON(), nullable=False),
            sa.Column("own", sa.Integer(), nullable=False),
            sa.Column("dedupe_key", sa.String(200), unique=True),
            sa.Column("doubt", sa.String(10), nullable=False),
            sa.Column("leased_until", UtcDateTime()),
            sa.Column("line_request_id", sa.String(64)),
            sa.Column("told_at", UtcDateTime()),
            *_waiting("outbox"),
            sa.Index("ix_outbox_in_chat", "chat", "state", "sequence"),
        ],
        "notices": _numbered(
            _to("group_id", "groups"),
            sa.Column("say", sa.JSON(), nullable=False),
            sa.Column("created_at", UtcDateTime(), nullable=False, index=True),
            sa.Column("push_at", UtcDateTime(), nullable=False),
            sa.Column("tell_at", UtcDateTime(), nullable=False),
            sa.Column("dedupe_key", sa.String(200), nullable=False, unique=True),
            sa.Column("outbox_id", sa.Uuid(), sa.ForeignKey("outbox.id")),
            sa.Column("agencies", sa.JSON(), nullable=False),
            sa.Column("reached", sa.JSON(), nullable=False),
            sa.Column("receiver", sa.String(40)),
            sa.Column("part_of", sa.Integer()),
            sa.Column("held", sa.String(60), nullable=False),
            sa.Index("ix_notices_pending", "outbox_id", "push_at"),
            sa.Index("ix_notices_tell", "outbox_id", "tell_at"),
            sa.Index(
                "ix_notices_part_of",
                "part_of",
                sqlite_where=sa.text("part_of IS NOT NULL"),
                postgresql_where=sa.text("part_of IS NOT NULL"),
            ),
        ),
        "reminders": _numbered(
            _to("assignment_id", "assignments"),
            sa.Column("name", sa.String(20), nullable=False),
            sa.Column("deadline", UtcDateTime(), nullable=False),
            sa.Column("due_at", UtcDateTime(), nullable=False),
            sa.Column("look_at", UtcDateTime(), nullable=False),
            sa.Column("status", sa.String(10), nullable=False),
            sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notices.id", ondelete="SET NULL")),
            sa.Column("told_at", UtcDateTime()),
            sa.Column("settled_at", UtcDateTime()),
            sa.Column("reason", sa.String(100), nullable=False),
            sa.Column("late", sa.Boolean(), nullable=False),
            sa.Column("way", sa.String(10), nullable=False),
            sa.Column("request_id", sa.Uuid()),
            sa.UniqueConstraint("assignment_id", "deadline", "name"),
            sa.Index("ix_reminders_due", "status", "due_at"),
            sa.Index("ix_reminders_look", "status", "look_at"),
            sa.Index("ix_reminders_told", "told_at"),
            sa.Index(
                "ix_reminders_notice",
                "notice_id",
                sqlite_where=sa.text("notice_id IS NOT NULL"),
                postgresql_where=sa.text("notice_id IS NOT NULL"),
            ),
        ),
        "announcements": _numbered(
            _to("assignment_id", "assignments"),
            sa.Column("kind", sa.String(30), nullable=False),
            sa.Column("known_at", UtcDateTime(), nullable=False),
            sa.Column("due_at", UtcDateTime(), nullable=False),
            sa.Column("until", UtcDateTime(), nullable=False),
            sa.Column("status", sa.String(10), nullable=False),
            sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notices.id", ondelete="SET NULL")),
            sa.Column("settled_at", UtcDateTime()),
            sa.Column("reason", sa.String(100), nullable=False),
            sa.Column("way", sa.String(10), nullable=False),
            sa.Column("request_id", sa.Uuid()),
            sa.Index("ix_announcements_assignment", "assignment_id"),
            sa.Index("ix_announcements_status", "status"),
            sa.Index(
                "ix_announcements_notice",
                "notice_id",
                sqlite_where=sa.text("notice_id IS NOT NULL"),
                postgresql_where=sa.text("notice_id IS NOT NULL"),
            ),
        ),
        "ledger_faults": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("kind", sa.String(12), nullable=False),
            sa.Column("about", sa.String(60), nullable=False),
            sa.Column("found_at", UtcDateTime(), nullable=False),
            sa.Column("tried_at", UtcDateTime()),
            sa.Column("told_at", UtcDateTime()),
            sa.Column("ended_at", UtcDateTime()),
            sa.UniqueConstraint("workspace_id", "kind", "about"),
        ),
        "line_usage": _numbered(
            sa.Column("quota", sa.Integer()),
            sa.Column("used", sa.Integer(), nullable=False),
            sa.Column("counted", sa.Integer(), nullable=False),
            sa.Column("in_doubt", sa.Integer(), nullable=False),
            sa.Column("asked_at", UtcDateTime(), nullable=False),
        ),
        "spent_sums": [
            sa.Column("month", sa.Date(), primary_key=True),
            sa.Column("workspace_id", sa.Integer(), primary_key=True, autoincrement=False),
            sa.Column("way", sa.String(10), primary_key=True),
            sa.Column("cause", sa.String(20), primary_key=True),
            sa.Column("told", sa.Integer(), nullable=False),
            sa.Column("billed", sa.Integer(), nullable=False),
            sa.Column("saved", sa.Integer(), nullable=False),
        ],
        "clock": _numbered(
            sa.Column("read_at", UtcDateTime(), nullable=False),
            sa.Column("set_at", UtcDateTime()),
            sa.Column("set_by_seconds", sa.Integer()),
        ),
        "heartbeats": [
            sa.Column("name", sa.String(40), primary_key=True),
            sa.Column("at", UtcDateTime(), nullable=False),
            sa.Column("since", UtcDateTime(), nullable=False),
        ],
    }


def _audit() -> Tables:
    return {
        "audit": _numbered(
            _to("workspace_id", "workspaces"),
            sa.Column("seq", sa.Integer(), nullable=False),
            sa.Column("at", UtcDateTime(), nullable=False),
            sa.Column("recorded_at", UtcDateTime(), nullable=False),
            sa.Column("actor", sa.String(100), nullable=False),
            sa.Column("action", sa.String(60), nullable=False),
            sa.Column("subject", sa.String(200), nullable=False),
            sa.Column("detail", sa.JSON(), nullable=False),
            sa.Column("hash", sa.String(64), nullable=False),
            sa.Column("previous_hash", sa.String(64), nullable=False),
            sa.UniqueConstraint("workspace_id", "seq"),
        ),
    }
