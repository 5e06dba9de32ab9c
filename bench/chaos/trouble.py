"""What LINE does wrong: in its answers, and in how it delivers what people write."""

from dataclasses import dataclass, replace

from bench.chaos.town import Town

ANSWERS = {
    "calm": {},
    "lost": {"kind": "lost"},
    "slow": {"kind": "delay", "seconds": 0.5},
    "failing": {"kind": "status", "status": 500},
    "carried out, then 500": {"kind": "carried_out", "status": 500},
    "busy": {"kind": "rate_limit"},
    "refusing": {"kind": "status", "status": 403},
    "no push allowed": {"kind": "status", "status": 403, "operation": "pushMessage"},
    "quota spent": {"kind": "monthly_limit", "operation": "pushMessage"},
}
"""Faults of LINE's answers by name, for the next few calls."""


OPERATIONS = ("*", "replyMessage", "pushMessage")
"""Which calls a fault meets that does not say so itself."""


@dataclass(frozen=True)
class Troubles:
    """Which faults LINE's answers may have, and how much later (s) it brings what was not taken."""

    answers: tuple[str, ...] = tuple(ANSWERS)
    redelivered_after: tuple[int, ...] = (1, 1, 1, 2, 5, 70)


ANY = Troubles()
"""Everything, until redelivery after the end of a reply token's life."""
RARELY_REFUSING = replace(ANY, answers=(*(5 * tuple(ANSWERS)[:6]), *tuple(ANSWERS)[6:]))
"""Refused once, somebody is told nothing 1:1 for an hour."""
BRIEF = Troubles(("calm", "lost", "slow", "failing", "carried out, then 500"), (1,))
"""That after which all comes to rest within seconds."""


async def misbehave(town: Town, troubles: Troubles) -> None:
    """Let LINE do something else wrong from now on: one of these faults, and in delivering."""
    chance, client = town.chance, town.client
    name = chance.choice(troubles.answers)
    await client.clear_faults()
    if ANSWERS[name]:
        calls = {"operation": chance.choice(OPERATIONS), "times": chance.randint(1, 4)}
        await client.fault(**calls | ANSWERS[name])
    await client.set_delivery(redelivery_after_seconds=chance.choice(troubles.redelivered_after))
    await client.webhook_faults(
        duplicate=chance.choice((0, 0, 1, 2)),
        drop=chance.choice((0, 0, 0, 1)),
        reorder=chance.choice((0, 0, 0, 2, 3)),
        hold=chance.random() < 0.1,
    )


async def behave(town: Town) -> None:
    """Let everything go well from now on; what was held back is delivered."""
    await town.client.clear_faults()
    await town.client.set_delivery(redelivery_after_seconds=1)
