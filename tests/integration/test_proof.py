"""Attacks on the record: somebody who may do everything in the database leaves traces."""

import hashlib
import json
from dataclasses import asdict

import pytest
from photographs import history
from sqlalchemy import select, text

from domain.issues.audit import GENESIS, OPERATOR, Action, Anchor, Entry, entry_hash, subject
from models import audit, workspaces
from models.audit import AuditEntry, check

pytestmark = pytest.mark.anyio

LATE = "2026-11-30 02:00:00.000000"


@history
async def played(town):
    await town.answer("ia", "issuer", "#issue ข่าวน้ำท่วม ถึง ปภ. กรมชลประทาน ภายใน 3 ชั่วโมง")
    await town.answer("ir", "ddpm", "#ack 1")
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await town.answer("ia", "evaluator", "#return 1 ปภ. ขอตัวเลข")
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงพร้อมตัวเลข")
    await town.answer("ia", "issuer", "#extend 1 กรมชลประทาน พรุ่งนี้เที่ยง")
    await town.answer("ia", "evaluator", "#accept 1 ปภ.")
    return town


@pytest.fixture
def dba(played, dialect):
    """A played history, and an administrator of the database who may do everything."""
    return Dba(played, dialect)


class Dba:
    """Speaks SQL; takes the triggers away first."""

    def __init__(self, town, dialect):
        self.town, self.dialect = town, dialect

    async def does(self, *statements, **values):
        if self.dialect == "sqlite":
            freeing = ("DROP TRIGGER audit_update", "DROP TRIGGER audit_delete")
        else:
            freeing = ("ALTER TABLE audit DISABLE TRIGGER audit_refuse",)
        async with self.town.deps.engine.begin() as connection:
            for statement in (*freeing, *statements):
                await connection.execute(
                    text(statement), values if statement not in freeing else {}
                )

    async def entries(self):
        return await self.town.rows(AuditEntry)

    async def anchor(self):
        head = (await self.entries())[-1]
        return Anchor(head.seq, head.hash)

    async def findings(self, *anchors, supposing="SELECT 1"):
        """What is found; `supposing` is a statement that is undone afterwards."""
        async with self.town.deps.sessions() as session:
            main = await workspaces.by_code(session, workspaces.MAIN)
            await session.execute(text(supposing))
            return (await check.verify(session, main.id, anchors)).findings


async def test_an_honest_record_holds(dba):
    assert await dba.findings() == []
    assert await dba.findings(await dba.anchor()) == []


async def test_a_report_that_was_made_earlier_in_the_tables_is_found(dba):
    await dba.does("UPDATE reports SET reported_at = '2026-11-20 02:00:00' WHERE revision = 2")

    (finding,) = await dba.findings()

    assert finding.startswith("issue 1, MOI-DDPM: report 2 is final 2026-11-20T02:00:00.000000Z")


FORGERIES = [
    ("UPDATE assignments SET status = 'accepted' WHERE status = 'assigned'", "status is accepted"),
    ("UPDATE assignments SET deadline = :late", "deadline is 2026-11-30"),
    ("UPDATE assignments SET original_deadline = :late", "on_time|original_deadline"),
    ("UPDATE assignments SET reported_at = :late", "on_time|reported_at"),
    ("UPDATE assignments SET first_reported_at = :late", "first_reported_at is 2026-11-30"),
    ("UPDATE assignments SET acknowledged_at = NULL", "acknowledged_at is none"),
    ("UPDATE deadline_changes SET changed_at = :late", "move 1 is extended"),
    ("UPDATE issues SET status = 'cancelled'", "issue 1: status is cancelled"),
    ("UPDATE reports SET judged = 'accepted' WHERE revision = 1", "report 1 is final"),
    ("UPDATE reports SET kind = 'progress' WHERE revision = 2", "report 2 is progress"),
    ("DELETE FROM deadline_changes", "move 1 is none in the tables"),
]


async def test_a_change_of_the_tables_alone_is_found(dba):
    late = LATE if dba.dialect == "sqlite" else "2026-11-30T02:00:00Z"
    for statement, found in FORGERIES:
        (finding,) = await dba.findings(supposing=statement.replace(":late", f"'{late}'"))

        assert finding.startswith("issue 1")
        assert any(each in finding for each in found.split("|")), finding
    assert await dba.findings() == []


async def test_an_entry_that_was_changed_is_found(dba):
    await dba.does("UPDATE audit SET actor = 'person:99' WHERE seq = 4")

    assert await dba.findings() == ["the chain breaks: entry 4 was changed"]


async def test_an_entry_that_was_deleted_is_found(dba):
    await dba.does("DELETE FROM audit WHERE action = 'report.accepted'")

    chain, tables = await dba.findings()

    assert chain.endswith(" is missing")
    assert tables.startswith("issue 1, MOI-DDPM: report 2 is final")


async def test_two_entries_that_changed_places_are_found(dba):
    await dba.does(
        "UPDATE audit SET seq = 1000 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 5",
        "UPDATE audit SET seq = 5 WHERE seq = 1000",
    )

    assert "the chain breaks: entry 4 does not follow the one before it" in await dba.findings()


