"""People in a bound group who are not on its roster, as far as LINE lets us know of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.groups import ChatMember
from models.people import Person
from models.tables import Model
from models.upsert import insert_new


class Stranger(Model):
    """An account without a person; `name` is LINE's display name, empty until LINE was asked.

    `told_at` is when the admins heard of it: once, however often the account comes and goes.
    """

    __tablename__ = "strangers"
    __table_args__ = (UniqueConstraint("workspace_id", "line_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    line_group_id: Mapped[str] = mapped_column(String(40))
    line_user_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    seen_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


async def saw(
    session: AsyncSession,
    workspace_id: int,
    line_group_id: str,
    user_ids: Sequence[str],
    at: datetime,
) -> None:
    """Note those of these accounts that belong to nobody on the roster, suspended or not."""
    known = set(
        await session.scalars(
            select(Person.line_user_id).where(
                Person.workspace_id == workspace_id, Person.line_user_id.in_(list(user_ids))
            )
        )
    )
    rows = [
        {
            "workspace_id": workspace_id,
            "line_group_id": line_group_id,
            "line_user_id": user_id,
            "name": "",
            "seen_at": at,
            "told_at": None,
        }
        for user_id in dict.fromkeys(user_ids)
        if user_id not in known
    ]
    await insert_new(session, Stranger, rows)


async def forget(session: AsyncSession, workspace_id: int, line_user_id: str) -> None:
    """Drop an account that has become a person of the roster."""
    await session.execute(
        delete(Stranger).where(
            Stranger.workspace_id == workspace_id, Stranger.line_user_id == line_user_id
        )
    )


async def name(session: AsyncSession, workspace_id: int, line_user_id: str, name: str) -> None:
    """Keep what LINE calls an account."""
    await session.execute(
        update(Stranger)
        .where(Stranger.workspace_id == workspace_id, Stranger.line_user_id == line_user_id)
        .values(name=name)
    )


async def present(
    session: AsyncSession, workspace_id: int, *, untold_before: datetime | None = None
) -> list[Stranger]:
    """Return the strangers who are still in their group, the earliest first.

    With `untold_before` only those seen by then of whom the admins have not heard.
    """
    here = select(Stranger).where(
        Stranger.workspace_id == workspace_id,
        select(ChatMember.id)
        .where(
            ChatMember.line_group_id == Stranger.line_group_id,
            ChatMember.line_user_id == Stranger.line_user_id,
            ChatMember.left_at.is_(None),
        )
        .exists(),
    )
    if untold_before is not None:
        here = here.where(Stranger.told_at.is_(None), Stranger.seen_at <= untold_before)
    return list(await session.scalars(here.order_by(Stranger.id)))
