"""What tells one register from another: what an import changes, what next year brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from domain.joint.register import Agenda, JointIndicator, Register, Share

Kept = Mapping[str, Agenda | JointIndicator | Share]


@dataclass(frozen=True, slots=True)
class Differences:
    """What was added, changed and removed, each by what it is called; `changed` with what."""

    added: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.added or self.changed or self.removed)


def compare(before: Register, after: Register) -> Differences:
    """Return what the later register has that the earlier one has not, and the other way round."""
    old, new = _by_name(before), _by_name(after)
    changed = tuple(
        (name, tuple(_fields(old[name], new[name])))
        for name in new
        if name in old and old[name] != new[name]
    )
    return Differences(
        added=tuple(name for name in new if name not in old),
        changed=changed,
        removed=tuple(name for name in old if name not in new),
        unchanged=sum(old.get(name) == one for name, one in new.items()),
    )


def _by_name(register: Register) -> Kept:
    named: dict[str, Agenda | JointIndicator | Share] = {}
    named |= {f"agenda {one.code}": one for one in register.agendas}
    named |= {f"indicator {one.code}": one for one in register.indicators}
    named |= {f"{one.agency} in {one.indicator}": one for one in register.shares}
    return named


def _fields(old: object, new: object) -> Iterator[str]:
    """Yield the names of the fields that are not alike."""
    for each in fields(old):  # type: ignore[arg-type]
        if getattr(old, each.name) != getattr(new, each.name):
            yield each.name
