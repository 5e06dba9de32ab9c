"""The rows behind a figure: `#stats … detail`, and why each row counts as it does."""

from collections.abc import Sequence

from domain.chat.commands import Kind
from domain.indicator.explained import Explained, Objected
from domain.indicator.period import Period
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import AgencyRole
from domain.text import clip
from domain.thai_dates import Both, as_shown
from domain.words.periods import PeriodWords

VERDICTS: dict[Verdict, Both] = {
    Verdict.ON_TIME: ("ทันกำหนด", "in time"),
    Verdict.LATE: ("เกินกำหนด", "late"),
    Verdict.MISSING: ("ไม่รายงาน", "missing"),
    Verdict.WAITING: ("ยังไม่ถึงกำหนด", "not due yet"),
    Verdict.EXCUSED: ("ยกเว้น", "excused"),
    Verdict.SHOWN_ONLY: ("แสดงเท่านั้น", "shown only"),
    Verdict.WITHDRAWN: ("ไม่นับ", "not counted"),
}
NAME_UNITS = 100
"""UTF-16 units of a headline or a name within a row."""


class ExplainWords(PeriodWords):
    """Rows and the reasons for their verdicts."""

    def why(self, row: Explained) -> str:
        """Say in one sentence why a row counts as it does."""
        late_move = self.say(
            " การเลื่อนกำหนดหลังพ้นกำหนดไม่นับ (C2)",
            " A deadline moved after it had passed does not count (C2).",
        )
        ignored = any(not move.counts for move in row.moves)
        return self._judged(row) + (late_move if ignored else "")

    def _judged(self, row: Explained) -> str:
        one, sent = row.counted, row.counted.reported_at
        if row.verdict is Verdict.WITHDRAWN:
            state = self.status(one.status)
            return self.say(f"{state} จึงไม่นับ", f"It was {state} and does not count.")
        if row.verdict is Verdict.EXCUSED and one.excused and row.excusing:
            code, told = self.excuse(one.excused), row.excusing
            at, reason = self.when(told.at), told.reason
            return self.say(
                f"ยกเว้นการนับ ({code}) โดย {told.by} เมื่อ {at}: {reason}",
                f"Excused ({code}) by {told.by} at {at}: {reason}",
            )
        if row.verdict is Verdict.SHOWN_ONLY:
            return self.say(
                "หน่วยงานไม่อยู่ในการประเมินในวันที่มอบหมาย จึงแสดงไว้โดยไม่นับ",
                "The agency was not appraised on the day of the assignment: shown, not counted.",
            )
        if sent is None:
            due = self.when(one.deadline)
            if row.verdict is Verdict.WAITING:
                return self.say(f"ยังไม่ถึงกำหนด {due}", f"It is not due before {due}.")
            return self.say(
                f"พ้นกำหนด {due} แล้วยังไม่มีรายงานที่นับได้", f"No report that counts came by {due}."
            )
        due, at = self.when(one.measured_by, sent), self.when(sent, one.measured_by)
        if row.verdict is Verdict.ON_TIME:
            return self.say(
                f"รายงานที่นับส่งเมื่อ {at} ไม่เกินกำหนด {due}",
                f"The report that counts was sent {at}, no later than {due}.",
            )
        return self.say(
            f"รายงานที่นับส่งเมื่อ {at} หลังกำหนด {due}",
            f"The report that counts was sent {at}, after {due}.",
        )

    def explained(self, rows: Sequence[Explained], *, several: bool) -> str:
        """Tell rows in two lines each; of `several` agencies, whose each one is."""
        return "\n".join(self._row(row, several=several) for row in rows)

    def _row(self, row: Explained, *, several: bool) -> str:
        whose = f" [{clip(row.agency_name, NAME_UNITS)}]" if several else ""
        support = (
            self.say(" (สนับสนุน)", " (support)") if row.counted.role is AgencyRole.SUPPORT else ""
        )
        verdict = self.say(*VERDICTS[row.verdict])
        if row.verdict is Verdict.WITHDRAWN:
            verdict += f": {self.status(row.counted.status)}"
        if row.verdict is Verdict.EXCUSED and row.counted.excused:
            verdict += f": {self.excuse(row.counted.excused)}"
        one, sent = row.counted, row.counted.reported_at
        times = [f"{self.say('กำหนด', 'due')} {self.when(one.measured_by, sent)}"]
        if sent is not None:
            at = self.when(sent, one.measured_by)
            times.append(f"{self.say('รายงาน', 'reported')} {at}")
        times += self._moved(row)
        if row.objections:
            times.append(self._objected(row.objections[-1]))
        headline = clip(row.headline, NAME_UNITS)
        return f"• #{row.issue} {headline}{whose}{support}: {verdict}\n   {' · '.join(times)}"

    def _objected(self, last: Objected) -> str:
        if last.upheld is None:
            return self.say("คัดค้าน รอผลพิจารณา", "objected to, not decided yet")
        if last.upheld:
            return self.say("รับคำคัดค้านแล้ว", "objection upheld")
        return self.say("ยกคำคัดค้านแล้ว", "objection dismissed")

    def _moved(self, row: Explained) -> list[str]:
        """Count the moves of the deadline, and those that came too late to count."""
        moves = [each for each in row.moves if as_shown(each.move.old) != as_shown(each.move.new)]
        ignored = sum(not move.counts for move in moves)
        told = [
            (len(moves) - ignored, "เลื่อนกำหนด {} ครั้ง", "moved {}×"),
            (ignored, "เลื่อนหลังพ้นกำหนด {} ครั้ง ไม่นับ", "moved too late {}×"),
        ]
        return [
            self.say(thai, english).format(self.number(count))
            for count, thai, english in told
            if count
        ]

    def detail_command(self, period: Period, agency: str, page: int = 1) -> str:
        """Return what to type for the rows of a period; `agency` is a name, empty for the same."""
        detail = self.say("รายละเอียด", "detail")
        asked = [self.command(Kind.STATS), self.typed_period(period), agency, detail]
        behind = f"{self.say('หน้า', 'page')} {page}" if page > 1 else ""
        return " ".join(each for each in (*asked, behind) if each)

    def rows_of_page(self, first: int, last: int) -> str:
        """Head a page of rows with their numbers within the period."""
        numbers = "–".join(dict.fromkeys((self.number(first), self.number(last))))
        return self.say(f"รายการที่ {numbers}", f"Rows {numbers}")

    def more_rows(self, period: Period, agency: str, page: int) -> str:
        """Tell what to type for the next page of rows."""
        ask = self.detail_command(period, agency, page)
        return self.say(f"ดูต่อ: พิมพ์ {ask}", f"(for the next page type {ask})")

    def where_rows_are(self, period: Period, agency: str, *, private: bool) -> str:
        """Tell how the rows of a figure are asked for, in a group that it is in the 1:1 chat."""
        ask = self.detail_command(period, agency)
        there = "" if private else self.say(" ในแชตส่วนตัวกับระบบ", " in a private chat with me")
        return self.say(f"ดูรายการที่นับและไม่นับ: พิมพ์ {ask}{there}", f"For each row type {ask}{there}")

    def no_rows(self, period: Period, page: int) -> str:
        """Tell that there are no rows, or none on that page."""
        if page > 1:
            return self.say(f"ไม่มีหน้า {page}", f"There is no page {page}.")
        name = self.period(period)
        return self.say(f"ไม่มีประเด็นที่ครบกำหนดในช่วง {name}", f"Nothing falls due in {name}.")
