"""The figures of months as tables to read, beside the naive bot and other code."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.month.due import Kind
from bench.month.seen import Result

Months = Mapping[str, Any]
"""Figures by seed."""
PLAIN = (
    "free replies",
    "passed deadlines told by the nag of the next morning",
    "reminders of the night needed no more as offices opened",
    "pushes to the admin",
    "billed on the day after",
    "reminders that nobody owed",
    "requests that stand as sent, but LINE never took",
    "requests that LINE took, but do not stand as sent",
    "reminders that stand as sent, but nobody saw",
    "reminders that people saw, but do not stand as sent",
    "events and requests given up",
)
LOST_SHOWN = 20


def show(months: Months, other: Months | None = None) -> str:
    """Return the tables of all seeds."""
    return "\n".join(
        line for seed in months for line in _month(seed, months[seed], (other or {}).get(seed))
    )


def _month(seed: str, now: Any, other: Any) -> Iterator[str]:
    yield f"\nseed {seed}: {now['issues']} issues, {now['assignments']} assignments\n"
    beside = [other] if other else []
    heads = ["this", *(["other"] if other else []), "naive"]
    yield f"{'billed':54}" + "".join(f"{head:>10}" for head in heads)
    yield _row("all", [each["billed"] for each in (now, *beside)], now["naive"])
    for cause in dict.fromkeys(
        [*now["billed by cause"], *(other or now)["billed by cause"], *now["naive by cause"]]
    ):
        row = [each["billed by cause"].get(cause, 0) for each in (now, *beside)]
        yield _row(f"  {cause}", row, now["naive by cause"].get(cause, 0))
    for way in dict.fromkeys([*now["billed by way"], *(other or now)["billed by way"]]):
        yield _row(f"  as {way}", [each["billed by way"].get(way, 0) for each in (now, *beside)])
    yield from _kinds("told", now)
    if other:
        yield from _kinds("told by the other", other)
    yield ""
    for name in PLAIN:
        yield _row(name, [each[name] for each in (now, *beside)])
    for refused in ("commands refused", "calls that LINE refused"):
        yield from (_row(f"{refused}: {what}", [times]) for what, times in now[refused].items())
    yield from (f"  {each}" for each in now["lost"][:LOST_SHOWN])


def _row(name: str, values: list[int], *more: int) -> str:
    return f"{name:54}" + "".join(f"{value:>10,}" for value in (*values, *more))


def _kinds(title: str, month: Any) -> Iterator[str]:
    heads = f"{'due':>5}{'never':>7}{'late*':>7}{'moot':>6}"
    yield f"\n{title:20}{heads}  minutes late: median, 95 %, most; promptly, ways"
    for kind in Kind:
        each = month["kinds"][kind]
        minutes = "".join(f"{value:>8}" for value in each["minutes"] or ("-", "-", "-"))
        ways = ", ".join(f"{times} {way}" for way, times in each["ways"].items())
        yield (
            f"{kind:20}{each['due']:>5}{each[Result.NEVER]:>7}{each[Result.TOO_LATE]:>7}"
            f"{each[Result.NOT_NEEDED]:>6}{minutes} {each['prompt']:>4} %  {ways}"
        )
    yield "late*: when it was of no use any more; moot: those concerned acted within minutes;"
    yield "promptly: within ten minutes, an announcement within fifteen or a tenth of its span"
