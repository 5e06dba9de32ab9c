"""The API ledger: every call of the bot, its price, and any rule of LINE it broke."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One call. `price` is in messages; `remaining` is None without a limit.

    `broken` names the rule that was broken, or why an accepted message did not arrive; `fault`
    names the fault that was switched on for this call. Both are empty for a good call.
    """

    at: datetime
    method: str
    path: str
    operation: str
    status: int
    price: int
    remaining: int | None
    broken: str
    fault: str
    request_id: str

    def as_json(self) -> dict[str, Any]:
        """Return the line for the control API, the instant in ISO form."""
        return {**asdict(self), "at": self.at.isoformat()}
