"""Seats, vouching and the watch over groups."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""


def downgrade() -> None:
    """Undo the upgrade."""
