"""What people do on their phones: odd texts, commands about issues that exist, and all the rest."""

import random
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bench.fuzz import odd_text, vocabulary
from bench.fuzz_stack.stack import OTHER, Stack
from bench.odd_bodies import odd_text as odd_word
from bench.steps import AGENCIES
from bot.commands.parse import seeded_directory
from domain.chat.table import TABLE
from models.workspaces import MAIN
from simulator.model.chats import BOT, ChatEntry
from simulator.model.errors import CannotDo
from simulator.model.membership import Membership
from simulator.model.phones import Phones, actions_of

MOST_OPEN = 25
"""Issues of a workspace: what is more is cancelled or closed, as an office would."""
REMEMBERED = 200
LONGEST = 10_000
LONGEST_WORDS = (5, 40, 299, 301, 1000, 5000)

ISSUERS = (
    "#issue {w} ถึง {a} ภายใน {d}",
    "#issue {w}\nถึง: {a} {a}\nภายใน: {d}\nรายละเอียด: {w}",
    "#issue {w}\nถึง: {a}\nภายใน: {d}\nอ้างอิง: {w}\nที่มา: https://a.go.th/{w}\nความเร่งด่วน: {w}",
)
IA = {
    "issuer": (
        *(*ISSUERS, *ISSUERS, "#edit {n}\nกำหนด: {d}\nหัวข้อ: {w}", "#extend {n} {d} {w}"),
        *("#transfer {n} {a} {w}", "#cancel {n} {w}", "#close {n}", "#remind {n}", "#status {n}"),
        *("#accept {n}", "#return {n} {a} {w}", "#edit {n}\nถึง: {a} {a}"),
    ),
    "judge": ("#accept {n}", "#accept {n} {a}", "#return {n} {a} {w}", "#quota", "#roster"),
    "chief": ("#issue {w}\nto: {a}\ndue: {d}", "#vouch A{i} {p}", "#stats {w}"),
}
IR = {
    who: (
        *("#report {n} {w}", "#report {n} {w} https://example.go.th/{i}", "#ack {n} {n}"),
        *("#report {n} กำลังดำเนินการ {w}", "#report {n} {w}", "#extend {n} {d} {w}", "#mine"),
        *("#transfer {n} {a} {w}", "#status {n}", "#list", "#overdue", "#ack {n}", "{w}", "#stats"),
    )
    for who in ("ddpm", "rid", "health", "chief")
}
ANY = (
    *(f"#{word} {{n}} {{w}}" for row in TABLE.values() for word in row.words),
    *("#help {w}", "#bind {w}", "#join ABCDE-FGHIJ", "#list {w}", "{w} #report {n} {w}", "{w}"),
)
DUE = ("พรุ่งนี้ 15.00 น.", "2 ชม.", "30 นาที", "3 วัน", "25 พ.ย. 69 15.00 น.", "tomorrow 15:00")
FILES = ("image", "video", "audio", "file")


