"""The indicator."""

from collections.abc import Sequence

from domain.agencies import Agency, AgencyKind
from domain.chat.commands import Kind, Stats
from domain.indicator.period import Period
from domain.indicator.rules import (
    RULES_VERSION,
    ByRole,
    CountedRoles,
    Indicator,
    IndicatorRow,
    IndicatorTable,
)
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import ReturnClock
from domain.say import Choice
from domain.thai_dates import Both
from domain.words.names import CLOCKS, EXCUSES, STATUSES
from domain.words.periods import PeriodWords
from domain.words.voice import FIRST_NAMES, MOST_NAMES

LEFT_OUT_BECAUSE: dict[str, Both] = {
    **{each.value: named for each, named in (*STATUSES.items(), *EXCUSES.items())},
    Verdict.SHOWN_ONLY: ("แสดงเท่านั้น", "shown only"),
}
"""By `left_out_because`."""


class IndicatorWords(PeriodWords):
    """Statistics."""

    def stats(self, table: IndicatorTable, period: Period) -> str:
        """Tell the indicator of a period, row by row, numerator and denominator always shown."""
        heading = self.say("สถิติการชี้แจงทันกำหนด", "Reports in time,")
        lines = [f"{heading} {self.period_and_days(period)}"]
        idle = [row.name for row in table.rows if not row.by_role.together.due]
        gathered = len(idle) > 1
        lines += [
            self._figure(row, table.roles)
            for row in table.rows
            if row.by_role.together.due or not gathered
        ]
        if gathered:
            nothing = self.say("ไม่มีประเด็นที่ถึงกำหนด", "Nothing due")
            lines.append(f"• {nothing}: {self._few(idle)}")
        lines += self._totals(table)
        if table.total.median_response_minutes is not None:
            median = self.say("มัธยฐานเวลาตอบ", "Median response")
            lines.append(f"{median} {self.span(table.total.median_response_minutes)}")
        if table.shown_only:
            lines.append(self.say("แสดงเท่านั้น ไม่นับในร้อยละ", "Shown only, in no figure:"))
        shown = [self._figure(row, table.roles) for row in table.shown_only]
        most = MOST_NAMES if len(shown) <= MOST_NAMES else FIRST_NAMES
        lines += shown[:most]
        if shown[most:]:
            lines.append(self.more(len(shown) - most, "หน่วยงาน"))
        return "\n".join(lines)

    def _figure(self, row: IndicatorRow, roles: CountedRoles) -> str:
        """Tell one row, and beside the figure the shares of which it is not. Rule K17."""
        named = self._apart(row.by_role)
        apart = named[:2] if roles is CountedRoles.ALL else named[1:2]
        beside = [f"{name} {self._share(part)}" for name, part in apart]
        return " · ".join([f"• {row.name}: {self.rate(row.indicator)}", *beside])

    def _totals(self, table: IndicatorTable) -> list[str]:
        """Tell the figure of all, and where some support, also those of which it is not."""
        every = self.say("รวม", "All")
        named = self._apart(table.by_role)
        if not named:
            return [f"{every}: {self.rate(table.total)}"]
        if table.roles is CountedRoles.ALL:
            named = [named[2], *named[:2]]
        (first, total), *beside = named
        lines = [f"{name}: {self.rate(part)}" for name, part in beside]
        return [f"{every} ({first}): {self.rate(total)}", *lines]

    def _apart(self, counted: ByRole) -> list[tuple[str, Indicator]]:
        """Name who leads, who supports, and both; nothing where nobody supports."""
        if not counted.support.assigned:
            return []
        return [
            (self.say("หน่วยงานหลัก", "leading"), counted.lead),
            (self.say("สนับสนุน", "supporting"), counted.support),
            (self.say("หลักและสนับสนุน", "both"), counted.together),
        ]

    def definition(self, table: IndicatorTable, clock: ReturnClock) -> str:
        """Say what was left out of the figures, and by which rules they were counted. Rule K22."""
        version = self.day(RULES_VERSION)
        rules = self.say(f"กติกาการนับฉบับ {version}", f"Rules of {version}")
        lines = [f"{rules} · {self.say(*CLOCKS[clock])}"]
        if table.left_out:
            number = self.number(sum(table.left_out.values()))
            why = ", ".join(
                f"{self.say(*LEFT_OUT_BECAUSE[why])} {self.number(count)}"
                for why, count in table.left_out.items()
            )
            lines.insert(0, self.say(f"ไม่นับ {number}: {why}", f"Left out {number}: {why}"))
        return "\n".join(lines)

    def counted_of(self, agencies: Sequence[Agency], *, own: bool) -> str:
        """Say whose figures were told: of all, where no agencies are given."""
        if not agencies:
            return self.say(
                "นับทุกหน่วยงานที่ได้รับมอบหมายประเด็น", "Counted: every agency that was assigned an issue"
            )
        names = self.agencies(agencies)
        if any(agency.kind is AgencyKind.MINISTRY for agency in agencies):
            names += self.say(" และหน่วยงานในสังกัด", " and the agencies under it")
        if own:
            return self.say(f"นับเฉพาะหน่วยงานของท่าน: {names}", f"Counted: your own, {names}")
        return self.say(f"นับเฉพาะ {names}", f"Counted: {names} only")

    def span(self, minutes: int) -> str:
        """Return a length of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        parts = [f"{self.number(hours)} {self.say('ชม.', 'h')}"] if hours else []
        parts += [f"{self.number(rest)} {self.say('นาที', 'min')}"] if rest or not hours else []
        return " ".join(parts)

    def rate(self, indicator: Indicator) -> str:
        """Tell one row: share in time, late, missing, and what is not due yet."""
        ahead = self.number(indicator.assigned - indicator.due)
        coming = self.say(f" ยังไม่ถึงกำหนด {ahead}", f", {ahead} not due yet")
        coming = coming if indicator.assigned != indicator.due else ""
        if indicator.on_time_percent is None:
            return self.say("ไม่มีประเด็นที่ถึงกำหนด", "nothing due") + coming
        late, missing = self.number(indicator.late), self.number(indicator.missing)
        rest = self.say(f" ช้า {late} ไม่รายงาน {missing}", f", {late} late, {missing} missing")
        return self._share(indicator) + rest + coming

    def _share(self, indicator: Indicator) -> str:
        """Tell the share in time with numerator and denominator, or that nothing is due."""
        if indicator.on_time_percent is None:
            return self.say("ไม่มีประเด็นที่ถึงกำหนด", "nothing due")
        return (
            f"{self.digits(str(indicator.on_time_percent))}% "
            f"({self.number(indicator.on_time)}/{self.number(indicator.due)})"
        )

    def bad_period(self, said: str) -> str:
        """The period of #stats cannot be read."""
        return self.say(
            f"ไม่มีสถิติของช่วงเวลา “{said}” ใช้ได้เช่น ปีนี้ ไตรมาสที่แล้ว เดือนนี้ ปีงบประมาณ 2570 "
            "ไตรมาสที่ 1 ปีงบประมาณ 2570 พ.ย. 2569 ต.ค.-ธ.ค. 2569 หรือ 1-15 พ.ย. 2569",
            f"There are no figures of the period “{said}”. Write this year, last quarter, "
            "this month, 2570 (fiscal year), Q1/2570 (quarter), Nov 2569 (month), Oct-Dec 2569 or "
            "1-15 Nov 2569.",
        )

    def common_era(self, asked: Stats, meant: str, whose: str) -> tuple[Choice, ...]:
        """Offer the period that is meant where the year that was typed is of the common era."""
        return (self._asking(asked, meant, whose),)

    def which_era(self, said: str, year: int, choices: Sequence[Choice]) -> str:
        """Ask of which era a year is that no Buddhist one can be."""
        forms = " ".join(choice.text for choice in choices)
        return self.say(
            f"ปี {year} ใน “{said}” เป็น พ.ศ. หรือ ค.ศ. หากเป็น ค.ศ. โปรดส่ง {forms}",
            f"Of which era is {year} in “{said}”, B.E. or C.E.? If C.E., please send {forms}",
        )

    def some_periods(self, asked: Stats, whose: str) -> tuple[Choice, ...]:
        """Offer the periods that are asked for most, of whom and as it was asked."""
        periods = [("เดือนนี้", "this month"), ("ไตรมาสนี้", "this quarter"), ("ปีนี้", "this year")]
        return tuple(self._asking(asked, self.say(*each), whose) for each in periods)

    def month_or_agency(self, asked: Stats, whose: str) -> tuple[Choice, ...]:
        """Offer the two things that ก.พ. may be: February, and an agency."""
        names = self.say("กุมภาพันธ์", "February"), whose
        return tuple(self._asking(asked, name) for name in names)

    def _asking(self, asked: Stats, label: str, whose: str = "") -> Choice:
        """Ask for the same of a period, or of an agency."""
        detail = self.say("รายละเอียด", "detail") if asked.detail else ""
        form = [self.command(Kind.STATS), label, whose, detail]
        return Choice(label, " ".join(each for each in form if each))

    def which_stats(self, said: str, choices: Sequence[Choice]) -> str:
        """Ask whose or of when figures are wanted, with the two forms to send."""
        forms = self.say(" หรือ ", " or ").join(choice.text for choice in choices)
        return self.say(
            f"“{said}” หมายถึงเดือนหรือหน่วยงาน โปรดส่ง {forms}",
            f"Is “{said}” the month or the agency? Please send {forms}",
        )

    def only_own_figures(self) -> str:
        """A reporter asked for other agencies' figures."""
        return self.say(
            "ท่านดูสถิติได้เฉพาะหน่วยงานของท่าน โปรดพิมพ์ #สถิติ โดยไม่ระบุหน่วยงานอื่น",
            "You can see the figures of your own agency only. Please type #stats alone.",
        )
