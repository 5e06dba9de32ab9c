"""Evidence files and checked links."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema."""


def downgrade() -> None:
    """Undo the upgrade."""
