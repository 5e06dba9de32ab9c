"""Files and links that come with a report."""

from collections.abc import Sequence

from domain.agencies import Agency
from domain.evidence import EvidenceView, FileState, by_outcome
from domain.thai_dates import Both
from domain.words.voice import Voice

KINDS: dict[str, Both] = {
    "image": ("ภาพ", "image"),
    "video": ("วิดีโอ", "video"),
    "audio": ("เสียง", "audio"),
    "document": ("เอกสาร", "document"),
}


class EvidenceWords(Voice):
    """Files and links that come with a report."""

    def evidence_told(
        self, number: int, agency: Agency, files: Sequence[EvidenceView], limit: int
    ) -> str:
        """Tell what became of the files sent after an agency's report; `limit` in bytes.

        It may be read beneath somebody else's answer.
        """
        whose = self.say(
            f"รายงานประเด็น #{number} ของ {self.agency(agency)}",
            f"the report of {self.agency(agency)} on issue #{number}",
        )
        openings: dict[FileState, Both] = {
            FileState.KEPT: (
                f"แนบหลักฐานกับ{whose} แล้ว",
                f"Attached to {whose}",
            ),
            FileState.REFUSED: (
                f"ไม่รับไฟล์ของ{whose} (รับเฉพาะภาพ วิดีโอ เสียง PDF และเอกสารสำนักงาน)",
                f"Not accepted for {whose}, only pictures, videos, sound, PDF and office documents",
            ),
            FileState.TOO_LARGE: (
                f"ไม่ได้เก็บ เพราะใหญ่กว่า {self.size(limit)}",
                f"Not kept, larger than {self.size(limit)}",
            ),
            FileState.GONE: (
                "ไม่มีไฟล์ใน LINE แล้ว กรุณาส่งใหม่",
                "LINE no longer has them, please send again",
            ),
            FileState.WAITING: ("กำลังเก็บ", "Still being fetched"),
        }
        return "\n".join(
            f"{self.say(*openings[state])}: {self._listed(found)}"
            for state, found in by_outcome(files)
        )

    def evidence_withdrawn(self, number: int) -> str:
        """Tell that a file of a report was unsent by its sender, and erased."""
        return self.say(
            f"ผู้ส่งถอนไฟล์แนบของรายงานประเด็น #{number} ไฟล์นั้นถูกลบแล้ว",
            f"A file of the report on issue #{number} was taken back and erased.",
        )

    def _listed(self, files: Sequence[EvidenceView]) -> str:
        number = self.number(len(files))
        count = self.say(f"{number} ไฟล์", f"{number} files" if len(files) != 1 else "1 file")
        told = ", ".join(filter(None, map(self._file, files)))
        return f"{count} ({told})" if told else count

    def _file(self, file: EvidenceView) -> str:
        what = self.say(*KINDS.get(file.kind, ("", "")))
        form = file.extension.upper()
        described = (what, form) if self.language == "th" else (form, what)
        name = f"“{file.name}”" if file.name else ""
        size = self.size(file.size) if file.size else ""
        return " ".join(part for part in (name, *described, size) if part)
