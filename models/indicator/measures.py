"""Sub-indicators 1 and 3 as they were typed in; what was corrected stays. Rule K21."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from domain import bounds
from domain.indicator.measures import Measure, SubIndicator
from models import agencies
from models.agencies import AgencyRow
from models.tables import Model


class MeasureRow(Model):
    """One measure of an agency in a workspace; of the same period the newest holds.

    `part` and `whole` are decimal numbers as text: no kind of database rounds them.
    """

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    sub: Mapped[str] = mapped_column(String(1))
    period: Mapped[str] = mapped_column(String(30))
    part: Mapped[str] = mapped_column(String(20))
    whole: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    entered_by: Mapped[str] = mapped_column(String(bounds.NAME))
    recorded_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Kept:
    """A measure with what stood there before it, the newest first, and when each was recorded."""

    measure: Measure
    recorded_at: datetime
    before: tuple[tuple[Measure, datetime], ...] = ()


async def listed(session: AsyncSession, workspace_id: int, period: str | None = None) -> list[Kept]:
    """Return the measures of a workspace, or of one period, by period, agency and kind."""
    query = (
        select(MeasureRow, AgencyRow.code)
        .join(AgencyRow, AgencyRow.id == MeasureRow.agency_id)
        .where(MeasureRow.workspace_id == workspace_id)
        .order_by(MeasureRow.period, MeasureRow.agency_id, MeasureRow.sub, MeasureRow.id.desc())
    )
    if period is not None:
        query = query.where(MeasureRow.period == period)
    versions: dict[tuple[str, SubIndicator, str], list[tuple[Measure, datetime]]] = {}
    for row, code in await session.execute(query):
        measure = _value(row, code)
        versions.setdefault(measure.about, []).append((measure, row.recorded_at))
    return [Kept(*newest, tuple(before)) for newest, *before in versions.values()]


async def put(
    session: AsyncSession, workspace_id: int, measures: Iterable[Measure], now: datetime
) -> tuple[list[Measure], list[Measure]]:
    """Store measures; return those that are new, and those that correct another one.

    What stands there already in the same words is not stored again.
    """
    known = {kept.measure.about: kept.measure for kept in await listed(session, workspace_id)}
    wanted = [each for each in measures if known.get(each.about) != each]
    codes = dict.fromkeys(each.agency for each in wanted)
    ids = {row.code: row.id for row in await agencies.named(session, workspace_id, codes)}
    session.add_all(
        MeasureRow(
            workspace_id=workspace_id,
            agency_id=ids[each.agency],
            sub=each.sub.value,
            period=each.period,
            part=str(each.part),
            whole=str(each.whole),
            source=each.source,
            day=each.day,
            entered_by=each.by,
            recorded_at=now,
        )
        for each in wanted
    )
    await session.flush()
    new = [each for each in wanted if each.about not in known]
    return new, [each for each in wanted if each.about in known]


def _value(row: MeasureRow, code: str) -> Measure:
    return Measure(
        agency=code,
        sub=SubIndicator(row.sub),
        period=row.period,
        part=Decimal(row.part),
        whole=Decimal(row.whole),
        source=row.source,
        day=row.day,
        by=row.entered_by,
    )
