"""A call of the bot, LINE's answer to it as both doors pass it on, and its line in the ledger."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class LineRequest:
    """An HTTP request; header names are in lower case."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Call:
    """A request that reached its endpoint; `params` come from the path."""

    operation: str
    request_id: str
    params: dict[str, str]
    query: dict[str, str]
    body: dict[str, Any]
    retry_key: str


@dataclass(frozen=True)
class LineAnswer:
    """An HTTP answer; `body` is JSON, or bytes for an attachment.

    `price` is in messages. `note` tells the ledger the broken rule, or why an accepted message did
    not arrive; `remark` what LINE would have refused and the simulator takes.
    `delay_seconds` (real time) and `lost` are faults which the door carries out.
    """

    status: int
    body: dict[str, Any] | bytes = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    price: int = 0
    note: str = ""
    remark: str = ""
    delay_seconds: float = 0.0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One call, or one webhook that failed: `operation` is `webhook`, `status` 0 without an answer.

    `price` is in messages; `remaining` is None without a limit. `broken` names the rule that was
    broken, or why an accepted message did not arrive; `fault` names the fault that was switched on
    for this call; `remark` is a sentence on anything else. All are empty for a good call.
    """

    at: datetime
    method: str
    path: str
    operation: str
    status: int
    remaining: int | None
    price: int = 0
    broken: str = ""
    fault: str = ""
    request_id: str = ""
    remark: str = ""
