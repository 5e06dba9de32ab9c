"""Files and links that come with a report, in English."""

from collections.abc import Sequence

from domain.evidence import EvidenceView, State, by_outcome
from domain.words.voice import Voice

KINDS = {"image": "image", "video": "video", "audio": "audio", "document": "document"}


class EnglishEvidence(Voice):
    """Files and links that come with a report."""

    def evidence_told(self, number: int, files: Sequence[EvidenceView], limit: int) -> str:
        """Tell what became of the files sent after a report; `limit` in bytes."""
        openings = {
            State.KEPT: f"Attached to the report on issue #{number}",
            State.REFUSED: "Not accepted, only pictures, videos, sound, PDF and office documents",
            State.TOO_LARGE: f"Not kept, larger than {self.size(limit)}",
            State.GONE: "LINE no longer has them, please send again",
            State.WAITING: "Still being fetched",
        }
        return "\n".join(
            f"{openings[state]}: {self._listed(found)}" for state, found in by_outcome(files)
        )

    def evidence_withdrawn(self, number: int) -> str:
        """Tell that a file of a report was taken back by its sender, and erased."""
        return f"A file of the report on issue #{number} was taken back and erased."

    def _listed(self, files: Sequence[EvidenceView]) -> str:
        count = "1 file" if len(files) == 1 else f"{self.number(len(files))} files"
        told = ", ".join(filter(None, map(self._file, files)))
        return f"{count} ({told})" if told else count

    def _file(self, file: EvidenceView) -> str:
        what = KINDS.get(file.kind, "")
        form = file.extension.upper()
        name = f"“{file.name}”" if file.name else ""
        size = self.size(file.size) if file.size else ""
        return " ".join(part for part in (name, form, what, size) if part)
