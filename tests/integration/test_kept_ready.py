"""What a process keeps ready for its commands is never older than what another one has changed."""

from datetime import date

import pytest

from domain.issues.audit import OPERATOR, Action, subject
from models import agencies, audit, holidays, workspaces
from models.audit import AuditEntry, check
from models.database import open_sessions

pytestmark = pytest.mark.anyio

ISSUE = "#issue น้ำหลาก ถึง คณะน้ำ ภายใน วันทำการถัดไป เวลา 15.00 น."


@pytest.fixture
def elsewhere(town):
    """Sessions of another process on the same database."""
    return open_sessions(town.deps.engine)


@pytest.fixture
async def home(town):
    async with town.deps.reading() as session:
        return await workspaces.id_of(session, workspaces.MAIN)


async def test_names_and_days_that_an_operator_changes_are_known_to_the_next_command(
    town, elsewhere, home
):
    before = await town.answer("ia", "issuer", ISSUE)
    async with elsewhere.begin() as session:
        await workspaces.hold(session, home)
        await agencies.add_alias(session, home, "คณะน้ำ", ["MOI-DDPM"], town.now)
    named = await town.answer("ia", "issuer", ISSUE)
    async with elsewhere.begin() as session:
        await workspaces.hold_all(session)
        await holidays.put(session, date(2026, 11, 24), name="วันหยุดพิเศษ", off=True)
    free = await town.answer("ia", "issuer", ISSUE)
    async with elsewhere.begin() as session:
        await workspaces.hold_all(session)
        await holidays.remove(session, date(2026, 11, 24))
        await agencies.remove_alias(session, home, "คณะน้ำ")

    assert "คณะน้ำ" in str(before)
    assert "24 พฤศจิกายน" in str(named)
    assert "25 พฤศจิกายน" in str(free)
    assert str(await town.answer("ia", "issuer", ISSUE)) == str(before)


async def test_an_entry_goes_behind_what_another_process_has_appended_or_undone(
    town, elsewhere, home
):
    async def append(sessions, what, *, undone=False):
        async with sessions() as session:
            await workspaces.hold(session, home)
            given = {"at": town.now, "actor": OPERATOR, "what": what}
            await audit.append(session, home, Action.HOLIDAY_ADDED, subject("day"), **given)
            await (session.rollback if undone else session.commit)()

    ours = town.deps.sessions
    await append(ours, 1)
    await append(elsewhere, 2)
    await append(ours, 3)
    await append(ours, 0, undone=True)
    await append(elsewhere, 0, undone=True)
    await append(elsewhere, 4)
    await append(ours, 5)

    async with town.deps.reading() as session:
        verdict = await check.verify(session, home)
    found = [each.detail["what"] for each in await town.rows(AuditEntry) if "what" in each.detail]
    assert (found, verdict.findings) == ([1, 2, 3, 4, 5], [])
