"""The quarterly report to the Prime Minister: what its sheets and columns are called, and mean."""

from domain.indicator.rules import RULES_VERSION, CountedRoles
from domain.indicator.verdicts import Verdict
from domain.issues.assignments import AgencyRole, ReturnClock
from domain.thai_dates import Both
from domain.words import columns
from domain.words.explain import VERDICTS
from domain.words.names import NameWords

SHEETS: dict[str, Both] = {
    "ministries": ("สรุปรายกระทรวง", "Ministries"),
    "agencies": ("รายหน่วยงาน", "Agencies"),
    "trend": ("แปดไตรมาส", "Eight quarters"),
    "counted": ("รายการที่นับ", "Counted"),
    "shown_only": ("แสดงเท่านั้น", "Shown only"),
    "left_out": ("รายการที่ไม่นับ", "Left out"),
    "objections": ("คำคัดค้าน", "Objections"),
    "restatements": ("การปิดและปรับแก้", "Closing and restating"),
    "measures": ("ตัวชี้วัดย่อยที่ 1 และ 3", "Sub-indicators 1 and 3"),
    "definitions": ("นิยาม", "Definitions"),
}
HEADINGS: dict[str, Both] = columns.HEADINGS | {
    "assigned": ("มอบหมาย", "Assigned"),
    "due": ("ถึงกำหนด", "Due"),
    "on_time": VERDICTS[Verdict.ON_TIME],
    "late": VERDICTS[Verdict.LATE],
    "missing": VERDICTS[Verdict.MISSING],
    "waiting": VERDICTS[Verdict.WAITING],
    "percent": ("ร้อยละทันกำหนด", "% in time"),
    "support_on_time": ("สนับสนุน: ทันกำหนด", "Supporting: in time"),
    "support_due": ("สนับสนุน: ถึงกำหนด", "Supporting: due"),
    "support_percent": ("สนับสนุน: ร้อยละ", "Supporting: %"),
    "total": ("รวม", "All"),
    "reports": ("รายงานทั้งหมด", "All reports"),
    "moves": ("เลื่อนกำหนด (ครั้ง)", "Times moved"),
    "rule": ("กติกา", "Rule"),
    "quarter": ("ไตรมาส", "Quarter"),
    "from": ("ตั้งแต่", "From"),
    "to": ("ถึง", "To"),
    "rules_version": ("ฉบับของกติกา", "Version of the rules"),
    "objections": SHEETS["objections"],
    "decision": ("ผลการพิจารณา", "Decision"),
    "version": ("ครั้งที่", "Version"),
    "restated_at": ("เมื่อ", "At"),
    "verdict_before": ("ผลเดิม", "Verdict before"),
    "sub": ("ตัวชี้วัดย่อยที่", "Sub-indicator"),
    "part": ("ผล", "Result"),
    "whole": ("จาก", "Of"),
    "source": ("แหล่งข้อมูล", "Source"),
    "day": ("วันที่ของข้อมูล", "Date"),
    "entered_by": ("ผู้บันทึก", "Entered by"),
    "term": ("คำ", "Term"),
    "meaning": ("ความหมาย", "Meaning"),
}
AGENCY_ROLES: dict[AgencyRole, Both] = {
    AgencyRole.LEAD: ("หลัก", "lead"),
    AgencyRole.SUPPORT: ("สนับสนุน", "support"),
}


