"""Whatever comes from outside, at any length and of any characters: no dead row, no 5xx."""

import itertools
import json

import click
import pytest
from fakes import event, signed, text_event
from operating import Operator
from sqlalchemy import String, inspect, select
from strange import IDS, STRANGE, events, messages
from town import GATHERED

from bot.cli import COMMANDS, main
from bot.inbox.dispatcher import drain_inbox
from bot.outbox.enqueue import push_due_notices
from domain import bounds
from domain.chat.table import TABLE
from models import Model
from models.inbox import InboxEvent, InboxState
from models.outbox import OutboxMessage
from models.roster.members import Stranger
from simulator.messages.check import Destination, check_messages
from simulator.model.errors import LineRefused
from simulator.model.membership import Membership

GOOD = "#issue น้ำท่วม\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."
A_BODY = 500_000

OWN = {
    *("agencies.code", "agencies.kind", "agencies.ministry_code", "agencies.abbr_th"),
    *("people.seat", "workspaces.code", "groups.kind", "group_codes.kind", "code_attempts.who"),
    *("issues.urgency", "issues.agenda", "issues.status", "issue_changes.field"),
    *("assignments.role", "assignments.status", "deadline_changes.kind", "requests.kind"),
    *("assignments.excused", "assignments.ministry", "standings.ministry"),
    *("excuses.step", "excuses.code", "objections.verdict", "objection_terms.period"),
    *("measures.sub", "measures.period", "measures.part", "measures.whole"),
    *("quarters.period", "quarters.actor", "quarters.hash", "quarter_rows.agency"),
    *("joint_indicators.direction", "joint_indicators.weight", "joint_indicators.baseline"),
    *("joint_shares.role", "joint_shares.target", "joint_results.period", "joint_results.value"),
    *(
        "reminders.name",
        "reminders.status",
        "reminders.reason",
        "reminders.way",
        "reminders.request_id",
    ),
    "overdue_slots.outcome",
    *("announcements.kind", "announcements.status", "announcements.reason", "announcements.way"),
    "announcements.request_id",
    *("reports.kind", "reports.judged", "reports_aside.outcome", "outbox.kind"),
    "outbox.doubt",
    *("evidence.kind", "evidence.extension", "evidence.sha256", "heartbeats.name"),
    *("group_codes.code_hash", "enrolment_codes.nonce", "enrolment_codes.code_hash"),
    *("notices.held", "notices.dedupe_key", "notices.outbox_id", "outbox.dedupe_key", "outbox.id"),
    *("spent_sums.way", "spent_sums.cause", "ledger_faults.kind", "ledger_faults.about"),
    *("audit.actor", "audit.action", "audit.subject", "audit.hash", "audit.previous_hash"),
}
"""Columns that only words of ours fill, and codes that are checked by their form."""
FILLED = {
    "name": bounds.NAME,
    "name_th": bounds.AGENCY,
    "name_en": bounds.AGENCY,
    "alias": bounds.AGENCY,
    "position": bounds.POSITION,
    "line_id": bounds.HANDLE,
    "entered_by": bounds.NAME,
    "reference": bounds.REFERENCE,
    "title": bounds.NAME,
    "url": bounds.LINK_BYTES,
    "chat": bounds.LINE_CHAT,
    "line_group_id": bounds.LINE_CHAT,
    "line_user_id": bounds.LINE_CHAT,
    "line_message_id": bounds.LINE_ID,
    "judged_message_id": bounds.LINE_ID,
    "decided_message_id": bounds.LINE_ID,
    "user_id": bounds.LINE_CHAT,
    "receiver": bounds.LINE_CHAT,
    "webhook_event_id": bounds.LINE_ID,
    "message_id": bounds.LINE_ID,
    "edits": bounds.LINE_ID,
    "reply_token": bounds.LINE_ID,
    "line_request_id": bounds.LINE_ID,
    "joint_agendas.code": bounds.JOINT_CODE,
    "joint_agendas.name": bounds.HEADLINE,
    "joint_indicators.code": bounds.JOINT_CODE,
    "joint_indicators.agenda": bounds.JOINT_CODE,
    "joint_indicators.stage": bounds.NAME,
    "joint_indicators.unit": bounds.NAME,
    "evidence.name": bounds.FILE_NAME,
}
"""The bound of what outside input fills: by column, or by the column's name."""


@pytest.mark.anyio
async def test_columns_are_as_wide_as_the_bounds(deps):
    """The widths as they stand in the database, after the migrations."""
    async with deps.engine.connect() as connection:
        wrong = await connection.run_sync(
            lambda sync: [
                f"{table}.{column['name']}"
                for table in Model.metadata.tables
                for column in inspect(sync).get_columns(table)
                if isinstance(column["type"], String)
                and column["type"].length
                and not _is_right(table, column)
            ]
        )

    assert wrong == []


