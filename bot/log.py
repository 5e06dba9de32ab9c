"""Logging: one line an event on stderr, a fixed sentence and then its keys.

Never log tokens, secrets or what people wrote. An error is told by its kind and place, for its own
words may quote what somebody wrote: a database names the value that it refused.
"""

import logging
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# uvicorn adds its sentence once more, with escape sequences for a terminal.
_LEFT_OUT = _ORDINARY | {"color_message"}
_ROOT = Path(__file__).parent.parent
_WITHOUT_VALUES = (OSError, sqlite3.Error)
"""Errors whose words name files, addresses, tables and columns, and never a value."""

_about: ContextVar[dict[str, object] | None] = ContextVar("about", default=None)


@contextmanager
def about(**keys: object) -> Iterator[None]:
    """Let every line inside carry these keys, and those that are learnt meanwhile."""
    token = _about.set(keys)
    try:
        yield
    finally:
        _about.reset(token)


def learn(**keys: object) -> None:
    """Let the lines that follow carry more keys, up to the end of `about`; `None` is left out."""
    known = _about.get()
    if known is not None:
        known.update({key: value for key, value in keys.items() if value is not None})


def failure(error: BaseException) -> str:
    """Return the kind and place of an error, without words of people."""
    kinds = [_kind(each) for each in _chain(error)]
    return " from ".join(dict.fromkeys(kinds)) + _place(error)


def _kind(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, _WITHOUT_VALUES):
        return f"{name}: {error}"
    constraint = getattr(error, "constraint_name", None)  # of PostgreSQL
    return f"{name} ({constraint})" if constraint else name


def _place(error: BaseException) -> str:
    """Return the last line of ours that the error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if Path(each.filename).is_relative_to(_ROOT)]
    ours = [each for each in ours if "site-packages" not in each.filename] or list(frames)
    if not ours:
        return ""
    last = ours[-1]
    name = Path(last.filename)
    place = name.relative_to(_ROOT) if name.is_relative_to(_ROOT) else name.name
    return f" at {place}:{last.lineno}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, those inside it and those that it came from."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _chain(each)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class KeyedFormatter(logging.Formatter):
    """Writes the `extra` of a record behind its sentence, as `key=value`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the stack of an error below it."""
        extra = {key: value for key, value in vars(record).items() if key not in _LEFT_OUT}
        extra |= {key: value for key, value in (_about.get() or {}).items() if key not in extra}
        if record.name == "asyncio":  # the task below its sentence is shown with its error's words
            record.msg, record.args = record.getMessage().partition("\n")[0], ()
        record.exc_text = None  # another formatter may have kept the stack with its words
        line, newline, stack = super().format(record).partition("\n")
        keys = "".join(f" {key}={value}" for key, value in extra.items())
        return f"{line}{keys}{newline}{stack}"

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the stacks of an error and of those behind it, without their words."""
        stacks = (
            [f"{_kind(each)}\n", *traceback.format_tb(each.__traceback__)] for each in _chain(ei[1])
        )
        return "".join(line for stack in stacks for line in stack).rstrip("\n")


def set_up_logging(level: int = logging.INFO) -> None:
    """Send every log line to stderr; to be called once, by the command that runs a process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(KeyedFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Alembic, APScheduler and aiosqlite tell every step, which hides ours.
    for noisy in ("alembic", "apscheduler", "aiosqlite", "httpx", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
