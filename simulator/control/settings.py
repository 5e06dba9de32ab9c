"""The control API for what can be set around the chats, and for the logs of calls and webhooks."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field

from simulator.control.bodies import Told
from simulator.control.updates import After, PlatformDep
from simulator.model.addresses import checked_url
from simulator.model.calls import LedgerLine
from simulator.model.channel import Channel
from simulator.model.conditions import CONDITIONS, condition
from simulator.model.faults import ApiFault, Count, Seconds, WebhookFaults
from simulator.model.webhooks import Delivery

router = APIRouter()


class ClockMove(Told):
    """Moves of the clock, done in this order; `at` needs an offset."""

    at: datetime | None = None
    advance_seconds: Seconds = 0
    running: bool | None = None


class NewQuota(Told):
    """The month's limit (null: none), and what is used up (null: as it is)."""

    limit: Count | None
    used: Count | None = None


class NewChannel(Told):
    """Switches of the channel; what is null stays as it is."""

    webhook_url: str | None = None
    webhook_active: bool | None = None
    groups_allowed: bool | None = None
    verified: bool | None = None


class NewDelivery(Told):
    """How webhooks and attachments are delivered; what is null stays as it is."""

    batch_size: Annotated[Count | None, Field(ge=1)] = None
    redelivery_count: Count | None = None
    redelivery_after_seconds: Seconds | None = None
    content_not_ready: Count | None = None


@router.get("/state", response_model=None)
async def state(platform: PlatformDep) -> dict[str, Any]:
    """Give everything but the chats' messages, ledger and webhook log."""
    return {
        "last_update": platform.updates.last,
        "channel": platform.channel,
        "clock": platform.clock.as_json(),
        "people": list(platform.people.persons.values()),
        "groups": list(platform.people.groups.values()),
        "quota": platform.quota.as_json(),
        "faults": await faults(platform),
    }


@router.get("/clock")
async def clock(platform: PlatformDep) -> dict[str, Any]:
    """Tell the simulated time."""
    return platform.clock.as_json()


@router.post("/clock")
async def move_clock(platform: PlatformDep, move: ClockMove) -> dict[str, Any]:
    """Set, advance, start or stop the clock."""
    if move.at is not None:
        platform.clock.set(move.at)
    platform.clock.advance(timedelta(seconds=move.advance_seconds))
    if move.running is not None:
        platform.clock.run(move.running)
    return platform.clock_moved()


@router.get("/faults", response_model=None)
async def faults(platform: PlatformDep) -> dict[str, Any]:
    """List the faults that are on."""
    return {"api": platform.faults.api, "webhooks": platform.faults.webhooks}


@router.post("/faults/api", status_code=201, response_model=None)
async def add_fault(platform: PlatformDep, fault: ApiFault) -> dict[str, Any]:
    """Switch on a fault of the API."""
    platform.faults.add(fault)
    return await faults(platform)


@router.put("/faults/webhooks", response_model=None)
async def set_webhook_faults(platform: PlatformDep, new: WebhookFaults) -> dict[str, Any]:
    """Replace the faults of the webhooks."""
    platform.faults.set_webhooks(new)
    return await faults(platform)


@router.delete("/faults", response_model=None)
async def clear_faults(platform: PlatformDep) -> dict[str, Any]:
    """Switch all faults off; held webhooks go out."""
    platform.faults.clear()
    return await faults(platform)


@router.get("/conditions")
async def conditions(platform: PlatformDep) -> dict[str, bool]:
    """Tell which of the named conditions hold."""
    return {each.name: each.holds(platform) for each in CONDITIONS}


@router.put("/conditions/{name}")
async def set_condition(
    platform: PlatformDep, name: str, on: Annotated[bool, Body(embed=True)]
) -> dict[str, bool]:
    """Switch a named condition of LINE."""
    condition(name).switch(platform, on)
    return await conditions(platform)


@router.put("/quota")
async def set_quota(platform: PlatformDep, new: NewQuota) -> dict[str, int | None]:
    """Set the month's limit and use."""
    platform.quota.limit = new.limit
    if new.used is not None:
        platform.quota.used = new.used
    platform.updates.add("quota", **platform.quota.as_json())
    return platform.quota.as_json()


@router.patch("/channel", response_model=None)
async def set_channel(platform: PlatformDep, new: NewChannel) -> Channel:
    """Change switches of the channel; an empty webhook address removes it."""
    if new.webhook_url:
        checked_url(new.webhook_url)
    for name, value in new.model_dump(exclude_none=True).items():
        setattr(platform.channel, name, value)
    platform.updates.add("channel")
    return platform.channel


@router.patch("/delivery")
async def set_delivery(platform: PlatformDep, new: NewDelivery) -> dict[str, Any]:
    """Change how webhooks and attachments are delivered."""
    webhooks = platform.webhooks
    now: dict[str, Any] = {
        "batch_size": webhooks.batch_size,
        "redelivery_count": webhooks.redelivery.count,
        "redelivery_after_seconds": webhooks.redelivery.after.total_seconds(),
        "content_not_ready": platform.content_not_ready,
        **new.model_dump(exclude_none=True),
    }
    webhooks.batch_size, webhooks.redelivery.count = now["batch_size"], now["redelivery_count"]
    webhooks.redelivery.after = timedelta(seconds=now["redelivery_after_seconds"])
    platform.content_not_ready = now["content_not_ready"]
    return now


@router.get("/webhooks", response_model=None)
async def webhooks(platform: PlatformDep, after: After = 0) -> list[Delivery]:
    """List webhook requests, oldest first, leaving out the first `after`."""
    return platform.webhooks.log[after:]


@router.get("/ledger", response_model=None)
async def ledger(platform: PlatformDep, after: After = 0) -> list[LedgerLine]:
    """List the bot's API calls, oldest first, leaving out the first `after`."""
    return platform.ledger[after:]
