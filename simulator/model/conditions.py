"""LINE's conditions by name, as a page, a scenario or a test switches them on and off."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from simulator.model.errors import Impossible
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.platform import Platform

SLOW_SECONDS = 4.0
"""Real seconds by which answers of the API are late."""
NEXT_EVENTS = 3
"""How many webhook events a condition of the webhooks takes hold of."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A named condition: whether it holds, and how it is switched."""

    name: str
    holds: Callable[[Platform], bool]
    switch: Callable[[Platform, bool], None]


def condition(name: str) -> Condition:
    """Return a condition; raises Impossible when unknown."""
    for each in CONDITIONS:
        if each.name == name:
            return each
    raise Impossible(f"There is no condition {name!r}.")


def _api(name: str, fault: ApiFault) -> Condition:
    """Return the condition that every call meets this fault, until switched off."""

    def holds(platform: Platform) -> bool:
        return fault in platform.faults.api

    def switch(platform: Platform, on: bool) -> None:
        if on and not holds(platform):
            platform.faults.add(replace(fault))
        elif not on:
            platform.faults.remove(fault)

    return Condition(name, holds, switch)


def _webhooks(name: str, field: str, on_value: int | bool) -> Condition:
    """Return the condition that the next events, or all that follow, meet this fault."""

    def holds(platform: Platform) -> bool:
        return bool(getattr(platform.faults.webhooks, field))

    def switch(platform: Platform, on: bool) -> None:
        changed: dict[str, Any] = {field: on_value if on else type(on_value)(0)}
        platform.faults.set_webhooks(replace(platform.faults.webhooks, **changed))

    return Condition(name, holds, switch)


def _quota_is_spent(platform: Platform) -> bool:
    return platform.quota.spent


def _spend_quota(platform: Platform, on: bool) -> None:
    platform.quota.spent = on
    platform.updates.add("quota", **platform.quota.as_json())


CONDITIONS = (
    _api("slow", ApiFault(ApiFaultKind.DELAY, seconds=SLOW_SECONDS)),
    _api("failing", ApiFault(ApiFaultKind.STATUS)),
    _api("rate_limit", ApiFault(ApiFaultKind.RATE_LIMIT)),
    Condition("quota_spent", _quota_is_spent, _spend_quota),
    _api("lost", ApiFault(ApiFaultKind.LOST)),
    _webhooks("duplicate", "duplicate", NEXT_EVENTS),
    _webhooks("reorder", "reorder", NEXT_EVENTS),
    _webhooks("redelivery", "drop", NEXT_EVENTS),
    _webhooks("hold", "hold", True),
)
"""All conditions, in the order in which a page shows them."""
