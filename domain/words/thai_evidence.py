"""Files and links that come with a report, in Thai."""

from collections.abc import Sequence

from domain.evidence import EvidenceView, State, by_outcome
from domain.words.voice import Voice

KINDS = {"image": "ภาพ", "video": "วิดีโอ", "audio": "เสียง", "document": "เอกสาร"}


class ThaiEvidence(Voice):
    """Files and links that come with a report."""

    def evidence_told(self, number: int, files: Sequence[EvidenceView], limit: int) -> str:
        """Tell what became of the files sent after a report; `limit` in bytes."""
        openings = {
            State.KEPT: f"แนบหลักฐานกับรายงานประเด็น #{number} แล้ว",
            State.REFUSED: "ไม่รับ (รับเฉพาะภาพ วิดีโอ เสียง PDF และเอกสารสำนักงาน)",
            State.TOO_LARGE: f"ไม่ได้เก็บ เพราะใหญ่กว่า {self.size(limit)}",
            State.GONE: "ไม่มีไฟล์ใน LINE แล้ว กรุณาส่งใหม่",
            State.WAITING: "กำลังเก็บ",
        }
        return "\n".join(
            f"{openings[state]}: {self._listed(found)}" for state, found in by_outcome(files)
        )

    def evidence_withdrawn(self, number: int) -> str:
        """Tell that a file of a report was taken back by its sender, and erased."""
        return f"ผู้ส่งถอนไฟล์แนบของรายงานประเด็น #{number} ไฟล์นั้นถูกลบแล้ว"

    def _listed(self, files: Sequence[EvidenceView]) -> str:
        told = ", ".join(filter(None, map(self._file, files)))
        count = f"{self.number(len(files))} ไฟล์"
        return f"{count} ({told})" if told else count

    def _file(self, file: EvidenceView) -> str:
        what = KINDS.get(file.kind, "")
        form = file.extension.upper()
        name = f"“{file.name}”" if file.name else ""
        size = self.size(file.size) if file.size else ""
        return " ".join(part for part in (name, what, form, size) if part)
