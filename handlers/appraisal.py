"""`#appraisal`: how an agency stands in the figures, from which day on."""

from collections.abc import Sequence
from datetime import date

from domain.agencies import Agency, AgencyKind
from domain.chat.commands import Appraisal
from domain.chat.rights import Role
from domain.errors import Refused
from domain.indicator.period import Period
from domain.indicator.rules import By, Indicator
from domain.issues.audit import Action, subject
from domain.say import Say
from handlers.context import Context
from models import agencies, audit, indicator, people, workspaces
from models.agencies import AgencyRow
from models.indicator import standings
from models.indicator.standings import Standing

_NOTHING = Indicator(0, 0, 0, 0, 0, None)


async def appraise(command: Appraisal, ctx: Context) -> list[Say]:
    """Let an agency be appraised or shown only, in a ministry or none, from a day on. Rule K15.

    It holds in all workspaces, as `saphan agency set` says it. Where nothing is to be changed, how
    the agency stands is told.
    """
    (row,) = await agencies.named(ctx.session, ctx.in_workspace().id, [command.agency])
    if command.appraised is None and command.ministry is None:
        return [Say(await _told(row, ctx))]
    since = _checked(command, row.value(), ctx)
    await _check_admin_of_all(ctx)
    held = (await standings.on(ctx.session, [row], since))[row.id]
    standing = Standing(
        agency_id=row.id,
        from_on=since,
        appraised=held.appraised if command.appraised is None else command.appraised,
        ministry=command.ministry or held.ministry,
        reason=command.reason,
        recorded_at=ctx.now,
        line_message_id=ctx.message_id,
    )
    home, tz = ctx.in_workspace().id, ctx.calendar.tz
    periods = await standings.quarters_of(ctx.session, home, standing, tz)
    before = await _figures(periods, ctx)
    told = await standings.put(ctx.session, row, standing, tz)
    await audit.append_everywhere(
        ctx.session,
        Action.AGENCY_STANDS,
        subject("agency", row.code),
        at=ctx.occurred_at,
        actor=ctx.actor,
        **told,
    )
    how = _how(row, standing.appraised, standing.ministry, ctx)
    text = ctx.words.put_on_record(row.value(), how, since, command.reason)
    changed = _changed(before, await _figures(periods, ctx))
    return [Say(f"{text}\n{ctx.words.figures_changed(changed)}")]


def _checked(command: Appraisal, agency: Agency, ctx: Context) -> date:
    """Return the first day; raises Refused for what is missing, or cannot be."""
    words, over = ctx.words, ctx.directory.agency(command.ministry or "")
    if over is not None and over.code != agency.code and over.kind is not AgencyKind.MINISTRY:
        raise Refused("no_ministry", words.no_ministry(over))
    form = words.appraisal_form(agency, command.appraised, over, command.from_on, command.reason)
    if command.from_on is None:
        raise Refused("since_when", words.since_when(form))
    if command.from_on < standings.FIRST:
        raise Refused("before_the_first", words.before_the_first(standings.FIRST))
    if not command.reason:
        raise Refused("no_reason", words.why_appraisal(form))
    return command.from_on


async def _check_admin_of_all(ctx: Context) -> None:
    """Raise Refused for an admin who is none in another workspace: rights are by roster (B3)."""
    known = await people.everywhere(ctx.session, ctx.user_id or "")
    homes = {each.workspace_id for each in known if Role.ADMIN in each.roles}
    every = await workspaces.ids(ctx.session)
    if not homes.issuperset(every):
        raise Refused("operators_appraise", ctx.words.operators_appraise())
    for each in every:
        workspaces.check_held(ctx.session, each)


_Figures = dict[tuple[str, str], Indicator]
"""By period and name of ministry."""


async def _figures(periods: Sequence[Period], ctx: Context) -> _Figures:
    found: _Figures = {}
    for period in periods:
        table = await indicator.table(
            ctx.session,
            ctx.in_workspace().id,
            period,
            By.MINISTRY,
            now=ctx.now,
            tz=ctx.calendar.tz,
            language=ctx.words.language,
            roles=ctx.policy.counted_roles,
        )
        found |= {(period.name, row.name): row.indicator for row in table.rows}
    return found


def _changed(before: _Figures, after: _Figures) -> list[tuple[str, str, Indicator, Indicator]]:
    """Return what differs, in the order of the figures before."""
    keys = dict.fromkeys([*before, *after])
    pairs = [(*key, before.get(key, _NOTHING), after.get(key, _NOTHING)) for key in keys]
    return [each for each in pairs if each[2] != each[3]]


async def _told(row: AgencyRow, ctx: Context) -> str:
    today = ctx.calendar.local(ctx.now).date()
    held = (await standings.on(ctx.session, [row], today))[row.id]
    said = [
        (one.from_on, _how(row, one.appraised, one.ministry, ctx), one.reason)
        for one in await standings.of_agency(ctx.session, row.id)
    ]
    now = _how(row, held.appraised, held.ministry, ctx)
    return ctx.words.stands_now(row.value(), now, said)


def _how(row: AgencyRow, appraised: bool, ministry: str, ctx: Context) -> str:
    """Say how an agency stands; one that stands for itself is in no ministry."""
    over = ctx.directory.agency(ministry) if ministry != row.code else None
    return ctx.words.stands(appraised, over)
