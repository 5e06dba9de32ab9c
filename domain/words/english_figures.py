"""Figures in English: the indicator, and what messages cost."""

from collections.abc import Sequence
from datetime import datetime

from domain.chat.rights import Place
from domain.indicator.figures import Figures, Table
from domain.indicator.periods import Period
from domain.words.english_refusals import PLACES
from domain.words.voice import Voice


class EnglishFigures(Voice):
    """Statistics and quota."""

    def stats(self, table: Table, period: Period) -> str:
        """Tell the figures of a period, row by row, numerator and denominator always shown."""
        first, last = self.day(period.start), self.day(period.end)
        lines = [f"Reports in time, {self.digits(period.name)} ({first} – {last})"]
        lines += [f"• {row.name}: {self.rate(row.figures)}" for row in table.rows]
        total = table.total
        lines.append(f"All: {self.rate(total)}")
        if total.median_response_minutes is not None:
            lines.append(f"Median response {self.span(total.median_response_minutes)}")
        return "\n".join(lines)

    def span(self, minutes: int) -> str:
        """Return a length of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        parts = [f"{self.number(hours)} h"] if hours else []
        parts += [f"{self.number(rest)} min"] if rest or not hours else []
        return " ".join(parts)

    def rate(self, figures: Figures) -> str:
        """Tell one row: share in time, late, missing, and what is not due yet."""
        ahead = figures.assigned - figures.due
        coming = f", {self.number(ahead)} not due yet" if ahead else ""
        if figures.on_time_percent is None:
            return f"nothing due{coming}"
        return (
            f"{self.digits(str(figures.on_time_percent))}% "
            f"({self.number(figures.on_time)}/{self.number(figures.due)}), "
            f"{self.number(figures.late)} late, {self.number(figures.missing)} missing{coming}"
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
            lines = [f"{self.number(used)} messages used this month, no limit"]
        else:
            lines = [
                f"This month: {self.number(limit)} messages, {self.number(used)} used, "
                f"{self.number(max(limit - used, 0))} left"
            ]
        for place, members in groups:
            cost = "members unknown" if members is None else f"{self.number(members)} messages"
            lines.append(f"• One push to {PLACES[place]}: {cost}")
        lines.append("Answers to commands are free.")
        lines.append(f"As LINE said on {self.when(asked_at)}")
        return "\n".join(lines)
