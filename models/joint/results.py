"""Results of Joint KPIs: the newest of an indicator, organisation and period holds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.joint.register import Register
from domain.joint.results import Achieved, Result, ResultState, achieved, is_late, period_within
from models.agencies import AgencyRow
from models.indicator import standings
from models.joint import Exact, JointIndicatorRow, JointYear
from models.tables import Model


class JointResult(Model):
    """What was entered as a result, by a person of the roster or (`None`) by an operator.

    `reported_at` is when, by LINE's clock or ours; `state` what evaluators said to it.
    """

    __tablename__ = "joint_results"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("joint_indicators.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    period: Mapped[str] = mapped_column(String(10))
    value: Mapped[Decimal] = mapped_column(Exact)
    source: Mapped[str] = mapped_column(Text)
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reported_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    judged_at: Mapped[datetime | None]

    agency: Mapped[AgencyRow] = relationship(lazy="joined", innerjoin=True)


Key = tuple[str, str, str]
"""Codes of indicator and organisation, and the period."""


async def of_year(
    session: AsyncSession, year: JointYear, indicator: str | None = None
) -> dict[Key, JointResult]:
    """Return the results that hold, of a year or of one of its indicators."""
    query = (
        select(JointResult, JointIndicatorRow.code)
        .join(JointIndicatorRow, JointIndicatorRow.id == JointResult.indicator_id)
        .where(JointIndicatorRow.year_id == year.id)
        .order_by(JointResult.id)
    )
    if indicator is not None:
        query = query.where(JointIndicatorRow.code == indicator)
    found = await session.execute(query)
    return {(code, row.agency.code, row.period): row for row, code in found}


async def achieved_in(
    session: AsyncSession,
    year: JointYear,
    register: Register,
    tz: tzinfo,
    today: date,
    indicator: str | None = None,
) -> list[Achieved]:
    """Return the results that hold with what they are worth, by indicator, organisation, period."""
    held = await of_year(session, year, indicator)
    indicators = {one.code: one for one in register.indicators}
    shares = {(one.indicator, one.agency): one for one in register.shares}
    appraised = {}
    for name in {row.period for row in held.values()}:
        rows = {row.agency for row in held.values() if row.period == name}
        day = min(period_within(name, year.year, today).end, today)
        for agency_id, stands in (await standings.on(session, rows, day)).items():
            appraised[agency_id, name] = stands.appraised
    return [
        achieved(
            indicators[code],
            shares[code, agency],
            Result(code, agency, name, row.value, row.source),
            ResultState(row.state),
            late=is_late(row.reported_at, period_within(name, year.year, today), tz),
            appraised=appraised[row.agency_id, name],
        )
        for (code, agency, name), row in sorted(held.items(), key=lambda one: one[0])
    ]


async def add(
    session: AsyncSession,
    year: JointYear,
    results: Iterable[Result],
    agencies: Mapping[str, AgencyRow],
    *,
    at: datetime,
    now: datetime,
    person_id: int | None = None,
) -> list[JointResult]:
    """Enter results; those of the same indicator, organisation and period stay, as corrected."""
    found = await session.execute(
        select(JointIndicatorRow.code, JointIndicatorRow.id).where(
            JointIndicatorRow.year_id == year.id
        )
    )
    ids = {code: row_id for code, row_id in found}
    rows = [
        JointResult(
            indicator_id=ids[one.indicator],
            agency_id=agencies[one.agency].id,
            period=one.period,
            value=one.value,
            source=one.source,
            reported_by_id=person_id,
            reported_at=at,
            recorded_at=now,
            state=ResultState.WAITING,
        )
        for one in results
    ]
    session.add_all(rows)
    await session.flush()
    return rows
