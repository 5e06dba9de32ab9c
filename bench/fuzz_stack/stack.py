"""The whole program in this process: web over ASGI, worker, jobs, and LINE behind the door."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.at_once import work_at_once
from bench.fuzz_stack.verdict import Heard, Verdict
from bench.playing import BEGINNING, enrol
from bench.steps import PEOPLE
from bot.app import create_app
from bot.deps import Deps
from bot.inbox.dispatcher import drain_inbox
from bot.line.api import LineAnswer, LineApi, MaybeAccepted
from bot.outbox.enqueue import push_due_notices
from bot.outbox.sender import AT_ONCE, claim, deliver
from bot.settings import load_settings
from domain.delivery import TOKEN_LIFE
from domain.issues.assignments import IssueStatus
from migrations.upgrade import upgrade
from models import inbox, outbox, workspaces
from models.audit import check
from models.database import open_engine, reader_of, will_pass
from models.groups import Group, GroupKind
from models.inbox import InboxEvent, InboxState
from models.issues import Issue
from scheduler.jobs import JOBS
from simulator.door import ConnectionBroken, FakeLine
from simulator.model.clock import SimulatedClock
from simulator.model.membership import Membership
from simulator.model.platform import Platform
from simulator.model.updates import Updates

PATIENT_SECONDS = 120.0
"""The machine may be busy: how long a webhook waits for its commit is not what is tried."""
OTHER = "second"
"""The code of a second workspace."""
IN_BOTH = ("chief",)
STRANGERS = ("guest", "silent")
"""On no roster; of the second LINE passes no id on."""
KEPT_ENTRIES = 40
"""Of each chat: what people may still quote, edit, unsend or tap."""
LONG = 24
"""Hours after which nothing is tried again."""


class Stack:
    """The program and the town around it."""

    def __init__(self, app: Any, client: httpx.AsyncClient, line: Platform, verdict: Verdict):
        self.app, self.client, self.platform, self.verdict = app, client, line, verdict
        self.homes: dict[str, dict[str, str]] = {}
        """By workspace: LINE ids of its people and groups, by key."""
        self.hall = ""
        self.open_issues: dict[str, list[int]] = {}
        """Their numbers by workspace, the oldest first."""
        self._blamed: set[object] = set()

    @property
    def deps(self) -> Deps:
        """Those of the running application."""
        deps: Deps = self.app.state.deps
        return deps

    async def settle(self) -> None:
        """Let two workspaces have their groups and people, and one group none."""
        membership, deps = Membership(self.platform), self.deps
        strangers = {key: self._person(key, key != "silent") for key in STRANGERS}
        known: dict[str, str] = {}
        async with deps.sessions.begin() as session:
            for code in (workspaces.MAIN, OTHER):
                home = await workspaces.by_code(session, code) or await workspaces.add(
                    session, code=code, name=code, now=deps.clock()
                )
                users = {
                    key: known[key] if key in known and key in IN_BOTH else self._person(key)
                    for key in PEOPLE
                }
                known |= users
                chats = {**users, **strangers}
                members = list(chats.values())
                for kind in GroupKind:
                    group = membership.new_group(f"{code} {kind}", members)
                    chats[kind] = group.group_id
                    row = Group(workspace_id=home.id, kind=kind, line_group_id=group.group_id)
                    session.add(row)
                await enrol(session, home.id, users, deps.clock())
                self.homes[code] = chats
        self.hall = membership.new_group("hall", [*known.values()]).group_id
        self.platform.webhooks.drain()

    def _person(self, name: str, consented: bool = True) -> str:
        return Membership(self.platform).new_person(name, friend=True, consented=consented).user_id

    async def post(self, body: bytes, headers: dict[str, Any]) -> int:
        """Send a webhook; an exception counts as an answer 500."""
        try:
            answer = await self.client.post("/webhook", content=body, headers=headers)
        except Exception as error:
            self.verdict.blame("webhook raised", f"{error!r}: {body[:2000]!r}")
            return 500
        self.verdict.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.verdict.blame(f"answered {answer.status_code}", repr(body[:2000]))
        return answer.status_code

    async def work(self) -> None:
        """Let the worker do all that there is to do now."""
        try:
            while await drain_inbox(self.deps):
                pass
            await push_due_notices(self.deps)
            while rows := await claim(self.deps, AT_ONCE):
                await asyncio.gather(*(deliver(self.deps, row) for row in rows))
        except* Exception as errors:
            _, wrong = errors.split(will_pass)
            if wrong is None:  # its loops try again, as those of the program do
                self.verdict.remarks["trouble of the database, tried again"] += 1
            else:
                self.verdict.blame("the worker raised", repr(wrong))

    async def run_jobs(self) -> None:
        """Let every job of the scheduler run once."""
        for job in JOBS:
            try:
                await job.run(self.deps)
            except Exception as error:
                self.verdict.blame(f"job {job.name} raised", repr(error))

    async def look(self) -> None:
        """Blame what was given up, and see which issues are open."""
        self.forget()
        async with self.deps.reading() as session:
            for event in await inbox.queue.dead(session):
                self._blame_once(event.id, "event dead", f"{event.error}: {event.event}")
            for row in await outbox.queue.dead(session):
                out = row.error.startswith("not in the group")  # and told when it is back
                if is_known(self.platform, row.chat) and not out:
                    self._blame_once(row.id, "request dead", f"{row.error}: {row.messages}")
            for home in await workspaces.listed(session):
                still_open = select(Issue.number).where(
                    Issue.workspace_id == home.id, Issue.status == IssueStatus.OPEN
                )
                numbers = await session.scalars(still_open.order_by(Issue.number))
                self.open_issues[home.code] = list(numbers)
        for path in ("/", "/healthz", "/metrics"):
            if (status := (await self.client.get(path)).status_code) != 200:
                self.verdict.blame(f"answered {status}", path)

    def _blame_once(self, key: object, what: str, case: str) -> None:
        if key not in self._blamed:
            self._blamed.add(key)
            self.verdict.blame(what, case[:3000])

    def forget(self) -> None:
        """Let the simulator forget what nobody will ask for: it is made to remember everything."""
        line = self.platform
        line.ledger.clear()
        line.acts.clear()
        line.webhooks.log.clear()
        line.contents.clear()
        line.read_tokens.clear()
        line.updates = Updates()
        now, tokens = line.clock(), line.tokens._tokens
        for token in [each for each in tokens if self._is_dead(tokens[each].delivered_at, now)]:
            del tokens[token]
        line.retry_keys._accepted.clear()
        chats = line.chats
        for chat, entries in chats._entries.items():
            chats._entries[chat] = entries[-KEPT_ENTRIES:]
        kept = [entry for entries in chats._entries.values() for entry in entries]
        chats._by_id = {entry.id: entry for entry in kept}
        chats._by_quote_token = {each.quote_token: each for each in kept if each.quote_token}

    @staticmethod
    def _is_dead(delivered_at: datetime | None, now: datetime) -> bool:
        return delivered_at is not None and now - delivered_at > TOKEN_LIFE

    async def end(self) -> None:
        """Let all that waits come to its end, then look whether everything holds."""
        for _ in range(4):
            await self.work()
            self.platform.clock.advance(timedelta(hours=LONG / 4))
            await self.run_jobs()
        await self.work()
        await self.look()
        async with self.deps.reading() as session:
            waiting = select(InboxEvent).where(InboxEvent.state == InboxState.WAITING)
            for event in await session.scalars(waiting):
                self.verdict.blame("event waits for ever", str(event.event)[:3000])
            for home in await workspaces.listed(session):
                found = await check.verify(session, home.id)
                self.verdict.remarks[f"audit entries of {home.code}"] = found.entries
                self.verdict.remarks[f"assignments of {home.code}"] = found.assignments
                for each in found.findings:
                    self.verdict.blame("the audit does not hold", f"{home.code}: {each}")


class Carrier:
    """Carries our calls through the simulator's door, and sees which rules of LINE they break."""

    def __init__(self, line: Platform, verdict: Verdict) -> None:
        self._line, self._platform, self._verdict = FakeLine(line), line, verdict

    async def __call__(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        seconds: float | None = None,
    ) -> LineAnswer:
        """Call LINE."""
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        try:
            given = await self._line.call(method, path, body, headers=lower)
        except ConnectionBroken:
            raise MaybeAccepted("no answer") from None
        self._look(path, body or {})
        names = {name.lower(): value for name, value in given.headers.items()}
        return LineAnswer(given.status, names, json.dumps(given.body))

    def _look(self, path: str, body: dict[str, Any]) -> None:
        """Blame a rule that was broken, but for what late and invented events cause."""
        line = self._platform.ledger[-1]
        self._verdict.remarks[f"{line.operation} {line.status}"] += 1
        if not line.broken or line.status < 400 or (line.method, line.status) == ("GET", 404):
            return  # blocked by somebody, or asked who is there
        # Who is in a group is told late too, and people speak there who are not.
        unknowable = ("reply token", "mentioned user is not a member")
        if any(each in line.broken for each in unknowable) or not self._is_known(path, body):
            self._verdict.remarks["calls after events that never happened, or late"] += 1
        else:
            case = f"{line.operation} {line.status}: {path} {str(body)[:2000]}"
            self._verdict.blame(f"rule of LINE broken: {line.broken}", case)

    def _is_known(self, path: str, body: dict[str, Any]) -> bool:
        """Whether a call is about a chat that there is."""
        parts = path.split("/")
        named = [body["to"]] if "to" in body else [*parts[4:5], *parts[6:7]]
        return all(is_known(self._platform, unquote(each)) for each in named)