def _is_right(table, column):
    name = f"{table}.{column['name']}"
    if name in OWN or column["name"] == "state":
        return True
    return column["type"].length == FILLED.get(name, FILLED.get(column["name"]))


def bodies(listed):
    """Webhooks of these events, with half pairs as LINE may write them."""
    batch, size = [], 0
    for each in listed:
        written = json.dumps(each)
        if batch and size + len(written) > A_BODY:
            yield b'{"events": [' + ",".join(batch).encode() + b"]}"
            batch, size = [], 0
        batch.append(written)
        size += len(written)
    yield b'{"events": [' + ",".join(batch).encode() + b"]}"


async def takes(town, listed):
    """Deliver events and work; no answer but 200 (or 400), nothing dead."""
    statuses = {await town.post(body, signed(body)) for body in bodies(listed)}
    town.platform.clock.advance(GATHERED)
    while await drain_inbox(town.deps):
        pass
    await push_due_notices(town.deps)
    async with town.deps.reading() as session:
        dead = await session.scalars(
            select(InboxEvent.error).where(InboxEvent.state != InboxState.DONE)
        )
        said = await session.scalars(select(OutboxMessage.messages))
        return statuses, [*dead, *filter(None, map(broken, said))]


def broken(said):
    """Return the rule of LINE that a request breaks; nothing is sent for that."""
    try:
        check_messages(said, Destination(group=True, known=False))
    except LineRefused as refused:
        return str(refused.body)
    return None if len(said) <= 5 else "more than five"


async def works(town):
    """Whether the next command is carried out."""
    before = len(await town.issues())
    await takes(town, [text_event(GOOD, **here(town, "ia", "issuer"))])
    return len(await town.issues()) == before + 1


def here(town, chat, who):
    source = {"type": "group", "groupId": town.chats[chat], "userId": town.people[who]}
    return {"at": town.now, "source": source}


@pytest.mark.anyio
async def test_a_strange_text_in_any_field_of_any_command(town):
    town.platform.webhooks.drain()
    speakers = itertools.cycle([("ia", "issuer"), ("ir", "ddpm"), ("ia", "admin"), ("ir", "guest")])
    listed = [
        text_event(said, **here(town, *who))
        for said, who in zip(messages(), speakers, strict=False)
    ]
    listed.insert(0, text_event(GOOD, **here(town, "ia", "issuer")))

    assert await takes(town, listed) == ({200}, [])
    assert await works(town)


PLACES = {
    "webhookEventId": "message",
    "replyToken": "message",
    "source.userId": "message",
    "source.groupId": "message",
    "message.id": "message",
    "message.quotedMessageId": "message",
    "message.mention.mentionees": "message",
    "unsend.messageId": "unsend",
    "postback.data": "postback",
    "postback.params.datetime": "postback",
    "joined.members": "memberJoined",
    "left.members": "memberLeft",
}


@pytest.mark.anyio
async def test_a_strange_id_in_any_place_of_any_event(town):
    told = here(town, "ir", "ddpm")
    extend = f"1|extend|main|1|{'M' * 100}"
    whole = {
        "message": text_event("#mine @x", **told),
        "unsend": event("unsend", unsend={"messageId": "1"}, **told),
        "postback": event("postback", postback={"data": extend, "params": {}}, **told),
        "memberJoined": event("memberJoined", **told),
        "memberLeft": event("memberLeft", **told),
    }
    listed = [one for path, kind in PLACES.items() for one in events(whole[kind], path)]
    listed += [
        one | {"message": one["message"] | {"type": kind, "fileName": name}}
        for one in events(text_event("", **told), "message.id")
        for kind, name in zip(("file", "image"), STRANGE.values(), strict=False)
    ]
    for index, one in enumerate(listed):
        _complete(one, index)

    assert await takes(town, listed) == ({200}, [])
    assert await works(town)


def _complete(one, index):
    """Give an event an id of its own, and lists where LINE has lists of objects."""
    if one["webhookEventId"] not in IDS:
        one["webhookEventId"] = f"01STRANGE{index:017d}"
    for part in ("joined", "left"):
        if part in one:
            one[part]["members"] = [{"type": "user", "userId": one[part]["members"]}]
    mention = one.get("message", {}).get("mention")
    if mention:
        person = {"index": 6, "length": 2, "type": "user", "userId": mention["mentionees"]}
        mention["mentionees"] = [person] * (300 if len(person["userId"]) < 100 else 1)


@pytest.mark.anyio
@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" + "0" * 400, "1.5", "NaN"])
async def test_a_strange_number_in_an_event(town, number):
    whole = json.dumps(text_event("#list", **here(town, "ia", "issuer"), more="NUMBER"))
    body = b'{"events": [' + whole.replace('"NUMBER"', number).encode() + b"]}"

    assert await town.post(body, signed(body)) in (200, 400)
    assert await takes(town, [text_event("#list", **here(town, "ia", "issuer"))]) == ({200}, [])