class People:
    """Everybody of the town, who remember what they wrote."""

    def __init__(self, stack: Stack, chance: random.Random) -> None:
        """Begin with nothing said."""
        self.stack, self.chance = stack, chance
        self._words = vocabulary(seeded_directory())
        self._said: deque[tuple[str, str]] = deque(maxlen=REMEMBERED)
        self._phones, self._membership = Phones(stack.platform), Membership(stack.platform)
        self._acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self._says, 100),
            (self._edits, 12),
            (self._unsends, 7),
            (self._taps, 14),
            (self._sends, 7),
            (self._comes_or_goes, 6),
        )

    def act(self) -> None:
        """Let somebody do something; what LINE does not let anybody do is left."""
        acts, weights = zip(*self._acts, strict=True)
        with suppress(CannotDo):
            self.chance.choices(acts, weights)[0]()

    def _home(self) -> str:
        return self.chance.choice((MAIN, MAIN, OTHER))

    def number(self, home: str) -> int:
        """Return the number of an issue: mostly of one that is open."""
        known = self.stack.open_issues.get(home)
        if known and self.chance.random() < 0.9:
            return self.chance.choice(known)
        return self.chance.choice((0, 1, 2, 12, 999_999_999, 2**31, 2**63, 10**30))

    def _agency(self) -> str:
        return self.chance.choice(
            (*AGENCIES, "ปภ.", "กรมชลประทาน", "กระทรวงสาธารณสุข", "กทม", "ALL")
        )

    def words(self) -> str:
        """Return a few words, ordinary or odd."""
        what = self.chance.random()
        if what < 0.3:
            return self.chance.choice(("น้ำท่วมขัง", "ชี้แจงแล้ว", "ข่าวลวง", "a", "ขอข้อมูลเพิ่ม"))
        longest = self.chance.choice(LONGEST_WORDS)
        if what < 0.4:
            return odd_word(self.chance)[:longest]
        if what < 0.5:
            return self.chance.choice(self._words)[:longest]
        return odd_text(self.chance, self._words)[:longest]

    def filled(self, pattern: str, home: str) -> str:
        """Put numbers, words, agencies, dates and people into a command."""
        text = pattern
        for place, give in (
            ("{n}", lambda: str(self.number(home))),
            ("{a}", self._agency),
            ("{d}", lambda: self.chance.choice(DUE)),
            ("{i}", lambda: str(self.chance.randrange(30))),
            ("{p}", lambda: self.chance.choice(("ddpm", "rid", "guest", "x"))),
            ("{w}", self.words),
        ):
            while place in pattern:
                pattern = pattern.replace(place, "\1", 1)
                text = text.replace(place, give().replace("{", "("), 1)
        return text

    def text(self, home: str, patterns: tuple[str, ...]) -> str:
        """Return what somebody types: a command, several, one torn, or any odd text."""
        what, chance = self.chance.random(), self.chance
        text = self.filled(chance.choice(patterns), home)
        if what < 0.6:
            return text
        if what < 0.7:
            at = chance.randrange(len(text) + 1)
            return text[:at] + odd_word(chance)[:50] + text[at + chance.choice((0, 1, 5)) :]
        if what < 0.8:
            more = [
                self.filled(chance.choice(patterns), home) for _ in range(chance.choice((1, 3)))
            ]
            return "\n".join([text, *more])
        if what < 0.83:
            return f"@{chance.choice(('Saphan', 'ddpm', 'All'))} {text}"
        return odd_text(chance, self._words).replace("12", str(self.number(home)))

    def _speaker(self) -> tuple[str, str, tuple[str, ...]]:
        """Return who speaks as workspace and key, in which chat, and what they may well say."""
        home, chance = self._home(), self.chance
        ids = self.stack.homes[home]
        what = chance.random()
        if len(self.stack.open_issues.get(home, ())) > MOST_OPEN and what < 0.25:
            number = self.stack.open_issues[home].pop(0)
            end = chance.choice((f"#cancel {number} {{w}}", f"#close {number}"))
            return ids["issuer"], ids["ia"], (end,)
        if what < 0.4:
            who = chance.choice(tuple(IA))
            return ids[who], ids["ia"], IA[who]
        if what < 0.75:
            who = chance.choice(tuple(IR))
            return ids[who], ids["ir"], IR[who]
        who = chance.choice([key for key in ids if key not in ("ia", "ir")])
        chat = chance.choice((ids["ia"], ids["ir"], ids[who], ids[who], self.stack.hall))
        return ids[who], chat, (*ANY, *IA["issuer"], *IR["ddpm"])

    def _says(self) -> None:
        person, chat, patterns = self._speaker()
        home = next(code for code, ids in self.stack.homes.items() if person in ids.values())
        quote = ""
        if self.chance.random() < 0.15 and (entry := self._entry(chat)):
            quote = entry.id
        text = self.text(home, patterns)
        entry = self._phones.says(chat, person, text[:LONGEST], quote=quote)
        self._said.append((person, entry.id))

    def _entry(self, chat: str, sender: str = "") -> ChatEntry | None:
        entries = self.stack.platform.chats.entries(chat, sender=sender)[-15:]
        return self.chance.choice(entries) if entries else None

    def _own(self) -> tuple[str, str]:
        """Return who wrote a message, and which; raises CannotDo where nobody did."""
        if not self._said:
            raise CannotDo("Nothing was said.")
        last = self._said[-1]
        return last if self.chance.random() < 0.4 else self.chance.choice(self._said)

    def _edits(self) -> None:
        person, message = self._own()
        old = self.stack.platform.chats.entry(message).text
        what = self.chance.random()
        text = old + self.words() if what < 0.4 else self.text(MAIN, IA["issuer"])
        text = self.text(MAIN, ANY) if what > 0.8 else text
        self._phones.edits(person, message, text[:LONGEST])

    def _unsends(self) -> None:
        self._phones.unsends(*self._own())

    def _taps(self) -> None:
        ids, chance = self.stack.homes[self._home()], self.chance
        who = chance.choice(("issuer", "judge", "chief", "ddpm", "rid", "health", "guest"))
        chat = chance.choice((ids["ia"], ids["ir"], ids["ir"], ids[who]))
        entry = self._entry(chat, sender=BOT)
        actions = [each for each in actions_of(entry.message) if "data" in each] if entry else []
        if entry is None or not actions:
            return
        data = chance.choice(actions)["data"]
        params = {"datetime": "2026-12-24T09:00"} if "extend" in data else None
        if chance.random() < 0.6:
            self._phones.taps(ids[who], entry.id, data, params)
        else:
            self._phones.posts_back(chat, ids[who], self.torn(data), params)

    def torn(self, data: str) -> str:
        """Return the data of a button with a part of it changed."""
        parts = data.split("|")
        at = self.chance.randrange(len(parts))
        odd = (
            "",
            "0",
            "1",
            "๑",
            "9" * 9,
            "9" * 12,
            "9" * 40,
            OTHER,
            MAIN,
            "MOPH",
            "accept",
            "grant",
        )
        parts[at] = self.chance.choice((*odd, odd_word(self.chance)))
        return "|".join(parts)[:300]

    def _sends(self) -> None:
        ids, chance = self.stack.homes[self._home()], self.chance
        who, kind = chance.choice(tuple(IR)), chance.choice(FILES)
        message: dict[str, Any] = {"type": kind}
        if kind == "file":
            message["fileName"] = odd_word(chance)[:200] or "file"
        body = chance.choice((b"%PDF-1.7", b"x", b"\xff\xd8\xff"))
        self._phones.sends(ids["ir"], ids[who], message, body, "application/octet-stream")

    def _comes_or_goes(self) -> None:
        """Somebody, or the bot, leaves a group or comes; whoever is away comes back soon."""
        ids, chance, join = self.stack.homes[self._home()], self.chance, self._membership
        people = self.stack.platform.people
        group = people.group(chance.choice((ids["ia"], ids["ir"], self.stack.hall)))
        person = chance.choice([id for key, id in ids.items() if key not in ("ia", "ir")])
        away = [each for each in ids.values() if each in people.persons]
        away = [each for each in away if each not in group.members]
        if not group.has_bot:
            join.invites_bot(group.group_id)
        elif people.persons[person].blocked:
            join.follows(person)
        elif away:
            join.joins(group.group_id, chance.choice(away))
        else:
            leave = (join.leaves, join.leaves, lambda _, who: join.blocks(who))
            gone = (lambda at, _: join.removes_bot(at),)
            chance.choice((*leave, *gone))(group.group_id, person)
