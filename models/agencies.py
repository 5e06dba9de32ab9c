"""Agencies, their aliases and named lists, and the directory made of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.agencies import Agency, AgencyKind, offices, speaking_for
from domain.directory import Directory
from models.tables import PART, Model, parts
from models.workspaces import changed


class AgencyRow(Model):
    """One organisation; `workspace_id` is null for the seeded ones."""

    __tablename__ = "agencies"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int | None] = mapped_column(ForeignKey("workspaces.id"), index=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name_th: Mapped[str] = mapped_column(String(bounds.AGENCY))
    name_en: Mapped[str] = mapped_column(String(bounds.AGENCY))
    abbr_th: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(30))
    ministry_code: Mapped[str] = mapped_column(String(60))

    @property
    def ministry(self) -> str:
        """Return the code of its ministry; its own where it is one or stands under none."""
        return self.ministry_code or self.code

    def value(self) -> Agency:
        """Return the agency as the rules see it."""
        return _agency(
            self.code, self.name_th, self.name_en, self.abbr_th, self.kind, self.ministry_code
        )


def _agency(code: str, name_th: str, name_en: str, abbr: str, kind: str, ministry: str) -> Agency:
    return Agency(code, name_th, name_en, abbr, AgencyKind(kind), ministry)


class AgencyAlias(Model):
    """A further way to write an agency, or a named list of agencies, in one workspace.

    `codes` is one code for an alias, several for a list.
    """

    __tablename__ = "agency_aliases"
    __table_args__ = (UniqueConstraint("workspace_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    alias: Mapped[str] = mapped_column(String(bounds.AGENCY))
    codes: Mapped[list[str]]
    created_at: Mapped[datetime]


def of_home(workspace_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Return the condition for an agency that a workspace can name."""
    return or_(AgencyRow.workspace_id.is_(None), AgencyRow.workspace_id == workspace_id)


_OF_HOME = of_home(bindparam("home"))


_ALL = select(AgencyRow).where(_OF_HOME).order_by(AgencyRow.id)
_NAMED = _ALL.where(AgencyRow.code.in_(PART))
_VALUES = _ALL.with_only_columns(
    *(AgencyRow.code, AgencyRow.name_th, AgencyRow.name_en, AgencyRow.abbr_th),
    *(AgencyRow.kind, AgencyRow.ministry_code),
)


async def of_workspace(session: AsyncSession, workspace_id: int) -> list[AgencyRow]:
    """Return every agency this workspace can name, in the order of their ids."""
    return list(await session.scalars(_ALL, {"home": workspace_id}))


async def named(
    session: AsyncSession, workspace_id: int, codes: Collection[str]
) -> list[AgencyRow]:
    """Return the agencies of this workspace behind codes, each once, in the order of the codes."""
    known: dict[str, AgencyRow] = {}
    for part in parts(codes):
        found = await session.scalars(_NAMED, {"home": workspace_id, "part": part})
        known |= {row.code: row for row in found}
    return [known[code] for code in codes]


async def spoken_for(
    session: AsyncSession, workspace_id: int, rows: Sequence[AgencyRow]
) -> list[AgencyRow]:
    """Return agencies with the ministries that somebody who speaks for them speaks for, too. K19"""
    every = await of_workspace(session, workspace_id)
    codes = speaking_for([row.code for row in rows], offices(row.value() for row in every))
    return await named(session, workspace_id, codes)


async def aliases(session: AsyncSession, workspace_id: int) -> list[AgencyAlias]:
    """Return the aliases and lists of a workspace, oldest first."""
    found = await session.scalars(
        select(AgencyAlias).where(AgencyAlias.workspace_id == workspace_id).order_by(AgencyAlias.id)
    )
    return list(found)


async def add_alias(
    session: AsyncSession, workspace_id: int, alias: str, codes: Sequence[str], now: datetime
) -> AgencyAlias:
    """Add an alias (one code) or a list (several); one of the same name is replaced."""
    await remove_alias(session, workspace_id, alias)
    row = AgencyAlias(workspace_id=workspace_id, alias=alias, codes=list(codes), created_at=now)
    session.add(row)
    await session.flush()
    return row


async def remove_alias(session: AsyncSession, workspace_id: int, alias: str) -> list[int]:
    """Forget an alias or list; return its id, none where there is none of this name."""
    await changed(session, workspace_id)
    gone = await session.scalars(
        delete(AgencyAlias)
        .where(AgencyAlias.workspace_id == workspace_id, AgencyAlias.alias == alias)
        .returning(AgencyAlias.id)
    )
    return list(gone)


async def load_directory(session: AsyncSession, workspace_id: int) -> Directory:
    """Return the directory; workspaces whose agencies are alike share one."""
    found = await session.execute(_VALUES, {"home": workspace_id})
    kept = await aliases(session, workspace_id)
    return _directory_of(
        tuple(tuple(row) for row in found),
        tuple((row.alias, tuple(row.codes)) for row in kept),
    )


@lru_cache(maxsize=8)
def _directory_of(
    rows: tuple[tuple[str, ...], ...], kept: tuple[tuple[str, tuple[str, ...]], ...]
) -> Directory:
    # Making the index takes a tenth of a second.
    return Directory(
        tuple(_agency(*row) for row in rows),
        {alias: codes[0] for alias, codes in kept if len(codes) == 1},
        {alias: codes for alias, codes in kept if len(codes) > 1},
    )
