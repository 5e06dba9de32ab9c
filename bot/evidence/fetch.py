"""Fetching evidence: each file is streamed from LINE to the store. Rules F2 to F5."""

import asyncio
import hashlib
import logging
import os
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bot.deps import Deps
from bot.evidence.file_type import inspect
from bot.evidence.store import Files
from bot.line.api import LineError
from bot.line.content import Gone, LineContent, MessageContent, NotReady
from bot.log import failure
from bot.queue import deal_with_due, kept
from domain.evidence import RETRIES, WHILE_KEPT, FileFormat, FileState
from domain.issues.audit import Action, issue_subject, person_actor
from domain.retries import Retries
from models import audit, evidence, unsend, workspaces
from models.evidence import Evidence
from models.work import Work, leave


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


async def receive(content: MessageContent, folder: Path, limit: int) -> Fetched:
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
        _discard(path)
        raise
    return Fetched(path, size, digest.hexdigest())


def _discard(path: Path) -> None:
    """Delete a file that is not kept; one that was moved to its place is gone already."""
    path.unlink(missing_ok=True)


AT_ONCE = 4
FETCH_SECONDS = 300.0

_ACTIONS = {
    FileState.KEPT: Action.EVIDENCE_KEPT,
    FileState.REFUSED: Action.EVIDENCE_REFUSED,
    FileState.TOO_LARGE: Action.EVIDENCE_TOO_LARGE,
    FileState.GONE: Action.EVIDENCE_GONE,
    FileState.FAILED: Action.EVIDENCE_FAILED,
}
_NOTED = ("extension", "size", "sha256")

log = logging.getLogger(__name__)


async def fetch_due(deps: Deps, line: LineContent, files: Files) -> int:
    """Fetch the files that are due, some at once; return how many were tried."""
    deal = partial(_fetch, deps, line, files)
    return await deal_with_due(deps, evidence.queue, deal, AT_ONCE)


async def _fetch(deps: Deps, line: LineContent, files: Files, row: Evidence) -> None:
    """Bring one file, and note what became of it; any failure is noted and tried again."""
    try:
        await _bring(deps, line, files, row)
    except Gone:
        await _settle(deps, row, FileState.GONE)
    except TooLarge:
        await _settle(deps, row, FileState.TOO_LARGE)
    except (NotReady, Empty):
        await _again(deps, row, "LINE is still preparing it", RETRIES, level=logging.INFO)
    except (LineError, TimeoutError) as error:
        await _again(deps, row, str(error) or type(error).__name__)
    except OSError as error:
        await _again(deps, row, f"cannot be stored: {error}", level=logging.ERROR)
    except Exception as error:  # whatever it is, the other files must not suffer
        log.exception("evidence could not be fetched", extra={"evidence_id": row.id})
        await _again(deps, row, failure(error))


async def _bring(deps: Deps, line: LineContent, files: Files, row: Evidence) -> None:
    """Stream a file in and store it; raises what keeps it from being stored."""
    limit = deps.settings.evidence_limit
    async with (
        kept(deps, evidence.queue, row),
        asyncio.timeout(FETCH_SECONDS),
        line.stream(row.line_message_id) as content,
    ):
        fetched = await receive(content, files.incoming, limit)
    try:
        await _store(deps, files, row, fetched)
    finally:
        _discard(fetched.path)


async def _store(deps: Deps, files: Files, row: Evidence, fetched: Fetched) -> None:
    """Keep an acceptable file. Its hash is noted first: see `models.unsend`."""
    found = await asyncio.to_thread(inspect, fetched.path, row.name)
    about: dict[str, Any] = {"size": fetched.size, "sha256": fetched.sha256}
    if not isinstance(found, FileFormat):
        await _settle(deps, row, FileState.REFUSED, extension=found, **about)
        return
    async with deps.sessions.begin() as session:
        if not await evidence.queue.change(session, row, **about):
            return
    async with kept(deps, evidence.queue, row):
        await files.keep(fetched.path, fetched.sha256)
    await _settle(deps, row, FileState.KEPT, kind=found.kind, extension=found.extension, **about)


async def _settle(deps: Deps, row: Evidence, state: FileState, **values: Any) -> None:
    """Note what became of a file, in the audit too; a hash stands there for the content."""
    async with deps.sessions.begin() as session:
        await workspaces.hold(session, await evidence.workspace_of(session, row))
        if not await evidence.queue.finish(session, row, deps.clock(), state, **values):
            if state is FileState.KEPT:
                await unsend.erase_again(session, values["sha256"], deps.clock())
            return
        leave(session, Work.FILES_TOLD, deps.clock())
        report = await evidence.report_of(session, row)
        await audit.append(
            session,
            report.assignment.issue.workspace_id,
            _ACTIONS[state],
            issue_subject(report.assignment.issue.number),
            deps.clock(),
            at=row.sent_at,
            actor=person_actor(report.reported_by_id),
            agency=report.assignment.agency.code,
            revision=report.revision,
            message=row.line_message_id,
            **{name: values[name] for name in _NOTED if name in values},
        )
    if state is FileState.FAILED:
        log.error("evidence was given up", extra={"evidence_id": row.id})


async def _again(
    deps: Deps,
    row: Evidence,
    error: str,
    retries: Retries = WHILE_KEPT,
    *,
    level: int = logging.WARNING,
) -> None:
    """Try again later: any refusal of LINE's may pass, but that the content is gone."""
    now = deps.clock()
    extra = {"evidence_id": row.id, "attempts": row.attempts + 1, "error": error}
    log.log(level, "evidence is not stored yet", extra=extra)
    retry_at = retries.next_at(row.attempts + 1, row.recorded_at, now)
    if retry_at is None:
        await _settle(deps, row, FileState.FAILED, error=error)
        return
    async with deps.sessions.begin() as session:
        await evidence.queue.fail(session, row, now, retry_at=retry_at, error=error)


async def erase_due(deps: Deps, files: Files) -> int:
    """Delete the contents that were unsent, unless another file has the same; return how many.

    Whoever stored the same while it was being deleted fetches it again.
    """
    async with deps.reading() as session:
        hashes = await unsend.to_erase(session)
    for sha256 in hashes:
        async with deps.reading() as session:
            spared = await unsend.is_in_use(session, sha256)
        if not spared:
            await files.erase(sha256)
        async with deps.sessions.begin() as session:
            note = unsend.spared if spared else unsend.erased
            await note(session, sha256, deps.clock())
    return len(hashes)
