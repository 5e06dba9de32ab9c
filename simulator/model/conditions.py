"""LINE's conditions by name, as a page, a scenario or a test switches them on and off."""

from dataclasses import dataclass, replace
from typing import Any

from simulator.model.errors import CannotDo
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.platform import Platform

SLOW_SECONDS = 4.0
"""Real seconds by which answers of the API are late."""
NEXT_EVENTS = 3
"""How many webhook events a condition of the webhooks takes hold of."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A named condition: a fault of every call, a fault of the next events, or a spent quota.

    `events` names the fault of the webhooks, and how many events meet it (True: all).
    """

    name: str
    api: ApiFault | None = None
    events: tuple[str, int | bool] | None = None

    def holds(self, platform: Platform) -> bool:
        """Whether it is on."""
        if self.api:
            return self.api in platform.faults.api
        if self.events:
            return bool(getattr(platform.faults.webhooks, self.events[0]))
        return platform.quota.spent

    def switch(self, platform: Platform, on: bool) -> None:
        """Switch it on or off."""
        if self.api and on != self.holds(platform):
            (platform.faults.add if on else platform.faults.remove)(replace(self.api))
        elif self.events:
            field, value = self.events
            changed: dict[str, Any] = {field: value if on else type(value)(0)}
            platform.faults.set_webhooks(replace(platform.faults.webhooks, **changed))
        elif not self.api:
            platform.quota.spent = on
            platform.updates.add("quota", **platform.quota.as_json())


CONDITIONS = (
    Condition("slow", ApiFault(ApiFaultKind.DELAY, seconds=SLOW_SECONDS)),
    Condition("failing", ApiFault(ApiFaultKind.STATUS)),
    Condition("rate_limit", ApiFault(ApiFaultKind.RATE_LIMIT)),
    Condition("quota_spent"),
    Condition("lost", ApiFault(ApiFaultKind.LOST)),
    Condition("duplicate", events=("duplicate", NEXT_EVENTS)),
    Condition("reorder", events=("reorder", NEXT_EVENTS)),
    Condition("redelivery", events=("drop", NEXT_EVENTS)),
    Condition("hold", events=("hold", True)),
)
"""All conditions, in the order in which a page shows them."""


def condition(name: str) -> Condition:
    """Return a condition; raises CannotDo when unknown."""
    for each in CONDITIONS:
        if each.name == name:
            return each
    raise CannotDo(f"There is no condition {name!r}.")
