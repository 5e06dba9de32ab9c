"""Receiving a content: counted and hashed while it is written to a new file."""

import asyncio
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.line_content import Content


class TooLarge(Exception):
    """A file is larger than what is kept."""


class Empty(Exception):
    """LINE gave no byte: the content was not ready after all."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that has arrived in the folder for incoming ones."""

    path: Path
    size: int
    sha256: str


async def receive(content: Content, folder: Path, limit: int) -> Fetched:
    """Stream a content to a new file of a folder; raises TooLarge, Empty, OSError.

    What LINE announces is believed only where it is too much; what arrives is counted.
    """
    if (content.announced or 0) > limit:
        raise TooLarge
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            async for chunk in content.chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                await asyncio.to_thread(file.write, chunk)
        if not size:
            raise Empty
    except BaseException:
        discard(path)
        raise
    return Fetched(path, size, digest.hexdigest())


def discard(path: Path) -> None:
    """Delete a file that is not kept; one that was moved to its place is gone already."""
    path.unlink(missing_ok=True)
