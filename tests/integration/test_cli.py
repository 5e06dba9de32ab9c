"""The command line as operators use it: stories, and one clear sentence for each failure."""

import asyncio
import csv
import io
import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from operating import Operator, saphan
from sqlalchemy import text, update

from models import inbox, outbox
from models.audit import AuditEntry
from models.database import Sessions, open_engine, open_sessions

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def in_database(operator: Operator, work) -> None:
    """Do what no command does: `work` takes the sessions."""

    async def done() -> None:
        engine = open_engine(operator.settings["DATABASE_URL"])
        sessions: Sessions = open_sessions(engine)
        await work(sessions)
        await engine.dispose()

    asyncio.run(done())


def test_migrate_makes_a_database_and_may_be_repeated(tmp_path: Path) -> None:
    operator = Operator(tmp_path, migrated=False)

    assert operator.does("migrate").startswith("The database is at revision ")
    assert operator.does("migrate").startswith("The database is at revision ")
    assert operator.does("workspace", "list").startswith("main\tIA-Chat / IR-Chat")


def test_a_workspace_is_added_once(operator: Operator) -> None:
    assert operator.does("workspace", "add", "moph", "--name", "สธ.") == "Added workspace moph.\n"
    assert "moph\tสธ.\tgroups: none\tjoined: 0 of 0\n" in operator.does("workspace", "list")
    assert operator.fails("workspace", "add", "moph", "--name", "x") == (
        "Error: There is a workspace 'moph' already.\n"
    )
    assert "small letters" in operator.fails("workspace", "add", "MoPH!", "--name", "x")


def test_a_workspace_has_lead_times_of_its_own_until_they_are_taken_back(
    operator: Operator,
) -> None:
    remind_before = ("workspace", "remind-before", "main")
    by_setting = (
        "no mark\t24h,3h,30m\tby SAPHAN_REMIND_BEFORE\n"
        "ด่วน, ด่วนมาก\t12h,3h,1h,30m\tby SAPHAN_REMIND_BEFORE_URGENT\n"
        "ด่วนที่สุด\t6h,3h,1h,30m,15m\tby SAPHAN_REMIND_BEFORE_MOST_URGENT\n"
    )

    assert operator.does(*remind_before) == by_setting
    operator.does(*remind_before, "--normal", "3h, 2d", "--urgent", "1h")
    operator.does(*remind_before, "--urgent", "60m")  # it is so already
    assert operator.does(*remind_before, "--urgent", "2h") == operator.does(*remind_before)
    assert operator.does(*remind_before).splitlines()[:2] == [
        "no mark\t48h,3h\tset for this workspace",
        "ด่วน, ด่วนมาก\t2h\tset for this workspace",
    ]
    assert operator.does(*remind_before, "--default") == by_setting

    entries = json.loads(operator.does("export", "audit"))
    first = {"remind_before": "48h,3h", "remind_before_urgent": "1h"}
    second = first | {"remind_before_urgent": "2h"}
    assert {entry["action"] for entry in entries} == {"workspace.remind_before"}
    assert [(entry["detail"]["old"], entry["detail"]["new"]) for entry in entries] == [
        ({}, first),
        (first, second),
        (second, {}),
    ]


