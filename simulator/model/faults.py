"""Faults that can be switched on: in the answers of the API, and in the webhooks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from simulator.model.clock import MOST_SECONDS

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Seconds = Annotated[float, Field(ge=0, le=MOST_SECONDS, allow_inf_nan=False)]


class ApiFaultKind(StrEnum):
    """What goes wrong with a call."""

    STATUS = "status"  # refused with `status`, not carried out
    RATE_LIMIT = "rate_limit"  # 429, the passing kind
    MONTHLY_LIMIT = "monthly_limit"  # 429, the lasting kind
    DELAY = "delay"  # carried out at once, answered `seconds` (real time) later
    LOST = "lost"  # carried out, then the connection breaks before the answer
    CARRIED_OUT = "carried_out"  # carried out, then answered with `status` all the same


@dataclass
class ApiFault:
    """A fault for calls of one operation (its operationId in LINE's OpenAPI file) or all (`*`).

    `times` counts down; None lasts until switched off.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: ApiFaultKind
    operation: str = "*"
    times: Annotated[Count | None, Field(ge=1)] = None
    status: Annotated[int, Field(ge=400, le=599)] = 500
    seconds: Seconds = 0.0


@dataclass
class WebhookFaults:
    """Faults for the next so many events; `hold` keeps events back until it is switched off."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    duplicate: Count = 0  # sent twice, one after the other
    reorder: Count = 0  # collected until there are so many, then sent in reverse order
    drop: Count = 0  # the first delivery is lost; redelivery brings it
    hold: bool = False


class Faults:
    """The faults that are on."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """Start without any; `changed` is called after each switch."""
        self._changed = changed
        self.api: list[ApiFault] = []
        self.webhooks = WebhookFaults()

    def add(self, fault: ApiFault) -> None:
        """Switch on a fault of the API."""
        self.api.append(fault)
        self._changed()

    def remove(self, fault: ApiFault) -> None:
        """Switch off a fault of the API that is on as it is given here; else do nothing."""
        if fault in self.api:
            self.api.remove(fault)
        self._changed()

    def set_webhooks(self, faults: WebhookFaults) -> None:
        """Replace the faults of the webhooks; ending a hold releases what was kept."""
        self.webhooks = faults
        self._changed()

    def clear(self) -> None:
        """Switch everything off."""
        self.api.clear()
        self.set_webhooks(WebhookFaults())

    def hits(self, operation: str) -> list[ApiFault]:
        """Return the faults of this call: every delay, and the first of the others; count them."""
        hits: list[ApiFault] = []
        for fault in list(self.api):
            spent = any(hit.kind != ApiFaultKind.DELAY for hit in hits)
            if fault.operation not in ("*", operation) or (
                spent and fault.kind != ApiFaultKind.DELAY
            ):
                continue
            hits.append(fault)
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.api.remove(fault)
        return hits
