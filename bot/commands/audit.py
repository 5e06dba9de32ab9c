"""`saphan audit verify|anchor`: whether the record is whole, and what to keep to prove it later."""

import json
import sys
from pathlib import Path

import click

import models.audit
from bot.commands.session import Failure, Opened, asynchronous, in_workspace, transaction
from domain.issues.audit import Anchor
from models import workspaces
from models.audit import check
from models.audit.check import Verdict
from models.database import freeze


@click.group()
def audit() -> None:
    """The audit chain: who did what, each entry sealed by the next."""


@audit.command()
@in_workspace
@asynchronous
async def anchor(workspace: str) -> None:
    """Print the newest entry's number and hash as JSON, to be kept elsewhere.

    Whoever holds an anchor can tell later whether anything up to it was cut off or written anew:
    see `saphan audit verify --anchor`. Print it on paper, mail it, publish it.
    """
    async with transaction(read_only=True) as opened:
        home = await opened.workspace(workspace)
        head = await models.audit.head(opened.session, home.id)
        if head is None:
            raise Failure(f"The audit of workspace {workspace!r} is empty.")
        at = head.at.astimezone(opened.settings.timezone).isoformat()
    click.echo(json.dumps({"workspace": home.code, "seq": head.seq, "hash": head.hash, "at": at}))


@audit.command()
@click.option(
    "anchors",
    "--anchor",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with an anchor that the chain must hold; may be given several times.",
)
@asynchronous
async def verify(anchors: tuple[Path, ...]) -> None:
    """Check every workspace's audit chain, and the tables against it.

    A chain that was changed, cut, reordered or written anew is named by the first broken entry.
    Then the entries are folded into the state of every assignment; the first one that stands
    otherwise in the tables is named. Exit 1 for either.
    """
    kept = [_read(file) for file in anchors]
    async with transaction(read_only=True) as opened:
        verdicts = await _verify(opened, kept)
    wrong = []
    for code, verdict in verdicts:
        if not verdict.findings:
            click.echo(
                f"{code}: {verdict.entries} entries, the chain holds; "
                f"{verdict.assignments} assignments stand as it says."
            )
        wrong += [f"{code}: {finding}" for finding in verdict.findings]
    if wrong:
        raise Failure("\n".join(wrong))


async def _verify(opened: Opened, anchors: list[tuple[str, Anchor]]) -> list[tuple[str, Verdict]]:
    """Return the code of every workspace and what was found in it; raises Failure."""
    await freeze(opened.session)
    homes = {each.code: each for each in await workspaces.listed(opened.session)}
    if strange := [code for code, _ in anchors if code not in homes]:
        raise Failure(f"There is no workspace {strange[0]!r}, which an anchor names.")
    found = []
    for code, home in homes.items():
        length = await check.length(opened.session, home.id)
        named = [anchor for of, anchor in anchors if of == code]
        label, hidden = f"Checking {code}", not sys.stderr.isatty()
        with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
            verdict = await check.verify(opened.session, home.id, named, bar.update)
        found.append((code, verdict))
    return found


def _read(file: Path) -> tuple[str, Anchor]:
    """Return the workspace code and the anchor of a file; raises Failure."""
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        return str(given["workspace"]), Anchor(int(given["seq"]), str(given["hash"]))
    except (ValueError, KeyError, TypeError) as wrong:
        raise Failure(f"{file} is no anchor: see `saphan audit anchor`.") from wrong