@pytest.mark.parametrize("spans", ["soon", "24 hours", "0m", ",", "", "999999d", "3h;1h", "-3h"])
def test_lead_times_that_are_none_are_refused_in_one_sentence(
    operator: Operator, spans: str
) -> None:
    said = operator.fails("workspace", "remind-before", "main", f"--urgent={spans}")

    assert said.startswith("Error: '")
    assert said.endswith(": list spans such as 12h,3h,1h,30m.\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("more", [[], ["--default"], ["--normal", "3h"]])
def test_no_lead_times_of_a_workspace_that_is_none(operator: Operator, more: list[str]) -> None:
    assert operator.fails("workspace", "remind-before", "moph", *more) == (
        "Error: There is no workspace 'moph': see `saphan workspace list`.\n"
    )


def test_a_group_code_is_printed_with_the_sentence_to_type(operator: Operator) -> None:
    result = operator.types("group", "code", "IA")

    code = result.stdout.strip()
    assert len(code) == len("ABCDE-FGHIJ")
    assert f"#bind {code}" in result.stderr
    assert operator.does("group", "code", "ia").strip() != code


def test_exports_have_the_same_columns_in_every_format(operator: Operator) -> None:
    path = operator.file("r.csv", "agency,name\nMOI,Nok\n")
    operator.does("roster", "import", path)
    workbook = operator.folder / "audit.xlsx"

    objects = json.loads(operator.does("export", "audit"))
    table = list(csv.reader(io.StringIO(operator.does("export", "audit", "--format", "csv"))))
    operator.does("export", "audit", "--format", "xlsx", "--output", str(workbook))

    sheet = list(openpyxl.load_workbook(workbook).worksheets[0].values)
    assert list(objects[0]) == table[0]
    assert sheet[0] == ("ลำดับ", "เมื่อ", "ผู้กระทำ", "การกระทำ", *sheet[0][4:])
    assert sheet[1][1].isoformat(timespec="seconds") == objects[0]["at"][:19]
    assert objects[0]["seq"] == sheet[1][0] == 1
    assert len(objects) == len(table) - 1 == len(sheet) - 1 == 1


def test_an_empty_export_keeps_its_header(operator: Operator) -> None:
    assert json.loads(operator.does("export", "issues")) == []
    assert operator.does("export", "issues", "--format", "csv").startswith("number,headline,")


def test_a_csv_file_is_marked_for_spreadsheets_and_what_is_printed_is_not(
    operator: Operator,
) -> None:
    path = operator.folder / "agencies.csv"
    as_csv = ("export", "agencies", "--format", "csv")
    operator.does(*as_csv, "--output", str(path))

    assert path.read_bytes().decode("utf-8-sig") == operator.does(*as_csv)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(operator.folder.glob("*.part")) == []


def test_headings_and_names_of_an_export_are_in_the_language_asked_for(operator: Operator) -> None:
    path = operator.folder / "agencies.xlsx"
    as_xlsx = ("export", "agencies", "--format", "xlsx", "--output", str(path))
    told = []
    for more in ([], ["--language", "en"]):
        operator.does(*as_xlsx, *more)
        rows = list(openpyxl.load_workbook(path).worksheets[0].values)
        pea = next(row for row in rows if row[0] == "MOI-PEA")
        told.append((rows[0][1], pea[1], rows[0][4], pea[4].isoformat()))

    assert told == [
        ("หน่วยงาน", "การไฟฟ้าส่วนภูมิภาค", "ตั้งแต่วันที่", "2016-10-01T00:00:00"),
        ("Agency", "Provincial Electricity Authority", "From", "2016-10-01T00:00:00"),
    ]
    assert "no --from and --to" in operator.fails(*as_xlsx, "--from", "2026-10-01", code=2)


def test_an_export_is_narrowed_by_days_and_goes_to_a_file(operator: Operator) -> None:
    operator.does("roster", "import", operator.file("r.csv", "agency,name\nMOI,Nok\n"))
    out = operator.folder / "audit.json"

    operator.does("export", "audit", "--output", str(out), "--to", "2020-01-01")

    assert json.loads(out.read_text("utf-8")) == []
    assert "xlsx needs --output FILE" in operator.fails(
        "export", "audit", "--format", "xlsx", code=2
    )
    assert "--period is for what is of assignments" in operator.fails(
        "export", "audit", "--period", "2570", code=2
    )
    nowhere = str(operator.folder / "no" / "x.csv")
    assert operator.fails("export", "audit", "--output", nowhere) == (
        "Error: Cannot write: No such file or directory.\n"
    )


def test_a_csv_file_has_the_mark_by_which_spreadsheets_know_utf_8(operator: Operator) -> None:
    out = operator.folder / "assignments.csv"

    operator.does(
        *("export", "assignments", "--format", "csv", "--output", str(out), "--period", "2570Q1")
    )

    assert out.read_bytes().startswith(b"\xef\xbb\xbfissue,agency,")
    assert operator.does("export", "assignments", "--format", "csv").startswith("issue,agency,")
    operator.does("export", "assignments", "--output", str(out))
    assert json.loads(out.read_text("utf-8")) == []


def test_stats_of_nothing_are_none_and_not_zero_per_cent(operator: Operator) -> None:
    figures = json.loads(operator.does("stats", "--period", "2570Q1", "--json"))

    counts = {key: 0 for key in ("assigned", "due", "on_time", "late", "missing")}
    none = {**counts, "on_time_percent": None, "median_response_minutes": None}
    assert figures["rows"] == figures["shown_only"] == []
    assert figures["total"] == {**none, "lead": none, "support": none, "together": none}
    assert "2570Q1 (2026-10-01 to 2026-12-31), by agency" in operator.does(
        "stats", "--period", "2570Q1", "--by", "agency"
    )
    assert operator.fails("stats", "--period", "2026") == (
        "Error: Not a period: 2026 (is 2026 C.E.? Then write 2569); see `saphan stats --help`.\n"
    )


def test_a_touched_audit_chain_is_found_out(operator: Operator) -> None:
    for name in ("Nok", "Lek", "Noi"):
        operator.does("roster", "import", operator.file("r.csv", f"agency,name\nMOI,{name}\n"))
    assert operator.does("audit", "verify") == (
        "main: 3 entries, the chain holds; 0 assignments stand as it says.\n"
    )

    async def touch(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            await session.execute(text("DROP TRIGGER audit_update"))
            await session.execute(
                update(AuditEntry).where(AuditEntry.seq == 2).values(actor="nobody")
            )

    in_database(operator, touch)

    assert operator.fails("audit", "verify") == (
        "Error: main: the chain breaks: entry 2 was changed\n"
    )


def test_dead_letters_are_seen_and_requeued(operator: Operator) -> None:
    sent: list[uuid.UUID] = []

    async def give_up(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            arrival = inbox.Arrival("E1", "M1", "Cir", {"type": "message"}, AT)
            await inbox.record(session, [arrival], AT)
            event = await session.get_one(inbox.InboxEvent, 1)
            await inbox.queue.fail(session, event, AT, error="no\nluck", retry_at=None)
            sent.append(await outbox.enqueue(session, chat="C1", messages=[], about=[], now=AT))
            row = await session.get_one(outbox.OutboxMessage, sent[0])
            row.state, row.error = outbox.OutboxState.DEAD, "monthly limit"

    in_database(operator, give_up)

    assert operator.does("inbox", "list") == (
        "1\t2026-11-23T03:00:00Z\tmessage\tattempts: 1\tno luck\n"
    )
    assert operator.does("inbox", "requeue", "1") == "The event 1 is tried again.\n"
    assert operator.types("inbox", "list").stderr == "Nothing was given up.\n"
    assert "\tpush\tC1\tattempts: 0\tmonthly limit\n" in operator.does("outbox", "list")
    assert "is tried again" in operator.does("outbox", "requeue", str(sent[0]))
    assert operator.does("outbox", "list") == ""
    assert "that was given up" in operator.fails("outbox", "requeue", str(sent[0]))
    assert "that was given up" in operator.fails("inbox", "requeue", "1")


def test_all_dead_letters_are_requeued_by_one_command(operator: Operator) -> None:
    async def give_up(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            arrivals = [
                inbox.Arrival(f"E{n}", f"M{n}", "Cir", {"type": "message"}, AT) for n in range(2)
            ]
            await inbox.record(session, arrivals, AT)
            await session.execute(update(inbox.InboxEvent).values(state="dead"))
            for chat in ("C1", "C1", "U1"):
                await outbox.enqueue(session, chat=chat, messages=[], about=[], now=AT)
            await session.execute(update(outbox.OutboxMessage).values(state="dead"))

    in_database(operator, give_up)

    assert operator.does("inbox", "requeue", "--all") == "Tried again: 2.\n"
    assert (
        operator.does("outbox", "requeue", "--all") == "Tried again: 3. Dropped, being stale: 0.\n"
    )
    assert operator.does("outbox", "list") == operator.does("inbox", "list") == ""
    assert "Give either an ID or --all." in operator.fails("outbox", "requeue", code=2)


def test_aliases_are_kept_and_understood_in_rosters(operator: Operator) -> None:
    operator.does("alias", "add", "กรมน้ำท่วม", "MOI-DDPM")
    operator.does("alias", "add", "กลุ่มน้ำ", "MOI-DDPM", "MOAC-RID")

    operator.does("roster", "import", operator.file("r.csv", "agency,name\nกรมน้ำท่วม,Nok\n"))

    assert operator.does("alias", "list") == "กรมน้ำท่วม\tMOI-DDPM\nกลุ่มน้ำ\tMOI-DDPM MOAC-RID\n"
    assert "is not one agency" in operator.fails(
        "roster", "import", operator.file("r2.csv", "agency,name\nกลุ่มน้ำ,Lek\n")
    )
    operator.does("alias", "remove", "กลุ่มน้ำ")
    assert operator.fails("alias", "remove", "กลุ่มน้ำ") == "Error: There is no alias 'กลุ่มน้ำ'.\n"
    assert "no agency with the code X" in operator.fails("alias", "add", "a", "MOI", "X")


def test_office_days_are_kept(operator: Operator) -> None:
    operator.does("holiday", "add", "2027-01-04", "วันหยุดพิเศษ")
    operator.does("holiday", "add", "2026-12-07", "ทำงาน", "--working")

    assert operator.does("holiday", "list") == (
        "2026-12-07\tworking\tทำงาน\n2027-01-04\toff\tวันหยุดพิเศษ\n"
    )
    operator.does("holiday", "remove", "2027-01-04")
    assert "Nothing was decided" in operator.fails("holiday", "remove", "2027-01-04")
    operator.does("holiday", "add", "2570-01-04", "วันหยุดพิเศษ")
    operator.does("holiday", "remove", "4 ม.ค. 70")


NEED_A_WORKSPACE = [
    ("roster", "codes"),
    ("group", "code", "ir"),
    ("export", "issues"),
    ("stats",),
    ("explain",),
    ("alias", "list"),
]


@pytest.mark.parametrize("words", NEED_A_WORKSPACE)
def test_an_unknown_workspace_is_named(operator: Operator, words: tuple[str, ...]) -> None:
    assert operator.fails(*words, "--workspace", "moph") == (
        "Error: There is no workspace 'moph': see `saphan workspace list`.\n"
    )


DATABASES = [
    ("sqlite:///{folder}/new.db", "run `saphan migrate`"),
    ("postgresql://nobody@127.0.0.1:1/none", "The database cannot be reached: "),
]


@pytest.mark.parametrize(("url", "sentence"), DATABASES)
@pytest.mark.parametrize("command", ["web", "worker", "scheduler", "stats"])
def test_a_database_that_is_not_there_is_one_sentence(
    operator: Operator, command: str, url: str, sentence: str
) -> None:
    operator.settings |= {
        "DATABASE_URL": url.format(folder=operator.folder),
        "SAPHAN_DATABASE_WAIT": "0s",
    }

    said = operator.fails(command)

    assert sentence in said
    assert said.count("\n") == 1


SETTINGS = [
    ("LINE_CHANNEL_SECRET", "", "LINE_CHANNEL_SECRET is missing: "),
    ("DATABASE_URL", "mysql://x/y", "DATABASE_URL is wrong: "),
    ("DATABASE_URL", "sqlite:////no/such/folder.db", "DATABASE_URL is wrong: "),
    ("SAPHAN_OVERDUE_AT", "9 o'clock", "SAPHAN_OVERDUE_AT is wrong ("),
]


@pytest.mark.parametrize(("name", "value", "sentence"), SETTINGS)
@pytest.mark.parametrize("command", ["serve", "migrate", "doctor", "worker"])
def test_a_wrong_setting_ends_every_command_with_code_2(
    operator: Operator, command: str, name: str, value: str, sentence: str
) -> None:
    operator.settings[name] = value

    said = operator.fails(command, code=2)

    assert sentence in said
    assert said.count("\n") == 1


def imported(*words: str) -> set[str]:
    """Run a command in a process of its own; return what it imported."""
    code = "import sys; from bot.cli import main; main(standalone_mode=False); print(*sys.modules)"
    typed = [sys.executable, "-c", code, *words]
    done = subprocess.run(typed, input="", capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_is_quick_to_load() -> None:
    """The heavy packages are imported by the commands that need them only."""
    heavy = {"sqlalchemy", "fastapi", "linebot", "openpyxl", "alembic", "holidays", "pydantic"}

    assert imported("--help") & {*heavy, "asyncio", "models", "bot.settings"} == set()


def test_texts_are_read_without_what_they_do_not_need() -> None:
    heavy = {"fastapi", "linebot", "openpyxl", "alembic", "asyncpg", "uvicorn", "handlers"}

    assert imported("parse", "deadline") & heavy == set()


def test_an_unknown_command_is_named_as_click_does() -> None:
    done = saphan("serv", stdin=b"")

    assert done.returncode == 2
    assert b"No such command 'serv'" in done.stderr


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="a file of Linux")
@pytest.mark.parametrize(
    "words",
    [("--version",), ("stats",), ("roster", "codes"), ("explain",), ("export", "agencies")],
)
def test_a_full_disk_behind_the_pipe_is_one_sentence(
    operator: Operator, words: tuple[str, ...]
) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={"PATH": os.environ["PATH"]} | operator.settings,
        )

    assert done.returncode == 1
    assert done.stderr == b"Error: Cannot write: No space left on device.\n"
