"""How an agency stands in the figures."""

from collections.abc import Sequence
from datetime import date

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.indicator.rules import Indicator
from domain.words.indicator import IndicatorWords
from domain.words.voice import MOST_NAMES

_A_DAY = date(2026, 10, 1)
"""In a form, where no day was said."""
_SHOWN_ONLY = ("แสดงเท่านั้น", "shown only")


class AppraisalWords(IndicatorWords):
    """Appraised or shown only, and in which ministry."""

    def stands(self, appraised: bool, ministry: Agency | None) -> str:
        """Tell how an agency stands; without a ministry it is in none."""
        how = self.say("อยู่ในการประเมิน", "appraised") if appraised else self.say(*_SHOWN_ONLY)
        if ministry is None:
            return self.say(f"{how} ไม่สังกัดกระทรวง", f"{how}, in no ministry")
        name = self.agency(ministry)
        return self.say(f"{how} สังกัด {name}", f"{how}, of {name}")

    def stands_now(self, agency: Agency, how: str, said: Sequence[tuple[date, str, str]]) -> str:
        """Tell how an agency stands today, all that was said of it and why, and what to type."""
        name = self.agency(agency)
        lines = [self.say(f"{name} ขณะนี้{how}", f"{name} now: {how}")]
        lines += [f"• {self._since(day)} {each}: {why}" for day, each, why in said]
        return "\n".join([*lines, self.appraisal_form(agency)])

    def put_on_record(self, agency: Agency, how: str, since: date, reason: str) -> str:
        """Confirm how an agency stands from a day on."""
        name, day = self.agency(agency), self._since(since)
        return self.say(
            f"บันทึกแล้ว: {name} {how} {day}\nเหตุผล: {reason}",
            f"On record: {name} {how} {day}\nReason: {reason}",
        )

    def figures_changed(self, changed: Sequence[tuple[str, str, Indicator, Indicator]]) -> str:
        """Tell the figures that this changes, by period and name, as they were and as they are."""
        if not changed:
            return self.say("ไม่มีสถิติใดเปลี่ยน", "No figure changes.")
        lines = [
            f"• {self.digits(period)} {name}: {self._brief(before)} → {self._brief(after)}"
            for period, name, before, after in changed[:MOST_NAMES]
        ]
        if len(changed) > MOST_NAMES:
            rest = self.number(len(changed) - MOST_NAMES)
            lines.append(self.say(f"และอีก {rest} รายการ", f"and {rest} more"))
        return "\n".join([self.say("สถิติที่เปลี่ยน", "Figures that change:"), *lines])

    def since_when(self, form: str) -> str:
        """Ask for the first day."""
        return self.say(f"ตั้งแต่วันใด โปรดส่ง {form}", f"From which day on? Please send {form}")

    def before_the_first(self, first: date) -> str:
        """Refuse a day before which nothing was counted."""
        day = self.day(first)
        return self.say(
            f"ไม่มีการนับก่อน {day} โปรดระบุวันตั้งแต่วันนั้น",
            f"Nothing was counted before {day}. Please give a later day.",
        )

    def why_appraisal(self, form: str) -> str:
        """Ask for the reason."""
        return self.say(f"โปรดระบุเหตุผล {form}", f"Please give the reason: {form}")

    def no_ministry(self, agency: Agency) -> str:
        """Refuse a ministry that is none."""
        name = self.agency(agency)
        return self.say(
            f"{name} ไม่ใช่กระทรวง โปรดระบุชื่อกระทรวง หรือพิมพ์ ไม่สังกัดกระทรวง",
            f"{name} is no ministry. Please name one, or write no ministry.",
        )

    def operators_appraise(self) -> str:
        """Refuse an admin who is none in another workspace, whose figures would change too."""
        return self.say(
            "มีพื้นที่งานอื่นที่ท่านไม่ใช่ผู้ดูแล ซึ่งสถิติจะเปลี่ยนด้วย โปรดให้ผู้ดูแลเครื่องแม่ข่ายใช้ saphan agency set",
            "You are no admin of another workspace, whose figures would change too. Please ask the "
            "operators to use saphan agency set.",
        )

    def _since(self, day: date) -> str:
        return self.say(f"ตั้งแต่ {self.day(day)}", f"from {self.day(day)} on")

    def _brief(self, indicator: Indicator) -> str:
        if not indicator.assigned:
            return "–"
        return self._share(indicator)

    def appraisal_form(
        self,
        agency: Agency,
        appraised: bool | None = None,
        ministry: Agency | None = None,
        since: date | None = None,
        reason: str = "",
    ) -> str:
        """Return what is typed to change how an agency stands, with what was said already."""
        how = []
        if appraised is not None or ministry is None:
            how += [self.say("ประเมิน", "appraised") if appraised else self.say(*_SHOWN_ONLY)]
        if ministry is not None and ministry.code == agency.code:
            how += [self.say("ไม่สังกัดกระทรวง", "no ministry")]
        elif ministry is not None:
            how += [f"{self.say('สังกัด', 'ministry')} {self.agency(ministry)}"]
        day = self.day(since or _A_DAY)
        return " ".join(
            [
                *(self.command(Kind.APPRAISAL), self.agency(agency), *how),
                *(self.say("ตั้งแต่", "from"), day, self.say("เหตุผล", "reason"), reason or "…"),
            ]
        )
