"""Why a command was not carried out: each sentence says what to do next."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.chat.workspaces import WorkspaceName
from domain.rendering import CHOICE_LABEL, LONGEST_CHOICE
from domain.say import Choice
from domain.text import clip, utf16_length
from domain.words.names import NameWords


class RefusalWords(NameWords):
    """Refusals."""

    def not_enrolled(self) -> str:
        """The sender is not tied to anybody on the roster."""
        return self.say(
            "บัญชี LINE นี้ยังไม่ได้ลงทะเบียน โปรดพิมพ์ #ลงทะเบียน ตามด้วยรหัสที่ได้รับจากผู้ดูแล "
            "เช่น #ลงทะเบียน ABCDE-FGHIJ",
            "This LINE account is not enrolled. Please type #join and the code you were given, "
            "for example #join ABCDE-FGHIJ",
        )

    def asks_too_often(self, limit: int) -> str:
        """Tell who asks too often that their questions are not answered for a while."""
        count = self.number(limit)
        return self.say(
            f"มีคำถามเข้ามาถี่เกินไป ระบบตอบคำถามได้ไม่เกิน {count} ครั้งต่อคนต่อนาที โปรดรอหนึ่งนาทีแล้วพิมพ์ใหม่ "
            "(การรายงานและรับทราบทำได้ตามปกติ)",
            f"Too many questions: {count} a minute are answered for each person. Please wait for "
            "a minute and ask again. Reports and acknowledgements are taken as ever.",
        )

    def unbound_group(self) -> str:
        """The group belongs to no workspace."""
        return self.say(
            "กลุ่มนี้ยังไม่ได้ผูกกับระบบ โปรดขอรหัสผูกกลุ่มจากผู้ดูแลระบบ แล้วพิมพ์ #ผูกกลุ่ม ตามด้วยรหัส",
            "This group is not bound yet. Please ask the administrator for a group code "
            "and type #bind and the code.",
        )

    def wrong_place(self, kind: Kind, places: Iterable[Place]) -> str:
        """The command belongs elsewhere."""
        names, word = self.say(" หรือ ", " or ").join(map(self.place, places)), self.command(kind)
        return self.say(
            f"คำสั่ง {word} ใช้ได้ใน{names} โปรดส่งอีกครั้งที่นั่น",
            f"{word} works in {names}. Please send it again there.",
        )

    def wrong_role(
        self, kind: Kind, roles: Iterable[Role], mine: Collection[Role] = frozenset()
    ) -> str:
        """The sender has other roles (`mine`) than these."""
        names, word = self.say(" หรือ ", " and ").join(map(self.role, roles)), self.command(kind)
        whom, usable = self.whom_to_tell(mine), self.command(Kind.HELP)
        if kind in (Kind.EDIT, Kind.CANCEL) and Role.REPORTER in mine:
            return self.say(
                f"คำสั่ง {word} ใช้ได้เฉพาะ{names} หากหมายถึงรายงานของท่าน "
                "โปรดแก้ไขข้อความรายงานนั้นใน LINE หรือยกเลิกการส่ง",
                f"{word} is for {names} only. If you mean a report of yours, "
                "please edit or unsend its message in LINE.",
            )
        return self.say(
            f"คำสั่ง {word} ใช้ได้เฉพาะ{names} พิมพ์ {usable} เพื่อดูคำสั่งที่ท่านใช้ได้ที่นี่ "
            f"หากท่านควรมีสิทธินี้ โปรดแจ้ง{whom}",
            f"{word} is for {names} only. Type {usable} to see what you can use here. "
            f"If you should have this right, tell {whom}.",
        )

    def refused_button(self, name: str, sentence: str) -> str:
        """A tap was refused: say whose, for a whole group reads it."""
        who = self.say(f"ผู้กดปุ่ม: {name}", f"{name} pressed a button")
        return f"{who}\n{sentence}"

    def several_workspaces(self, names: Iterable[WorkspaceName]) -> str:
        """Ask somebody of several workspaces of which one the 1:1 chat speaks."""
        listed = ", ".join(each.shown for each in names)
        return self.say(
            f"ท่านอยู่ในพื้นที่งาน {listed} โปรดแตะเลือกพื้นที่งาน หรือพิมพ์ {self.command(Kind.WORKSPACE)} "
            "ตามด้วยชื่อหรือรหัสพื้นที่งาน",
            f"You belong to the workspaces {listed}. Please tap one, or type "
            f"{self.command(Kind.WORKSPACE)} and its name or code.",
        )

    def workspace_choices(self, names: Iterable[WorkspaceName]) -> tuple[Choice, ...]:
        """Offer each workspace as one tap, which names it by its code.

        Names that look alike on the narrow button are shown as codes.
        """
        word, names = self.command(Kind.WORKSPACE), tuple(names)
        shown = Counter(clip(each.name, CHOICE_LABEL) for each in names)
        return tuple(
            Choice(
                each.name if shown[clip(each.name, CHOICE_LABEL)] == 1 else each.code,
                f"{word} {each.code}",
            )
            for each in names
        )

    def not_your_workspace(self) -> str:
        """A workspace was named to which the sender does not belong, or which does not exist."""
        return self.say("ท่านไม่ได้อยู่ในพื้นที่งานชื่อนี้", "You belong to no workspace of this name.")

    def workspace_chosen(self, name: str) -> str:
        """The sender chose a workspace for the 1:1 chat."""
        return self.say(f"แชตนี้ใช้พื้นที่งาน {name} แล้ว", f"This chat now speaks of {name}.")

    def speaks_of(self, name: str, *, several: bool) -> str:
        """Say of which workspace the 1:1 chat speaks, and how another one is chosen."""
        how = f" ({self.say('เปลี่ยน', 'change')}: {self.command(Kind.WORKSPACE)})" if several else ""
        return self.say(f"พื้นที่งาน: {name}", f"Workspace: {name}") + how

    def not_used(self, said: str, kind: Kind, number: int | None) -> str:
        """Something behind a command was of no use to it; the command was carried out."""
        told = self.say(
            f"ไม่ได้ใช้ข้อความ “{said}” เพราะคำสั่งนี้ไม่รับข้อความเพิ่ม",
            f"“{said}” was not used: this command takes nothing more.",
        )
        if kind is not Kind.ACK or number is None:
            return told
        extend, report = (f"{self.command(each)} {number}" for each in (Kind.EXTEND, Kind.REPORT))
        ir = self.place(Place.IR)
        return told + self.say(
            f" หากขอเวลาเพิ่ม พิมพ์ {extend} วันเวลา เหตุผล หากเป็นผลการชี้แจง พิมพ์ {report} ข้อความ ใน{ir}",
            f" For more time type {extend} day and time, reason; to report, {report} text in {ir}.",
        )

    def only_first_commands(self, most: int) -> str:
        """A message held more commands than are read of one."""
        return self.say(
            f"อ่านเพียง {most} คำสั่งแรกของข้อความ โปรดส่งคำสั่งที่เหลือเป็นข้อความใหม่",
            f"Only the first {most} commands of a message are read. Please send the rest again.",
        )

    def unknown_issue(self, number: int) -> str:
        """There is no issue with this number."""
        return self.say(
            f"ไม่พบประเด็น #{number} พิมพ์ #รายการ เพื่อดูเลขประเด็นที่เปิดอยู่",
            f"There is no issue #{number}. Type #list to see the open ones.",
        )

    def wrong_year(self, number: int, said: int, opened: int) -> str:
        """The year written with the number is not the issue's fiscal year."""
        year, wrong = self.digits(str(opened)), self.digits(str(said))
        return self.say(
            f"ประเด็น #{number} เปิดในปีงบประมาณ {year} ไม่ใช่ {wrong} โปรดตรวจเลขประเด็นแล้วส่งใหม่",
            f"Issue #{number} was opened in fiscal year {year}, "
            f"not {wrong}. Please check the number and send again.",
        )

    def no_agency(self, roles: Collection[Role]) -> str:
        """The sender speaks for nobody, which somebody without a report to file need not."""
        if Role.REPORTER not in roles:
            listed = self.command(Kind.LIST)
            return self.say(
                f"ท่านไม่ได้เป็นผู้แทนหน่วยงาน จึงไม่มีงานที่ต้องรายงาน พิมพ์ {listed} เพื่อดูประเด็นที่เปิดอยู่",
                f"You speak for no agency, so you have nothing to report. Type {listed} to see "
                "the open issues.",
            )
        whom = self.whom_to_tell(roles)
        return self.say(
            f"ท่านยังไม่ได้เป็นผู้แทนหน่วยงานใดในทะเบียน โปรดแจ้ง{whom}",
            f"The roster does not say which agency you speak for. Please tell {whom}.",
        )

    def not_assigned(
        self, number: int, named: Iterable[Agency], assigned: Iterable[Agency], *, own: bool = False
    ) -> str:
        """These agencies do not have this issue; of a group (none) one must be named.

        `own`: they are those for which the sender speaks.
        """
        theirs, others = self.agencies(assigned), self.agencies(named)
        if not others:
            return self.say(
                f"ประเด็น #{number} มอบหมายให้ {theirs} โปรดระบุหน่วยงานเดียวในจำนวนนี้",
                f"Issue #{number} is assigned to {theirs}. Please name one of them.",
            )
        if own:
            mine = self.command(Kind.MINE)
            check = self.say(
                f"โปรดตรวจเลขประเด็น (พิมพ์ {mine} เพื่อดูงานของท่าน)",
                f"Please check the number ({mine} lists yours).",
            )
        else:
            status = f"{self.command(Kind.STATUS)} {number}"
            check = self.say(
                f"โปรดตรวจเลขประเด็นและหน่วยงาน (พิมพ์ {status} เพื่อดูสถานะ)",
                f"Please check number and agency ({status} shows how it stands).",
            )
        return self.say(
            f"ประเด็น #{number} มอบหมายให้ {theirs} ไม่ใช่ {others} {check}",
            f"Issue #{number} is assigned to {theirs}, not to {others}. {check}",
        )

    def which_agency(self, number: int, agencies: list[Agency], *, progress: bool = False) -> str:
        """The sender of a report, or of a note, speaks for several agencies of this issue."""
        names, example = self.agencies(agencies), self.agency(agencies[0])
        thai, english = ("ความคืบหน้า", "progress") if progress else ("รายงาน", "report")
        return self.say(
            f"ท่านเป็นผู้แทนหลายหน่วยงานในประเด็น #{number} ({names}) "
            f"โปรดระบุหน่วยงานหลังเลขประเด็น เช่น #{thai} {number} {example} ...",
            f"You speak for several agencies in issue #{number} ({names}). "
            f"Please name one after the number, for example #{english} {number} {example} ...",
        )

    def report_of_another(
        self, others: list[Agency], mine: list[Agency], choices: Sequence[Choice]
    ) -> str:
        """A report begins with the name of an agency for which its sender does not speak."""
        theirs, own = self.agencies(others), self.agencies(mine)
        example = choices[0].text if choices else ""
        return self.say(
            f"ท่านไม่ได้เป็นผู้แทน {theirs} หากเป็นรายงานของ {own} โปรดส่ง {example}".rstrip(),
            f"You do not speak for {theirs}. If this is the report of {own}, please send "
            f"{example}".rstrip(),
        )

    def one_agency_a_report(
        self, number: int, agencies: list[Agency], *, progress: bool = False
    ) -> str:
        """A report, or a note, names several of its sender's agencies."""
        names, example = self.agencies(agencies), self.agency(agencies[0])
        thai, english = ("ความคืบหน้า", "progress") if progress else ("รายงาน", "report")
        return self.say(
            f"{thai}หนึ่งข้อความเป็นของหน่วยงานเดียว ยังไม่ได้บันทึกของ {names} "
            f"โปรดส่งแยกทีละหน่วยงาน เช่น #{thai} {number} {example} ...",
            f"One message reports for one agency; nothing was filed for {names}. "
            f"Please send one for each, for example #{english} {number} {example} ...",
        )

    def whose_report(
        self, number: int, agencies: list[Agency], text: str, *, progress: bool
    ) -> tuple[Choice, ...]:
        """Offer a report as typed with each agency that may be meant: all of them, or none."""
        word = self.say("ความคืบหน้า", "progress") if progress else self.say("รายงาน", "report")
        names = [self.agency(each) for each in agencies]
        choices = tuple(Choice(name, f"#{word} {number} {name} {text}") for name in names)
        fit = all(utf16_length(each.text) <= LONGEST_CHOICE for each in choices)
        return choices if fit else ()

    def each_agency(self, agencies: Iterable[Agency]) -> tuple[Choice, ...]:
        """Offer the names of agencies, to be said alone."""
        return tuple(Choice(name, name) for name in map(self.agency, agencies))

    def no_sender(self) -> str:
        """LINE did not say who wrote."""
        return self.say(
            "LINE ไม่แจ้งว่าใครเป็นผู้ส่ง โปรดเปิดใช้ LINE บนโทรศัพท์แล้วส่งอีกครั้ง",
            "LINE does not tell me who sent this. Please send it from LINE on your phone.",
        )

    def quota_unknown(self) -> str:
        """LINE did not answer about the quota and never did before."""
        return self.say(
            "ขณะนี้ LINE ไม่ตอบเรื่องโควตา โปรดลองอีกครั้งในอีกสักครู่",
            "LINE does not answer about the quota now. Please try again in a moment.",
        )

    def broke(self, reference: str) -> str:
        """Something of ours failed for good."""
        return self.say(
            f"ระบบดำเนินการตามข้อความนี้ไม่ได้ ผู้ดูแลได้รับแจ้งแล้ว โปรดส่งอีกครั้งภายหลัง (อ้างอิง {reference})",
            "I could not carry this out; the operators have been told. "
            f"Please send it again later (reference {reference}).",
        )
