"""Thousands of rows of the past, and how a database finds its way among them."""

import json
import re
import uuid
from datetime import timedelta

from sqlalchemy import JSON, Boolean, Date, Integer, String, Uuid, event, func, insert, select, text

from models import Model
from models.database import reader_of
from models.tables import UtcDateTime

ROWS = 3000
TO_THE_PAST = timedelta(days=100)
"""More than a quarter: what a day asks for is none of it."""
SETTLED = {
    "issues": {"status": "closed", "urgency": "normal"},
    "assignments": {"status": "accepted", "role": "lead"},
    "requests": {"granted": True, "kind": "extend"},
    "reminders": {"status": "delivered", "notice_id": None},
    "announcements": {"status": "delivered", "notice_id": None},
    "reports": {"judged": "accepted", "kind": "final"},
    "evidence": {"state": "kept"},
    "link_checks": {"state": "alive"},
    "inbox": {"state": "done"},
    "outbox": {"state": "sent", "kind": "push"},
    "deadline_changes": {"kind": "extended"},
}
"""What is over and done with, as nearly all rows of a table that grows are."""
GROWING = (
    *("issues", "issue_changes", "issue_posts", "assignments", "deadline_changes", "requests"),
    *("reminders", "overdue_slots", "reports", "report_changes", "reports_aside", "evidence"),
    *("link_checks", "inbox", "messages", "outbox", "notices", "audit", "announcements"),
)
"""Tables that grow with the years, parents first; others grow with the roster or not at all."""


async def fill(engine, now):
    """Put a history behind what there is, and let the database count it."""
    async with engine.begin() as connection:
        for name in GROWING:
            await _fill(connection, Model.metadata.tables[name], now)
    async with engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.commit()


async def _fill(connection, table, now):
    parents = {
        column.name: list(await connection.scalars(select(key.column).order_by(key.column)))
        for column in table.columns
        for key in column.foreign_keys
    }
    own = [column for column in table.columns if not _is_counted(column)]
    newest = 0
    if "seq" in table.columns:
        newest = await connection.scalar(select(func.coalesce(func.max(table.c.seq), 0)))
    rows = [
        {column.name: _value(column, newest + number, now, parents) for column in own}
        | SETTLED.get(table.name, {})
        for number in range(1, ROWS + 1)
    ]
    if table.name == "link_checks":
        rows = [row | {("issue_id", "report_id")[at % 2]: None} for at, row in enumerate(rows)]
    await connection.execute(insert(table), rows)


def _is_counted(column):
    return column.primary_key and isinstance(column.type, Integer) and not column.foreign_keys


def _value(column, number, now, parents):
    if column.name in parents:
        return parents[column.name][-1 - number % len(parents[column.name])]
    match column.type:
        case Boolean():
            return False
        case UtcDateTime():
            return now - TO_THE_PAST - timedelta(minutes=30 * number)
        case Date():
            return (now - timedelta(days=number)).date()
        case Uuid():
            return uuid.uuid5(uuid.NAMESPACE_OID, f"{column.table.name}{number}")
        case JSON():
            return []
        case Integer():
            return 10_000 + number
        case String(length=length):
            return f"{column.name}{number}"[-(length or 100) :]


class Listener:
    """The statements that an engine and its reader did, each once, with the last values."""

    def __init__(self, engine):
        self.heard = {}
        for each in {engine.sync_engine, reader_of(engine).sync_engine}:
            event.listen(each, "before_cursor_execute", self._hear)

    def _hear(self, _connection, _cursor, statement, parameters, _context, many):
        if re.match(r"SELECT|WITH|UPDATE|DELETE", statement) and not many:
            self.heard[statement] = parameters


async def slow(connection, statement, parameters):
    """What in a statement's plan goes through a table that grows; empty where nothing does."""
    if connection.dialect.name == "sqlite":
        found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [step[3] for step in found if _scans(step[3])]
    # As on a disk without a head to move.
    await connection.execute(text("SET LOCAL random_page_cost = 1.1"))
    found = await connection.exec_driver_sql(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters
    )
    plan = found.scalar_one()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return list(_wasteful(plan[0]["Plan"]))


def _scans(step):
    scanned = re.match(r"SCAN (\w+?)(?:_\d+)?(?: |$)", step)
    return scanned is not None and scanned[1] in GROWING


MOST_ROWS = ROWS // 5


def _wasteful(node):
    """Steps that read many rows of a table that grows, whether or not they are then left out."""
    loops = node.get("Actual Loops", 1)
    left_out = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    if node.get("Relation Name") in GROWING and (
        (node["Actual Rows"] + left_out) * loops > MOST_ROWS
    ):
        yield f"{node['Node Type']} {node['Relation Name']} {node.get('Filter', '')}"
    for each in node.get("Plans", ()):
        yield from _wasteful(each)
