"""`doctor`: is everything there that Saphan needs? One finding each, with the cure.

Nothing but a note of the time is written and nobody is told anything; LINE sends one empty test
webhook.
"""

import hashlib
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.deps import Deps
from bot.evidence.store import open_files
from bot.line.api import LineError, LineUnavailable, Unauthorised
from bot.watch.clock import how_it_was_set
from domain.clock import AHEAD_AT_MOST
from domain.planner import Route
from domain.reminders.ledger import LedgerFault
from domain.spending import differs
from migrations.upgrade import newest, revision
from models import clock, groups, heartbeats, quota, revival, workspaces
from models.database import reader_of
from models.groups import Group, GroupKind
from models.outbox import untold
from models.reminders import faults

PROBE = b"saphan doctor"
SCHEDULER_SILENT_AFTER = timedelta(minutes=1)
AUDITOR_SILENT_AFTER = timedelta(minutes=5)
_NEW_TOKEN = "issue a new LINE_CHANNEL_ACCESS_TOKEN"
TALK_LENDS_REPLIES = (
    "SAPHAN_RIDE_ON_TALK=on lets what people say in a group take along what waits there, for free; "
    "it is neither read nor stored"
)
_SET_THE_CLOCK = "keep this machine's clock by a time server, in UTC"


class Health(StrEnum):
    """How a finding stands; only `FAIL` makes the command fail."""

    OK = "ok"
    NOTE = "note"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    state: Health
    name: str
    says: str
    cure: str = ""


class _NotWell(Exception):
    """What a check found, and the cure."""

    def __init__(self, says: str, cure: str, state: Health = Health.FAIL) -> None:
        super().__init__(says)
        self.cure = cure
        self.state = state


async def examine(deps: Deps) -> AsyncIterator[Finding]:
    """Yield the findings as they are made; never raises for what it is there to find."""
    yield Finding(Health.OK, "settings", "complete")
    stored = await _find("database", _database(deps))
    yield stored
    yield await _find("files", _files(deps))
    yield await _find("token", _token(deps), _NEW_TOKEN)
    yield await _find("webhook", _webhook(deps))
    yield await _find("quota", _quota(deps))
    if stored.state is Health.OK:
        for finding in await _groups(deps):
            yield finding
        yield await _find("scheduler", _scheduler(deps))
        yield await _find("given up", _given_up(deps))
        yield await _find("held back", _held_back(deps))
        yield await _find("ledger", _ledger(deps))
        yield await _find("counted", _counted(deps))
        yield await _find("talk", _talk(deps))
        if said := await how_it_was_set(deps):
            yield Finding(Health.NOTE, "clock", said, _SET_THE_CLOCK)


async def _find(name: str, check: Awaitable[str], cure: str = "try again later") -> Finding:
    """Return what a check says; `cure` is that for a refusal by LINE."""
    try:
        return Finding(Health.OK, name, await check)
    except _NotWell as wrong:
        return Finding(wrong.state, name, str(wrong), wrong.cure)
    except LineError as wrong:
        if isinstance(wrong, Unauthorised):
            cure = _NEW_TOKEN
        elif isinstance(wrong, LineUnavailable):
            cure = "can this machine reach LINE (api.line.me), or LINE_API_URL?"
        status = f" (HTTP {wrong.status})" if wrong.status else ""
        return Finding(Health.FAIL, name, f"LINE: {wrong}{status}", cure)


async def _database(deps: Deps) -> str:
    """Reach it, compare revisions, and write: a full disk shows at the commit only."""
    try:
        found = await revision(reader_of(deps.engine))
        if found != newest():
            says = f"at revision {found or 'none'}, needed is {newest()}"
            raise _NotWell(says, "run `saphan migrate`")
        async with deps.sessions.begin() as session:
            await clock.note(session, deps.clock())
    except (SQLAlchemyError, OSError) as wrong:
        cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
        says = " ".join(str(cause).split())
        raise _NotWell(says, "check DATABASE_URL and that it may be written") from wrong
    return f"revision {found}, can be written"


async def _files(deps: Deps) -> str:
    """Keep a small file as evidence is kept, and delete it again."""
    try:
        with open_files(deps.settings.files) as files:
            probe = files.incoming / "doctor"
            probe.write_bytes(PROBE)
            sha256 = hashlib.sha256(PROBE).hexdigest()
            await files.keep(probe, sha256)
            await files.erase(sha256)
    except OSError as wrong:
        says = " ".join(str(wrong).split())
        raise _NotWell(says, "check SAPHAN_FILES and that it may be written") from wrong
    return f"{deps.settings.files} can be written"


async def _token(deps: Deps) -> str:
    info = await deps.line.bot_info()
    says = f"we are {info.name} ({info.basic_id})"
    if info.chat_mode == "chat":
        cure = "set the response mode to Bot in LINE Official Account Manager"
        raise _NotWell(f"{says}, in chat mode", cure, Health.NOTE)
    return says


async def _webhook(deps: Deps) -> str:
    wanted = f"{deps.settings.public_url.rstrip('/')}/webhook"
    endpoint = await deps.line.webhook_endpoint()
    if endpoint is None:
        raise _NotWell("no address is set", f"set {wanted} in the LINE Developers Console")
    if not endpoint.active:
        cure = "switch on 'Use webhook' in the LINE Developers Console"
        raise _NotWell(f"{endpoint.url} is switched off", cure)
    test = await deps.line.test_webhook()
    if not test.success:
        says = f"{endpoint.url}: {test.reason} {test.detail}".strip()
        raise _NotWell(says, "is the web process running and reachable?")
    if endpoint.url != wanted:
        cure = f"SAPHAN_PUBLIC_URL would make it {wanted}"
        raise _NotWell(f"{endpoint.url} answers", cure, Health.NOTE)
    return f"{endpoint.url} answers {test.status}"


