"""What one command costs: CPU, statements and transactions from webhook to LINE's answer.

Run `python -m bench.command`; `--profile 40` shows instead where the time goes. One process is
web, worker and LINE, with the loops as they run, so that what looks for work counts too; the CPU of
a PostgreSQL server does not.
"""

import argparse
import asyncio
import base64
import cProfile
import hashlib
import hmac
import json
import os
import platform
import pstats
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import monotonic, process_time
from typing import Any

from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.chaos.server import Server
from bench.messages import say
from bench.playing import BEGINNING, enrol
from bench.steps import PEOPLE
from bot.app import WORKER, create_app
from bot.deps import Deps
from bot.line.api import LineAnswer, LineApi
from bot.settings import load_settings
from migrations.upgrade import upgrade
from models import workspaces
from models.database import open_engine, reader_of
from models.groups import Group, GroupKind

RUNS = 5
ROUNDS = 20
SECRET = "secret"
PATIENT_SECONDS = 60.0
"""How long storing may take on a busy machine."""
QUIET_SECONDS = 0.2
"""After how long without a question to the database all has been done."""
FLOOD = "#issue น้ำท่วม {}\nถึง: ปภ., กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น.\nที่มา: https://example.com/{}"
ROUND = (
    ("issue", "ia", "issuer", FLOOD),
    ("ack", "ir", "ddpm", "#ack {}"),
    ("talk", "ir", "ddpm", "รับทราบครับ"),
    ("report", "ir", "ddpm", "#report {} ส่งถุงยังชีพแล้ว 500 ชุด"),
    ("status", "ia", "issuer", "#status {}"),
    ("talk 1:1", "ddpm", "ddpm", "สวัสดีครับ"),
)
"""Kind, chat, who and text; `{}` is the number of the round's issue."""


