"""The first schema: roster, issues, queues, audit."""

import sqlalchemy as sa
from alembic import op

from models.tables import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DROPPED = (
    *("audit", "heartbeats", "line_usage", "notices", "outbox", "messages", "inbox"),
    *("link_checks", "evidence", "attachments", "reports_aside", "report_changes", "reports"),
    *("overdue_slots", "reminders", "requests", "deadline_changes", "assignments"),
    *("issue_posts", "issue_changes", "issues", "office_days", "strangers", "unbound_groups"),
    *("chat_members", "group_codes", "groups", "code_attempts", "enrolment_codes"),
    *("person_agencies", "people", "agency_aliases", "agencies", "workspaces"),
)
"""All tables, those first that refer to others."""


def upgrade() -> None:
    """Upgrade the schema."""
    _create_roster()
    _create_issues()
    _create_queues()
    _create_audit()


def _create_roster() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(40), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("next_issue_number", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "agencies",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), index=True),
        sa.Column("code", sa.String(60), nullable=False, unique=True),
        sa.Column("name_th", sa.String(300), nullable=False),
        sa.Column("name_en", sa.String(300), nullable=False),
        sa.Column("abbr_th", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("ministry_code", sa.String(60), nullable=False),
    )
    op.create_table(
        "agency_aliases",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("alias", sa.String(300), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("workspace_id", "alias"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False, index=True
        ),
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
        sa.UniqueConstraint("workspace_id", "line_user_id"),
    )
    op.create_table(
        "person_agencies",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column(
            "agency_id", sa.Integer(), sa.ForeignKey("agencies.id"), primary_key=True, index=True
        ),
    )
    op.create_table(
        "enrolment_codes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False, index=True
        ),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
    )
    op.create_table(
        "code_attempts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Index("ix_code_attempts_who_at", "who", "at"),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(2), nullable=False),
        sa.Column("line_group_id", sa.String(40), nullable=False, unique=True),
        sa.Column("left_at", UtcDateTime()),
        sa.Column("replaced_at", UtcDateTime()),
        sa.Column("told_at", UtcDateTime()),
        sa.Column("member_count", sa.Integer()),
    )
    op.create_table(
        "group_codes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(2), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
    )
    op.create_table(
        "chat_members",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("line_group_id", sa.String(40), nullable=False),
        sa.Column("line_user_id", sa.String(40), nullable=False, index=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime()),
        sa.Column("asked_at", UtcDateTime()),
        sa.UniqueConstraint("line_group_id", "line_user_id"),
    )
    op.create_table(
        "unbound_groups",
        sa.Column("line_group_id", sa.String(40), primary_key=True),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "strangers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("line_group_id", sa.String(40), nullable=False),
        sa.Column("line_user_id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime()),
        sa.UniqueConstraint("workspace_id", "line_user_id"),
    )
    op.create_table(
        "office_days",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
    )


def _create_issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.String(20), nullable=False),
        sa.Column("agenda", sa.String(200), nullable=False),
        sa.Column("reference", sa.String(300), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime()),
        sa.Column("line_message_id", sa.String(40), index=True),
        sa.UniqueConstraint("workspace_id", "number"),
    )
    op.create_table(
        "issue_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issues.id"), nullable=False, index=True),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("line_message_id", sa.String(40), index=True),
    )
    op.create_table(
        "issue_posts",
        sa.Column("line_message_id", sa.String(40), primary_key=True),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issues.id"), nullable=False, index=True),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issues.id"), nullable=False),
        sa.Column(
            "agency_id", sa.Integer(), sa.ForeignKey("agencies.id"), nullable=False, index=True
        ),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=False, index=True),
        sa.Column("original_deadline", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime()),
        sa.Column("acknowledged_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("first_reported_at", UtcDateTime()),
        sa.Column("reported_at", UtcDateTime()),
        sa.UniqueConstraint("issue_id", "agency_id"),
    )
    op.create_table(
        "deadline_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "assignment_id",
            sa.Integer(),
            sa.ForeignKey("assignments.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("old_deadline", UtcDateTime(), nullable=False),
        sa.Column("new_deadline", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False, server_default="extended"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("line_message_id", sa.String(40), index=True),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "assignment_id",
            sa.Integer(),
            sa.ForeignKey("assignments.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("new_deadline", UtcDateTime()),
        sa.Column("to_agency_id", sa.Integer(), sa.ForeignKey("agencies.id")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("line_message_id", sa.String(40), index=True),
        sa.Column("granted", sa.Boolean()),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("decided_at", UtcDateTime()),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("assignment_id", sa.Integer(), sa.ForeignKey("assignments.id"), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("settled_at", UtcDateTime()),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.UniqueConstraint("assignment_id", "deadline", "name"),
        sa.Index("ix_reminders_due", "status", "due_at"),
    )
    op.create_table(
        "overdue_slots",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(100), nullable=False),
        sa.UniqueConstraint("workspace_id", "due_at"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("assignment_id", sa.Integer(), sa.ForeignKey("assignments.id"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("line_message_id", sa.String(40), index=True),
        sa.Column("judged", sa.String(20)),
        sa.Column("judged_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("judged_at", UtcDateTime()),
        sa.Column("judged_message_id", sa.String(40), index=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.UniqueConstraint("assignment_id", "revision"),
    )
    op.create_table(
        "report_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "report_id", sa.Integer(), sa.ForeignKey("reports.id"), nullable=False, index=True
        ),
        sa.Column("old_text", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "reports_aside",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False, index=True
        ),
        sa.Column("line_group_id", sa.String(40), nullable=False),
        sa.Column("line_user_id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("issue_no", sa.Integer(), nullable=False),
        sa.Column("year_be", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("progress", sa.Boolean(), nullable=False),
        sa.Column("line_message_id", sa.String(40), index=True),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime()),
        sa.Column("settled_at", UtcDateTime()),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id")),
    )
    op.create_table(
        "attachments",
        sa.Column("line_message_id", sa.String(64), primary_key=True),
        sa.Column("line_group_id", sa.String(40), nullable=False),
        sa.Column("line_user_id", sa.String(40), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False, index=True),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "report_id", sa.Integer(), sa.ForeignKey("reports.id"), nullable=False, index=True
        ),
        sa.Column("line_message_id", sa.String(64), nullable=False, unique=True),
        sa.Column("chat", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("reply_token", sa.String(64)),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("extension", sa.String(20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), index=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("told_at", UtcDateTime(), index=True),
        sa.Column("erased_at", UtcDateTime()),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Index("ix_evidence_waiting", "state", "next_attempt_at"),
    )
    op.create_table(
        "link_checks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issues.id")),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("reports.id")),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("checked_at", UtcDateTime()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("error", sa.Text(), nullable=False),
        sa.UniqueConstraint("issue_id", "url"),
        sa.UniqueConstraint("report_id", "url"),
        sa.Index("ix_link_checks_waiting", "state", "next_attempt_at"),
    )


def _create_queues() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("webhook_event_id", sa.String(64), nullable=False, unique=True),
        sa.Column("message_id", sa.String(64), unique=True),
        sa.Column("edits", sa.String(64), index=True),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("event_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Index("ix_inbox_waiting", "state", "next_attempt_at"),
    )
    op.create_table(
        "messages",
        sa.Column("line_message_id", sa.String(64), primary_key=True),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.Column("commands", sa.JSON(), nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("sequence", sa.Integer(), nullable=False, index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("chat", sa.String(40), nullable=False, index=True),
        sa.Column("reply_token", sa.String(64)),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("dedupe_key", sa.String(200), unique=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("maybe_sent", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime()),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("line_request_id", sa.String(64)),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Index("ix_outbox_waiting", "state", "next_attempt_at"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("group_id", sa.Integer(), sa.ForeignKey("groups.id"), nullable=False, index=True),
        sa.Column("say", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("push_at", UtcDateTime(), nullable=False),
        sa.Column("dedupe_key", sa.String(200), nullable=False, unique=True),
        sa.Column("outbox_id", sa.Uuid(), sa.ForeignKey("outbox.id")),
        sa.Index("ix_notices_pending", "outbox_id", "push_at"),
    )
    op.create_table(
        "line_usage",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("quota", sa.Integer()),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("at", UtcDateTime(), nullable=False),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("workspace_id", "seq"),
    )


def downgrade() -> None:
    """Undo the upgrade."""
    for table in DROPPED:
        op.drop_table(table)