async def test_the_last_ten_entries_deleted_are_found_by_the_tables_and_by_an_anchor(dba):
    anchor = await dba.anchor()
    await dba.does(f"DELETE FROM audit WHERE seq > {anchor.seq - 10}")

    (tables,) = await dba.findings()
    cut, _ = await dba.findings(anchor)

    assert tables.startswith("issue 1, ")
    assert cut == f"the chain breaks: entry {anchor.seq} is gone, which the anchor names"


async def test_a_tail_that_was_cut_with_its_rows_is_shown_by_the_anchor_only(dba):
    before = await dba.anchor()
    await dba.town.answer("ir", "rid", "#ack 1")
    after = await dba.anchor()
    await dba.does(
        f"DELETE FROM audit WHERE seq > {before.seq}",
        "UPDATE assignments SET status = 'assigned', acknowledged_at = NULL "
        "WHERE status = 'acknowledged'",
    )

    assert await dba.findings() == []
    assert await dba.findings(before) == []
    assert await dba.findings(before, after) == [
        f"the chain breaks: entry {after.seq} is gone, which the anchor names"
    ]


async def test_a_tail_forged_and_chained_anew_is_shown_by_the_anchor_only(dba):
    anchor = await dba.anchor()
    rows = await dba.entries()
    first = next(row.seq for row in rows if row.action == "report.accepted")
    statements, previous = [], rows[first - 2].hash
    for row in rows[first - 1 :]:
        actor = "person:99" if row.seq == first else row.actor
        forged = Entry(row.seq, row.at, actor, row.action, row.subject, row.detail, row.recorded_at)
        digest = entry_hash(forged, previous)
        statements.append(
            f"UPDATE audit SET actor = '{actor}', previous_hash = '{previous}', hash = '{digest}' "
            f"WHERE seq = {row.seq}"
        )
        previous = digest
    await dba.does(*statements)

    assert await dba.findings() == []
    assert await dba.findings(anchor) == [
        f"the chain breaks: entry {anchor.seq} is not the one that the anchor names"
    ]


async def test_an_assignment_slipped_into_the_tables_is_found(dba):
    await dba.does(
        "INSERT INTO assignments (issue_id, agency_id, role, status, assigned_at, deadline, "
        "original_deadline, ministry) SELECT issue_id, 1, role, 'assigned', assigned_at, deadline, "
        "deadline, 'MOI' FROM assignments WHERE id = 1"
    )

    (finding,) = await dba.findings()

    assert finding.endswith("the entries know nothing of it")


async def test_erasing_what_people_wrote_breaks_nothing(dba):
    await dba.does(
        "UPDATE reports SET text = '', reason = ''",
        "UPDATE issues SET headline = '', detail = '', typed = ''",
        "UPDATE people SET name = ''",
    )

    assert await dba.findings() == []


async def test_no_words_of_people_stand_in_the_chain(dba):
    async with dba.town.deps.reading() as session:
        found = [
            json.dumps([entry.actor, entry.subject, entry.detail], ensure_ascii=False)
            for entry in await session.scalars(select(AuditEntry))
        ]

    for word in ("น้ำท่วม", "ชี้แจง", "ตัวเลข", "สมชาย", "กนกวรรณ"):
        assert not any(word in each for each in found)


async def test_a_long_chain_is_read_page_by_page(town):
    async with town.deps.sessions.begin() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        # `audit.append` would ask for the head of the chain a thousand times.
        previous = GENESIS
        for seq in range(1, audit.PAGE + 6):
            detail = {"digest": hashlib.sha256(b"").hexdigest()}
            entry = Entry(seq, town.now, "person:1", "tested", f"issue:{seq}", detail, town.now)
            digest = entry_hash(entry, previous)
            places = {"workspace_id": main.id, "previous_hash": previous, "hash": digest}
            session.add(AuditEntry(**places, **asdict(entry)))
            previous = digest
    steps = []
    async with town.deps.reading() as session:
        verdict = await check.verify(session, main.id, advance=steps.append)

    assert (verdict.entries, sum(steps), verdict.findings) == (audit.PAGE + 5, audit.PAGE + 5, [])


async def test_the_chain_is_whole_whatever_a_savepoint_undid(town):
    def entry(what):
        given = {"at": town.now, "actor": OPERATOR, "what": what}
        return audit.append(session, home, Action.HOLIDAY_ADDED, subject("day"), **given)

    async with town.deps.reading() as session:
        home = await workspaces.id_of(session, workspaces.MAIN)
    async with town.deps.holding(home) as session:
        await entry(1)
        async with session.begin_nested():
            await entry(2)
            async with session.begin_nested() as undone:
                await entry(0)
                await undone.rollback()
            await entry(3)
        await entry(4)
        async with session.begin_nested() as undone:
            await entry(0)
            await undone.rollback()
        await entry(5)
        await entry(6)
    async with town.deps.reading() as session:
        verdict = await check.verify(session, home)
    found = [each.detail["what"] for each in await town.rows(AuditEntry) if "what" in each.detail]
    assert (found, verdict.findings) == ([1, 2, 3, 4, 5, 6], [])
