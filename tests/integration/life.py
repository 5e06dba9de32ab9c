"""A day in the life of issues: taps, edits and the record, on top of a town."""

from datetime import timedelta

from sqlalchemy import select

from models.agencies import AgencyRow
from models.issues import Assignment
from models.workspaces import MAIN
from simulator.model.phones import Phones, actions_of

HOUR = timedelta(hours=1)
FLOOD = "#ประเด็น น้ำท่วมขัง\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 15.00 น."


def button(town, chat, choice):
    """The newest message of the bot in a chat that has a button with this label."""
    for entry in reversed(town.entries(chat)):
        if any(action.get("label") == choice for action in actions_of(entry.message)):
            return entry
    raise AssertionError(f"no button {choice} in {chat}")


async def taps(town, chat, who, choice, *, entry=None, picked=""):
    """Somebody taps; gives what the chat newly reads from the bot, as one text."""
    town.fresh(chat)
    entry = entry or button(town, chat, choice)
    params = {"datetime": picked} if picked else {}
    Phones(town.platform).taps(town.people[who], entry.id, choice, params)
    await town.deliver()
    await town.work()
    return "\n".join(town.fresh(chat))


async def posts(town, chat, who, data):
    """A postback arrives with data of a stranger's making; gives the answer."""
    town.fresh(chat)
    Phones(town.platform).posts_back(town.chats[chat], town.people[who], data)
    await town.deliver()
    await town.work()
    return "\n".join(town.fresh(chat))


async def edits(town, chat, who, message, text, *, later=timedelta(minutes=1)):
    """Somebody edits a message; gives the answer."""
    town.platform.clock.advance(later)
    town.fresh(chat)
    Phones(town.platform).edits(town.people[who], message, text)
    await town.deliver()
    await town.work()
    return "\n".join(town.fresh(chat))


async def unsends(town, chat, who, message):
    """Somebody takes a message back; gives what the chat hears of it in time."""
    town.fresh(chat)
    Phones(town.platform).unsends(town.people[who], message)
    await town.deliver()
    await town.work()
    await town.later(2 * HOUR)
    return "\n".join(town.fresh(chat))


async def statuses(town):
    """The state of each agency's part, of all issues in the order of their making."""
    async with town.deps.reading() as session:
        found = await session.execute(
            select(AgencyRow.code, Assignment.status)
            .join(Assignment, Assignment.agency_id == AgencyRow.id)
            .order_by(Assignment.issue_id, Assignment.id)
        )
        return {code.rpartition("-")[2]: status for code, status in found}


def data(press, number, *more, workspace=MAIN):
    return "|".join(["1", press, workspace, str(number), *more])