class QuarterlyWords(NameWords):
    """Titles, headings and definitions of the quarterly report."""

    def quarterly_title(self) -> str:
        """Return the name of the indicator, as the letter of 2560 has it."""
        return self.say(
            "ร้อยละการชี้แจงประเด็นสำคัญที่ทันต่อสถานการณ์",
            "Share of important issues that were explained in time",
        )

    def sheet(self, name: str) -> str:
        """Return what a sheet is called."""
        return self.say(*SHEETS[name])

    def heading(self, column: str) -> str:
        """Return what a column is called."""
        return self.say(*HEADINGS[column])

    def counts_as(self, verdict: Verdict) -> str:
        """Return what an assignment counts as."""
        return self.say(*VERDICTS[verdict])

    def agency_role(self, role: AgencyRole) -> str:
        """Return how an agency takes part in an issue."""
        return self.say(*AGENCY_ROLES[role])

    def decision(self, upheld: bool | None) -> str:
        """Return how an objection was decided, `None` while it waits."""
        if upheld is None:
            return self.say("รอพิจารณา", "not decided yet")
        return self.say("รับคำคัดค้าน", "upheld") if upheld else self.say("ยกคำคัดค้าน", "dismissed")

    def definitions(self, clock: ReturnClock, roles: CountedRoles) -> list[Both]:
        """Return what the words of the report mean, term and meaning, with the rules in force."""
        paused = self.say(
            "ไม่นับเวลาที่รายงานรอผู้ตรวจแล้วถูกตีกลับ: กำหนดเลื่อนตามเวลานั้น (C4)",
            "The time in which a report that is returned lay with its judge is given back (C4).",
        )
        running = self.say(
            "กำหนดคงเดิมแม้รายงานถูกตีกลับ (C4)",
            "The deadline stands though a report is returned (C4).",
        )
        return [
            (self.heading("percent"), self._share_in_time()),
            *(
                (self.counts_as(verdict), self.say(*meaning))
                for verdict, meaning in MEANINGS.items()
            ),
            (self.heading("counted_deadline"), self._counted_deadline()),
            (
                self.say("เวลาตีกลับ", "Returned reports"),
                paused if clock is ReturnClock.PAUSED else running,
            ),
            (self.say("เวลา", "Times"), self._clock_of_line()),
            (self.heading("role"), self._who_counts(roles)),
            (self.say("กติกาการนับ", "Rules"), self.say("ฉบับ ", "Version ") + f"{RULES_VERSION}"),
        ]

    def _who_counts(self, roles: CountedRoles) -> str:
        if roles is CountedRoles.ALL:
            return self.say(
                "นับหน่วยงานหลักและหน่วยงานสนับสนุนรวมกัน (K17)",
                "Who leads and who supports count together (K17).",
            )
        return self.say(
            "นับหน่วยงานหลัก หน่วยงานสนับสนุนแสดงไว้ข้างกัน (K17)",
            "Who leads is counted; who supports stands beside it (K17).",
        )

    def _share_in_time(self) -> str:
        return self.say(
            "100 × ทันกำหนด ÷ ถึงกำหนด ปัดเป็นทศนิยมสองตำแหน่ง ถึงกำหนด = ทันกำหนด + เกินกำหนด + ไม่รายงาน "
            "คิดจากผลรวม ไม่ใช่ค่าเฉลี่ยของร้อยละ (K7–K9)",
            "100 × in time ÷ due, to two decimals; due = in time + late + missing. "
            "It is a share of sums, never a mean of shares (K7–K9).",
        )

    def _counted_deadline(self) -> str:
        return self.say(
            "กำหนดที่ตั้งไว้ล่าสุดก่อนพ้นกำหนดเดิม การเลื่อนหลังพ้นกำหนดไม่นับ (C2) ประเด็นอยู่ในไตรมาสของกำหนดนี้ (K4)",
            "The newest that was set before the one that counted then had passed (C2). "
            "An assignment belongs to the quarter of this deadline (K4).",
        )

    def _clock_of_line(self) -> str:
        return self.say(
            "เวลาที่ LINE บันทึก ตามเวลาราชการไทย ถึงวินาที 0.00.00 น. ของวันหนึ่งคือ 24.00 น. ของวันก่อนหน้า",
            "LINE's own clock, in office time, to the second; 0:00:00 is 24.00 of the day before.",
        )


MEANINGS: dict[Verdict, Both] = {
    Verdict.ON_TIME: (
        "รายงานที่นับส่งไม่เกินกำหนดที่ใช้นับ (K1)",
        "The report that counts was sent no later than the deadline that counts (K1).",
    ),
    Verdict.LATE: ("รายงานที่นับส่งหลังกำหนดที่ใช้นับ (K1)", "It was sent after that (K1)."),
    Verdict.MISSING: (
        "พ้นกำหนดแล้วยังไม่มีรายงานที่นับได้ (K7)",
        "The deadline has passed without a report that counts (K7).",
    ),
    Verdict.WAITING: (
        "ยังไม่ถึงกำหนดและยังไม่รายงาน ไม่อยู่ในตัวหาร (K6)",
        "Neither due nor reported, and in no share (K6).",
    ),
    Verdict.SHOWN_ONLY: (
        "หน่วยงานไม่อยู่ในการประเมินในวันที่มอบหมาย แสดงไว้โดยไม่นับ (K15)",
        "The agency was not appraised on the day of the assignment: shown, not counted (K15).",
    ),
    Verdict.EXCUSED: (
        "ผู้ประเมินยกเว้นการนับพร้อมเหตุผล (K14)",
        "Evaluators left it out, for a reason (K14).",
    ),
    Verdict.WITHDRAWN: (
        "ยกเลิกหรือโอนไปหน่วยงานอื่น (K5)",
        "It was cancelled, or transferred to another agency (K5).",
    ),
}
"""What each verdict means, with its rule."""
