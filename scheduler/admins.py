"""What the admins are told: strangers, reports kept aside, groups lost, messages given up."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps, words_of
from bot.line.api import LineError
from domain.chat.rights import Place, Role
from domain.issues.audit import SCHEDULER, Action, subject
from domain.members import GRACE, LATELY, Aside, GroupNews, may_tell_admins
from domain.notices import Topic, admins_told, is_for_admins
from domain.rendering import render
from domain.say import Say
from models import audit, groups, outbox, people, revival, workspaces
from models.audit import AuditEntry
from models.database import will_pass
from models.groups import Group, GroupKind
from models.notices import telling
from models.outbox import OutboxMessage
from models.people import Person, aside
from models.people.aside import ReportAside
from models.roster import members
from models.roster.members import Stranger
from scheduler.month_spent import tell_month_spent

log = logging.getLogger(__name__)

QUESTIONS = 50
"""Names asked of LINE in one run."""


async def tell_admins(deps: Deps) -> None:
    """Tell the admins of each workspace what is new about its groups: one message each."""
    async with deps.reading() as session:
        everywhere = await workspaces.ids(session)
    for workspace_id in everywhere:
        try:
            await _ask_names(deps, workspace_id)
            await _tell(deps, workspace_id)
            await tell_month_spent(deps, workspace_id)
        except Exception as error:
            if will_pass(error):
                raise
            log.exception("The admins could not be told.", extra={"workspace": workspace_id})


@dataclass(frozen=True, slots=True)
class _News:
    strangers: Sequence[Stranger]
    aside: Sequence[ReportAside]
    gone: Sequence[Group]
    given_up: Sequence[OutboxMessage]

    def __bool__(self) -> bool:
        return bool(self.strangers or self.aside or self.gone or self.given_up)

    @property
    def is_worth_telling(self) -> bool:
        """Whether there is more than news that did not reach some admin.

        One whom LINE never takes would be news every day, to all the others.
        """
        given_up = [row for row in self.given_up if not is_for_admins(row.dedupe_key)]
        return bool(self.strangers or self.aside or self.gone or given_up)


async def _news(session: AsyncSession, workspace_id: int, now: datetime) -> _News:
    return _News(
        await members.strangers_present(session, workspace_id, untold_before=now - GRACE),
        await aside.waiting(session, workspace_id, untold=True),
        await groups.gone_untold(session, workspace_id),
        await revival.untold(session, workspace_id),
    )


async def _ask_names(deps: Deps, workspace_id: int) -> None:
    """Ask LINE for the display names of strangers. A stranger without one is shown as unknown."""
    async with deps.reading() as session:
        news = await _news(session, workspace_id, deps.clock())
    names: dict[str, str] = {}
    unnamed: list[ReportAside | Stranger] = [*news.aside, *news.strangers]
    for row in unnamed[:QUESTIONS]:
        if row.name or row.line_user_id in names:
            continue
        try:
            name = await deps.line.member_name(row.line_group_id, row.line_user_id)
        except LineError as error:
            log.warning("LINE does not tell a name.", extra={"status": error.status})
            break
        names[row.line_user_id] = name or ""
    if not names:
        return
    async with deps.sessions.begin() as session:
        for user_id, name in names.items():
            await members.name_stranger(session, workspace_id, user_id, name)
            await aside.name(session, workspace_id, user_id, name)


async def _tell(deps: Deps, workspace_id: int) -> None:
    now = deps.clock()
    # Of two schedulers one finds everything told.
    async with deps.holding(workspace_id) as session:
        news = await _news(session, workspace_id, now)
        if not news:
            return
        admins = await people.with_role(session, workspace_id, Role.ADMIN)
        bound = await groups.of_workspace(session, workspace_id)
        if not admins and not bound:
            return
        told_before = await members.told_admins_at(session, workspace_id, now - LATELY)
        if not news.given_up and not may_tell_admins(told_before, now):
            return
        words = words_of(deps.settings)
        sent_again, too_old = await _revive(session, news.given_up, now)
        if not news.is_worth_telling:
            return
        told_of = _group_news(news, bound, sent_again, too_old)
        say = Say(words.group_news(told_of))
        told: list[Stranger | ReportAside | Group] = [*news.strangers, *news.aside, *news.gone]
        for row in told:
            row.told_at = now
        entry = await _note(session, workspace_id, news, now)
        topic, openly = admins_told(entry.id), Say(words.group_news(told_of, openly=True))
        await say_to_admins(deps, session, admins, bound, topic, say, openly, now)


async def say_to_admins(
    deps: Deps,
    session: AsyncSession,
    admins: Sequence[Person],
    bound: Sequence[Group],
    topic: Topic,
    say: Say,
    openly: Say,
    now: datetime,
) -> None:
    """Tell each admin in private, and `openly` the issuers' group, by a free reply.

    An admin may not be a friend.
    """
    for person in admins:
        await _push(session, str(person.line_user_id), say, now, topic.to(person.id))
    if bound:
        first = min(bound, key=lambda group: group.kind != GroupKind.IA)
        words, waits = words_of(deps.settings), deps.settings.waits
        await telling.tell(session, first, topic, openly, now=now, waits=waits, words=words)


async def _revive(
    session: AsyncSession, given_up: Sequence[OutboxMessage], now: datetime
) -> tuple[int, int]:
    """Let live again what is of use of all that was given up; return how many do and do not.

    What only told admins is not counted: it is no news to the others.
    """
    sent_again = too_old = 0
    worth_telling = {row.chat for row in given_up if not is_for_admins(row.dedupe_key)}
    for chat in dict.fromkeys(row.chat for row in given_up):
        alive, stale = await revival.revive(session, chat, now, actor=SCHEDULER)
        if chat in worth_telling:
            sent_again, too_old = sent_again + alive, too_old + stale
    for row in given_up:
        # One that lives again too: where LINE never takes it, it is not told of every day.
        row.told_at = now
    return sent_again, too_old


def _group_news(news: _News, bound: Sequence[Group], sent_again: int, too_old: int) -> GroupNews:
    places = {group.line_group_id: Place(group.kind) for group in (*bound, *news.gone)}
    return GroupNews(
        strangers=[(row.name, places.get(row.line_group_id)) for row in news.strangers],
        aside=[Aside(row.id, row.issue_no, row.name, row.sent_at) for row in news.aside],
        left=[Place(group.kind) for group in news.gone if group.replaced_at is None],
        replaced=[Place(group.kind) for group in news.gone if group.replaced_at is not None],
        sent_again=sent_again,
        too_old=too_old,
    )


async def _push(session: AsyncSession, to: str, say: Say, now: datetime, key: str) -> None:
    rendered = render([say])
    await outbox.enqueue(
        session,
        chat=to,
        messages=rendered.messages,
        about=rendered.about,
        now=now,
        own=len(rendered.messages),
        dedupe_key=key,
    )


async def _note(session: AsyncSession, workspace_id: int, news: _News, now: datetime) -> AuditEntry:
    return await audit.append(
        session,
        workspace_id,
        Action.ADMINS_TOLD,
        subject("groups"),
        at=now,
        actor=SCHEDULER,
        strangers=len(news.strangers),
        aside=[row.id for row in news.aside],
        groups=[group.id for group in news.gone],
        requests=[str(row.id) for row in news.given_up],
    )