async def _quota(deps: Deps) -> str:
    facts = await deps.line.quota()
    if facts.quota is None:
        return f"{facts.used} messages sent this month, no limit"
    says = f"{facts.used} of {facts.quota} messages sent this month"
    if facts.used >= facts.quota:
        raise _NotWell(says, "buy more messages or wait for the next month")
    return says


async def _groups(deps: Deps) -> list[Finding]:
    """Look for both groups of every workspace; that the bot is in one shows it may join."""
    async with deps.reading() as session:
        wanted = [
            (space.code, kind, await groups.active(session, space.id, kind))
            for space in await workspaces.listed(session)
            for kind in GroupKind
        ]
    findings = [
        await _find(f"{kind.upper()} {code}", _group(deps, code, kind, group))
        for code, kind, group in wanted
    ]
    if all(finding.state is Health.FAIL for finding in findings):
        says = "the bot is in no group, and LINE does not tell whether it may join"
        cure = "switch on 'Allow bot to join group chats' in the LINE Developers Console"
        return [Finding(Health.NOTE, "joining", says, cure), *findings]
    return [Finding(Health.OK, "joining", "the bot may be in groups"), *findings]


async def _group(deps: Deps, code: str, kind: GroupKind, group: Group | None) -> str:
    if group is None:
        cure = f"run `saphan group code {kind} --workspace {code}`"
        raise _NotWell("no group is bound", cure)
    try:
        count = await deps.line.member_count(group.line_group_id)
    except LineError as wrong:
        if wrong.status == HTTPStatus.NOT_FOUND:
            raise _NotWell(
                f"LINE: {wrong} (HTTP 404)", "invite the bot into the group again"
            ) from wrong
        raise
    return f"{count} people: a push costs {count} messages"


async def _scheduler(deps: Deps) -> str:
    async with deps.reading() as session:
        beat = await heartbeats.last_beat(session, "scheduler")
    cure = "run `saphan scheduler`, or `saphan serve`"
    if beat is None:
        raise _NotWell("never ran", cure)
    silent = deps.clock() - beat
    if silent < -AHEAD_AT_MOST:
        raise _NotWell(f"last round {-silent} ahead of this clock", _SET_THE_CLOCK)
    says = f"last round {int(silent.total_seconds())} s ago"
    if silent > SCHEDULER_SILENT_AFTER:
        raise _NotWell(says, cure)
    return says


async def _given_up(deps: Deps) -> str:
    async with deps.sessions() as session:
        found = await revival.given_up(session)
    says = f"{found.events} events and {found.requests} requests to LINE"
    if found.requests:
        raise _NotWell(says, "see `saphan outbox list`, then `saphan outbox requeue --all`")
    if found.events:
        raise _NotWell(says, "see `saphan inbox list`, then `saphan inbox requeue --all`")
    return "nothing"


async def _held_back(deps: Deps) -> str:
    async with deps.sessions() as session:
        waiting = await untold.held_back(session, deps.clock())
    if waiting:
        says = f"{waiting} notices wait: the month has no room for a push to their group"
        cure = "nothing is lost: they go with the next answers; buy messages, or wait for the 1st"
        raise _NotWell(says, cure, Health.NOTE)
    return "nothing"


_FAULTS = {
    LedgerFault.UNSETTLED: (
        "{} reminders are due, and the scheduler does not decide about them",
        "see the scheduler's log",
    ),
    LedgerFault.WAITS: (
        "{} messages should have gone out, and nothing holds them back",
        "is `saphan worker`, or `saphan serve`, running? see its log",
    ),
}
_WRONG = "{} records of reminders are wrong, and could not be put right", "see the scheduler's log"


async def _ledger(deps: Deps) -> str:
    """Tell what the auditor found the last time, and whether it looks. Rule W4."""
    now = deps.clock()
    async with deps.reading() as session:
        looked_at = await heartbeats.last_beat(session, "auditor")
        found = await faults.counts(session, now)
    if found:
        told = [(*_FAULTS.get(kind, _WRONG), number) for kind, number in found.items()]
        says = "; ".join(sentence.format(number) for sentence, _, number in told)
        raise _NotWell(says, "; ".join(dict.fromkeys(cure for _, cure, _ in told)))
    if looked_at is None or now - looked_at > AUDITOR_SILENT_AFTER:
        raise _NotWell("nobody looks through the reminders", "see the scheduler's log")
    return "every reminder is planned, waits for a reason, or was settled"


async def _talk(deps: Deps) -> str:
    """Tell an operator of a scarce month what talk in the groups would carry for free. Rule M19."""
    if deps.settings.ride_on_talk:
        return "what people say in a group takes along what waits there"
    async with deps.reading() as session:
        scarce = await quota.may_tell_people(session, Route.AUTO, deps.settings.timezone)
    if scarce:
        raise _NotWell("the month's messages are scarce", TALK_LENDS_REPLIES, Health.NOTE)
    return "only answers take along what waits in a group"


async def _counted(deps: Deps) -> str:
    """Compare what LINE billed with our own count, as both stood when it was asked last."""
    async with deps.reading() as session:
        said = await quota.last_told(session)
    if said is None:
        return "LINE has not been asked for the month yet"
    doubt = f" (and {said.in_doubt} in doubt)" if said.in_doubt else ""
    says = f"{said.counted} messages{doubt} by our own count, {said.used} by LINE's"
    if differs(said.used, said.counted, said.in_doubt, said.asked_at, deps.settings.timezone):
        cure = "does somebody else send with this account, or is this database younger?"
        raise _NotWell(says, cure, Health.NOTE)
    return says
