"""The audit chain: append-only entries, each holding the hash of the one before it."""

import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, SessionTransaction, mapped_column

from domain.issues.audit import GENESIS, Action, Actor, Entry, Link, Subject, entry_hash
from models import workspaces
from models.tables import Model

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
_ADD = insert(_ROWS)


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
    seq, previous = await _next(session, workspace_id)
    value = Entry(seq, at, actor, action, subject, detail, recorded_at or at)
    digest = entry_hash(value, previous)
    row = {"workspace_id": workspace_id, "hash": digest, "previous_hash": previous, **asdict(value)}
    # The session need not keep it: nobody changes an entry.
    added = await session.execute(_ADD, row)
    entry = AuditEntry(id=added.inserted_primary_key[0], **row)  # type: ignore[attr-defined]
    session.info[_APPENDED] = (_innermost(session), workspace_id, seq, digest)
    log.info("recorded", extra=_keys(entry))
    return entry


_APPENDED = "appended last"


def _innermost(session: AsyncSession) -> SessionTransaction | None:
    inner = session.sync_session
    return inner.get_nested_transaction() or inner.get_transaction()


async def _next(session: AsyncSession, workspace_id: int) -> tuple[int, str]:
    """Return the number of the next entry and the hash of the one before it.

    What this very transaction or savepoint has appended it knows: nobody else can append to a
    workspace that is held. What a savepoint appended may be undone, and is asked for behind it.
    """
    where, home, seq, digest = session.info.get(_APPENDED, (None, 0, 0, ""))
    if where is None or where is not _innermost(session) or home != workspace_id:
        last = (await session.execute(_LAST, {"home": workspace_id})).one_or_none()
        seq, digest = (last.seq, last.hash) if last else (0, GENESIS)
    return seq + 1, digest


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
