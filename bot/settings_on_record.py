"""The settings in force, in the audit of every workspace, each time a process starts."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.settings import Settings
from domain.issues.audit import OPERATOR, Action, subject
from models import audit


async def note_settings(
    session: AsyncSession, settings: Settings, part: str, now: datetime
) -> None:
    """Append which settings a part of the program obeys from now on; secrets are left out."""
    shown = {name for name, field in Settings.model_fields.items() if field.repr}
    await audit.append_everywhere(
        session,
        Action.SETTINGS_IN_FORCE,
        subject("settings"),
        at=now,
        actor=OPERATOR,
        part=part,
        settings=settings.model_dump(mode="json", include=shown),
    )
