"""Events that LINE brings late or again: what is newer by LINE's own time stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from life import FLOOD, HOUR, statuses
from sqlalchemy import select

from bot.commands.group import new_group_code
from bot.commands.session import Opened
from bot.line.api import LineApi
from domain.issues.audit import Action
from models import groups, workspaces
from models.audit import AuditEntry
from models.groups import Group, unbound
from models.groups.unbound import UnboundGroup
from scheduler.members import find_members, leave_groups
from simulator.model.faults import ApiFault
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


async def brings(town, *batches):
    """LINE brings webhooks that were lost before."""
    for batch in batches:
        for each in batch:
            assert await town.post(each.body, each.headers) == 200
        await town.work()


def lost(town, act):
    """Somebody does something a minute later, and LINE fails to bring it."""
    town.platform.clock.advance(MINUTE)
    act()
    return town.platform.webhooks.drain()


async def brought(town, act):
    await brings(town, lost(town, act))


async def is_in(town, chat="ir"):
    async with town.deps.reading() as session:
        group = await groups.by_line_id(session, town.chats[chat])
        return group is not None and group.left_at is None


async def test_an_old_leave_does_not_unbind_a_living_group(town):
    membership, ir = Membership(town.platform), town.chats["ir"]
    left = lost(town, lambda: membership.removes_bot(ir))
    joined = lost(town, lambda: membership.invites_bot(ir))
    await brought(town, lambda: town.says("ir", "ddpm", "#list"))

    await brings(town, left, joined)

    assert await is_in(town)
    await brings(town, lost(town, lambda: membership.removes_bot(ir)), joined)
    assert not await is_in(town)


async def test_any_event_of_a_group_tells_that_the_bot_is_in_it(town):
    membership, ir = Membership(town.platform), town.chats["ir"]
    await town.answer("ia", "issuer", FLOOD)
    said = lost(town, lambda: town.says("ir", "ddpm", "#รายงาน 1 ชี้แจง"))
    await brought(town, lambda: membership.removes_bot(ir))
    await brings(town, said)
    assert not await is_in(town)
    assert (await statuses(town))["DDPM"] == "reported"

    lost(town, lambda: membership.invites_bot(ir))
    await brought(town, lambda: town.says("ir", "rid", "#รายงาน 1 ชี้แจง"))

    assert await is_in(town)
    assert (await statuses(town))["RID"] == "reported"


async def test_a_question_that_tells_that_the_bot_is_in_a_group_is_answered_as_there(town):
    membership, ir = Membership(town.platform), town.chats["ir"]
    await town.answer("ia", "issuer", FLOOD)
    await town.later()
    await brought(town, lambda: membership.removes_bot(ir))
    lost(town, lambda: membership.invites_bot(ir))
    town.fresh("ir")

    await brought(town, lambda: town.says("ir", "ddpm", "#list"))

    assert await is_in(town)
    assert "น้ำท่วมขัง" in "".join(town.fresh("ir"))


async def test_what_was_refused_while_the_bot_was_out_is_told_when_it_is_back(town):
    membership, ir = Membership(town.platform), town.chats["ir"]
    lost(town, lambda: membership.removes_bot(ir))
    await town.answer("ia", "issuer", FLOOD)
    await town.later(MINUTE)
    assert not await is_in(town)
    assert town.fresh("ir") == []

    await brought(town, lambda: membership.invites_bot(ir))

    assert sum("น้ำท่วมขัง" in said for said in town.fresh("ir")) == 1


async def test_a_leave_counts_though_line_was_asked_for_members_after_it(town):
    left = lost(town, lambda: Membership(town.platform).removes_bot(town.chats["ir"]))
    town.platform.clock.advance(MINUTE)
    await find_members(town.deps)
    await brings(town, left)

    assert not await is_in(town)


async def test_a_late_departure_does_not_remove_who_has_come_again(town):
    membership, ir, who = Membership(town.platform), town.chats["ir"], town.people["ddpm"]

    async def present():
        async with town.deps.reading() as session:
            return who in await groups.members(session, ir)

    left = lost(town, lambda: membership.leaves(ir, who))
    await brought(town, lambda: membership.joins(ir, who))
    await brings(town, left)
    assert await present()

    said = lost(town, lambda: town.says("ir", "ddpm", "#list"))
    again = lost(town, lambda: membership.leaves(ir, who))
    await brings(town, again, said)
    assert not await present()


async def test_a_departure_is_known_of_somebody_whose_coming_is_late(town):
    membership, ir = Membership(town.platform), town.chats["ir"]
    nok = membership.new_person("Nok").user_id
    joined = lost(town, lambda: membership.joins(ir, nok))
    left = lost(town, lambda: membership.leaves(ir, nok))

    await brings(town, left, joined)

    async with town.deps.reading() as session:
        assert nok not in await groups.members(session, ir)


async def test_an_old_code_takes_no_place_that_was_given_later(town):
    membership = Membership(town.platform)
    everybody = list(town.people.values())
    for name in ("first", "second"):
        town.chats[name] = membership.new_group(name, everybody).group_id
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        main = await opened.hold("main")
        codes = [await new_group_code(opened, main, "ir") for _ in range(2)]
    late = lost(town, lambda: town.says("first", "admin", f"#bind {codes[0]}"))
    await brought(town, lambda: town.says("second", "admin", f"#bind {codes[1]}"))

    await brings(town, late)

    assert await is_in(town, "second")
    assert not await is_in(town, "first")


async def test_what_was_said_before_a_group_moved_is_not_carried_out_in_its_new_place(town):
    new = Membership(town.platform).new_group("new", list(town.people.values())).group_id
    town.chats["new"] = new
    codes = []
    for home in ("other", "main"):
        async with town.deps.sessions.begin() as session:
            if home == "other":
                await workspaces.add(session, code=home, name=home, now=town.now)
        async with town.deps.sessions.begin() as session:
            opened = Opened(town.deps.settings, session, town.now)
            codes.append(await new_group_code(opened, await opened.hold(home), "ir"))
    await town.answer("ia", "issuer", FLOOD)
    await brought(town, lambda: town.says("new", "admin", f"#bind {codes[0]}"))
    said = lost(town, lambda: town.says("new", "ddpm", "#report 1 of another place"))
    await brought(town, lambda: town.says("new", "admin", f"#bind {codes[1]}"))

    await brings(town, said)

    assert await is_in(town, "new")
    assert (await statuses(town))["DDPM"] == "assigned"


@pytest.mark.parametrize("out", [False, True])
async def test_what_waits_for_a_group_is_told_in_the_one_that_takes_its_place(town, out):
    new = Membership(town.platform).new_group("new", list(town.people.values()))
    town.chats["new"] = new.group_id
    async with town.deps.sessions.begin() as session:
        opened = Opened(town.deps.settings, session, town.now)
        code = await new_group_code(opened, await opened.hold("main"), "ir")
    await town.answer("ia", "issuer", FLOOD)
    if out:
        lost(town, lambda: Membership(town.platform).removes_bot(town.chats["ir"]))
        await town.later(MINUTE)

    await town.answer("new", "admin", f"#bind {code}")
    await town.later(MINUTE)

    assert "น้ำท่วมขัง" in "".join(entry.text for entry in town.entries("new"))
    assert town.fresh("ir") == []


async def test_a_group_of_nobody_that_the_bot_left_is_not_its_group_again(town):
    membership = Membership(town.platform)
    new = membership.new_group("new", list(town.people.values())).group_id
    town.chats["new"] = new
    await town.deliver()
    await town.work()
    said = lost(town, lambda: town.says("new", "guest", "#list"))
    left = lost(town, lambda: membership.removes_bot(new))
    await brings(town, left, said)
    async with town.deps.reading() as session:
        assert await unbound.overstayed(session, town.now + HOUR, 9) == []

    lost(town, lambda: membership.invites_bot(new))
    await brought(town, lambda: town.says("new", "guest", "#list"))
    await brings(town, left)

    async with town.deps.reading() as session:
        assert await unbound.overstayed(session, town.now + HOUR, 9) == [new]


async def test_a_passing_refusal_to_leave_is_not_taken_for_final(town):
    new = Membership(town.platform).new_group("new", [town.people["guest"]])
    await town.deliver()
    await town.work()
    town.platform.clock.advance(town.deps.settings.leave_after + HOUR)
    town.platform.faults.add(ApiFault("status", "leaveGroup", 1, status=403))

    await leave_groups(town.deps)
    assert new.has_bot
    await leave_groups(town.deps)
    assert new.has_bot  # not asked again at once
    town.platform.clock.advance(HOUR)
    await leave_groups(town.deps)

    assert not new.has_bot
    async with town.deps.reading() as session:
        assert list(await session.scalars(select(UnboundGroup))) == []
        assert len(list(await session.scalars(select(Group)))) == 2


async def test_a_group_that_is_bound_while_others_are_left_stays(town):
    first, second = (
        Membership(town.platform).new_group(name, [town.people["guest"]]) for name in "ab"
    )
    await town.deliver()
    await town.work()
    town.platform.clock.advance(town.deps.settings.leave_after + HOUR)
    carry = town.carrier

    async def binds_the_other(method, path, *rest, **more):
        other = second if first.group_id in path else first
        async with town.deps.sessions.begin() as session:
            row = Group(workspace_id=1, kind="ia", line_group_id=other.group_id)
            session.add(row)
        return await carry(method, path, *rest, **more)

    await leave_groups(replace(town.deps, line=LineApi(binds_the_other)))

    assert first.has_bot != second.has_bot


async def test_the_record_tells_when_what_came_late_was_said_and_when_it_was_known(town):
    await town.answer("ia", "issuer", FLOOD)
    report = lost(town, lambda: town.says("ir", "ddpm", "#report 1 ok"))
    said_at = town.now
    town.platform.clock.advance(2 * HOUR)
    await brings(town, report)

    (entry,) = [row for row in await town.rows(AuditEntry) if row.action == Action.REPORT_FINAL]

    assert entry.at == said_at
    assert entry.recorded_at == said_at + 2 * HOUR
