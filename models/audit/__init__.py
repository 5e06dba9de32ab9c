"""The audit chain: append-only entries, each holding the hash of the one before it."""

import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain.issues.audit import GENESIS, Action, Actor, Entry, Link, Subject, entry_hash
from models import workspaces
from models.tables import Model, kept

log = logging.getLogger(__name__)


class AuditEntry(Model):
    """One thing that somebody did, was refused, or was told.

    No personal text stands in it: `detail` holds numbers, codes, ids and instants only.
    """

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("workspace_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    seq: Mapped[int]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))


PAGE = 1000
"""How many links are read at a time."""


_HEAD = (
    select(AuditEntry)
    .where(AuditEntry.workspace_id == bindparam("home"))
    .order_by(AuditEntry.seq.desc())
    .limit(1)
)
_ROWS: Any = AuditEntry.__table__
_LAST = _HEAD.with_only_columns(_ROWS.c.seq, _ROWS.c.hash)
_ENTRY = [column for column in _ROWS.c if column.name != "id"]
_LAST_HASH = _HEAD.with_only_columns(_ROWS.c.hash).correlate(None).scalar_subquery()
_ADD = (  # past the session, which need not keep it: nobody changes an entry
    insert(_ROWS)
    .from_select(
        [column.name for column in _ENTRY],
        select(*(bindparam(column.name, type_=column.type) for column in _ENTRY)).where(
            func.coalesce(_LAST_HASH, GENESIS) == bindparam("previous_hash", type_=String)
        ),
    )
    .returning(_ROWS.c.id)
)


async def append(
    session: AsyncSession,
    workspace_id: int,
    action: Action,
    subject: Subject,
    recorded_at: datetime | None = None,
    /,
    *,
    at: datetime,
    actor: Actor,
    **detail: object,
) -> AuditEntry:
    """Add an entry at the end of the chain of a held workspace.

    `recorded_at` is our time where `at` is LINE's. `detail` holds numbers, codes, ids and
    instants only: no names, no text of the chats.
    """
    workspaces.check_held(session, workspace_id)
    heads: dict[int, tuple[int, str]] = kept(session).setdefault(_HEADS, {})
    last = heads.get(workspace_id) or await _last(session, workspace_id)
    while True:
        seq, previous = last[0] + 1, last[1]
        value = Entry(seq, at, actor, action, subject, detail, recorded_at or at)
        digest = entry_hash(value, previous)
        row = {"hash": digest, "previous_hash": previous, **asdict(value)}
        given = row | {"workspace_id": workspace_id, "home": workspace_id}
        entry_id = await session.scalar(_ADD, given)
        if entry_id is not None:
            break
        # What this process appended last was undone, or another has appended.
        last = await _last(session, workspace_id)
    heads[workspace_id] = (seq, digest)
    entry = AuditEntry(id=entry_id, workspace_id=workspace_id, **row)
    log.info("recorded", extra=_keys(entry))
    return entry


_HEADS = "the heads of the audits"


async def _last(session: AsyncSession, workspace_id: int) -> tuple[int, str]:
    """Return the number and the hash of the last entry: nobody else can append to what is held."""
    last = (await session.execute(_LAST, {"home": workspace_id})).one_or_none()
    return (last.seq, last.hash) if last else (0, GENESIS)


def _keys(entry: AuditEntry) -> dict[str, object]:
    """Return what a log line tells of an entry; an issue's number as a key of its own."""
    kind, _, which = entry.subject.partition(":")
    subject = {"issue": which} if kind == "issue" else {"subject": entry.subject}
    return {
        "action": str(entry.action),
        "seq": entry.seq,
        "workspace_id": entry.workspace_id,
        **subject,
    }


async def append_everywhere(
    session: AsyncSession,
    action: Action,
    subject: Subject,
    *,
    at: datetime,
    actor: Actor,
    **detail: object,
) -> None:
    """Add an entry to the chain of every workspace, all held: it concerns them all."""
    for each in await workspaces.ids(session):
        await append(session, each, action, subject, at=at, actor=actor, **detail)


async def head(session: AsyncSession, workspace_id: int) -> AuditEntry | None:
    """Return the newest entry of a workspace."""
    return await session.scalar(_HEAD, {"home": workspace_id})


async def links(session: AsyncSession, workspace_id: int) -> AsyncIterator[Link]:
    """Yield a workspace's chain in the order of its numbers, a page in memory at a time."""
    last = None
    while True:
        page = await _page(session, workspace_id, last)
        for link in page:
            yield link
        if len(page) < PAGE:
            return
        last = page[-1].entry.seq


async def _page(session: AsyncSession, workspace_id: int, after: int | None) -> list[Link]:
    row = AuditEntry
    query = (
        select(row.seq, row.at, row.actor, row.action, row.subject, row.detail, row.recorded_at)
        .add_columns(row.hash, row.previous_hash)
        .where(row.workspace_id == workspace_id)
        .order_by(row.seq)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(row.seq > after)
    found = await session.execute(query)
    return [Link(Entry(*told), digest, previous) for *told, digest, previous in found]
