"""The file store: contents by their SHA-256, in a folder or in an object store.

A content stands under `ab/abcdef…`, so the same file is stored once, and nothing that a sender
wrote becomes part of a path. Every failure is an OSError.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import from_url

_INCOMING = "incoming"
_LEFT_OVER_SECONDS = 24 * 3600


class Files:
    """A folder of this machine; a content appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        """Open the folder, which is made when a file comes."""
        self._root = root
        _sweep(root / _INCOMING)

    @property
    def incoming(self) -> Path:
        """A folder for files on their way, on the same disk as the others.

        Those that are not kept are the caller's to delete.
        """
        folder = self._root / _INCOMING
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    async def keep(self, file: Path, sha256: str) -> None:
        """Take a whole file of `incoming` over; it is on disk when this returns."""
        await asyncio.to_thread(self._keep, file, self._root / place_of(sha256))

    async def erase(self, sha256: str) -> None:
        """Delete a content; one that is not there is no error."""
        await asyncio.to_thread((self._root / place_of(sha256)).unlink, missing_ok=True)

    def _keep(self, file: Path, place: Path) -> None:
        _flush(file)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        file.replace(place)
        _flush(place.parent)
        _flush(self._root)


class _ObjectStore(Files):
    """A bucket or container, through obstore, whose writes are atomic; files come in a folder."""

    def __init__(self, address: str, folder: Path) -> None:
        super().__init__(folder)
        self._store = from_url(address)

    async def keep(self, file: Path, sha256: str) -> None:
        """Upload the file."""
        with _refusals():
            await obstore.put_async(self._store, place_of(sha256), file)
        await asyncio.to_thread(file.unlink)

    async def erase(self, sha256: str) -> None:
        """Delete the object."""
        with _refusals(), suppress(FileNotFoundError, NotFoundError):
            await obstore.delete_async(self._store, place_of(sha256))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what an object store refuses into an OSError."""
    try:
        yield
    except BaseError as error:
        raise OSError(f"the object store refused: {error}"[:500]) from error


def place_of(sha256: str) -> str:
    """Return where a content stands, relative to the store."""
    return f"{sha256[:2]}/{sha256}"


@contextmanager
def open_files(where: str) -> Iterator[Files]:
    """Open the store that `SAPHAN_FILES` names: a folder, made if need be, or an address."""
    if "://" not in where:
        yield Files(Path(where))
        return
    with tempfile.TemporaryDirectory(prefix="saphan-incoming-") as folder:
        yield _ObjectStore(where, Path(folder))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(incoming: Path) -> None:
    """Delete what a crash left behind; other processes may be at work on younger files."""
    for file in incoming.glob("*"):
        with suppress(FileNotFoundError):
            if time.time() - file.stat().st_mtime > _LEFT_OVER_SECONDS:
                file.unlink()
