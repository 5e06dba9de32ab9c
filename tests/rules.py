"""What docs/rules.md says: its table of steps, and its table of rights."""

import re
from pathlib import Path

from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.issues.assignments import Act, AssignmentStatus

RULES = (Path(__file__).parent.parent / "docs" / "rules.md").read_text("utf-8")
PLACES = {
    "IA": Place.IA,
    "IR": Place.IR,
    "1:1": Place.PRIVATE,
    "an unbound group": Place.UNBOUND,
}


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table(opening):
    """The cells of the rows below a heading row that begins so."""
    lines = RULES[RULES.index(f"\n{opening}") + 1 :].splitlines()
    rows = []
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        rows.append(cells(line))
    return cells(lines[0]), rows


def documented_steps():
    heads, rows = table("| state |")
    acts = [Act(head.strip("`")) for head in heads[1:]]
    return {
        (AssignmentStatus(row[0]), act): AssignmentStatus(row[0] if cell == "·" else cell)
        for row in rows
        for act, cell in zip(acts, row[1:], strict=True)
        if cell != "–"
    }


def documented_rights():
    _, rows = table("| command | who | where |")
    return {
        Kind(kind): (who, {PLACES[each.strip()] for each in where.split(",")})
        for commands, who, where in rows
        for kind in re.findall(r"`#(\w+)`", commands)
    }


def roles(who):
    """The roles that a cell names; none where anybody or any enrolled person may."""
    return set() if who.startswith("any") else {role for role in Role if role in who}
