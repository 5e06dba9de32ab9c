"""What people write: they act on what they have read, and sometimes edit or unsend it at once."""

from dataclasses import dataclass
from datetime import datetime

from bench.chaos.sentences import OPENED, TOLD
from bench.chaos.town import Town
from simulator.control.client import SimulatorError
from simulator.model.chats import BOT, ChatEntry

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
    """Everything that was said. About each issue one thing is done, so that all can succeed."""

    def __init__(self, town: Town) -> None:
        """Begin with nothing."""
        self._town = town
        self.said: list[Said] = []
        self._read = {kind: "0" for kind in town.groups}
        self._open: list[tuple[Said, int, ChatEntry]] = []
        self._reported: list[int] = []
        self._taken_up: set[tuple[str, int]] = set()

    async def go_on(self) -> None:
        """Let somebody write something."""
        self._read_on()
        acts = [self._open_issue]
        if self._open:
            acts += [self._do_something] * 2
        if self._reported:
            acts.append(self._accept)
        await self._town.chance.choice(acts)()

    def _read_on(self) -> None:
        """Read what the bot has said since; what it says again (M13) brings nothing new."""
        for entry in self._new("ir"):
            for found in OPENED.finditer(entry.text):
                about = [each for each in self._of(ISSUE) if each.words == found[2]]
                if self._is_new(ISSUE, number := int(found[1])):
                    self._open += [(each, number, entry) for each in about if not each.unsent]
        for entry in self._new("ia"):
            numbers = {int(found[1]) for found in TOLD.finditer(entry.text)}
            firm = {each.number for each in self._of(REPORT) if not each.changed}
            self._reported += [each for each in numbers & firm if self._is_new(REPORT, each)]

    def _is_new(self, kind: str, number: int) -> bool:
        if (kind, number) in self._taken_up:
            return False
        self._taken_up.add((kind, number))
        return True

    def _new(self, kind: str) -> list[ChatEntry]:
        group = self._town.groups[kind]
        found = self._town.platform.chats.entries(group, after=self._read[kind], sender=BOT)
        self._read[kind] = found[-1].id if found else self._read[kind]
        return found

    def _of(self, kind: str) -> list[Said]:
        return [each for each in self.said if each.kind == kind]

    async def _open_issue(self) -> None:
        words = f"เหตุที่ {len(self.said):05}"
        await self._say(Said(ISSUE, words), "ia", "issuer", "#issue {}\nto: RID\nภายใน: 2 ชม.")

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
        try:
            await town.client.taps(town.people["reporter"], card.id, f"1|ack|main|{number}")
        except SimulatorError:  # said plainly, the announcement has no button
            await self._say(said, "ir", "reporter", f"#ack {number}")
        else:
            self.said.append(said)

    async def _say(self, said: Said, group: str, who: str, text: str) -> None:
        """Say it; an edit or unsend that follows at once may overtake it."""
        town = self._town
        change = town.chance.choice(("", "", "", "", "edit", "edit", "unsend"))
        change = change if said.kind in (ISSUE, REPORT) else ""
        if change and town.chance.random() < 0.5:
            await town.client.webhook_faults(reorder=2)
        chat, person = town.groups[group], town.people[who]
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
