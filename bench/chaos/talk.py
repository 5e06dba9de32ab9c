"""What people write: they act on what they have read, and sometimes edit or unsend it at once."""

from dataclasses import dataclass
from datetime import datetime

from bench.chaos.sentences import OPENED, TOLD
from bench.chaos.town import REPORTERS, Home, Town
from simulator.control.client import SimulatorError
from simulator.model.chats import BOT, ChatEntry

COMES_OR_GOES = 0.05
"""How often somebody follows or blocks the bot instead of saying something."""
ISSUE, NOTE, REPORT, ACK, ACCEPT = "issue", "progress note", "report", "ack", "accept"


@dataclass
class Said:
    """A command and its newest words; `at` is LINE's time of its first version.

    `message` is empty for a button, `number` is 0 for a new issue.
    """

    kind: str
    words: str
    number: int = 0
    message: str = ""
    at: datetime | None = None
    edited: bool = False
    unsent: bool = False

    @property
    def changed(self) -> bool:
        """Whether what it says may still change, so that nobody should build upon it."""
        return self.edited or self.unsent


class Talk:
    """All that was said in a workspace. About each issue one thing is done: so all can succeed."""

    def __init__(self, town: Town, home: Home) -> None:
        """Begin with nothing."""
        self._town, self.home = town, home
        self.said: list[Said] = []
        self._away: set[str] = set()
        self._read = {name: "0" for name in home.chats}
        self._announced: set[int] = set()
        self._open: list[tuple[Said, int, ChatEntry]] = []
        self._reported: list[int] = []
        self._told: set[int] = set()

    async def go_on(self) -> None:
        """Let somebody write something."""
        self._read_on()
        acts = [self._open_issue]
        if self._open:
            acts += [self._do_something] * 2
        if self._reported:
            acts.append(self._accept)
        if self._town.telling.rides and self._town.chance.random() < COMES_OR_GOES:
            acts = [self._come_or_go]
        await self._town.chance.choice(acts)()

    def _read_on(self) -> None:
        """Read what the bot has said since; what it says again (M13) brings nothing new."""
        for name in ("ir", *REPORTERS):
            for entry in self._new(name):
                for found in OPENED.finditer(entry.text):
                    self._read_issue(int(found[1]), found[2], entry)
        for entry in self._new("ia"):
            numbers = {int(found[1]) for found in TOLD.finditer(entry.text)}
            firm = {each.number for each in self._of(REPORT) if not each.changed}
            new = (numbers & firm) - self._told
            self._told |= new
            self._reported += new

    def _read_issue(self, number: int, headline: str, entry: ChatEntry) -> None:
        """Note an announcement, the first of those in the group and 1:1."""
        about = [each for each in self._of(ISSUE) if each.words == headline and not each.unsent]
        if about and number not in self._announced:
            self._announced.add(number)
            self._open += [(each, number, entry) for each in about]

    def _new(self, name: str) -> list[ChatEntry]:
        chat = self.home.chats[name]
        found = self._town.platform.chats.entries(chat, after=self._read[name], sender=BOT)
        self._read[name] = found[-1].id if found else self._read[name]
        return found

    def _of(self, kind: str) -> list[Said]:
        return [each for each in self.said if each.kind == kind]

    async def _open_issue(self) -> None:
        words = f"เหตุที่ {len(self.said):05}"
        text = f"#issue {{}}\nto: RID\nภายใน: {self._town.telling.due}"
        await self._say(Said(ISSUE, words), "ia", "issuer", text)

    async def _do_something(self) -> None:
        """Do something about an issue: what may still change is not reported on."""
        issue, number, card = self._open.pop(self._town.chance.randrange(len(self._open)))
        act = self._town.chance.choice(
            (ACK, NOTE) if issue.changed else (ACK, NOTE, REPORT, REPORT)
        )
        if act == ACK:
            await self._tap(number, card)
            return
        words = "กำลังดำเนินการ" if act == NOTE else "ชี้แจงแล้ว"
        said = Said(act, f"{words} ครั้งที่ {len(self.said):05}", number)
        await self._say(said, "ir", "reporter", f"#report {number} {{}}")

    async def _accept(self) -> None:
        number = self._reported.pop(0)
        await self._say(Said(ACCEPT, "", number), "ia", "judge", f"#accept {number} RID")

    async def _tap(self, number: int, card: ChatEntry) -> None:
        town, said = self._town, Said(ACK, "", number)
        alone = card.chat in self.home.people.values()
        who = card.chat if alone else self.home.people["reporter"]
        try:
            await town.client.taps(who, card.id, f"1|ack|{self.home.code}|{number}")
        except SimulatorError:  # said plainly, the announcement has no button
            await self._say(said, "ir", "reporter", f"#ack {number}")
        else:
            self.said.append(said)

    async def _come_or_go(self) -> None:
        """Let a reporter block the bot, or follow it again."""
        name, client = self._town.chance.choice(REPORTERS), self._town.client
        if name in self._away:
            await client.follows(self.home.people[name])
        else:
            await client.blocks(self.home.people[name])
        self._away ^= {name}

    async def _say(self, said: Said, group: str, who: str, text: str) -> None:
        """Say it; an edit or unsend that follows at once may overtake it."""
        town = self._town
        change = town.chance.choice(("", "", "", "", "edit", "edit", "unsend"))
        change = change if said.kind in (ISSUE, REPORT) else ""
        if change and town.chance.random() < 0.5:
            await town.client.webhook_faults(reorder=2)
        chat, person = self.home.groups[group], self.home.people[who]
        said.message = await town.client.says(chat, person, text.format(said.words))
        at = town.platform.chats.entry(said.message).at
        said.at = at.replace(microsecond=at.microsecond // 1000 * 1000)  # as LINE tells it
        self.said.append(said)
        if change == "edit":
            said.words, said.edited = f"{said.words} แก้ไข", True
            await town.client.edits(person, said.message, text.format(said.words))
        elif change == "unsend":
            said.unsent = True
            await town.client.unsends(person, said.message)
