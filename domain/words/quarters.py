"""Fiscal quarters that were closed: what stands beside a figure, and what is too late."""

from collections.abc import Collection
from datetime import datetime

from domain.indicator.period import Period
from domain.indicator.quarters import ClosedQuarter, same
from domain.indicator.rules import IndicatorTable
from domain.words.indicator import IndicatorWords
from domain.words.voice import MOST_NAMES


class QuarterWords(IndicatorWords):
    """Closed quarters."""

    def closed_quarter(
        self, closed: ClosedQuarter, table: IndicatorTable, only: Collection[str] | None
    ) -> str:
        """Say since when a figure is kept, and what was kept where it is another one now."""
        lines = [self._closing(closed)]
        kept = closed.figure(only)
        other = [
            (row, was)
            for row in table.rows
            if (was := closed.row(table.by, row.code)) and not same(was, row.indicator)
        ]
        if same(kept, table.total) and not other:
            return f"{lines[0]} {self.say('ตัวเลขตรงกัน', '(the figures are the same)')}"
        lines.append(
            self.say(
                f"ตัวเลขที่ปิดไว้ รวม: {self.rate(kept)} (ตัวเลขข้างต้นเป็นปัจจุบัน)",
                f"As it was kept, all: {self.rate(kept)} (above stands how it is now)",
            )
        )
        lines += [f"• {row.name}: {self.rate(was)}" for row, was in other[:MOST_NAMES]]
        lines += [self.more(len(other) - MOST_NAMES)] if len(other) > MOST_NAMES else []
        return "\n".join(lines)

    def _closing(self, closed: ClosedQuarter) -> str:
        at = self.when(closed.at)
        said = self.say(f"ปิดไตรมาสเมื่อ {at}", f"The quarter was closed {at}")
        if closed.restated_at is None:
            return said
        last = self.when(closed.restated_at)
        return said + self.say(
            f" ปรับแก้ {self.number(closed.restatements)} ครั้ง ล่าสุด {last}",
            f", restated {self.number(closed.restatements)}×, last {last}",
        )

    def quarter_is_closed(self, number: int, quarter: Period, at: datetime) -> str:
        """What would change a closed quarter is too late; a correction is made in the open."""
        name = self.digits(quarter.name)
        return self.say(
            f"ไตรมาส {name} ปิดแล้วเมื่อ {self.when(at)} จึงเปิดประเด็น #{number} อีกครั้งไม่ได้ "
            "หากต้องแก้ไขตัวเลข โปรดแจ้งผู้ดูแลเครื่องแม่ข่ายให้ปรับแก้ไตรมาส "
            f"(saphan quarter restate {quarter.name})",
            f"Quarter {name} was closed {self.when(at)}: issue #{number} cannot be opened again. "
            "For a correction please ask the operators to restate the quarter "
            f"(saphan quarter restate {quarter.name}).",
        )