@pytest.mark.anyio
@pytest.mark.parametrize(("chat", "person"), [("ia", "issuer"), ("ir", "ddpm")])
async def test_a_number_that_no_issue_can_have(town, chat, person):
    numbers = [f"{digits}{behind}" for digits in ("9" * 30, "9" * 5000) for behind in BEHIND]
    words = [kind for kind, row in TABLE.items() if row.has_number]
    listed = [
        text_event(f"#{kind} {number}", **here(town, chat, person))
        for number in numbers
        for kind in words
    ]

    assert await takes(town, listed) == ({200}, [])


@pytest.mark.anyio
async def test_a_strange_name_of_somebody_in_a_group(town):
    members = Membership(town.platform)
    for name in STRANGE.values():
        person = members.new_person(f"x{name}")
        members.joins(town.chats["ir"], person.user_id)
    await town.deliver()
    for _ in range(3):
        await town.tick(town.deps.settings.waits.for_neighbours * 20)

    assert await takes(town, []) == ({200}, [])
    assert all(len(each.name) <= bounds.NAME for each in await town.rows(Stranger))


BEHIND = ("", " am", " ราย", "/2570")
"""What may stand behind a number, and tell that it counts something."""

LONG_RUNNING = {"demo", "doctor", "migrate", "parse", "scheduler", "serve", "simulator"}
LONG_RUNNING |= {"web", "worker"}
GIVEN = {
    "day": "2027-01-04",
    "kind": "ia",
    "codes": "MOI",
    "what": "issues",
    "row_id": "00000000-0000-0000-0000-000000000000",
    "mark": "A1",
    "by": "2027-01-04",
    "first": "2027-01-04",
    "last": "2027-01-04",
    "period": "2570",
    "code": "moph",
}
CHOSEN = (click.Choice, click.Path)
LONG_WORDS = ("ก" * 5000, "a\ud83d")
DAYS = ("0001-01-01", "9999-12-31", "9" * 30)
DATED = {"by", "day", "first", "last", "period"}


def leaves(command, path=()):
    """Every command with the words that lead to it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if path or name in COMMANDS.keys() - LONG_RUNNING:
                yield from leaves(command.get_command(context, name), (*path, name))
    else:
        yield path, command


def words_for(parameter):
    """Words that no operator types there."""
    if parameter.name in DATED:
        return DAYS
    return LONG_WORDS if parameter.type.name == "text" else ("9" * 30,)


def spoken(command, strange, word):
    """A command's arguments and options, one of them strange."""
    for each in command.params:
        if not each.required and each is not strange:
            continue
        if isinstance(each, click.Option):
            yield each.opts[0]
        elif word.startswith("-"):
            yield "--"
        yield word if each is strange else GIVEN.get(each.name or "", "1")


def test_a_strange_word_in_any_place_of_the_command_line(tmp_path, database_url):
    operator = Operator(tmp_path, migrated=False)
    operator.settings["DATABASE_URL"] = database_url
    wrong = []
    for path, command in leaves(main):
        for each in command.params:
            if isinstance(each.type, CHOSEN) or getattr(each, "is_flag", False):
                continue
            for word in words_for(each):
                result = operator.types(*path, *spoken(command, each, word))
                if result.exit_code not in (0, 1, 2) or "database" in result.output:
                    wrong.append((path, each.name, word[:10], result.output[-200:]))

    assert wrong == []


def test_strange_cells_in_a_roster(tmp_path, database_url):
    operator = Operator(tmp_path, migrated=False)
    operator.settings["DATABASE_URL"] = database_url
    wrong = []
    for name, cell in STRANGE.items():
        written = '"' + cell.encode("utf-8", "replace").decode() + '"'
        rows = f"agency,name,position,LINE ID\n{','.join([written] * 4)}\nMOI,Nok,{written},\n"
        file = operator.file("roster.csv", rows)
        result = operator.types("roster", "import", file, "--add-agencies", "--yes")
        if result.exit_code not in (0, 1) or "database" in result.output:
            wrong.append((name, result.output[-200:]))

    assert wrong == []


@pytest.mark.anyio
@pytest.mark.parametrize("picked", ["0001-01-01T00:00", "9999-12-31T23:59", "2026-02-30T00:00"])
async def test_a_strange_date_in_a_date_picker(town, picked):
    await takes(town, [text_event(GOOD, **here(town, "ia", "issuer"))])
    taps = [
        event(
            "postback",
            postback={"data": "1|extend|main|1", "params": {"datetime": picked}},
            **here(town, *who),
        )
        for who in (("ia", "issuer"), ("ir", "ddpm"))
    ]
    listed = [*taps, text_event("#status 1\n#list\n#mine", **here(town, "ir", "ddpm"))]

    assert await takes(town, listed) == ({200}, [])
    await town.tick()
    assert await works(town)
