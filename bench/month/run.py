"""One month of one seed, from the empty database to its figures."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.month.count import Figures, count
from bench.month.due import everything
from bench.month.office import Office
from bench.month.play import play
from bench.month.script import Author
from bench.month.town import Size, open_town
from domain.calendar import Calendar
from models import holidays

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen: who there is, the quota and what is `left` of it, which working days."""

    quota: int | None = None
    left: int | None = None
    days: int = 22
    begins: date = date(2026, 9, 1)
    size: Size = field(default_factory=Size)


async def run(seed: int, options: Options, folder: Path) -> Figures:
    """Play a month in a folder; one more day shows what waited."""
    calendar = Calendar(
        BANGKOK, days_off=holidays.official(options.begins.year, options.begins.year + 2, "en")
    )
    office = Office.open(options.begins, options.days + 1, calendar)
    async with open_town(folder, seed, office.begins) as town:
        await town.settle(options.size)
        town.platform.quota.limit = options.quota
        if options.quota is not None and options.left is not None:
            town.platform.quota.used = options.quota - options.left
        month = Author(seed, office, town.agencies).write()
        await play(town, month)
        return await count(town, month, everything(month))
