"""Logging: one line an event on stderr, a fixed sentence and then its keys.

Never log tokens, secrets or what people wrote.
"""

import logging
import sys

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# uvicorn adds its sentence once more, with escape sequences for a terminal.
_LEFT_OUT = _ORDINARY | {"color_message"}


class KeyedFormatter(logging.Formatter):
    """Writes the `extra` of a record behind its sentence, as `key=value`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the stack of an error below it."""
        extra = {key: value for key, value in vars(record).items() if key not in _LEFT_OUT}
        line, newline, stack = super().format(record).partition("\n")
        keys = "".join(f" {key}={value}" for key, value in extra.items())
        return f"{line}{keys}{newline}{stack}"


def set_up_logging(level: int = logging.INFO) -> None:
    """Send every log line to stderr; to be called once, by the command that runs a process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(KeyedFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Alembic, APScheduler and aiosqlite tell every step, which hides ours.
    for noisy in ("alembic", "apscheduler", "aiosqlite", "httpx", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
