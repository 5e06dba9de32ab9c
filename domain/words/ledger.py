"""What the admins are told of a ledger that could not be put right."""

from collections.abc import Mapping
from datetime import datetime

from domain.reminders.ledger import LedgerFault
from domain.words.voice import Voice


class LedgerWords(Voice):
    """Faults of the ledger, in numbers: nobody is named."""

    def ledger_faults(self, found: Mapping[LedgerFault, int], at: datetime) -> str:
        """Tell how many faults of each kind were found at an instant, and who can mend them."""
        title = self.say(
            f"แจ้งผู้ดูแล: ระบบตรวจพบเมื่อ {self.when(at)} ว่า",
            f"For the administrators. Found {self.when(at)}:",
        )
        number = {kind: self.number(count) for kind, count in found.items()}
        lines = [title]
        if due := number.pop(LedgerFault.UNSETTLED, None):
            lines.append(
                self.say(
                    f"• คำเตือนที่ถึงเวลาแล้วแต่ยังไม่ได้แจ้ง {due} รายการ",
                    f"• reminders that are due and were not told: {due}",
                )
            )
        if waiting := number.pop(LedgerFault.WAITS, None):
            lines.append(
                self.say(
                    f"• ข้อความที่ควรส่งแล้วแต่ยังค้างอยู่ {waiting} รายการ",
                    f"• messages that should have gone out and still wait: {waiting}",
                )
            )
        if number:
            others = self.number(sum(found[kind] for kind in number))
            lines.append(
                self.say(
                    f"• บันทึกคำเตือนหรือประกาศที่ไม่ตรงกับที่ส่งจริงและแก้ไขเองไม่ได้ {others} รายการ",
                    f"• messages whose record is wrong and cannot be put right: {others}",
                )
            )
        lines.append(
            self.say(
                "โปรดแจ้งผู้ดูแลเครื่องแม่ข่ายให้ตรวจสอบด้วย saphan doctor",
                "Please ask whoever runs the server to look with `saphan doctor`.",
            )
        )
        return "\n".join(lines)
