"""The doctor: one finding for each thing that may be wrong, with the cure."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from operating import Operator
from sqlalchemy import update

from bot.deps import Deps, open_deps, utc_now
from bot.line.api import (
    BotInfo,
    LineError,
    LineRejected,
    LineUnavailable,
    QuotaFacts,
    Unauthorised,
    WebhookEndpoint,
    WebhookTest,
)
from bot.settings import load_settings
from bot.watch.doctor import Finding, Health, examine
from domain.reminders.ledger import STANDS_AFTER, Fault, LedgerFault
from models import heartbeats, outbox, quota, workspaces
from models.groups import Group, GroupKind
from models.reminders import faults
from scheduler.jobs import ask_quota

URL = "https://saphan.example.go.th"


@dataclass(frozen=True)
class Line:
    """A LINE that gives the answers it was made with; an error among them is raised."""

    bot: BotInfo | LineError = field(default_factory=lambda: BotInfo("Saphan", "@s", "bot"))
    endpoint: WebhookEndpoint | LineError | None = field(
        default_factory=lambda: WebhookEndpoint(f"{URL}/webhook", active=True)
    )
    test: WebhookTest = field(default_factory=lambda: WebhookTest(True, 200, "OK", "200"))
    facts: QuotaFacts | LineError = field(default_factory=lambda: QuotaFacts(300, 12))
    people: int | LineError = 30

    async def bot_info(self) -> BotInfo:
        return given(self.bot)

    async def webhook_endpoint(self) -> WebhookEndpoint | None:
        return given(self.endpoint)

    async def test_webhook(self) -> WebhookTest:
        return self.test

    async def quota(self) -> QuotaFacts:
        return given(self.facts)

    async def member_count(self, group_id: str) -> int:
        return given(self.people)


def given(answer):
    if isinstance(answer, LineError):
        raise answer
    return answer


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


async def go_live(deps: Deps) -> None:
    """Bind both groups and let the scheduler live."""
    async with deps.sessions.begin() as session:
        main = await workspaces.by_code(session, "main")
        assert main is not None
        for kind in GroupKind:
            session.add(Group(workspace_id=main.id, kind=kind, line_group_id=f"C{kind}"))
        for part in ("scheduler", "auditor"):
            await heartbeats.beat(session, part, utc_now())


def database_file(operator: Operator) -> str:
    return operator.settings["DATABASE_URL"].removeprefix("sqlite:///")


def findings(
    operator: Operator,
    line: Line,
    *,
    live: bool = True,
    later=timedelta(),
    files: str = "",
    also=None,
) -> dict:
    """Examine a database as the operator has it; findings by name."""

    async def examined() -> dict[str, Finding]:
        settings = load_settings(
            line_channel_secret=("s",),
            line_channel_access_token="t",
            database_url=operator.settings["DATABASE_URL"],
            public_url=URL,
            files=files or f"{database_file(operator)}-files",
        )
        async with open_deps(settings, line=line, clock=lambda: utc_now() + later) as deps:
            if live:
                await go_live(deps)
            if also is not None:
                await also(deps)
            found = [finding async for finding in examine(deps)]
        by_name = {finding.name: finding for finding in found}
        assert len(by_name) == len(found), "each finding is made once"
        return by_name

    return asyncio.run(examined())


def test_all_is_well(operator: Operator) -> None:
    found = findings(operator, Line())

    assert {name: finding.state for name, finding in found.items()} == dict.fromkeys(
        (
            *("settings", "database", "files", "token", "webhook", "quota"),
            *(
                "joining",
                "IA main",
                "IR main",
                "scheduler",
                "given up",
                "held back",
                "ledger",
                "counted",
                "talk",
            ),
        ),
        Health.OK,
    )
    assert found["token"].says == "we are Saphan (@s)"
    assert found["quota"].says == "12 of 300 messages sent this month"
    assert found["IR main"].says == "30 people: a push costs 30 messages"


def test_a_folder_for_files_that_cannot_be_written_is_named(operator: Operator) -> None:
    found = findings(operator, Line(), files=f"{database_file(operator)}/below-a-file")

    assert found["files"].state is Health.FAIL
    assert "SAPHAN_FILES" in found["files"].cure


ILLS: list[tuple[str, Line, Health, str]] = [
    (
        "token",
        Line(bot=Unauthorised("no", status=401)),
        Health.FAIL,
        "LINE_CHANNEL_ACCESS_TOKEN",
    ),
    ("token", Line(bot=LineUnavailable("no connection")), Health.FAIL, "api.line.me"),
    ("token", Line(bot=BotInfo("S", "@s", "chat")), Health.NOTE, "response mode to Bot"),
    ("webhook", Line(endpoint=None), Health.FAIL, f"set {URL}/webhook"),
    (
        "webhook",
        Line(endpoint=WebhookEndpoint("x", active=False)),
        Health.FAIL,
        "'Use webhook'",
    ),
    ("webhook", Line(test=WebhookTest(False, 0, "TIMEOUT", "")), Health.FAIL, "reachable?"),
    (
        "webhook",
        Line(endpoint=WebhookEndpoint("x", active=True)),
        Health.NOTE,
        "SAPHAN_PUBLIC_URL",
    ),
    ("webhook", Line(endpoint=LineRejected("no")), Health.FAIL, "try again"),
    ("quota", Line(facts=QuotaFacts(300, 300)), Health.FAIL, "next month"),
    ("quota", Line(facts=QuotaFacts(None, 5)), Health.OK, ""),
    ("quota", Line(facts=LineRejected("no")), Health.FAIL, "try again"),
    (
        "IA main",
        Line(people=LineRejected("Not found", status=404)),
        Health.FAIL,
        "invite the bot",
    ),
    ("IA main", Line(people=Unauthorised("no", status=401)), Health.FAIL, "CHANNEL_ACCESS_TOKEN"),
    ("IA main", Line(people=LineRejected("no", status=403)), Health.FAIL, "try again"),
    ("quota", Line(facts=Unauthorised("no", status=401)), Health.FAIL, "CHANNEL_ACCESS_TOKEN"),
]


@pytest.mark.parametrize(("name", "line", "state", "cure"), ILLS)
def test_each_ill_has_its_cure(
    operator: Operator, name: str, line: Line, state: Health, cure: str
) -> None:
    found = findings(operator, line)

    assert found[name].state is state
    assert cure in found[name].cure


def test_what_is_written_to_try_the_database_reaches_its_disk(operator: Operator) -> None:
    findings(operator, Line())

    with closing(sqlite3.connect(database_file(operator))) as stored:
        assert stored.execute("SELECT count(*) FROM clock").fetchone() == (1,)


def test_groups_that_are_not_bound_and_a_scheduler_that_never_ran(operator: Operator) -> None:
    found = findings(operator, Line(), live=False)

    assert found["IA main"].cure == "run `saphan group code ia --workspace main`"
    assert found["joining"].state is Health.NOTE
    assert "Allow bot to join group chats" in found["joining"].cure
    assert found["scheduler"].says == "never ran"


def test_a_silent_scheduler_is_found(operator: Operator) -> None:
    found = findings(operator, Line(), later=timedelta(minutes=5))

    assert found["scheduler"].state is Health.FAIL
    assert "s ago" in found["scheduler"].says


def test_what_was_given_up_is_said_with_the_command_that_revives_it(operator: Operator) -> None:
    async def give_up(deps: Deps) -> None:
        async with deps.sessions.begin() as session:
            await outbox.enqueue(session, chat="C1", messages=[], about=[], now=utc_now())
            await session.execute(update(outbox.OutboxMessage).values(state="dead"))

    found = findings(operator, Line(), also=give_up)

    assert found["given up"].state is Health.FAIL
    assert found["given up"].says == "0 events and 1 requests to LINE"
    assert "saphan outbox requeue --all" in found["given up"].cure


def test_faults_of_the_ledger_are_counted_with_what_to_do(operator: Operator) -> None:
    async def fault(deps: Deps) -> None:
        async with deps.sessions.begin() as session:
            found = {Fault(LedgerFault.WAITS, f"notice:{id}") for id in (1, 2)}
            await faults.note(session, 1, found, (), utc_now() - STANDS_AFTER)

    found = findings(operator, Line(), also=fault)

    assert found["ledger"].state is Health.FAIL
    assert found["ledger"].says.startswith("2 messages should have gone out")
    assert "saphan worker" in found["ledger"].cure


def test_messages_that_we_did_not_send_are_noted(operator: Operator) -> None:
    async def billed(deps: Deps) -> None:
        async with deps.sessions.begin() as session:
            now = deps.clock().replace(day=15)  # far from the turn of the month
            await quota.note(
                session, quota=300, used=120, counted=100, in_doubt=0, asked_at=now, now=now
            )

    found = findings(operator, Line(), also=billed)

    assert found["counted"].state is Health.NOTE
    assert found["counted"].says == "100 messages by our own count, 120 by LINE's"


def test_an_operator_of_a_scarce_month_hears_that_talk_would_lend_its_replies(
    operator: Operator,
) -> None:
    found = findings(operator, Line(), also=ask_quota)

    assert found["talk"].state is Health.NOTE
    assert "SAPHAN_RIDE_ON_TALK=on" in found["talk"].cure


def test_without_a_good_database_the_rest_is_examined_all_the_same(tmp_path: Path) -> None:
    found = findings(Operator(tmp_path, migrated=False), Line(), live=False)

    assert found["database"].cure == "run `saphan migrate`"
    assert found["quota"].state is Health.OK
    assert "scheduler" not in found


def test_the_command_prints_a_line_each_and_fails(operator: Operator) -> None:
    operator.settings["LINE_API_URL"] = "http://127.0.0.1:1"

    result = operator.types("doctor")

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0] == "ok    settings   complete"
    assert lines[1].startswith("ok    database   revision ")
    assert any(line.startswith("FAIL  token      LINE: ") for line in lines)
