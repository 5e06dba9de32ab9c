"""The life of an assignment: requests, changes, judgements."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""


def downgrade() -> None:
    """Undo the upgrade."""
