"""The life of an assignment: requests, changes, judgements."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from models.tables import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""
    with op.batch_alter_table("deadline_changes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=10), nullable=False, server_default="extended")
        )
        batch_op.add_column(sa.Column("line_message_id", sa.String(length=40), nullable=True))
        _index(batch_op, "deadline_changes", "line_message_id")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("judged_message_id", sa.String(length=40), nullable=True))
        _index(batch_op, "reports", "judged_message_id")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edits", sa.String(length=64), nullable=True))
        _index(batch_op, "inbox", "edits")
    op.create_table(
        "messages",
        sa.Column("line_message_id", sa.String(length=64), nullable=False),
        sa.Column("said_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("commands", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("line_message_id", name=op.f("pk_messages")),
    )
    _create_changes()
    _create_requests()


def _create_changes() -> None:
    op.create_table(
        "issue_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("line_message_id", sa.String(length=40), nullable=True),
        _foreign("issue_changes", "changed_by_id", "people"),
        _foreign("issue_changes", "issue_id", "issues"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_changes")),
    )
    with op.batch_alter_table("issue_changes", schema=None) as batch_op:
        _index(batch_op, "issue_changes", "issue_id")
        _index(batch_op, "issue_changes", "line_message_id")
    op.create_table(
        "report_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("old_text", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", UtcDateTime(timezone=True), nullable=False),
        _foreign("report_changes", "report_id", "reports"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_changes")),
    )
    with op.batch_alter_table("report_changes", schema=None) as batch_op:
        _index(batch_op, "report_changes", "report_id")


def _create_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("new_deadline", UtcDateTime(timezone=True), nullable=True),
        sa.Column("to_agency_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("line_message_id", sa.String(length=40), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        _foreign("requests", "asked_by_id", "people"),
        _foreign("requests", "assignment_id", "assignments"),
        _foreign("requests", "decided_by_id", "people"),
        _foreign("requests", "to_agency_id", "agencies"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        _index(batch_op, "requests", "assignment_id")
        _index(batch_op, "requests", "line_message_id")


def _index(batch_op: BatchOperations, table: str, column: str) -> None:
    batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def downgrade() -> None:
    """Undo the upgrade."""
    for table in ("requests", "report_changes", "issue_changes", "messages"):
        op.drop_table(table)
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_edits"))
        batch_op.drop_column("edits")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_judged_message_id"))
        batch_op.drop_column("judged_message_id")
    with op.batch_alter_table("deadline_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deadline_changes_line_message_id"))
        batch_op.drop_column("line_message_id")
        batch_op.drop_column("kind")
