"""The main workspace, the agencies of `thai-agencies.csv`, and which of them are shown only."""

import csv
from datetime import UTC, date, datetime
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
SHOWN_ONLY = ("state_enterprise", "province")
OUTSIDE = ("TH-10", "INDEP-RTP", "INDEP-EECO", "PMO-NCSA", "PMO-NHCO")
"""Bangkok, the police and offices of national committees are outside the appraisal, too."""

standings = sa.table(
    "standings",
    *(sa.column("agency_id", sa.Integer), sa.column("from_on", sa.Date)),
    *(sa.column("appraised", sa.Boolean), sa.column("ministry", sa.String)),
    *(sa.column("reason", sa.Text), sa.column("recorded_at", models.tables.UtcDateTime())),
)
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
    found = op.get_bind().execute(sa.select(sa.column("id"), *agencies.c).select_from(agencies))
    outside = [
        {
            "agency_id": row.id,
            "from_on": date(2016, 10, 1),
            "appraised": False,
            # Provinces and Bangkok are in no ministry.
            "ministry": row.code if row.code.startswith("TH-") else row.ministry_code,
            "reason": "นร 1200/97 ข้อ 2.2",
            "recorded_at": datetime.now(UTC),
        }
        for row in found
        if row.kind in SHOWN_ONLY or row.code in OUTSIDE
    ]
    op.bulk_insert(standings, outside)
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
    op.execute(standings.delete())
    op.execute(agencies.delete())
