"""Whatever fails, no word of people gets into the log or an `error` column; numbers do."""

import io
import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from town import GATHERED

from bot.line.api import LineApi
from bot.log import KeyedFormatter, about, failure
from models import Model

pytestmark = pytest.mark.anyio

SECRETS = ("ลับเฉพาะ", "ปกปิดไว้", "เหตุผลลับ")
STORY = (
    ("ia", "issuer", "#issue ลับเฉพาะ\nถึง: ปภ., กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น.\nที่มา: https://x.com/ลับเฉพาะ"),
    ("ir", "ddpm", "#report 1 ปกปิดไว้ https://x.com/ปกปิดไว้"),
    ("ia", "issuer", "#return 1 ปภ. เหตุผลลับ"),
    ("ia", "issuer", "#edit 1 ลับเฉพาะอีก"),
    ("ir", "guest", "#report 1 ปกปิดไว้"),
    ("ia", "issuer", "#cancel 1 เหตุผลลับ"),
)  # fmt: skip


@contextmanager
def logged():
    """What is logged, as the processes write it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(KeyedFormatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


class Failing:
    """Lets each kind of statement that carries a word of the story fail once, quoting it all."""

    def __init__(self, engine):
        self.failed = set()
        event.listen(engine.sync_engine, "before_cursor_execute", self.hear)

    def hear(self, _connection, _cursor, statement, parameters, _context, _many):
        said = f"{parameters!r}"
        written = said.encode().decode("unicode_escape", "replace") + said
        kind = statement[:60]
        if kind not in self.failed and any(secret in written for secret in SECRETS):
            self.failed.add(kind)
            refused = RuntimeError(f"DETAIL: Key ({statement})=({said}) already exists.")
            raise IntegrityError(statement, parameters, refused) from refused


class Refusing:
    """A carrier that fails once for each text of the story, quoting all that it was to carry."""

    def __init__(self, carry):
        self.carry, self.failed = carry, 0

    async def __call__(self, method, path, body=None, headers=None, seconds=None):
        if any(secret in f"{body}" for secret in SECRETS) and self.failed < 2:
            self.failed += 1
            raise RuntimeError(f"cannot send {body}")
        return await self.carry(method, path, body, headers, seconds)


async def errors(deps):
    """The contents of all columns that say what failed."""
    found = []
    async with deps.reading() as session:
        for table in Model.metadata.tables.values():
            if "error" in table.columns:
                found += await session.scalars(select(table.c.error))
    return "\n".join(found)


async def test_a_story_that_fails_at_each_step_leaves_no_word_behind(town):
    failing = Failing(town.deps.engine)
    town.app.state.deps = replace(town.deps, line=LineApi(Refusing(town.carrier)))
    kept = ""
    with logged() as stream:
        for said in STORY:
            town.says(*said)
            batches = town.platform.webhooks.drain()
            for _ in range(8):
                for batch in batches:
                    await town.post(batch.body, batch.headers)
                await town.work()
                kept += await errors(town.deps)
                town.platform.clock.advance(timedelta(seconds=8))
                await town.work()
            await town.later(GATHERED)
            kept += await errors(town.deps)

    told = stream.getvalue()
    assert len(failing.failed) > 5
    assert "IntegrityError" in kept
    assert "File" in told
    assert [secret for secret in SECRETS if secret in told + kept] == []
    assert [secret for secret in SECRETS if ascii(secret)[1:-1] in told + kept] == []


async def test_what_happened_to_an_issue_is_found_by_its_number(town):
    with logged() as stream:
        for said in STORY[:3]:
            await town.answer(*said)

    lines = [line for line in stream.getvalue().splitlines() if "issue=1" in line.split()]
    assert any("command=issue" in line and "group=ia" in line for line in lines)
    assert any("command=report" in line and "group=ir" in line for line in lines)
    assert any("action=report.returned" in line and "workspace=main" in line for line in lines)
    assert all("event_id=" in line for line in lines if "command=" in line)


def test_an_error_is_told_by_its_kind_and_place():
    with pytest.raises(ValueError, match="ลับเฉพาะ") as wrong:
        int("ลับเฉพาะ")

    assert failure(wrong.value).startswith("ValueError at tests/integration/test_words_in_logs")
    assert failure(KeyError("ลับเฉพาะ")) == "KeyError"
    assert failure(FileNotFoundError(2, "No such file", "a.db")) == (
        "FileNotFoundError: [Errno 2] No such file: 'a.db'"
    )


def test_a_task_that_nobody_waited_for_is_told_without_its_words():
    wrong = ValueError("ลับเฉพาะ")
    said = {"name": "asyncio", "msg": f"Task exception was never retrieved\nfuture: {wrong!r}"}
    record = logging.makeLogRecord(said | {"exc_info": (ValueError, wrong, None)})

    assert KeyedFormatter("%(message)s").format(record) == (
        "Task exception was never retrieved\nValueError"
    )


def test_keys_end_with_what_they_are_about():
    formatter = KeyedFormatter("%(message)s")
    record = logging.makeLogRecord({"msg": "said"})

    with about(event_id=7):
        assert formatter.format(record) == "said event_id=7"
    assert formatter.format(record) == "said"
