"""What stands in the audit: everything that was done, refused, delivered or set, and no names."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from operating import Operator
from sqlalchemy import select

from bot.commands.serve import note_settings
from models import workspaces
from models.audit import AuditEntry

DAY = "2027-01-04"


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path)


def audit(operator, workspace="main"):
    return json.loads(operator.does("export", "audit", "--workspace", workspace))


def said(entries):
    return [(entry["actor"], entry["action"], entry["subject"]) for entry in entries]


def test_what_an_operator_decides_is_on_record(operator):
    operator.does("holiday", "add", DAY, "วันหยุดพิเศษ")
    operator.does("alias", "add", "กลุ่มอุทกภัย", "MOI-DDPM", "MOAC-RID")
    operator.does("group", "code", "ia")
    operator.does("alias", "remove", "กลุ่มอุทกภัย")
    operator.does("holiday", "remove", DAY)

    entries = audit(operator)

    assert said(entries) == [
        ("operator", "holiday.added", f"day:{DAY}"),
        ("operator", "alias.added", "alias:1"),
        ("operator", "group.code", "group:ia"),
        ("operator", "alias.removed", "alias:1"),
        ("operator", "holiday.removed", f"day:{DAY}"),
    ]
    assert [entry["detail"] for entry in entries[:2]] == [
        {"off": True},
        {"agencies": ["MOI-DDPM", "MOAC-RID"]},
    ]
    assert "the chain holds" in operator.does("audit", "verify")


def test_what_changes_nothing_is_not_on_record(operator):
    operator.fails("holiday", "remove", DAY)
    operator.fails("alias", "remove", "ไม่มี")
    operator.fails("alias", "add", "กลุ่ม", "NO-SUCH")
    operator.does("workspace", "list")

    assert audit(operator) == []


def test_whose_codes_were_printed_is_on_record(operator):
    operator.does("roster", "import", operator.file("r.csv", "agency,name\nMOI,Nok\n"))
    operator.does("roster", "codes")

    printed = audit(operator)[-1]

    assert (printed["action"], printed["detail"]) == ("roster.codes", {"people": [1]})


def test_a_workspace_begins_its_chain_and_shares_what_concerns_all(operator):
    operator.does("workspace", "add", "moph", "--name", "สธ.")
    operator.does("holiday", "add", DAY, "วันหยุดพิเศษ", "--working")

    assert said(audit(operator, "moph")) == [
        ("operator", "workspace.added", "workspace:moph"),
        ("operator", "holiday.added", f"day:{DAY}"),
    ]
    assert said(audit(operator)) == [("operator", "holiday.added", f"day:{DAY}")]


@pytest.mark.anyio
async def test_the_settings_in_force_are_on_record_without_secrets(deps):
    async with deps.sessions.begin() as session:
        await note_settings(session, deps.settings, "web", datetime.now(UTC))
        main = await workspaces.by_code(session, workspaces.MAIN)
        (row,) = await session.scalars(select(AuditEntry))

    assert (row.workspace_id, row.action, row.detail["part"]) == (
        main.id,
        "settings.in_force",
        "web",
    )
    shown = json.dumps(row.detail["settings"])
    assert row.detail["settings"]["remind_before"] == ["P1D", "PT3H", "PT30M"]
    for secret in ("a-channel-secret", "a-token", deps.settings.database_url):
        assert secret not in shown


@pytest.mark.anyio
async def test_every_delivery_to_a_group_is_on_record(town):
    await town.hear("ia", "issuer", "#issue ข่าวน้ำท่วม ถึง ปภ. ภายใน 3 วัน")
    await town.later()

    sent = [entry for entry in await town.rows(AuditEntry) if entry.actor == "sender"]

    assert [(entry.action, entry.subject, entry.detail["kind"]) for entry in sent] == [
        ("delivery.sent", "group:ia", "reply"),
        ("delivery.sent", "group:ir", "push"),
    ]
    assert all(entry.detail["line_request_id"] for entry in sent)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "#issue ข่าวน้ำท่วม ถึง ปภ. ภายใน 3 วัน",
            [("delivery.refused", "reply"), ("delivery.sent", "push")],
        ),
        ("#list", [("delivery.dropped", "reply")]),
    ],
)
async def test_what_line_refuses_is_on_record_with_what_came_instead(town, text, told):
    town.says("ia", "issuer", text)
    await town.deliver()
    town.platform.clock.advance(timedelta(minutes=30))
    await town.work()

    sent = [entry for entry in await town.rows(AuditEntry) if entry.actor == "sender"]

    assert [(entry.action, entry.detail["kind"]) for entry in sent] == told


@pytest.mark.anyio
async def test_a_refused_command_is_on_record_with_its_reason(town):
    await town.hear("ir", "ddpm", "#issue ข่าว ถึง ปภ. ภายใน 3 วัน")

    (entry,) = [entry for entry in await town.rows(AuditEntry) if entry.action == "refused"]

    assert (entry.subject, entry.detail) == ("command:issue", {"reason": "wrong_role"})
    assert entry.actor.startswith("person:")
