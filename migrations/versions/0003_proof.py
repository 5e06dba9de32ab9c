"""An audit that nobody can rewrite: the database itself refuses to change or delete its rows."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSAL = "the audit is append-only"

SQLITE = [
    f"CREATE TRIGGER audit_{what} BEFORE {what} ON audit "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for what in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
]


def upgrade() -> None:
    """Upgrade the schema."""
    sqlite = op.get_context().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo the upgrade."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_update")
        op.execute("DROP TRIGGER audit_delete")
    else:
        op.execute("DROP TRIGGER audit_refuse ON audit")
        op.execute("DROP FUNCTION audit_refuse()")
