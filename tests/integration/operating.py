"""An operator at the command line, with a SQLite database of their own."""

import asyncio
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from click.testing import CliRunner, Result

from bot.cli import main
from migrations.upgrade import upgrade
from models.database import open_engine

SECRET = "a-channel-secret"


@cache
def _template() -> Path:
    """A migrated database, made once for all tests of a run."""
    path = Path(mkdtemp()) / "template.db"

    async def make() -> None:
        engine = open_engine(f"sqlite:///{path}")
        await upgrade(engine)
        await engine.dispose()

    asyncio.run(make())
    return path


class Operator:
    """Types commands in a folder; what a command prints is what a test looks at."""

    def __init__(self, folder: Path, *, migrated: bool = True) -> None:
        self.folder = folder
        self.database = folder / "saphan.db"
        if migrated:
            shutil.copy(_template(), self.database)
        self.settings = {
            "LINE_CHANNEL_SECRET": SECRET,
            "SAPHAN_FILES": str(folder / "files"),
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "DATABASE_URL": f"sqlite:///{self.database}",
        }

    def types(self, *words: str, stdin: str | bytes | None = None) -> Result:
        """Run one command and give back everything about it."""
        result = CliRunner().invoke(main, list(words), input=stdin, env=self.settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    def does(self, *words: str, stdin: str | bytes | None = None) -> str:
        """Run a command that must succeed; returns what it printed."""
        result = self.types(*words, stdin=stdin)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def fails(self, *words: str, code: int = 1) -> str:
        """Run a command that must fail; returns its stderr."""
        result = self.types(*words)
        assert result.exit_code == code, result.output
        return result.stderr

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)


def saphan(*words: str, stdin: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own, in a foreign zone and locale."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        input=stdin,
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "TZ": "America/New_York", "LC_ALL": "C"} | environment,
    )
