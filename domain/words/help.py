"""`#help`: what the table of commands says, in the language of the chat."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.chat.table import TABLE
from domain.say import Choice
from domain.words.names import NameWords

_FIRST = (
    (Role.REPORTER, Kind.MINE),
    (Role.ISSUER, Kind.OVERDUE),
    (Role.EVALUATOR, Kind.STATS),
    (Role.ADMIN, Kind.ROSTER),
)
"""What each role asks for first."""


class HelpWords(NameWords):
    """Help."""

    def help_overview(
        self,
        kinds: Sequence[Kind],
        place: Place,
        elsewhere: Mapping[Place, Sequence[Kind]],
        *,
        enrolled: bool,
    ) -> str:
        """List the commands that a person may use in a place, and those of theirs `elsewhere`."""
        name = self.place(place)
        lines = [self.say(f"คำสั่งที่ท่านใช้ได้ใน{name}", f"What you can say in {name}")]
        lines += [f"• {self.example(kind).splitlines()[0]} — {self._does(kind)}" for kind in kinds]
        for other, others in elsewhere.items():
            words = " ".join(map(self.command, others))
            lines.append(
                self.say(f"ใน{self.place(other)}: {words}", f"In {self.place(other)}: {words}")
            )
        if not enrolled:
            unknown = self.say(
                "ท่านยังไม่ได้ลงทะเบียน โปรดขอรหัสจากผู้ดูแลระบบ",
                "You are not enrolled yet. Please ask the administrator for a code.",
            )
            lines.append(unknown)
        listed = [*kinds, *chain.from_iterable(elsewhere.values())]
        first = next((kind for kind in (Kind.REPORT, Kind.ISSUE) if kind in listed), listed[0])
        ask = f"{self.command(Kind.HELP)} {self.command(first).removeprefix('#')}"
        more = self.say(f"ดูตัวอย่างเต็ม เช่น {ask}", f"For a full example: {ask}")
        return "\n".join([*lines, more])

    def only_commands(
        self, roles: Collection[Role], *, enrolled: bool, file: bool, speaks: bool
    ) -> str:
        """Answer talk in the 1:1 chat: what this person can do there; `speaks` for an agency."""
        if file:
            here = self.say(
                "ไฟล์ที่ส่งในแชตนี้ไม่ถูกเก็บ โปรดส่งในกลุ่ม IR-Chat หลังรายงาน",
                "Files sent here are not kept. Please send them in IR-Chat after a report.",
            )
        else:
            here = self.say("ระบบอ่านเฉพาะคำสั่ง", "I read commands only.")
        if not enrolled:
            return here + self.say(
                " หากได้รับรหัสแล้ว โปรดพิมพ์ ลงทะเบียน ตามด้วยรหัส หากยังไม่มี โปรดขอจากผู้ดูแล",
                " If you have a code, please type join and the code; if not, ask an administrator.",
            )
        typed = " ".join(choice.text for choice in self.first_steps(roles, speaks=speaks))
        return here + self.say(f" ในแชตนี้ท่านพิมพ์ได้ เช่น {typed}", f" Here you can type {typed}")

    def first_steps(self, roles: Collection[Role], *, speaks: bool) -> tuple[Choice, ...]:
        """Offer what somebody with these roles asks for most in the 1:1 chat.

        `speaks`: for an agency, whose work can be asked for.
        """
        kinds = [kind for role, kind in _FIRST if role in roles]
        kinds = [kind for kind in kinds if speaks or kind is not Kind.MINE]
        texts = [self.command(kind) for kind in dict.fromkeys([*kinds, Kind.LIST, Kind.HELP])]
        return tuple(Choice(text, text) for text in texts)

    def unknown_topic(self, said: str) -> str:
        """Somebody asked about what is no command."""
        return self.say(f"ไม่มีคำสั่ง “{said}”", f"There is no command “{said}”.")

    def help_on(self, kind: Kind, roles: Collection[Role]) -> str:
        """Explain one command: what it does, who may if these roles may not, where, an example."""
        right = TABLE[kind].right
        who = self.say(" หรือ ", " and ").join(self.role(role) for role in sorted(right.roles))
        line = f"{self.command(kind)}: {self._does(kind)}"
        if who and not right.roles & {*roles}:
            line += self.say(f" (เฉพาะ{who})", f" ({who} only)")
        if len(right.places) == 1:
            (place,) = right.places
            line += self.say(f" ใช้ใน{self.place(place)}", f", in {self.place(place)}")
        return f"{line}\n{self.say('ตัวอย่าง', 'Example')}:\n{self.example(kind)}"

    def example(self, kind: Kind) -> str:
        """Return the nearest right form of a command."""
        return self.say(*TABLE[kind].sample)

    def _does(self, kind: Kind) -> str:
        return self.say(*TABLE[kind].does)
