"""What came of everything that was said: lost, doubled, or as it should be."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bench.agreement import differences, in_doubt
from bench.chaos.sentences import Heard, announced_as, heard, sentences
from bench.chaos.talk import ACCEPT, ACK, ISSUE, NOTE, REPORT, Said
from bench.chaos.town import REPORTERS, Home, Town
from domain.words import words_for
from models import inbox, outbox, workspaces
from models.audit import check
from models.groups import Group
from models.issues import Assignment, Issue, IssueChange
from models.issues.reports import Judgement, Report, ReportChange, ReportKind
from models.reminders import Reminder, ReminderStatus
from models.workspaces import Workspace
from simulator.model.chats import BOT

ANSWERS = {
    ISSUE: ("ia", "issue opened"),
    ACK: ("ir", "acknowledged"),
    NOTE: ("ir", "progress noted"),
    REPORT: ("ir", "report filed"),
    ACCEPT: ("ia", "accepted"),
}
EDIT_ANSWERS = {ISSUE: ("ia", "issue edited"), REPORT: ("ir", "report edited")}

PROBES = (
    "retry of an accepted request",
    "reply token used twice",
    "reply token older than one minute",
    "redelivered reply token, 20 minutes after the event",
    "retry key used for another request",
)
"""Asking LINE again after a kill or a lost answer whether it took a request: no rule is broken.

