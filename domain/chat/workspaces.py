"""The workspaces to which somebody belongs, as the 1:1 chat names them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkspaceName:
    """A workspace of somebody's: nobody is shown one to which they do not belong."""

    code: str
    name: str

    @property
    def shown(self) -> str:
        """Name and code, for two may bear the same name."""
        return self.name if self.name == self.code else f"{self.name} ({self.code})"


def named(names: Sequence[WorkspaceName], typed: str) -> WorkspaceName | None:
    """Return the workspace of this code, or the only one of this name; capitals are no matter."""
    wanted = " ".join(typed.split()).casefold()
    by_code = [each for each in names if each.code.casefold() == wanted]
    by_name = [each for each in names if " ".join(each.name.split()).casefold() == wanted]
    found = by_code or by_name
    return found[0] if len(found) == 1 else None
