"""What `saphan joint` prints of a register and its results."""

from collections.abc import Collection, Iterable, Iterator

import click

from bot.commands.session import Failure
from domain.issues.assignments import AgencyRole
from domain.joint.compare import Differences
from domain.joint.register import JointIndicator, Level, Register
from domain.joint.results import Achieved
from domain.joint.rows import RowFault


def agendas(register: Register) -> Iterable[str]:
    """Yield a line for each agenda: how many indicators it has, and who leads or supports them."""
    for agenda in register.agendas:
        codes = {one.code for one in register.indicators if one.agenda == agenda.code}
        shares = [one for one in register.shares if one.indicator in codes]
        counts = (
            f"{len({one.agency for one in shares if one.role is role})} {role}"
            for role in AgencyRole
        )
        yield "\t".join([agenda.code, agenda.name, f"{len(codes)} indicators", *counts])


def told(register: Register, code: str, results: Collection[Achieved]) -> Iterator[str]:
    """Yield what is said of an agenda and its indicators, or of an indicator and who shares it."""
    for agenda in register.agendas:
        if agenda.code.casefold() == code:
            yield "\t".join([agenda.code, agenda.name, agenda.plan])
            for one in register.indicators:
                if one.agenda == agenda.code:
                    yield "\t".join([f"  {one.stage or '-'}", one.code, one.name, _targets(one)])
    for one in register.indicators:
        if one.code.casefold() == code:
            yield f"{one.code}\t{one.name}"
            for name in _TOLD:
                if (said := getattr(one, name)) not in (None, ""):
                    yield f"  {name}\t{said}"
            yield f"  targets\t{_targets(one)}"
            for share in register.shares:
                if share.indicator == one.code:
                    own = "" if share.target is None else f"\ttarget {share.target}"
                    yield f"  {share.role}\t{share.agency}{own}"
                    for each in results:
                        if (each.result.indicator, each.result.agency) == (one.code, share.agency):
                            yield f"    {_achieved(each)}"


def _achieved(one: Achieved) -> str:
    said = [
        *([] if one.points is None else [f"{one.points} points"]),
        *([] if one.met is None else ["own target reached" if one.met else "own target missed"]),
        *([] if one.points is not None or one.met is not None else ["not scored"]),
        *(["late"] if one.late else []),
        one.state,
        *([one.result.source] if one.result.source else []),
    ]
    return f"{one.result.period}\t{one.result.value}\t{', '.join(said)}"


_TOLD = ("agenda", "stage", "unit", "direction", "formula", "source", "weight", "baseline")


def _targets(one: JointIndicator) -> str:
    told = [
        f"{level} {target.value}" + ("" if target.points is None else f" = {target.points} points")
        for level, target in zip(Level, one.targets, strict=True)
        if target
    ]
    return ", ".join(told) or "no targets: not scored"


def place(sheet: str, row: int) -> str:
    """Say where in a file something stands; row 0 is the whole sheet, or the file."""
    where = [*([f"sheet {sheet}"] if sheet else []), *([f"row {row}"] if row else [])]
    return ", ".join(where) or "file"


def refuse(notes: Iterable[str], faults: Collection[RowFault]) -> None:
    """Tell what is not used, and every fault, on stderr; raises Failure if there is one."""
    for note in notes:
        click.echo(note, err=True)
    for fault in faults:
        click.echo(f"{place(fault.sheet, fault.row)}: {fault.reason}", err=True)
    if faults:
        raise Failure(f"Nothing was imported: {len(faults)} fault(s) to correct.")


def tell(year: int, differences: Differences) -> None:
    """Name what changes, a screen of it, and how much it is in all."""
    lines = [
        *(f"added: {name}" for name in differences.added),
        *(f"changed: {name}: {', '.join(what)}" for name, what in differences.changed),
        *(f"removed: {name}" for name in differences.removed),
    ]
    for line in lines[:_SHOWN]:
        click.echo(line)
    if len(lines) > _SHOWN:
        click.echo(f"... and {len(lines) - _SHOWN} more")
    click.echo(
        f"{year}: {len(differences.added)} added, {len(differences.changed)} changed, "
        f"{len(differences.removed)} removed, {differences.unchanged} unchanged."
    )


_SHOWN = 40


def sizes(register: Register) -> str:
    """Tell how much stands in a register."""
    organisations = len({one.agency for one in register.shares})
    return (
        f"{len(register.agendas)} agendas, {len(register.indicators)} indicators, "
        f"{organisations} organisations."
    )
