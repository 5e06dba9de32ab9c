"""`saphan quota`: what the month's messages went to, what is left, and what waits."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import click

from bot.calendar import office_calendar
from bot.commands.session import asynchronous, transaction
from bot.watch.doctor import TALK_LENDS_REPLIES
from domain.planner import Route
from domain.quota import Month, WaitsFor
from domain.spending import Spent, Way, by_cause, month_at, summed
from models import workspaces
from models.outbox import spending
from models.outbox.untold import by_reason
from models.quota import may_tell_people, month_of

_HEADS = ("told", "billed", "saved")
_WAITS_FOR = {
    WaitsFor.REPLY: "for the next answer in their group",
    WaitsFor.ROOM: "for a month with room for a push to their group",
    WaitsFor.FRIEND: "for a reporter who is a friend of the bot and wants to be told 1:1",
    WaitsFor.LINE: "on their way, or not taken by LINE yet",
    WaitsFor.GROUP: "for the bot to be invited into its group again",
    WaitsFor.OPERATOR: "given up: see `saphan outbox list`",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is known; `sums` are those of each workspace, by its code (empty: of none).

    `needs_talk`: the month is scarce, and talk in the groups lends it no replies.
    """

    first: date
    month: Month | None
    sums: Mapping[str, Sequence[Spent]]
    waiting: Mapping[WaitsFor, int]
    needs_talk: bool

    @property
    def spent(self) -> list[Spent]:
        return summed(each for sums in self.sums.values() for each in sums)

    def saved(self, *, riding: bool) -> int:
        return sum(each.saved for each in self.spent if (each.way is Way.RIDE) is riding)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@asynchronous
async def quota(as_json: bool) -> None:
    """Tell plan, use and forecast of the month, what it went to, and what waits.

    \b
    told    answers and notices        billed  messages by our own count
    saved   what a push of its own would have cost beside what was billed
    """
    async with transaction(read_only=True) as opened:
        session, now, settings = opened.session, opened.now, opened.settings
        first = month_at(now, settings.timezone)
        codes = {each.id: each.code for each in await workspaces.listed(session)}
        by_id = await spending.by_workspace(session, first)
        known = _Known(
            first,
            await month_of(session, await office_calendar(session, settings, now)),
            {codes.get(home, ""): sums for home, sums in by_id.items()},
            await by_reason(session, now),
            not settings.ride_on_talk
            and await may_tell_people(session, Route.AUTO, settings.timezone),
        )
    if as_json:
        click.echo(json.dumps(_shaped(known), ensure_ascii=False))
    else:
        _print(known)


def _shaped(known: _Known) -> dict[str, object]:
    month, spent = known.month, known.spent
    told = None
    if month is not None:
        told = {
            "asked_at": month.asked_at.isoformat(timespec="seconds"),
            "plan": month.limit,
            "used": month.used,
            "left": month.left,
            "forecast": month.forecast,
            "counted": month.counted,
            "in_doubt": month.in_doubt,
            "differs": month.differs,
        }
    return {
        "month": f"{known.first:%Y-%m}",
        "line": told,
        "sums": [
            {"workspace": code or None, **asdict(each)}
            for code, sums in known.sums.items()
            for each in sums
        ],
        "by_cause": dict(by_cause(spent)),
        "by_way": {way: sum(each.billed for each in spent if each.way is way) for way in Way},
        "saved_by_riding": known.saved(riding=True),
        "saved_by_sharing": known.saved(riding=False),
        "waiting": known.waiting,
    }


def _print(known: _Known) -> None:
    """Print what LINE told, the sums in columns with their names last, and what waits."""
    click.echo(f"{known.first:%Y-%m}")
    for line in _told(known.month):
        click.echo(line)
    click.echo("".join(f"{head:>12}" for head in _HEADS))
    for code, sums in known.sums.items():
        for each in sums:
            named = f"{each.way} {each.cause} ({code or 'of no single workspace'})"
            click.echo(f"{each.told:>12}{each.billed:>12}{each.saved:>12}  {named}")
    spent = known.spent
    told, billed = sum(each.told for each in spent), sum(each.billed for each in spent)
    riding, sharing = known.saved(riding=True), known.saved(riding=False)
    click.echo(f"{told:>12}{billed:>12}{riding + sharing:>12}  total")
    click.echo(f"Saved by riding on answers: {riding}; by sharing pushes: {sharing}.")
    for why, count in known.waiting.items():
        click.echo(f"Waiting {_WAITS_FOR[why]}: {count}")
    if known.needs_talk:
        click.echo(f"The month is scarce. {TALK_LENDS_REPLIES}.")


def _told(month: Month | None) -> list[str]:
    if month is None:
        return ["LINE has not been asked yet: the scheduler does so, and #quota."]
    limit, left = ("no limit", "") if month.limit is None else (month.limit, f", {month.left} left")
    lines = [
        f"Plan: {limit}; used: {month.used}{left}; forecast: {month.forecast} "
        f"(LINE on {month.asked_at:%Y-%m-%d %H:%M} UTC)",
    ]
    if month.differs:
        doubt = f", {month.in_doubt} in doubt" if month.in_doubt else ""
        lines.append(f"Our own count came to {month.counted} then{doubt}: see `saphan doctor`.")
    return lines
