"""The agency directory of each workspace, built once and kept until its agencies change."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.directory import Directory
from models import agencies
from models.agencies import load_directory

NO_WORKSPACE = 0
"""For chats that belong to no workspace: the seeded agencies only."""


class Directories:
    """A cache of directories by workspace; safe to keep for the life of the process."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._kept: dict[int, tuple[tuple[int, int, int], Directory]] = {}

    async def of(self, session: AsyncSession, workspace_id: int | None) -> Directory:
        """Return the directory of a workspace as it stands in the database now."""
        wanted = workspace_id or NO_WORKSPACE
        version = await agencies.version(session, wanted)
        kept = self._kept.get(wanted)
        if kept is not None and kept[0] == version:
            return kept[1]
        loaded = await load_directory(session, wanted)
        self._kept[wanted] = (version, loaded)
        return loaded
