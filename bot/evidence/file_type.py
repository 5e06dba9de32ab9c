"""What a stored file really is: its bytes decide, whatever it is called."""

import zipfile
from pathlib import Path

from domain.evidence import (
    HEAD_BYTES,
    FileFormat,
    is_active_text,
    is_archive,
    recognise,
    recognise_archive,
)

LARGEST_DIRECTORY = 1024 * 1024
"""An archive's own list of contents may not be larger: reading it takes memory."""

LARGEST_UNPACKED = 2 * 1024**3
_END_RECORD = b"PK\x05\x06"
_END_BYTES = 22 + 65535
_LONGEST_MIMETYPE = 100
_LONGEST_WORD = 20


def inspect(
    file: Path,
    name: str = "",
    *,
    largest_unpacked: int = LARGEST_UNPACKED,
    largest_directory: int = LARGEST_DIRECTORY,
) -> FileFormat | str:
    """Return the form of an acceptable file, or a word for what else it is; reads the disk."""
    with file.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
    if is_archive(head):
        modest = _directory_size(file) <= largest_directory
        return (modest and _archive(file, largest_unpacked)) or "zip"
    return recognise(head, name) or _named(head)


def _archive(file: Path, largest_unpacked: int) -> FileFormat | None:
    """Look into an archive without unpacking it; one that could not be unpacked is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > largest_unpacked:
                return None
            names = {entry.filename for entry in entries}
            return recognise_archive(names, _mimetype(archive, names))
    # `zipfile` raises NotImplementedError for a packing that it does not know.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return None


def _mimetype(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Return the entry by which an OpenDocument file says what it is; empty in others."""
    if "mimetype" not in names:
        return ""
    with archive.open("mimetype") as entry:
        return entry.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip()


def _directory_size(file: Path) -> float:
    """Return the bytes of an archive's list of contents; infinite where the list is missing.

    Source: ZIP specification, 4.3.16.
    """
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(0, size - _END_BYTES))
        tail = opened.read()
    at = tail.rfind(_END_RECORD)
    if not 0 <= at <= len(tail) - 22:
        return float("inf")
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _named(head: bytes) -> str:
    """Return a short word for a file that is not accepted."""
    if not head.strip(b"\0"):
        return "empty"
    if head.startswith(b"MZ"):
        return "exe"
    if is_active_text(head):
        return "svg" if b"<svg" in head.lower() else "html"
    import puremagic  # a big table, needed for strange files only

    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return "unknown"
    return found[0].extension.lstrip(".").lower()[:_LONGEST_WORD] or "unknown"
