"""A town with a file store: reporters send files, and the worker's part for evidence works."""

from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from fakes import content_door
from town import Town

from bot.evidence.answer import tell_due
from bot.evidence.fetch import erase_due, fetch_due
from bot.evidence.store import open_files
from bot.line.content import open_content
from models.evidence import Evidence
from simulator.door import FakeLine
from simulator.model.phones import Phones

GATHERED = timedelta(seconds=11)
"""A little more than files of one album are gathered for."""

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"drawing" * 50
PDF = b"%PDF-1.7\n" + b"%" * 3000


class Desk:
    """What is done with files in a town."""

    def __init__(self, town: Town, line, files) -> None:
        self.town, self.line, self.files = town, line, files
        self.folder = Path(town.deps.settings.files)

    def sends(self, who, body, *, kind="image", name="", chat="ir"):
        """Somebody sends a file; nothing is delivered yet. Gives the message id."""
        message = {"type": kind}
        if kind == "file":
            message |= {"fileName": name, "fileSize": len(body)}
        phones = Phones(self.town.platform)
        town = self.town
        return phones.sends(town.chats[chat], town.people[who], message, body, "image/jpeg").id

    def unsends(self, who, message_id):
        Phones(self.town.platform).unsends(self.town.people[who], message_id)

    async def work(self):
        """Deliver, carry out, fetch, tell and send all that is due now."""
        await self.town.deliver()
        await self.town.work()
        while await fetch_due(self.town.deps, self.line, self.files):
            pass
        await erase_due(self.town.deps, self.files)
        await tell_due(self.town.deps)
        await self.town.work()

    async def later(self, by):
        self.town.platform.clock.advance(by)
        await self.work()

    async def told(self):
        """Let everything arrive and be told; gives what the IR group reads last."""
        await self.work()
        await self.later(GATHERED)
        return self.town.fresh("ir")[-1]

    async def rows(self):
        return await self.town.rows(Evidence)

    def stored(self):
        """The contents in the folder, by their names."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


async def issue_and_report(town):
    """Open issue 1 and let the DDPM report on it."""
    await town.hear("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง ปภ.\nภายใน 3 วัน")
    await town.hear("ir", "ddpm", "#รายงาน 1 ส่งถุงยังชีพแล้ว")
    return town


@asynccontextmanager
async def open_desk(town, platform):
    """Open the store of a town, and LINE's content beside it."""
    token = {"line_channel_access_token": platform.channel.token}
    settings = town.deps.settings.model_copy(update=token)
    with open_files(settings.files) as files:
        async with open_content(settings, content_door(FakeLine(platform))) as line:
            yield Desk(town, line, files)