class Costs:
    """What each kind of message has cost: CPU in ms, statements, transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Count what is asked over an engine and its reader."""
        self.found: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
        self._statements = self._transactions = 0
        self._asked_at = 0.0
        heard = [engine]
        if engine.dialect.name == "sqlite":  # PostgreSQL's reader is the engine itself
            heard.append(reader_of(engine))
        for each in heard:
            event.listen(each.sync_engine, "before_cursor_execute", self._asked)
            event.listen(each.sync_engine, "begin", self._begun)

    def _asked(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._statements += not statement.startswith("BEGIN")
        self._asked_at = monotonic()

    def _begun(self, _connection: Any) -> None:
        self._transactions += 1

    async def of(self, kind: str, work: Callable[[], Any]) -> None:
        """Note what a piece of work costs."""
        self._statements = self._transactions = 0
        began = process_time()
        await work()
        while monotonic() - self._asked_at < QUIET_SECONDS:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(QUIET_SECONDS)
        spent = 1000 * (process_time() - began)
        self.found[kind].append((spent, self._statements, self._transactions))

    def tell(self, conditions: str) -> None:
        """Print the medians by kind."""
        say(f"\n{conditions}\n{'':>10} {'CPU ms':>8} {'statements':>11} {'transactions':>13}\n")
        for kind, found in self.found.items():
            spent, statements, transactions = (median(each) for each in zip(*found, strict=True))
            say(f"{kind:>10} {spent:>8.1f} {statements:>11.0f} {transactions:>13.0f}\n")


class Chat:
    """The program with its two groups, and LINE that accepts everything at once."""

    def __init__(self, app: FastAPI, now: datetime) -> None:
        """Begin at an instant."""
        self._app, self.now = app, now
        self._ids = count(1)

    @property
    def deps(self) -> Deps:
        """Those of the running application."""
        deps: Deps = self._app.state.deps
        return deps

    async def settle(self) -> None:
        """Bind both groups and enrol everybody."""
        async with self.deps.sessions.begin() as session:
            home = await workspaces.by_code(session, workspaces.MAIN)
            assert home is not None
            for kind in GroupKind:
                session.add(Group(workspace_id=home.id, kind=kind, line_group_id=_id("C", kind)))
            await enrol(session, home.id, {key: _id("U", key) for key in PEOPLE}, self.now)

    async def hear(self, chat: str, who: str, text: str) -> None:
        """Somebody says something."""
        self.now += timedelta(seconds=1)
        await self._post(self._webhook(chat, who, text))

    def _webhook(self, chat: str, who: str, text: str) -> bytes:
        number = next(self._ids)
        source = {"type": "user", "userId": _id("U", who)}
        if chat != who:
            source |= {"type": "group", "groupId": _id("C", chat)}
        said = {
            "type": "message",
            "mode": "active",
            "timestamp": int(self.now.timestamp() * 1000),
            "webhookEventId": f"01EVENT{number:019d}",
            "deliveryContext": {"isRedelivery": False},
            "source": source,
            "replyToken": f"{number:032x}",
            "message": {"id": f"{number:018d}", "type": "text", "text": text, "quoteToken": "q"},
        }
        return json.dumps({"destination": _id("U", "bot"), "events": [said]}).encode()

    async def _post(self, body: bytes) -> None:
        """Post a webhook as a server would hand it over."""
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
        signature = (b"x-line-signature", base64.b64encode(digest))
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/webhook",
            "query_string": b"",
            "headers": [signature],
        }
        answered: list[Mapping[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Mapping[str, Any]) -> None:
            answered.append(message)

        await self._app(scope, receive, send)
        assert answered[0]["status"] == 200

    async def carry(
        self,
        _method: str,
        _path: str,
        body: dict[str, Any] | None = None,
        _headers: Mapping[str, str] | None = None,
        _seconds: float | None = None,
    ) -> LineAnswer:
        """Accept a call as LINE does."""
        sent = [{"id": f"{next(self._ids):018d}"} for _ in (body or {}).get("messages", [])]
        return LineAnswer(200, {"x-line-request-id": "r"}, json.dumps({"sentMessages": sent}))


def _id(prefix: str, key: str) -> str:
    return prefix + hashlib.md5(key.encode()).hexdigest()


@asynccontextmanager
async def opened(url: str, folder: Path) -> AsyncIterator[Chat]:
    """Start the program on an empty database."""
    engine = open_engine(url)
    await upgrade(engine)
    settings = load_settings(
        _env_file=None,
        line_channel_secret=(SECRET,),
        line_channel_access_token="token",
        database_url=url,
        files=str(folder / "files"),
        check_links=False,
        gather=timedelta(0),
    )
    chats: list[Chat] = []
    line = LineApi(lambda *given, **named: chats[0].carry(*given, **named))
    app = create_app(
        settings,
        line=line,
        clock=lambda: chats[0].now,
        engine=engine,
        parts={WORKER},
        alone=True,
        storage_seconds=PATIENT_SECONDS,
    )
    chats.append(Chat(app, BEGINNING))
    async with app.router.lifespan_context(app):
        await chats[0].settle()
        yield chats[0]


async def measured(url: str, folder: Path, rounds: int, profile: cProfile.Profile | None) -> Costs:
    """Play some rounds and return what each message cost; the first two warm up."""
    async with opened(url, folder) as chat:
        costs = Costs(chat.deps.engine)
        for number in range(1, rounds + 3):
            if number == 3:
                costs.found.clear()
                if profile:
                    profile.enable()
            for kind, where, who, text in ROUND:
                said = text.replace("{}", str(number))
                await costs.of(kind, lambda w=where, p=who, s=said: chat.hear(w, p, s))
        if profile:
            profile.disable()
        return costs


def main() -> None:
    """Print the medians of some runs on each kind of database, or a profile of one run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--profile", type=int, metavar="LINES")
    parser.add_argument("--sort", default="tottime")
    given = parser.parse_args()
    for kind in ("sqlite", "postgresql"):
        if given.only not in (None, kind):
            continue
        profile = cProfile.Profile() if given.profile else None
        merged: Costs | None = None
        for _ in range(1 if profile else given.runs):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                with closing(Server(folder)) if kind == "postgresql" else closing(_Nothing()) as s:
                    url = getattr(s, "url", f"sqlite:///{folder / 'bench.db'}")
                    costs = asyncio.run(measured(url, folder, given.rounds, profile))
            if merged is None:
                merged = costs
            else:
                for each, found in costs.found.items():
                    merged.found[each] += found
        assert merged is not None
        merged.tell(
            f"{kind}, {given.rounds} rounds, {1 if profile else given.runs} runs;"
            f" Python {platform.python_version()}, {os.cpu_count()} CPUs,"
            f" load {os.getloadavg()[0]:.1f}"
        )
        if profile:
            pstats.Stats(profile).sort_stats(given.sort).print_stats(given.profile)


class _Nothing:
    def close(self) -> None:
        pass


if __name__ == "__main__":
    main()
