"""The main workspace, and the agencies of `thai-agencies.csv`."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

import models.tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEED = Path(__file__).parent.parent / "thai-agencies.csv"

NAMES = ("code", "name_th", "name_en", "abbr_th", "kind", "ministry_code")

agencies = sa.table("agencies", *(sa.column(name, sa.String) for name in NAMES))
workspaces = sa.table(
    "workspaces",
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("next_issue_number", sa.Integer),
    sa.column("created_at", models.tables.UtcDateTime()),
)


def upgrade() -> None:
    """Upgrade the schema."""
    with SEED.open(encoding="utf-8", newline="") as file:
        rows = [{name: row[name] for name in NAMES} for row in csv.DictReader(file)]
        op.bulk_insert(agencies, rows)
    main = {
        "code": "main",
        "name": "IA-Chat / IR-Chat",
        "next_issue_number": 1,
        "created_at": datetime.now(UTC),
    }
    op.bulk_insert(workspaces, [main])


def downgrade() -> None:
    """Undo the upgrade."""
    op.execute(workspaces.delete())
    op.execute(agencies.delete())