The last: without the words that were unsent in between.
"""

BLOCKED = "not delivered"
"""LINE takes what is pushed to somebody who has blocked the bot, before it tells of that."""


@dataclass
class Verdict:
    """What is wrong, how often; what is worth knowing; and the single cases."""

    wrong: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    def blame(self, what: str, case: str, times: int = 1) -> None:
        """Note that something is wrong."""
        if times:
            self.wrong[what] += times
            self.cases.append(f"{what}: {case}")

    def hold(self, what: str, case: str, there: int, wanted: int) -> None:
        """Note what is not there as often as it should be."""
        self.blame(f"{what} lost", case, max(0, wanted - there))
        self.blame(f"{what} doubled", case, max(0, there - wanted))


@dataclass
class _Record:
    """What stands in the database about the issues."""

    issues: list[Issue]
    reports: list[Report]
    edited_issues: set[int]
    edited_reports: set[int]

    def of(self, number: int) -> list[Assignment]:
        return [one for issue in self.issues if issue.number == number for one in issue.assignments]

    def reports_of(self, issue: Issue) -> list[Report]:
        ids = {each.id for each in issue.assignments}
        return [each for each in self.reports if each.assignment_id in ids]


async def judge(
    session: AsyncSession, town: Town, said: Mapping[str, list[Said]], verdict: Verdict
) -> None:
    """Hold what stands in the database and in the chats against what was said in each workspace."""
    for home in town.homes:
        await _judge_home(session, town, home, said[home.code], verdict)
    await _judge_order(session, verdict)
    for what, case in await differences(session, town.platform):
        verdict.blame(what, case)
    for line in town.platform.ledger:
        if line.fault:
            verdict.remarks[f"calls that met {line.fault} {line.status}"] += 1
        if line.broken in PROBES:
            verdict.remarks["calls to find out whether LINE took something"] += 1
        elif line.broken.startswith(BLOCKED):
            verdict.remarks["told 1:1 to who had just blocked the bot"] += 1
        elif line.broken:
            verdict.blame("rules of LINE broken", f"{line.operation} {line.status}: {line.broken}")
    for way in await session.scalars(
        select(Reminder.way).where(Reminder.status == ReminderStatus.DELIVERED)
    ):
        verdict.remarks[f"reminders delivered by way of: {way}"] += 1


async def _judge_home(
    session: AsyncSession, town: Town, home: Home, said: list[Said], verdict: Verdict
) -> None:
    record = await _read(session, home)
    told = heard(town.platform, home.chats)
    again = await _said_anew(session, home, told)
    verdict.remarks["said again: the token ended before LINE told (M13)"] += again.total()
    told -= again
    for each in said:
        _judge_command(each, record, verdict)
    announced = announced_as(town.platform, home.groups["ir"])
    entries = town.platform.chats.entries(home.groups["ia"], sender=BOT)
    shown = "\n".join(entry.text for entry in entries)
    for issue in record.issues:
        as_it_reads = announced.get(issue.number) == issue.headline
        _judge_notices(issue, record, told, verdict, shown, announced_as_it_reads=as_it_reads)
    _judge_alone(told, verdict)
    _judge_answers(said, record, told, verdict)
    numbers = [each.number for each in record.issues]
    verdict.blame("gaps in the numbers", str(numbers), numbers != [*range(1, len(numbers) + 1)])


async def _said_anew(session: AsyncSession, home: Home, told: Heard) -> Heard:
    """Count what was heard twice since a reply in doubt was decided anew: by a push, or riding."""
    names = {chat: name for name, chat in home.chats.items()}
    found = Counter(
        (names[row.chat], *each)
        for row in await in_doubt(session)
        if row.chat in names
        for message in row.messages
        for each in sentences(message.get("text") or message.get("altText", ""))
    )
    return Counter({key: 1 for key in found if told[key] > 1})


async def _read(session: AsyncSession, home: Home) -> _Record:
    issues = (
        select(Issue)
        .join(Workspace, Workspace.id == Issue.workspace_id)
        .where(Workspace.code == home.code)
        .options(selectinload(Issue.assignments))
        .order_by(Issue.number)
    )
    return _Record(
        list(await session.scalars(issues)),
        list(await session.scalars(select(Report))),
        set(await session.scalars(select(IssueChange.issue_id))),
        set(await session.scalars(select(ReportChange.report_id))),
    )


def _judge_alone(told: Heard, verdict: Verdict) -> None:
    """Nobody is told the same 1:1 twice."""
    for (name, sentence, number), times in told.items():
        if name in REPORTERS:
            verdict.remarks[f"told 1:1: {sentence}"] += times
            verdict.blame("told 1:1 twice", f"{sentence} #{number} to {name}", times - 1)


def _judge_command(said: Said, record: _Record, verdict: Verdict) -> None:
    """Each command has its effect once, in its newest words; what was unsent leaves no words."""
    case = f"{said.words or said.kind} #{said.number} {said.message}"
    if said.kind == ACK:
        done = sum(each.acknowledged_at is not None for each in record.of(said.number))
        verdict.hold("acknowledgements", case, done, 1)
        return
    if said.kind == ACCEPT:
        ids = {each.id for each in record.of(said.number)}
        mine = [each for each in record.reports if each.assignment_id in ids]
        done = sum(each.judged == Judgement.ACCEPTED for each in mine)
        verdict.hold("acceptances", case, done, 1)
        return
    rows: list[Issue] | list[Report] = record.issues if said.kind == ISSUE else record.reports
    found = [each for each in rows if each.line_message_id == said.message]
    wanted = min(len(found), 1) if said.unsent else 1
    verdict.hold(f"{said.kind}s", case, len(found), wanted)
    for row in found:
        words = row.headline if isinstance(row, Issue) else row.text
        if said.unsent:
            verdict.blame("unsent words kept", case, said.words in words)
        else:
            verdict.blame("edits lost", f"{case}: {words}", not words.endswith(said.words))
        if isinstance(row, Report):
            verdict.blame("wrong times", f"{case}: {row.reported_at}", row.reported_at != said.at)


def _edits_told(report: Report, record: _Record, told: Heard, number: int, shown: str) -> int:
    """Return how often an edit must be told: not of a report that was shown with the new words."""
    edited = int(report.id in record.edited_reports)
    return min(edited, told["ia", "report edited", number]) if report.text in shown else edited


def _judge_notices(
    issue: Issue,
    record: _Record,
    told: Heard,
    verdict: Verdict,
    shown: str,
    *,
    announced_as_it_reads: bool,
) -> None:
    """Each group is told once what it must know, whatever became of the request that told it."""
    edited = int(issue.id in record.edited_issues)
    if announced_as_it_reads:  # it may have waited until then, and told of the edit
        edited = min(edited, told["ir", "issue edited", issue.number])
    withdrawn = int(issue.headline == words_for("en", None).unsent_text())
    wanted = {
        # One that was unsent before the agencies heard of it waits for another headline.
        ("ir", "issue opened"): 1 - withdrawn * (not told["ir", "issue opened", issue.number]),
        ("ir", "issue edited"): edited,
        # An announcement that waited when it was unsent says that instead.
        ("ir", "issue unsent"): min(withdrawn, told["ir", "issue unsent", issue.number]),
        ("ia", "issue unsent"): withdrawn,
    }
    for report in record.reports_of(issue):
        if report.kind != ReportKind.FINAL:
            continue
        unsent = not report.text
        wanted |= {
            ("ia", "report told"): 1,
            ("ia", "all reported"): 1,
            ("ia", "report edited"): _edits_told(report, record, told, issue.number, shown),
            ("ia", "report unsent"): int(unsent),
            ("ir", "report unsent"): int(unsent),
            ("ir", "accepted"): int(report.judged == Judgement.ACCEPTED),
        }
        if unsent and not told["ia", "report told", issue.number]:
            # What waited when it was unsent says that instead.
            del wanted["ia", "report told"]
            wanted["ia", "report unsent"] = max(1, told["ia", "report unsent", issue.number])
        if unsent and not told["ia", "all reported", issue.number]:
            # It waited when its agency owed a report again.
            del wanted["ia", "all reported"]
    for (group, sentence), times in wanted.items():
        there = told[group, sentence, issue.number]
        verdict.hold("notices", f"{sentence} #{issue.number} in {group}", there, times)


def _judge_answers(said: list[Said], record: _Record, told: Heard, verdict: Verdict) -> None:
    """No answer comes twice; one whose token died may be missing."""
    numbers = {each.line_message_id: each.number for each in record.issues}
    for each in said:
        number = each.number or numbers.get(each.message, 0)
        answers = [ANSWERS[each.kind], *([EDIT_ANSWERS[each.kind]] if each.edited else [])]
        for group, sentence in answers:
            there = told[group, sentence, number]
            verdict.blame("answers doubled", f"{sentence} #{number} in {group}", max(0, there - 1))
        verdict.remarks["answers not given"] += not told[*answers[0], number] and not each.unsent


async def _judge_order(session: AsyncSession, verdict: Verdict) -> None:
    """Nothing was given up, the audit holds, the groups are still bound."""
    for event in await inbox.queue.dead(session):
        verdict.blame("commands given up", f"{event.event.get('type')}: {event.error}")
    for row in await outbox.queue.dead(session):
        verdict.blame("requests given up", f"{row.kind} {row.id}: {row.error}")
    for group in await session.scalars(select(Group).where(Group.left_at.is_not(None))):
        verdict.blame("groups unbound", group.kind)
    for workspace in await workspaces.listed(session):
        for finding in (await check.verify(session, workspace.id)).findings:
            verdict.blame("the audit does not hold", str(finding))
