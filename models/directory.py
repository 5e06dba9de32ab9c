"""The agency directory of a workspace, made from its agencies, aliases and lists."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.directory import Directory
from models import agencies


async def load(session: AsyncSession, workspace_id: int) -> Directory:
    """Return the directory; making it takes a moment, so a long-running part keeps it.

    `models.agencies.version` tells when it is out of date.
    """
    rows = await agencies.of_workspace(session, workspace_id)
    kept = await agencies.aliases(session, workspace_id)
    return Directory(
        [row.value() for row in rows],
        {row.alias: row.codes[0] for row in kept if len(row.codes) == 1},
        {row.alias: tuple(row.codes) for row in kept if len(row.codes) > 1},
    )
