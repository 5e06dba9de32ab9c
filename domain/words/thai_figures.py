"""Figures in Thai: the indicator, and what messages cost."""

from collections.abc import Sequence
from datetime import datetime

from domain.chat.rights import Place
from domain.indicator.figures import Figures, Table
from domain.indicator.periods import Period
from domain.words.thai_refusals import PLACES
from domain.words.voice import Voice


class ThaiFigures(Voice):
    """Statistics and quota."""

    def stats(self, table: Table, period: Period) -> str:
        """Tell the figures of a period, row by row, numerator and denominator always shown."""
        first, last = self.day(period.start), self.day(period.end)
        lines = [f"สถิติการชี้แจงทันกำหนด {self.digits(period.name)} ({first} – {last})"]
        lines += [f"• {row.name}: {self.rate(row.figures)}" for row in table.rows]
        total = table.total
        lines.append(f"รวม: {self.rate(total)}")
        if total.median_response_minutes is not None:
            lines.append(f"มัธยฐานเวลาตอบ {self.span(total.median_response_minutes)}")
        return "\n".join(lines)

    def span(self, minutes: int) -> str:
        """Return a length of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        parts = [f"{self.number(hours)} ชม."] if hours else []
        parts += [f"{self.number(rest)} นาที"] if rest or not hours else []
        return " ".join(parts)

    def rate(self, figures: Figures) -> str:
        """Tell one row: share in time, late, missing, and what is not due yet."""
        ahead = figures.assigned - figures.due
        coming = f" ยังไม่ถึงกำหนด {self.number(ahead)}" if ahead else ""
        if figures.on_time_percent is None:
            return f"ไม่มีประเด็นที่ถึงกำหนด{coming}"
        return (
            f"{self.digits(str(figures.on_time_percent))}% "
            f"({self.number(figures.on_time)}/{self.number(figures.due)}) "
            f"ช้า {self.number(figures.late)} ไม่รายงาน {self.number(figures.missing)}{coming}"
        )

    def quota(
        self,
        *,
        limit: int | None,
        used: int,
        groups: Sequence[tuple[Place, int | None]],
        asked_at: datetime,
    ) -> str:
        """Tell what is left of the month's messages and what a push to each group costs."""
        if limit is None:
            lines = [f"ใช้ไปแล้ว {self.number(used)} ข้อความในเดือนนี้ ไม่จำกัดจำนวน"]
        else:
            lines = [
                f"โควตาเดือนนี้ {self.number(limit)} ข้อความ ใช้ไป {self.number(used)} "
                f"เหลือ {self.number(max(limit - used, 0))}"
            ]
        for place, members in groups:
            cost = "ไม่ทราบจำนวนสมาชิก" if members is None else f"{self.number(members)} ข้อความ"
            lines.append(f"• แจ้ง{PLACES[place]} 1 ครั้ง: {cost}")
        lines.append("การตอบคำสั่งไม่เสียโควตา")
        lines.append(f"ข้อมูลจาก LINE เมื่อ{self.when(asked_at)}")
        return "\n".join(lines)
