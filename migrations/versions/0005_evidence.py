"""Evidence files and checked links."""

import sqlalchemy as sa
from alembic import op

import models.tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""
    op.create_table(
        "attachments",
        sa.Column("line_message_id", sa.String(length=64), nullable=False),
        sa.Column("line_group_id", sa.String(length=40), nullable=False),
        sa.Column("line_user_id", sa.String(length=40), nullable=False),
        sa.Column("sent_at", models.tables.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("line_message_id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_sent_at", "attachments", ["sent_at"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("line_message_id", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sent_at", models.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", models.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reply_token", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("extension", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", models.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("finished_at", models.tables.UtcDateTime(timezone=True), nullable=True),
        sa.Column("told_at", models.tables.UtcDateTime(timezone=True), nullable=True),
        sa.Column("erased_at", models.tables.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_evidence_report_id_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("line_message_id", name=op.f("uq_evidence_line_message_id")),
    )
    op.create_index("ix_evidence_waiting", "evidence", ["state", "next_attempt_at"])
    for column in ("report_id", "sha256", "told_at"):
        op.create_index(f"ix_evidence_{column}", "evidence", [column])
    op.create_table(
        "link_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("checked_at", models.tables.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", models.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issues.id"], name=op.f("fk_link_checks_issue_id_issues")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_link_checks_report_id_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_checks")),
        sa.UniqueConstraint("issue_id", "url", name=op.f("uq_link_checks_issue_id_url")),
        sa.UniqueConstraint("report_id", "url", name=op.f("uq_link_checks_report_id_url")),
    )
    op.create_index("ix_link_checks_waiting", "link_checks", ["state", "next_attempt_at"])
    # Nothing was ever kept in it: evidence has a table of its own.
    op.drop_column("reports", "evidence")


def downgrade() -> None:
    """Undo the upgrade."""
    op.add_column("reports", sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"))
    op.drop_table("link_checks")
    op.drop_table("evidence")
    op.drop_table("attachments")
