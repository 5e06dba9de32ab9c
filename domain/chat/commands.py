"""What people can say to Saphan: one frozen value per command, and why one was not understood.

The word in the chat is the word in the code. Nothing here parses; `domain.grammar` does.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from domain.chat.appraisal import Appraisal as Appraisal
from domain.chat.issue import Assumption as Assumption
from domain.chat.issue import Edit as Edit
from domain.chat.issue import IssueNo as IssueNo
from domain.chat.issue import OpenIssue as OpenIssue
from domain.chat.issue import Urgency as Urgency
from domain.chat.joint import Agenda as Agenda
from domain.chat.joint import Result as Result
from domain.chat.kinds import Kind as Kind
from domain.chat.mistakes import Problem
from domain.chat.objections import Dismiss as Dismiss
from domain.chat.objections import Object as Object
from domain.chat.objections import Uphold as Uphold
from domain.chat.questions import Asking as Asking
from domain.chat.questions import ChooseWorkspace as ChooseWorkspace
from domain.chat.questions import Help as Help
from domain.chat.questions import List as List
from domain.chat.questions import Mine as Mine
from domain.chat.questions import Overdue as Overdue
from domain.chat.questions import Quota as Quota
from domain.chat.questions import Roster as Roster
from domain.chat.questions import Stats as Stats


@dataclass(frozen=True, slots=True)
class Bind:
    """`#bind CODE`: make this group the workspace's IA or IR group; `sure` whatever its name."""

    code: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """`#join CODE`: tie the sender's LINE account to a person on the roster."""

    code: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """`#report N`: a final report, or a progress note; `text` is the body as typed.

    `agencies` are codes: the agency named first, more where the name is ambiguous. The words of a
    progress note stand first (`progress`) or right behind that name (`progress_behind`).
    `going_on`: other words tell of work that goes on, so that it may be no final report.
    """

    issue: IssueNo
    text: str
    links: tuple[str, ...] = ()
    progress: bool = False
    agencies: tuple[str, ...] = ()
    progress_behind: bool = False
    going_on: bool = field(default=False, compare=False)

    def is_progress(self, own: Collection[str]) -> bool:
        """Whether it is a progress note, said by who speaks for these agencies (codes)."""
        return self.progress or (self.progress_behind and not set(own).isdisjoint(self.agencies))


@dataclass(frozen=True, slots=True)
class Progress:
    """`#progress N [agency]`: the sender's latest report was only a progress note."""

    issue: IssueNo
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A tap that makes one report a progress note; `report` is its id."""

    report: int


@dataclass(frozen=True, slots=True)
class Ack:
    """`#ack N [N …] [agencies]`: the sender's agencies, or those named, have seen these issues."""

    issues: tuple[IssueNo, ...]
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extend:
    """`#extend N deadline`, or a bare `period` as typed, counted from the deadline in force.

    `for_one`: the reason names an agency that may be meant alone.
    """

    issue: IssueNo
    deadline: datetime | None
    agencies: tuple[str, ...] = ()
    reason: str = ""
    period: str = ""
    for_one: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Return:
    """`#return N agency reason`: the report does not do; `due` is a time that the reason gives."""

    issue: IssueNo
    agency: str
    reason: str
    due: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Accept:
    """`#accept N [agencies]`: their reports (or every report waiting) answer the issue.

    A tap says which was the newest report (id) that its card showed.
    """

    issue: IssueNo
    agencies: tuple[str, ...] = ()
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """`#cancel N reason`: the issue is withdrawn."""

    issue: IssueNo
    reason: str


@dataclass(frozen=True, slots=True)
class Close:
    """`#close N`: the issue is settled."""

    issue: IssueNo


@dataclass(frozen=True, slots=True)
class Reopen:
    """`#reopen N [agency] [reason]`: it has not ended; or the agency's report is not accepted."""

    issue: IssueNo
    agency: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """`#transfer N [giver →] agency reason`: not ours but theirs; `giver` where it was named so."""

    issue: IssueNo
    agency: str
    reason: str
    giver: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """`#status N [page P]`: how an issue stands, agency by agency."""

    issue: IssueNo
    page: int = 1


@dataclass(frozen=True, slots=True)
class Vouch:
    """`#vouch A3 NAME`: the sender of a report kept aside is this person of the roster.

    `person` is the name, or the number on the roster, as typed.
    """

    aside: int
    person: str


@dataclass(frozen=True, slots=True)
class Remind:
    """`#remind N`: remind the agencies that have not reported, now."""

    issue: IssueNo


@dataclass(frozen=True, slots=True)
class Snooze:
    """`#snooze N until, reason`: no reminders of the sender's agencies; until `None`, again."""

    issue: IssueNo
    until: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Excuse:
    """`#excuse N agency reason`: not counted; without a reason (a dash was typed) it is again."""

    issue: IssueNo
    agency: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grant:
    """`#grant N [agency] [reason]`: what an agency asked for in this issue is granted."""

    issue: IssueNo
    agency: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """`#refuse N [agency] [reason]`: what an agency asked for in this issue is refused."""

    issue: IssueNo
    agency: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decide:
    """A tap that grants or refuses what an agency asked for; `request` is its id."""

    request: int
    granted: bool


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A word that is almost a command (`#isue`): `meant` is the nearest, asked back once.

    `word` is what was typed, put right: a spelling of it, or another word that people use for it.
    `misplaced`: the word is right, but does not stand behind one hash at the start of its line.
    `label` is what shall be changed, where it was glued to the word: #แก้ไขหัวข้อ 1.
    """

    said: str
    meant: Kind
    word: str = field(default="", compare=False)
    misplaced: bool = field(default=False, compare=False)
    label: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Notify:
    """`#notify [group|direct] [brief on|off]`: by which way somebody wants to be told.

    What is not named is `None` and stays. `unknown` is what was typed where that is none of these.
    """

    in_group: bool | None = None
    brief: bool | None = None
    unknown: str = ""


Deciding = Accept | Return | Grant | Refuse | Excuse | Uphold | Dismiss
Moving = Extend | Transfer | Progress | Snooze | Object
About = Deciding | Ack | Moving | Edit | Cancel | Close | Reopen | Status | Remind
Command = Bind | Join | Vouch | Appraisal | Notify | OpenIssue | FileReport | About | Asking


@dataclass(frozen=True, slots=True)
class Malformed:
    """A command that cannot be carried out as typed; `problems` is not empty."""

    kind: Kind
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything that was read from one command, right or wrong: the line of `parse message`.

    Values that do not apply, or could not be read, are `None` or empty. `deadline_failed` is
    true where a deadline was given but could not be read. `outcome` is what to carry out, `unread`
    what stands behind the command that it has no use for. `typed` is the whole command as typed,
    `head` its beginning up to the end of its word.
    """

    kind: Kind
    outcome: Command | Malformed | NearMiss
    title: str | None = None
    agencies: tuple[str, ...] = ()
    deadline: datetime | None = None
    deadline_failed: bool = False
    urls: tuple[str, ...] = ()
    issue_no: int | None = None
    year_be: int | None = None
    body: str = ""
    problems: tuple[Problem, ...] = ()
    unread: str = ""
    typed: str = field(default="", compare=False)
    head: str = field(default="", compare=False)
