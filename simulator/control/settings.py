"""The control API for what can be set around the chats, and for the logs of calls and webhooks."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from simulator.control.chats import group_json, person_json
from simulator.control.updates import Line
from simulator.model.channel import checked_url
from simulator.model.conditions import CONDITIONS, condition
from simulator.model.faults import ApiFault, ApiFaultKind, WebhookFaults
from simulator.model.platform import Platform

router = APIRouter()


class ClockMove(BaseModel):
    """Moves of the clock, done in this order; `at` needs an offset."""

    at: datetime | None = None
    advance_seconds: float = 0
    running: bool | None = None


class NewApiFault(BaseModel):
    """A fault of the API; see `simulator.model.faults.ApiFault`."""

    kind: ApiFaultKind
    operation: str = "*"
    times: int | None = Field(default=None, ge=1)
    status: int = Field(default=500, ge=400, le=599)
    seconds: float = Field(default=0, ge=0)


class NewWebhookFaults(BaseModel):
    """The faults of the webhooks; see `simulator.model.faults.WebhookFaults`."""

    duplicate: int = Field(default=0, ge=0)
    reorder: int = Field(default=0, ge=0)
    drop: int = Field(default=0, ge=0)
    hold: bool = False


class Switch(BaseModel):
    """Whether a condition shall hold."""

    on: bool


class NewQuota(BaseModel):
    """The month's limit (null: none), and what is used up (null: as it is)."""

    limit: int | None = Field(ge=0)
    used: int | None = Field(default=None, ge=0)


class NewChannel(BaseModel):
    """Switches of the channel; what is null stays as it is."""

    webhook_url: str | None = None
    webhook_active: bool | None = None
    groups_allowed: bool | None = None
    verified: bool | None = None


class Delivering(BaseModel):
    """How webhooks and attachments are delivered; what is null stays as it is."""

    batch_size: int | None = Field(default=None, ge=1)
    redelivery_count: int | None = Field(default=None, ge=0)
    redelivery_after_seconds: float | None = Field(default=None, ge=0)
    content_not_ready: int | None = Field(default=None, ge=0)


@router.get("/state")
async def state(line: Line) -> dict[str, Any]:
    """Give everything but the chats' messages, ledger and webhook log."""
    return {
        "last_change": line.changes.last,
        "channel": asdict(line.channel),
        "clock": line.clock.as_json(),
        "people": [person_json(person) for person in line.people.persons.values()],
        "groups": [group_json(group) for group in line.people.groups.values()],
        "quota": line.quota.as_json(),
        "faults": _faults(line),
    }


@router.get("/clock")
async def clock(line: Line) -> dict[str, Any]:
    """Tell the simulated time."""
    return line.clock.as_json()


@router.post("/clock")
async def move_clock(line: Line, move: ClockMove) -> dict[str, Any]:
    """Set, advance, start or stop the clock."""
    if move.at is not None:
        line.clock.set(move.at)
    line.clock.advance(timedelta(seconds=move.advance_seconds))
    if move.running is not None:
        line.clock.run(move.running)
    line.changes.add("clock", **line.clock.as_json())
    return line.clock.as_json()


@router.get("/faults")
async def faults(line: Line) -> dict[str, Any]:
    """List the faults that are on."""
    return _faults(line)


@router.post("/faults/api", status_code=201)
async def add_fault(line: Line, new: NewApiFault) -> dict[str, Any]:
    """Switch on a fault of the API."""
    line.faults.add(ApiFault(new.kind, new.operation, new.times, new.status, new.seconds))
    return _faults(line)


@router.put("/faults/webhooks")
async def set_webhook_faults(line: Line, new: NewWebhookFaults) -> dict[str, Any]:
    """Replace the faults of the webhooks."""
    line.faults.set_webhooks(WebhookFaults(**new.model_dump()))
    return _faults(line)


@router.delete("/faults")
async def clear_faults(line: Line) -> dict[str, Any]:
    """Switch all faults off; held webhooks go out."""
    line.faults.clear()
    return _faults(line)


@router.get("/conditions")
async def conditions(line: Line) -> dict[str, bool]:
    """Tell which of the named conditions hold."""
    return {each.name: each.holds(line) for each in CONDITIONS}


@router.put("/conditions/{name}")
async def set_condition(line: Line, name: str, switch: Switch) -> dict[str, bool]:
    """Switch a named condition of LINE's weather."""
    condition(name).switch(line, switch.on)
    return await conditions(line)


@router.put("/quota")
async def set_quota(line: Line, new: NewQuota) -> dict[str, int | None]:
    """Set the month's limit and use."""
    line.quota.limit = new.limit
    if new.used is not None:
        line.quota.used = new.used
    line.changes.add("quota", **line.quota.as_json())
    return line.quota.as_json()


@router.patch("/channel")
async def set_channel(line: Line, new: NewChannel) -> dict[str, Any]:
    """Change switches of the channel; an empty webhook address removes it."""
    if new.webhook_url:
        checked_url(new.webhook_url)
    for name, value in new.model_dump(exclude_none=True).items():
        setattr(line.channel, name, value)
    line.changes.add("channel")
    return asdict(line.channel)


@router.patch("/delivery")
async def set_delivery(line: Line, new: Delivering) -> dict[str, Any]:
    """Change how webhooks and attachments are delivered."""
    webhooks = line.webhooks
    if new.batch_size is not None:
        webhooks.batch_size = new.batch_size
    if new.redelivery_count is not None:
        webhooks.redelivery.count = new.redelivery_count
    if new.redelivery_after_seconds is not None:
        webhooks.redelivery.after = timedelta(seconds=new.redelivery_after_seconds)
    if new.content_not_ready is not None:
        line.content_not_ready = new.content_not_ready
    return {
        "batch_size": webhooks.batch_size,
        "redelivery_count": webhooks.redelivery.count,
        "redelivery_after_seconds": webhooks.redelivery.after.total_seconds(),
        "content_not_ready": line.content_not_ready,
    }


@router.get("/webhooks")
async def webhooks(line: Line, after: int = 0) -> list[dict[str, Any]]:
    """List webhook requests, oldest first, leaving out the first `after`."""
    return [{**asdict(each), "at": each.at.isoformat()} for each in line.webhooks.log[after:]]


@router.get("/ledger")
async def ledger(line: Line, after: int = 0) -> list[dict[str, Any]]:
    """List the bot's API calls, oldest first, leaving out the first `after`."""
    return [each.as_json() for each in line.ledger[after:]]


def _faults(line: Platform) -> dict[str, Any]:
    return {
        "api": [asdict(fault) for fault in line.faults.api],
        "webhooks": asdict(line.faults.webhooks),
    }