def is_known(line: Platform, chat: str) -> bool:
    """Whether there is such a chat at LINE, with the bot in it."""
    group = line.people.groups.get(chat)
    return group.has_bot if group else chat in line.people.persons


@asynccontextmanager
async def open_stack(url: str, seed: int, folder: Path, verdict: Verdict) -> AsyncIterator[Stack]:
    """Start the program on an empty database."""
    line = Platform(clock=SimulatedClock(BEGINNING, running=False), quota=None, seed=seed)
    engine = await _migrated(url)
    settings = load_settings(
        _env_file=None,
        line_channel_secret=(line.channel.secret,),
        line_channel_access_token=line.channel.token,
        database_url=url,
        files=str(folder / "files"),
        check_links=False,
    )
    app = create_app(
        settings,
        line=LineApi(Carrier(line, verdict)),
        clock=line.clock,
        engine=engine,
        storage_seconds=PATIENT_SECONDS,
    )
    heard, transport = Heard(verdict), httpx.ASGITransport(app=app)
    logging.getLogger().addHandler(heard)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://saphan") as client,
    ):
        stack = Stack(app, client, line, verdict)
        await stack.settle()
        try:
            yield stack
        finally:
            logging.getLogger().removeHandler(heard)


async def _migrated(url: str) -> AsyncEngine:
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        work_at_once(engine)
        work_at_once(reader_of(engine))
    await upgrade(engine)
    return engine
