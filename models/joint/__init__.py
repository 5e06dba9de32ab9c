"""The registers of Joint KPIs: one for each workspace and fiscal year."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Dialect,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from domain import bounds
from domain.indicator.period import fiscal_year_be
from domain.issues.assignments import AgencyRole
from domain.joint.register import Agenda, JointIndicator, Register, Share, Target
from domain.scores import Direction
from models.agencies import AgencyRow
from models.tables import Model, parts


class Exact(TypeDecorator[Decimal]):
    """A figure to its last digit, as text: SQLite knows inexact ones only."""

    impl = String(30)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write a figure."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Read a figure."""
        return None if value is None else Decimal(value)


class JointYear(Model):
    """The register of a fiscal year (B.E.); `opened_at` is when it was opened by hand."""

    __tablename__ = "joint_years"
    __table_args__ = (UniqueConstraint("workspace_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    year: Mapped[int]
    opened_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    def is_open(self, today: date) -> bool:
        """Whether it is in force: from 1 October on, or opened before (R24). Else it is a draft."""
        return self.opened_at is not None or fiscal_year_be(today) >= self.year


class JointAgenda(Model):
    """A policy agenda; `place` is its place in the file."""

    __tablename__ = "joint_agendas"
    __table_args__ = (UniqueConstraint("year_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("joint_years.id"))
    place: Mapped[int]
    code: Mapped[str] = mapped_column(String(bounds.JOINT_CODE))
    name: Mapped[str] = mapped_column(String(bounds.HEADLINE))
    plan: Mapped[str] = mapped_column(Text)


class JointIndicatorRow(Model):
    """An indicator of an agenda of the same year; `targets` are pairs of value and points."""

    __tablename__ = "joint_indicators"
    __table_args__ = (UniqueConstraint("year_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year_id: Mapped[int] = mapped_column(ForeignKey("joint_years.id"))
    place: Mapped[int]
    code: Mapped[str] = mapped_column(String(bounds.JOINT_CODE))
    agenda: Mapped[str] = mapped_column(String(bounds.JOINT_CODE))
    name: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(String(bounds.NAME))
    unit: Mapped[str] = mapped_column(String(bounds.NAME))
    direction: Mapped[str | None] = mapped_column(String(4))
    formula: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    targets: Mapped[list[Any]] = mapped_column(JSON)
    weight: Mapped[Decimal | None] = mapped_column(Exact)
    baseline: Mapped[Decimal | None] = mapped_column(Exact)

    def value(self) -> JointIndicator:
        """Return the indicator as the rules see it."""
        return JointIndicator(
            self.code,
            self.agenda,
            self.name,
            stage=self.stage,
            unit=self.unit,
            direction=Direction(self.direction) if self.direction else None,
            formula=self.formula,
            source=self.source,
            targets=tuple(_target(one) for one in self.targets),
            weight=self.weight,
            baseline=self.baseline,
        )


class JointShare(Model):
    """An organisation's part in an indicator."""

    __tablename__ = "joint_shares"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("joint_indicators.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)
    place: Mapped[int]
    role: Mapped[str] = mapped_column(String(10))
    target: Mapped[Decimal | None] = mapped_column(Exact)


async def year_of(session: AsyncSession, workspace_id: int, year: int) -> JointYear | None:
    """Return the register of a fiscal year, `None` where there is none."""
    return await session.scalar(
        select(JointYear).where(JointYear.workspace_id == workspace_id, JointYear.year == year)
    )


async def register_of(session: AsyncSession, year: JointYear | None) -> Register:
    """Return all of a year's register, in the order of its file; an empty one where none is."""
    if year is None:
        return Register()
    agendas = await session.scalars(
        select(JointAgenda).where(JointAgenda.year_id == year.id).order_by(JointAgenda.place)
    )
    indicators = await session.scalars(
        select(JointIndicatorRow)
        .where(JointIndicatorRow.year_id == year.id)
        .order_by(JointIndicatorRow.place)
    )
    share = JointShare
    shares = await session.execute(
        select(JointIndicatorRow.code, AgencyRow.code, share.role, share.target)
        .select_from(share)
        .join(JointIndicatorRow, JointIndicatorRow.id == share.indicator_id)
        .join(AgencyRow, AgencyRow.id == share.agency_id)
        .where(JointIndicatorRow.year_id == year.id)
        .order_by(share.place)
    )
    return Register(
        tuple(Agenda(one.code, one.name, one.plan) for one in agendas),
        tuple(one.value() for one in indicators),
        tuple(
            Share(code, agency, AgencyRole(role), target) for code, agency, role, target in shares
        ),
    )


async def put(
    session: AsyncSession,
    workspace_id: int,
    year: int,
    register: Register,
    agencies: Mapping[str, AgencyRow],
    now: datetime,
) -> JointYear:
    """Let this be the register of a year; what keeps its code keeps its id. Of a held workspace."""
    row = await year_of(session, workspace_id, year)
    if row is None:
        row = JointYear(workspace_id=workspace_id, year=year, changed_at=now)
        session.add(row)
        await session.flush()
    row.changed_at = now
    indicators = [_columns(one) | {"place": place} for place, one in enumerate(register.indicators)]
    agendas = [
        {"place": place, "code": one.code, "name": one.name, "plan": one.plan}
        for place, one in enumerate(register.agendas)
    ]
    of_year = select(JointIndicatorRow.id).where(JointIndicatorRow.year_id == row.id)
    await session.execute(delete(JointShare).where(JointShare.indicator_id.in_(of_year)))
    await _replace(session, JointAgenda, row.id, agendas)
    ids = await _replace(session, JointIndicatorRow, row.id, indicators)
    shares = (
        {
            "indicator_id": ids[one.indicator],
            "agency_id": agencies[one.agency].id,
            "place": place,
            "role": one.role,
            "target": one.target,
        }
        for place, one in enumerate(register.shares)
    )
    while page := list(islice(shares, _PAGE)):
        await session.execute(insert(JointShare), page)
    return row


_PAGE = 5000
"""Shares that are written at a time."""


async def _replace(
    session: AsyncSession,
    table: type[JointAgenda | JointIndicatorRow],
    year_id: int,
    rows: Iterable[dict[str, Any]],
) -> dict[str, int]:
    """Change, add and remove rows so that these are all of a year's; return their ids by code."""
    found = await session.execute(select(table.code, table.id).where(table.year_id == year_id))
    ids: dict[str, int] = {code: row_id for code, row_id in found}
    wanted = {row["code"]: row for row in rows}
    for part in parts(ids[code] for code in ids if code not in wanted):
        await session.execute(delete(table).where(table.id.in_(part)))
    kept = [row | {"id": ids[code]} for code, row in wanted.items() if code in ids]
    if kept:
        await session.execute(update(table), kept)
    new = [row | {"year_id": year_id} for code, row in wanted.items() if code not in ids]
    if new:
        added = await session.execute(insert(table).returning(table.code, table.id), new)
        ids |= {code: row_id for code, row_id in added}
    return ids


def _columns(one: JointIndicator) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in JointIndicator.__slots__}
    return told | {"targets": [target and _written(target) for target in one.targets]}


def _written(target: Target) -> list[str | None]:
    return [None if figure is None else str(figure) for figure in (target.value, target.points)]


def _target(written: list[str | None] | None) -> Target | None:
    if written is None:
        return None
    value, points = written
    return Target(Decimal(str(value)), None if points is None else Decimal(points))
