"""Workspaces: each is one pair of groups with its own roster and issue numbers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Result, String, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import PART, Model

MAIN = "main"


class Workspace(Model):
    """One pair of IA and IR group; `next_issue_number` is the next number to be given.

    `briefed_on` is the local date of the last morning on which briefs were made. `remind_before`
    are the lead times that it has set itself, such as `24h,3h`, by the setting that they replace.
    `changes` counts those of what each command needs and seldom changes, as `changed` notes them.
    """

    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    next_issue_number: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    briefed_on: Mapped[date | None]
    remind_before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changes: Mapped[int] = mapped_column(default=0)


_HOME: Any = Workspace.__table__


async def add(session: AsyncSession, *, code: str, name: str, now: datetime) -> Workspace:
    """Add a workspace, held; the database refuses a code that exists (IntegrityError)."""
    workspace = Workspace(code=code, name=name, created_at=now, next_issue_number=1)
    session.add(workspace)
    await session.flush()
    # Nobody else can know of it yet.
    _note_held(session, {**_held(session), workspace.id: workspace})
    return workspace


async def by_code(session: AsyncSession, code: str) -> Workspace | None:
    """Return the workspace with this code."""
    return await session.scalar(select(Workspace).where(Workspace.code == code))


async def listed(session: AsyncSession) -> list[Workspace]:
    """Return all workspaces, oldest first."""
    return list(await session.scalars(select(Workspace).order_by(Workspace.id)))


async def id_of(session: AsyncSession, code: str) -> int | None:
    """Return the id behind a code; unlike `by_code` it may be asked before holding."""
    return await session.scalar(select(Workspace.id).where(Workspace.code == code))


async def ids(session: AsyncSession) -> list[int]:
    """Return the ids of all workspaces, oldest first; may be asked before holding."""
    return list(await session.scalars(select(Workspace.id).order_by(Workspace.id)))


async def changed(session: AsyncSession, workspace_id: int | None) -> None:
    """Note that office days, agencies or names of one, or all, are others: processes keep them."""
    more = update(_HOME).values(changes=_HOME.c.changes + 1)
    if workspace_id is not None:
        more = more.where(_HOME.c.id == workspace_id)
    await session.execute(more)


class NotHeld(RuntimeError):
    """Something of a workspace was to be decided in a transaction that does not hold it."""

    def __init__(self, workspace_id: int) -> None:
        """Name the workspace that was to be held."""
        super().__init__(f"The transaction does not hold workspace {workspace_id}.")
        self.workspace_id = workspace_id


_TO_HOLD = select(Workspace).with_for_update()
_HOLD_ONE = _TO_HOLD.where(Workspace.id == bindparam("home"))
_HOLD = _TO_HOLD.where(Workspace.id.in_(PART)).order_by(Workspace.id)


async def hold(session: AsyncSession, *workspace_ids: int) -> list[Workspace]:
    """Hold workspaces until the transaction ends, before anything is read in it.

    One process at a time decides about a workspace: what it reads is as others left it. A row
    read before the wait for the lock would be shown as it was then, for the session keeps its
    objects; so this raises RuntimeError in a session that has read any, or holds others already.
    Several are held in the order of their ids: no two transactions wait for each other. (SQLite
    has one writer at a time anyway.)
    """
    inner = session.sync_session
    has_read = inner.identity_map.values() or inner.new
    if session.in_nested_transaction() or _held(session) or has_read:
        raise RuntimeError("Workspaces are held once, and before anything is read.")
    if not workspace_ids:
        return []
    one = len(workspace_ids) == 1  # nearly always; a list is worked into the statement each time
    given = {"home": workspace_ids[0]} if one else {"part": workspace_ids}
    workspaces = list(await session.scalars(_HOLD_ONE if one else _HOLD, given))
    _note_held(session, {each.id: each for each in workspaces})
    return workspaces


async def hold_all(session: AsyncSession) -> None:
    """Hold every workspace, for what concerns them all."""
    await hold(session, *await ids(session))


_HELD = "held workspaces"


def _note_held(session: AsyncSession, workspaces: dict[int, Workspace]) -> None:
    # The session itself forgets a row that nobody names, and would read it again.
    session.info[_HELD] = (session.sync_session.get_transaction(), workspaces)


def _held(session: AsyncSession) -> dict[int, Workspace]:
    transaction, found = session.info.get(_HELD, (None, {}))
    return found if transaction is session.sync_session.get_transaction() else {}


def held(session: AsyncSession) -> set[int]:
    """Return the ids of the workspaces that the running transaction holds."""
    return {*_held(session)}


def check_held(session: AsyncSession, workspace_id: int) -> None:
    """Raise NotHeld unless the running transaction holds this workspace."""
    if workspace_id not in _held(session):
        raise NotHeld(workspace_id)


_TAKE_NUMBER = (  # past the session: nobody looks at the number in the workspace that is held
    update(_HOME)
    .where(_HOME.c.id == bindparam("home"))
    .values(next_issue_number=_HOME.c.next_issue_number + 1)
    .returning(_HOME.c.next_issue_number - 1)
)


async def take_number(session: AsyncSession, workspace_id: int) -> int:
    """Return the next issue number of a held workspace."""
    check_held(session, workspace_id)
    taken: Result[int] = await session.execute(_TAKE_NUMBER, {"home": workspace_id})
    return taken.scalar_one()
