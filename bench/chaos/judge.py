"""What came of everything that was said: lost, doubled, or as it should be."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from bench.chaos.sentences import Heard, announced_as, counted_only, heard, sentences
from bench.chaos.talk import ACCEPT, ACK, ISSUE, NOTE, REPORT, Said
from bench.chaos.town import Town
from domain.delivery import Doubt
from domain.issues.audit import Action, issue_subject
from domain.words import words_for
from models import audit_check, inbox, outbox, reminders, workspaces
from models.audit import AuditEntry
from models.groups import Group
from models.issues import Assignment, Issue, IssueChange
from models.outbox import OutboxKind, OutboxMessage, OutboxState
from models.reminders import HELD, Reminder, ReminderStatus
from models.reports import Judgement, Report, ReportChange, ReportKind
from simulator.model.faults import ApiFaultKind

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
    reminded: Counter[int]

    def of(self, number: int) -> list[Assignment]:
        return [one for issue in self.issues if issue.number == number for one in issue.assignments]

    def reports_of(self, issue: Issue) -> list[Report]:
        ids = {each.id for each in issue.assignments}
        return [each for each in self.reports if each.assignment_id in ids]


async def judge(session: AsyncSession, town: Town, said: list[Said], verdict: Verdict) -> None:
    """Hold what stands in the database and in the groups against what was said."""
    record = await _read(session)
    told = heard(town.platform, town.groups)
    again = await _said_anew(session, town, told)
    verdict.remarks["said again: the token ended before LINE told (M13)"] = again.total()
    told -= again
    for each in said:
        _judge_command(each, record, verdict)
    announced = announced_as(town.platform, town.groups["ir"])
    for issue in record.issues:
        as_it_reads = announced.get(issue.number) == issue.headline
        _judge_notices(issue, record, told, verdict, announced_as_it_reads=as_it_reads)
    _judge_reminders(record, told, counted_only(town.platform, town.groups["ir"]), verdict)
    _judge_answers(said, record, told, verdict)
    await _judge_order(session, record, verdict)
    await _judge_ledger(session, town, verdict)
    for line in town.platform.ledger:
        if line.fault:
            verdict.remarks[f"calls that met {line.fault} {line.status}"] += 1
        if line.broken in PROBES:
            verdict.remarks["calls to find out whether LINE took something"] += 1
        elif line.broken:
            verdict.blame("rules of LINE broken", f"{line.operation} {line.status}: {line.broken}")


async def _said_anew(session: AsyncSession, town: Town, told: Heard) -> Heard:
    """Count what was heard twice since a reply in doubt was decided anew: by a push, or riding.

    Its process died with it on the way, or LINE gave no clear answer, and the token's minute was
    over before LINE told: whether it had taken the reply nobody can know then. What rode along with
    it is decided anew as well.
    """
    anew = select(OutboxMessage).where(
        OutboxMessage.token_until.is_not(None),
        or_(
            OutboxMessage.kind == OutboxKind.PUSH,
            and_(OutboxMessage.state == OutboxState.DROPPED, OutboxMessage.doubt != Doubt.NONE),
        ),
    )
    kinds = {chat: kind for kind, chat in town.groups.items()}
    found = Counter(
        (kinds[row.chat], *each)
        for row in await session.scalars(anew)
        for message in row.messages
        for each in sentences(message.get("text") or message.get("altText", ""))
    )
    return Counter({key: 1 for key in found if told[key] > 1})


async def _read(session: AsyncSession) -> _Record:
    issues = select(Issue).options(selectinload(Issue.assignments)).order_by(Issue.number)
    sent = (
        select(Reminder)
        .where(Reminder.status == ReminderStatus.DELIVERED)
        .options(joinedload(Reminder.assignment))
    )
    return _Record(
        list(await session.scalars(issues)),
        list(await session.scalars(select(Report))),
        set(await session.scalars(select(IssueChange.issue_id))),
        set(await session.scalars(select(ReportChange.report_id))),
        Counter(each.assignment.issue_id for each in await session.scalars(sent)),
    )


async def _judge_ledger(session: AsyncSession, town: Town, verdict: Verdict) -> None:
    """Ledger of reminders, audit and LINE agree: each delivered row is of a request LINE took."""
    accepted = {
        line.request_id
        for line in town.platform.ledger
        if line.status in (200, 409) or line.fault == ApiFaultKind.CARRIED_OUT
    }
    entries = select(AuditEntry).where(AuditEntry.action == Action.REMINDER_DELIVERED)
    audited = Counter(
        (entry.detail["request"], entry.subject, entry.detail["reminder"], code)
        for entry in await session.scalars(entries)
        for code in entry.detail["agencies"]
    )
    for row in await session.scalars(reminders.with_all()):
        if row.status in HELD:
            verdict.blame("reminders not settled", f"{row.name} {row.id}: {row.status}")
        if row.status != ReminderStatus.DELIVERED:
            continue
        assignment = row.assignment
        case = f"{row.name} #{assignment.issue.number} {assignment.agency.code}"
        about = issue_subject(assignment.issue.number)
        audited[str(row.request_id), about, row.name, assignment.agency.code] -= 1
        request = await session.get(OutboxMessage, row.request_id)
        took = request is not None and request.state in (OutboxState.SENT, OutboxState.ASSUMED)
        verdict.blame("reminders delivered by no request", case, not took)
        if request is not None and request.state == OutboxState.SENT:
            known = request.line_request_id in accepted
            verdict.blame("reminders that LINE never took", case, not known)
    for what, times in audited.items():
        verdict.blame("ledger and audit differ", str(what), abs(times))


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


def _judge_notices(
    issue: Issue, record: _Record, told: Heard, verdict: Verdict, *, announced_as_it_reads: bool
) -> None:
    """Each group is told once what it must know, whatever became of the request that told it."""
    edited = int(issue.id in record.edited_issues)
    if announced_as_it_reads:  # it may have waited until then, and told of the edit
        edited = min(edited, told["ir", "issue edited", issue.number])
    withdrawn = int(issue.headline == words_for("en", None).unsent_text())
    wanted = {
        ("ir", "issue opened"): 1,
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
            ("ia", "report edited"): int(report.id in record.edited_reports),
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


def _judge_reminders(record: _Record, told: Heard, counted: int, verdict: Verdict) -> None:
    """Each is told once; where many are due at once, one message names some and counts the rest."""
    missing = Counter[int]()
    for issue in record.issues:
        there, wanted = told["ir", "reminder", issue.number], record.reminded[issue.id]
        missing[issue.number] = max(0, wanted - there)
        verdict.blame("reminders doubled", f"#{issue.number}", max(0, there - wanted))
    verdict.remarks["reminders that were counted, not named"] += counted
    verdict.blame("reminders lost", str(+missing), max(0, missing.total() - counted))


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


async def _judge_order(session: AsyncSession, record: _Record, verdict: Verdict) -> None:
    """Numbers have no gaps, nothing was given up, the audit holds, the groups are still bound."""
    numbers = [each.number for each in record.issues]
    verdict.blame("gaps in the numbers", str(numbers), numbers != [*range(1, len(numbers) + 1)])
    for event in await inbox.queue.dead(session):
        verdict.blame("commands given up", f"{event.event.get('type')}: {event.error}")
    for row in await outbox.queue.dead(session):
        verdict.blame("requests given up", f"{row.kind} {row.id}: {row.error}")
    for group in await session.scalars(select(Group).where(Group.left_at.is_not(None))):
        verdict.blame("groups unbound", group.kind)
    for workspace in await workspaces.listed(session):
        for finding in (await audit_check.verify(session, workspace.id)).findings:
            verdict.blame("the audit does not hold", str(finding))
