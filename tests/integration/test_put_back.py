"""No case finds what another has left in the PostgreSQL database that they share."""

import asyncio

import pytest
from conftest import statements
from put_back import AS_NEW, OTHERS, SEEDED, taking
from sqlalchemy import text

from models.work import Work, leave, listen

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 60
DEEDS = {
    "a row": "INSERT INTO workspaces (code, name, next_issue_number, created_at)"
    " VALUES ('another', '', 1, now())",
    "a row changed": "UPDATE workspaces SET name = 'changed'",
    "a number taken": "SELECT nextval('issues_id_seq')",
    "an agency changed": "UPDATE agencies SET name_en = 'changed' WHERE code = 'MOI-DDPM'",
    "an agency deleted": "DELETE FROM agencies WHERE code = 'MOI-DDPM'",
    "another agency instead": """
        WITH one AS (DELETE FROM agencies WHERE code = 'MOI-DDPM' RETURNING *)
        INSERT INTO agencies SELECT (jsonb_populate_record(
            NULL::agencies, to_jsonb(one) || '{"code": "X"}')).* FROM one""",
}
UNGUARDED = "ALTER TABLE audit DISABLE TRIGGER audit_refuse"


@pytest.fixture
def ask(anyio_backend, staying):
    """Asks the shared database, as it is when nothing has happened in it."""
    staying.put_back(AS_NEW)
    with statements(staying.url) as carry_out:
        yield carry_out


def everything(ask):
    """All rows, what their next numbers are, and which triggers are on."""
    asked = {name: f"public.{name}" for name in [*OTHERS, SEEDED, "alembic_version"]}
    asked["numbers"] = "pg_sequences"
    asked["triggers"] = "(SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger)"
    return {
        name: ask(f"SELECT json_agg(each ORDER BY each::text)::text FROM {where} AS each")
        for name, where in asked.items()
    }


def test_all_tables_are_put_back(ask):
    tables = ask("SELECT array_agg(tablename) FROM pg_tables WHERE schemaname = 'public'")
    assert {*tables} == {*OTHERS, SEEDED, "alembic_version"}


@pytest.mark.parametrize("deed", [*DEEDS.values(), UNGUARDED], ids=[*DEEDS, "the record unguarded"])
def test_what_a_case_did_is_undone(ask, staying, deed):
    before = everything(ask)
    ask(deed)
    assert everything(ask) != before

    staying.put_back(AS_NEW)
    assert everything(ask) == before


@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_photograph_shows_comes_back(ask, staying, deed):
    ask(DEEDS[deed])
    taken = everything(ask)
    ask(taking(f"after {deed}"))
    for _ in range(2):
        staying.put_back(AS_NEW)
        assert everything(ask) != taken

        staying.put_back(f"after {deed}")
        assert everything(ask) == taken


@pytest.mark.parametrize("dialect", ["postgresql"])
async def test_work_left_before_rings_for_nobody_and_no_connection_goes_on_listening(town):
    """What the next case hears, on the connections that the one before has left."""
    deps, heard, begun = town.deps, asyncio.Queue(), asyncio.Event()

    async def leaves(work):
        async with deps.sessions.begin() as session:
            leave(session, work, town.now)

    await leaves(Work.REQUESTS)
    async with asyncio.timeout(PATIENCE_SECONDS):
        listening = asyncio.create_task(
            listen(deps.engine, "another", heard.put_nowait, begun=begun.set)
        )
        await begun.wait()
        await leaves(Work.EVENTS)
        assert await heard.get() == {Work.EVENTS: town.now}
        listening.cancel()
        await asyncio.wait([listening])
    async with deps.engine.connect() as one, deps.engine.connect() as other:
        for connection in (one, other):
            found = await connection.execute(text("SELECT pg_listening_channels()"))
            assert found.all() == []
