"""Evidence files: which of them belong to a report, and what they may be. Rules F1 to F4.

What a file is, its first bytes decide; its name and the sender's word for it never do.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain import bounds
from domain.retries import Retries

HEAD_BYTES = 4096
"""How many first bytes `recognise` wants to see."""

REMEMBERED = timedelta(hours=1)
"""How long a report may quote a file that was sent before it."""

TOKEN_SPARE = timedelta(seconds=10)
"""How old a reply token may be when its file is noted, to be used for the answer."""

RETRIES = Retries(timedelta(seconds=1), timedelta(minutes=5), within=timedelta(days=1))
"""A video is ready at LINE after seconds or minutes."""

WHILE_KEPT = Retries(timedelta(seconds=1), timedelta(minutes=30), within=timedelta(days=30))
"""For what LINE refuses or we cannot store, which may pass: on 3 February 2026 LINE's content
endpoint answered 400 for ninety minutes. Before that LINE says that it has the content no more."""


class FileKind(StrEnum):
    """What evidence may be."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"


class FileState(StrEnum):
    """What became of a file that came with a report; all but `WAITING` are final.

    `FAILED` was tried for long; `GONE` is no longer at LINE; `WITHDRAWN` was unsent.
    """

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    GONE = "gone"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a file is: the kind, and the format by its usual file extension."""

    kind: FileKind
    extension: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One file as it is told: `extension` names what it really is, empty while unknown."""

    state: FileState
    kind: str
    extension: str
    name: str
    size: int


_TOLD = (
    FileState.KEPT,
    FileState.REFUSED,
    FileState.TOO_LARGE,
    FileState.GONE,
    FileState.WAITING,
)
# (offset, bytes, form); the order does not matter, no two fit the same file.
_SIGNATURES = (
    (0, b"\xff\xd8\xff", FileFormat(FileKind.IMAGE, "jpg")),
    (0, b"\x89PNG\r\n\x1a\n", FileFormat(FileKind.IMAGE, "png")),
    (0, b"GIF87a", FileFormat(FileKind.IMAGE, "gif")),
    (0, b"GIF89a", FileFormat(FileKind.IMAGE, "gif")),
    *(
        (0, b"ID3" + version, FileFormat(FileKind.AUDIO, "mp3"))
        for version in (b"\2", b"\3", b"\4")
    ),
    (0, b"%PDF-", FileFormat(FileKind.DOCUMENT, "pdf")),
)
# The brands of ISO media files (ISO 14496-12, section 4.3) that phones and LINE make.
_BRANDS = {
    **dict.fromkeys(
        (b"heic", b"heix", b"hevc", b"mif1", b"msf1"), FileFormat(FileKind.IMAGE, "heic")
    ),
    **dict.fromkeys((b"M4A ", b"M4B "), FileFormat(FileKind.AUDIO, "m4a")),
    b"qt  ": FileFormat(FileKind.VIDEO, "mov"),
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"),
        FileFormat(FileKind.VIDEO, "mp4"),
    ),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6"), FileFormat(FileKind.VIDEO, "mp4")),
}
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
# What makes a browser take text for a page or a picture that runs scripts (WHATWG "MIME Sniffing").
_ACTIVE = (
    *("<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<style"),
    *("<!doctype svg", "<object", "<embed", "<img", "<a href"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f")
_LAYOUT = dict.fromkeys(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def recognise(head: bytes, name: str = "") -> FileFormat | None:
    """Return what a file is by its first bytes; `None` where it is nothing that is accepted.

    A ZIP archive is `None` here: `recognise_archive` looks inside. The name is read only to
    refuse a text that would be run under it (`.bat`).
    """
    for offset, signature, form in _SIGNATURES:
        if head.startswith(signature, offset):
            return form
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileFormat(FileKind.IMAGE, "webp")
    if _is_mp3_frame(head):
        return FileFormat(FileKind.AUDIO, "mp3")
    if _is_plain_text(head) and not _is_program(name.lower()):
        return FileFormat(FileKind.DOCUMENT, "txt")
    return None


def is_active_text(head: bytes) -> bool:
    """Whether a text is a page, a drawing or a script, whatever it is called."""
    opening = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    begins = opening.startswith((b"#!", b"<?php", b"<?xml"))
    return begins or any(mark.encode() in opening for mark in _ACTIVE)


def is_archive(head: bytes) -> bool:
    """Whether a file is a ZIP archive, as office documents are."""
    return head.startswith(b"PK\x03\x04")


def recognise_archive(names: set[str], mimetype: str) -> FileFormat | None:
    """Return which office document an archive is, by the names in it and its `mimetype` entry.

    `None` for other archives, and for documents with macros or programs inside.
    """
    if any(_is_program(name.lower()) for name in names):
        return None
    if mimetype == _OPEN_DOCUMENT:
        return FileFormat(FileKind.DOCUMENT, "odt")
    if "[Content_Types].xml" not in names:
        return None
    found = {form for part, form in _OFFICE.items() if any(name.startswith(part) for name in names)}
    return FileFormat(FileKind.DOCUMENT, found.pop()) if len(found) == 1 else None


def by_outcome(files: Iterable[EvidenceView]) -> list[tuple[FileState, list[EvidenceView]]]:
    """Return files by what became of them, kept ones first; `FAILED` counts as `GONE`."""
    found: dict[FileState, list[EvidenceView]] = {state: [] for state in _TOLD}
    for file in files:
        state = FileState.GONE if file.state is FileState.FAILED else file.state
        if state in found:
            found[state].append(file)
    return [(state, listed) for state, listed in found.items() if listed]


def clean_name(name: str) -> str:
    """Return a file name to be shown: its last part, one line, without invisible characters.

    Right-to-left marks go as well: they make `gpj.exe` read as a picture.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join("" if unicodedata.category(each) in _LAYOUT else each for each in last)
    return " ".join(shown.split())[: bounds.FILE_NAME]


def _is_mp3_frame(head: bytes) -> bool:
    """Whether the bytes begin with the header of an MPEG layer III frame (ISO 11172-3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    bitrate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return 0 < bitrate < 15 and sampling != 3


def _is_plain_text(head: bytes) -> bool:
    """Whether this is UTF-8 or Thai (TIS-620) text and nothing that a browser would run."""
    if not head.strip() or is_active_text(head):
        return False
    if any(byte < 32 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    cut = 3 if len(head) >= HEAD_BYTES else 0  # the last character may have been cut
    for end in range(len(head), len(head) - cut - 1, -1):
        if _decodes(head[:end], "utf-8"):
            return True
    return _decodes(head, "cp874")


def _decodes(text: bytes, encoding: str) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_program(name: str) -> bool:
    endings = (".exe", ".dll", ".com", ".scr", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar")
    return name.endswith(endings) or name.endswith("vbaproject.bin")
