"""An export as whoever takes it away reads it, for random histories and tests."""

import io
import json
from datetime import tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.documents.export_file import JsonArray
from models.exports import Export, rows


async def exported(
    session: AsyncSession, workspace_id: int, what: Export, tz: tzinfo, **asked: Any
) -> list[dict[str, Any]]:
    """Return the rows of an export as JSON tells them; `asked` as `rows` takes it."""
    out = io.StringIO()
    array = JsonArray(out)
    async for row in rows(session, workspace_id, what, tz, **asked):
        array.add(row)
    array.end()
    told: list[dict[str, Any]] = json.loads(out.getvalue())
    return told
