"""Seats, vouching and the watch over groups."""

import sqlalchemy as sa
from alembic import op

import models.tables

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, models.tables.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Upgrade the schema."""
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("seat", sa.String(length=40), nullable=False, server_default="")
        )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.add_column(_instant("replaced_at", nullable=True))
        batch_op.add_column(_instant("told_at", nullable=True))
    with op.batch_alter_table("chat_members", schema=None) as batch_op:
        batch_op.add_column(_instant("asked_at", nullable=True))

    op.create_table(
        "code_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_attempts")),
    )
    with op.batch_alter_table("code_attempts", schema=None) as batch_op:
        batch_op.create_index("ix_code_attempts_who_at", ["who", "at"], unique=False)

    op.create_table(
        "unbound_groups",
        sa.Column("line_group_id", sa.String(length=40), nullable=False),
        _instant("seen_at"),
        sa.PrimaryKeyConstraint("line_group_id", name=op.f("pk_unbound_groups")),
    )
    op.create_table(
        "strangers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("line_group_id", sa.String(length=40), nullable=False),
        sa.Column("line_user_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        _instant("seen_at"),
        _instant("told_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_strangers_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strangers")),
        sa.UniqueConstraint(
            "workspace_id", "line_user_id", name=op.f("uq_strangers_workspace_id_line_user_id")
        ),
    )
    op.create_table(
        "reports_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("line_group_id", sa.String(length=40), nullable=False),
        sa.Column("line_user_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("issue_no", sa.Integer(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("progress", sa.Boolean(), nullable=False),
        sa.Column("line_message_id", sa.String(length=40), nullable=True),
        _instant("sent_at"),
        _instant("recorded_at"),
        _instant("told_at", nullable=True),
        _instant("settled_at", nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_reports_aside_workspace_id_workspaces"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reports_aside_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_aside")),
    )
    with op.batch_alter_table("reports_aside", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reports_aside_workspace_id"), ["workspace_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reports_aside_line_message_id"), ["line_message_id"], unique=False
        )


def downgrade() -> None:
    """Undo the upgrade."""
    for table in ("reports_aside", "strangers", "unbound_groups", "code_attempts"):
        op.drop_table(table)
    with op.batch_alter_table("chat_members", schema=None) as batch_op:
        batch_op.drop_column("asked_at")
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_column("told_at")
        batch_op.drop_column("replaced_at")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("seat")
