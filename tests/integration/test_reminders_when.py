"""When agencies are reminded: by urgency, and as a workspace has set it for itself."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from bot.commands.session import Opened
from bot.commands.workspace import set_remind_before
from bot.typed import spans
from models.audit import AuditEntry
from models.audit.check import verify
from models.issues import Issue
from models.reminders import Reminder, with_all
from scheduler.auditor import audit_ledgers
from scheduler.replan import obey_settings

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."


async def ledger(town):
    """Name and state of every reminder, by its hour."""
    found = sorted(await town.rows(Reminder), key=lambda row: (row.due_at, row.id))
    return [(row.name, row.status) for row in found]


async def with_their_issues(town):
    async with town.deps.reading() as session:
        return list(await session.scalars(with_all().order_by(Issue.number, Reminder.due_at)))


async def planned(town):
    return [name for name, status in await ledger(town) if status == "planned"]


async def findings(town):
    async with town.deps.reading() as session:
        return (await verify(session, 1)).findings


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ("", ["24h", "3h", "30m", "passed"]),
        ("ด่วน ", ["12h", "3h", "1h", "30m", "passed"]),
        ("ด่วนมาก ", ["12h", "3h", "1h", "30m", "passed"]),
        ("ด่วนที่สุด ", ["6h", "3h", "1h", "30m", "15m", "passed"]),
    ],
)
async def test_t1_the_more_urgent_the_more_often(town, mark, names):
    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", f"{mark}น้ำท่วม"))

    assert await planned(town) == names


async def test_t1_an_edit_of_the_urgency_changes_what_lies_ahead_and_nothing_else(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.tick(7 * HOUR)

    await town.answer("ia", "issuer", "#แก้ไข 1\nความเร่งด่วน: ด่วนที่สุด")
    await audit_ledgers(town.deps)
    assert await planned(town) == ["6h", "3h", "1h", "30m", "15m", "passed"]

    await town.answer("ia", "issuer", "#แก้ไข 1\nความเร่งด่วน: ปกติ")
    await audit_ledgers(town.deps)
    assert await ledger(town) == [
        ("24h", "delivered"),
        ("6h", "dropped"),
        ("3h", "planned"),
        ("1h", "dropped"),
        ("30m", "planned"),
        ("15m", "dropped"),
        ("passed", "planned"),
    ]
    assert await findings(town) == []


async def test_t1_the_auditor_knows_the_lead_times_of_an_urgent_issue(town):
    await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", "ด่วน น้ำท่วม"))
    async with town.deps.sessions.begin() as session:
        await session.delete(await session.scalar(select(Reminder).where(Reminder.name == "1h")))

    await audit_ledgers(town.deps)

    assert await planned(town) == ["12h", "3h", "1h", "30m", "passed"]


async def sets(town, own, code="main"):
    """The operator lets a workspace have lead times of its own; none: those of the settings."""
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        await set_remind_before(opened, await opened.hold(code), own)


async def repairs(town):
    """What the auditor has to put right, as far as the audit tells."""
    await audit_ledgers(town.deps)
    found = await town.rows(AuditEntry)
    return [entry.detail for entry in found if entry.action == "ledger.repaired"]


async def test_t1_a_workspace_has_lead_times_of_its_own_for_what_is_opened_later(town):
    await sets(town, {"remind_before": "20h,2h", "remind_before_most_urgent": "10m"})

    for mark in ("", "ด่วน ", "ด่วนที่สุด "):
        await town.answer("ia", "issuer", FLOOD.replace("น้ำท่วม", f"{mark}น้ำ{mark}ท่วม"))

    assert await repairs(town) == []
    assert [(row.assignment.issue.number, row.name) for row in await with_their_issues(town)] == [
        *((1, name) for name in ("20h", "2h", "passed")),
        *((2, name) for name in ("12h", "3h", "1h", "30m", "passed")),
        *((3, name) for name in ("10m", "passed")),
    ]


async def test_t1_other_settings_change_what_lies_ahead_of_open_issues_at_the_next_start(town):
    await town.answer("ia", "issuer", FLOOD)
    await obey_settings(town.deps)
    assert await planned(town) == ["24h", "3h", "30m", "passed"]

    town.set(remind_before=spans("12h,3h"))
    for _ in range(2):
        await obey_settings(town.deps)

    assert await planned(town) == ["12h", "3h", "passed"]
    assert await repairs(town) == []
    dropped = [row for row in await town.rows(AuditEntry) if row.action == "reminder.dropped"]
    assert [row.detail["reason"] for row in dropped] == ["lead_times_changed"] * 2


async def test_t1_other_lead_times_change_what_lies_ahead_of_open_issues_at_once(town):
    await town.answer("ia", "issuer", FLOOD)
    await town.tick(7 * HOUR)
    own = {"remind_before": "12h,3h"}

    await sets(town, own)
    assert await ledger(town) == [
        ("24h", "delivered"),
        ("12h", "planned"),
        ("3h", "planned"),
        ("30m", "dropped"),
        ("passed", "planned"),
    ]
    assert await repairs(town) == []

    await sets(town, {})
    assert await planned(town) == ["3h", "30m", "passed"]
    assert await repairs(town) == []
    assert await findings(town) == []
    told = [entry for entry in await town.rows(AuditEntry) if entry.actor == "operator"]
    assert [(entry.action, entry.subject) for entry in told] == [
        ("workspace.remind_before", "workspace:main"),
        ("reminder.dropped", "issue:1"),
    ] * 2
    assert told[0].detail == {"old": {}, "new": own}
    assert told[2].detail == {"old": own, "new": {}}
    assert [(each.detail["reminder"], each.detail["reason"]) for each in told[1::2]] == [
        ("30m", "lead_times_changed"),
        ("12h", "lead_times_changed"),
    ]


async def test_t1_a_group_reads_reminders_at_the_hours_of_its_workspace_alone(town):
    await town.settle("north", "n")
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("nia", "issuer", FLOOD)
    await sets(town, {"remind_before": "5h"}, "north")
    await town.later()
    town.fresh("ir"), town.fresh("nir")

    heard = []
    for hours in (7, 18, 2):
        await town.tick(hours * HOUR)
        heard.append((len(town.fresh("ir")), len(town.fresh("nir"))))

    assert heard == [(1, 0), (0, 1), (1, 0)]  # 24 hours before, 5, 3
    assert await repairs(town) == []


async def test_t1_a_report_that_is_returned_is_reminded_of_by_the_lead_times_that_hold(town):
    town.set(return_clock="running")
    await town.answer("ia", "issuer", FLOOD)
    await town.answer("ir", "ddpm", "#report 1 แก้ไขแล้ว")
    await sets(town, {"remind_before": "2h"})

    await town.answer("ia", "issuer", "#return 1 ขาดสาเหตุ")

    assert await planned(town) == ["2h", "passed"]
    assert await repairs(town) == []


async def test_t1_an_edit_of_the_urgency_keeps_to_the_lead_times_of_the_workspace(town):
    await town.answer("ia", "issuer", FLOOD)
    await sets(town, {"remind_before": "20h", "remind_before_urgent": "30m,10m"})

    await town.answer("ia", "issuer", "#แก้ไข 1\nความเร่งด่วน: ด่วน")
    assert await planned(town) == ["30m", "10m", "passed"]

    await sets(town, {"remind_before_urgent": "20h"})
    assert await planned(town) == ["20h", "passed"]
    assert await repairs(town) == []


async def test_w4_the_auditor_knows_the_lead_times_of_a_workspace(town):
    await sets(town, {"remind_before": "20h,2h"})
    await town.answer("ia", "issuer", FLOOD)
    async with town.deps.sessions.begin() as session:
        await session.delete(await session.scalar(select(Reminder).where(Reminder.name == "2h")))

    assert [found["reminder"] for found in await repairs(town)] == ["2h"]
    assert await planned(town) == ["20h", "2h", "passed"]


async def test_the_reminders_of_all_agencies_of_an_issue_are_planned_at_once(town):
    asked = []
    engine = town.deps.engine.sync_engine

    def hear(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    await town.answer("ia", "issuer", FLOOD.replace("ปภ.", "ปภ., กรมชลประทาน, กรมประมง"))
    event.remove(engine, "before_cursor_execute", hear)

    assert sum("INSERT INTO reminders" in each for each in asked) == 1
    assert len({row.assignment_id for row in await town.rows(Reminder)}) == 3
