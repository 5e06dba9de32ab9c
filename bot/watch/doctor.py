"""`doctor`: is everything there that Saphan needs? One finding each, with the cure.

Nothing is changed and nobody is told anything, but LINE sends one empty test webhook.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.deps import Deps
from bot.evidence.store import open_files
from bot.line.api import LineError, LineUnavailable
from migrations.upgrade import newest, revision
from models import groups, usage, workspaces
from models.groups import Group, GroupKind

PROBE = b"saphan doctor"
SCHEDULER_SILENT_AFTER = timedelta(minutes=1)


class State(StrEnum):
    """How a finding stands; only `FAIL` makes the command fail."""

    OK = "ok"
    NOTE = "note"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    state: State
    name: str
    says: str
    cure: str = ""


async def examine(deps: Deps) -> AsyncIterator[Finding]:
    """Yield the findings as they are made; never raises for what it is there to find."""
    yield Finding(State.OK, "settings", "complete")
    stored = await _database(deps)
    yield stored
    yield await _files(deps)
    yield await _token(deps)
    yield await _webhook(deps)
    yield await _quota(deps)
    if stored.state is State.OK:
        for finding in await _groups(deps):
            yield finding
        yield await _scheduler(deps)


async def _database(deps: Deps) -> Finding:
    """Reach it, compare revisions, write something and take it back."""
    name = "database"
    try:
        found = await revision(deps.engine)
        if found != newest():
            says = f"at revision {found or 'none'}, needed is {newest()}"
            return Finding(State.FAIL, name, says, "run `saphan migrate`")
        async with deps.sessions() as session:
            await usage.beat(session, "doctor", deps.clock())
            await session.flush()
            await session.rollback()
    except (SQLAlchemyError, OSError) as wrong:
        cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        says = " ".join(str(cause).split())
        return Finding(State.FAIL, name, says, "check DATABASE_URL and that it may be written")
    return Finding(State.OK, name, f"revision {found}, can be written")


async def _files(deps: Deps) -> Finding:
    """Keep a small file as evidence is kept, and delete it again."""
    name, where = "files", deps.settings.files
    try:
        with open_files(where) as files:
            probe = files.incoming / "doctor"
            probe.write_bytes(PROBE)
            sha256 = hashlib.sha256(PROBE).hexdigest()
            await files.keep(probe, sha256)
            await files.erase(sha256)
    except OSError as wrong:
        says = " ".join(str(wrong).split())
        return Finding(State.FAIL, name, says, "check SAPHAN_FILES and that it may be written")
    return Finding(State.OK, name, f"{where} can be written")


async def _token(deps: Deps) -> Finding:
    name = "token"
    try:
        info = await deps.line.bot_info()
    except LineError as wrong:
        return _line_failed(name, wrong, "issue a new LINE_CHANNEL_ACCESS_TOKEN")
    says = f"we are {info.name} ({info.basic_id})"
    if info.chat_mode == "chat":
        cure = "set the response mode to Bot in LINE Official Account Manager"
        return Finding(State.NOTE, name, f"{says}, in chat mode", cure)
    return Finding(State.OK, name, says)


async def _webhook(deps: Deps) -> Finding:
    name = "webhook"
    wanted = f"{deps.settings.public_url.rstrip('/')}/webhook"
    try:
        endpoint = await deps.line.webhook_endpoint()
        if endpoint is None:
            cure = f"set {wanted} in the LINE Developers Console"
            return Finding(State.FAIL, name, "no address is set", cure)
        if not endpoint.active:
            cure = "switch on 'Use webhook' in the LINE Developers Console"
            return Finding(State.FAIL, name, f"{endpoint.url} is switched off", cure)
        test = await deps.line.test_webhook()
    except LineError as wrong:
        return _line_failed(name, wrong, "try again later")
    if not test.success:
        says = f"{endpoint.url}: {test.reason} {test.detail}".strip()
        return Finding(State.FAIL, name, says, "is the web process running and reachable?")
    if endpoint.url != wanted:
        cure = f"SAPHAN_PUBLIC_URL would make it {wanted}"
        return Finding(State.NOTE, name, f"{endpoint.url} answers", cure)
    return Finding(State.OK, name, f"{endpoint.url} answers {test.status}")


async def _quota(deps: Deps) -> Finding:
    name = "quota"
    try:
        facts = await deps.line.quota()
    except LineError as wrong:
        return _line_failed(name, wrong, "try again later")
    if facts.quota is None:
        return Finding(State.OK, name, f"{facts.used} messages sent this month, no limit")
    says = f"{facts.used} of {facts.quota} messages sent this month"
    if facts.used >= facts.quota:
        return Finding(State.FAIL, name, says, "buy more messages or wait for the next month")
    return Finding(State.OK, name, says)


async def _groups(deps: Deps) -> list[Finding]:
    """Look for both groups of every workspace; that the bot is in one shows it may join."""
    async with deps.sessions() as session:
        wanted = [
            (space.code, kind, await groups.active(session, space.id, kind))
            for space in await workspaces.listed(session)
            for kind in GroupKind
        ]
    findings = [await _group(deps, code, kind, group) for code, kind, group in wanted]
    if all(finding.state is State.FAIL for finding in findings):
        says = "the bot is in no group, and LINE does not tell whether it may join"
        cure = "switch on 'Allow bot to join group chats' in the LINE Developers Console"
        return [Finding(State.NOTE, "joining", says, cure), *findings]
    return [Finding(State.OK, "joining", "the bot may be in groups"), *findings]


async def _group(deps: Deps, code: str, kind: GroupKind, group: Group | None) -> Finding:
    name = f"{kind.upper()} {code}"
    if group is None:
        cure = f"run `saphan group code {kind} --workspace {code}`"
        return Finding(State.FAIL, name, "no group is bound", cure)
    try:
        count = await deps.line.member_count(group.line_group_id)
    except LineError as wrong:
        return _line_failed(name, wrong, "invite the bot into the group again")
    return Finding(State.OK, name, f"{count} people: a push costs {count} messages")


async def _scheduler(deps: Deps) -> Finding:
    name = "scheduler"
    async with deps.sessions() as session:
        beat = await usage.last_beat(session, name)
    cure = "run `saphan scheduler`, or `saphan serve`"
    if beat is None:
        return Finding(State.FAIL, name, "never ran", cure)
    silent = deps.clock() - beat
    says = f"last round {int(silent.total_seconds())} s ago"
    if silent > SCHEDULER_SILENT_AFTER:
        return Finding(State.FAIL, name, says, cure)
    return Finding(State.OK, name, says)


def _line_failed(name: str, wrong: LineError, cure: str) -> Finding:
    if isinstance(wrong, LineUnavailable):
        cure = "can this machine reach LINE (api.line.me), or LINE_API_URL?"
    status = f" (HTTP {wrong.status})" if wrong.status else ""
    return Finding(State.FAIL, name, f"LINE: {wrong}{status}", cure)
