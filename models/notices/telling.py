"""What is left to be told: when it is pushed at the latest, and whose names are called."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.budget import Purpose
from domain.notices import CALLING, Topic, kind
from domain.people_to_call import call
from domain.planner import A_YEAR, DueNotice, Waits, waits_until
from domain.say import Say
from domain.words import Words
from models import quota
from models.agencies import AgencyRow
from models.groups import Group, GroupKind, people_to_call
from models.issues import Assignment
from models.notices import Notice, announcements
from models.tables import insert_new, parts
from models.work import Work, leave


async def tell(
    session: AsyncSession,
    group: Group,
    topic: Topic,
    say: Say,
    *,
    now: datetime,
    waits: Waits,
    words: Words,
    agencies: Sequence[AgencyRow] = (),
    also: Sequence[AgencyRow] = (),
    until: datetime | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Tell a group something once, as the planner decides; return whether it was new.

    It matters to `agencies`, whose people are called by name, and to `also`. `until` is when they
    must have acted, by default the earliest of their deadlines in the issue that it is about. What
    is due later than now, at `due_at`, may ride before. A reminder of agencies without reporters
    makes no push to the group.
    """
    ids = tuple(dict.fromkeys(row.id for row in (*agencies, *also)))
    direct = await quota.may_tell_people(session, waits.route, words.tz)
    if direct and until is None:
        until = await _until(session, say.about, ids)
    limited = topic.purpose is Purpose.RESULT and await quota.is_limited(session)
    due = DueNotice(topic.purpose, due_at or now, waits, ids, until=until, limited=limited)
    people = await people_to_call.in_group(session, group, agencies) if agencies else {}
    reminds_nobody = kind(topic.key) in CALLING and not await people_to_call.may_report(
        session, group, agencies
    )
    push_at = now + A_YEAR if reminds_nobody else waits_until(due)
    tell_at = waits_until(replace(due, direct=True)) if direct else push_at
    row = {
        "group_id": group.id,
        "say": call(say, people, topic.key, words).as_json(),
        "created_at": now,
        "push_at": push_at,
        "tell_at": tell_at,
        "dedupe_key": topic.to(group.id),
        "agencies": ids,
        **_NEW,
    }
    new = bool(await insert_new(session, Notice, [row]))
    if new:
        leave(session, Work.NOTICES, tell_at)
        told = ids or group.kind == GroupKind.IR
        if told and say.about is not None and topic.purpose in announcements.TO_AGENCIES:
            await announcements.note(session, topic.to(group.id), say.about, ids, now)
    return new


async def tell_person(
    session: AsyncSession,
    group: Group,
    topic: Topic,
    receiver: str,
    agencies: Sequence[int],
    now: datetime,
) -> bool:
    """Tell one person (LINE account) of a group's workspace something; return whether it was new.

    It gets its words when it is put into a request.
    """
    due = waits_until(DueNotice(topic.purpose, now, Waits(timedelta(0), timedelta(0))))
    row = {
        "group_id": group.id,
        "say": Say("").as_json(),
        "created_at": now,
        "push_at": due,
        "tell_at": due,
        "dedupe_key": topic.key,
        "agencies": agencies,
        **_NEW,
        "receiver": receiver,
    }
    new = bool(await insert_new(session, Notice, [row]))
    if new:
        leave(session, Work.NOTICES, due)
    return new


_NEW: dict[str, Any] = {
    "outbox_id": None,
    "reached": [],
    "receiver": None,
    "part_of": None,
    "held": "",
}


async def _until(
    session: AsyncSession, issue_id: int | None, agency_ids: Sequence[int]
) -> datetime | None:
    if issue_id is None or not agency_ids:
        return None
    earliest = select(func.min(Assignment.deadline)).where(Assignment.issue_id == issue_id)
    found = [
        await session.scalar(earliest.where(Assignment.agency_id.in_(part)))
        for part in parts(agency_ids)
    ]
    return min((each for each in found if each is not None), default=None)


async def ride(
    session: AsyncSession, group_id: int, topic: Topic, says: Sequence[Say], now: datetime
) -> None:
    """Let an answer that could not be a reply travel with the next free one in its group."""
    until = waits_until(DueNotice(topic.purpose, now, Waits(timedelta(0), timedelta(0))))
    rows = [
        {
            "group_id": group_id,
            "say": say.as_json(),
            "created_at": now,
            "push_at": until,
            "tell_at": until,
            "dedupe_key": f"{topic.to(group_id)}:{place}",
            "agencies": (),
            **_NEW,
        }
        for place, say in enumerate(says)
    ]
    await insert_new(session, Notice, rows)
