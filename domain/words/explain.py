"""The rows behind a figure: why each of them counts as it does."""

from domain.indicator.explained import Explained
from domain.indicator.verdicts import Verdict
from domain.words.names import NameWords


class ExplainWords(NameWords):
    """The reasons for verdicts."""

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
