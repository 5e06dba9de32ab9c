"""The settings in force, in the audit of every workspace, each time a process starts."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from models import audit, workspaces


async def note_settings(
    session: AsyncSession, settings: Settings, part: str, now: datetime
) -> None:
    """Append which settings a part of the program obeys from now on; secrets are left out."""
    shown = {name for name, field in Settings.model_fields.items() if field.repr}
    detail = {"part": part, "settings": settings.model_dump(mode="json", include=shown)}
    for each in await workspaces.listed(session):
        await audit.append(
            session,
            each.id,
            at=now,
            actor="operator",
            action="settings.in_force",
            subject="settings",
            detail=detail,
        )
