"""Schema migrations for SQLite and PostgreSQL, four-digit and linear."""
