"""What the bot answers when a command was carried out, in English."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Assumption, Urgency
from domain.chat.rights import Place, Role
from domain.issues.assignments import Status
from domain.views import AssignmentView, IssueView
from domain.words.english_refusals import PLACES, ROLES
from domain.words.voice import Voice

STATUSES = {
    Status.ASSIGNED: "not acknowledged",
    Status.ACKNOWLEDGED: "acknowledged",
    Status.REPORTED: "reported",
    Status.ACCEPTED: "accepted",
    Status.RETURNED: "returned, to be reported again",
    Status.CANCELLED: "cancelled",
    Status.TRANSFERRED: "transferred",
}
URGENCIES = {
    Urgency.NORMAL: "",
    Urgency.URGENT: "urgent",
    Urgency.VERY_URGENT: "very urgent",
    Urgency.MOST_URGENT: "most urgent",
}


class EnglishAnswers(Voice):
    """Answers to commands."""

    def status(self, status: Status) -> str:
        """Name a state of an assignment."""
        return STATUSES[status]

    def urgency(self, urgency: Urgency) -> str:
        """Name an urgency; empty for a normal one."""
        return URGENCIES[urgency]

    def bound(self, place: Place, workspace: str) -> str:
        """A group was bound."""
        return f"This is now {PLACES[place]} of {workspace}. Type #help to see the commands."

    def joined(self, name: str, agencies: Sequence[Agency], roles: Iterable[Role]) -> str:
        """A LINE account was tied to a person."""
        duty = ", ".join(ROLES[role] for role in roles)
        agency = f", for {self.agencies(agencies)}" if agencies else ""
        return f"Enrolled: {name}{agency} ({duty})"

    def issue_text(self, issue: IssueView, now: datetime) -> str:
        """Tell an issue in full: the plain form of its card."""
        mark = f" [{self.urgency(issue.urgency)}]" if issue.urgency is not Urgency.NORMAL else ""
        lines = [
            f"Issue #{issue.number}{mark} {issue.headline}",
            f"To: {self.agencies(each.agency for each in issue.counted)}",
            f"Due: {self.fully(issue.deadline)} ({self.left(now, issue.deadline)})",
        ]
        lines += [f"Details: {issue.detail}"] if issue.detail else []
        lines += [f"Reference: {issue.reference}"] if issue.reference else []
        lines += list(issue.links)
        return "\n".join(lines)

    def day_off(self, deadline: datetime, name: str) -> str:
        """Warn that a deadline falls on a day off; `name` is empty for a weekend."""
        day = f"a holiday ({name})" if name else "a weekend"
        return f"Note: {self.when(deadline)} is on {day}. The deadline stays as you wrote it."

    def outside_hours(self, deadline: datetime) -> str:
        """Warn that a deadline is outside office hours."""
        return (
            f"Note: {self.when(deadline)} is outside office hours. "
            "The deadline stays as you wrote it."
        )

    def assumed(self, assumptions: Iterable[tuple[Assumption, Agency]]) -> str:
        """Name the agencies that were taken although they were not written exactly."""
        pairs = ", ".join(f"“{each.said}” = {self.agency(agency)}" for each, agency in assumptions)
        return f"I took {pairs}. If that is wrong, cancel the issue and send the full name."

    def nobody_enrolled(self, agencies: Sequence[Agency]) -> str:
        """Warn of agencies in which nobody can be reminded."""
        return f"Nobody of {self.agencies(agencies)} is enrolled, so nobody there is reminded."

    def outside_channel(self, agencies: Sequence[Agency]) -> str:
        """Warn of organisations that the letter does not put into the channel (R11)."""
        return (
            f"{self.agencies(agencies)}: outside this channel by the circular. "
            "Please check that you mean to assign it."
        )

    def called(self, issue: IssueView) -> str:
        """Call the people of the agencies to a new issue (they are mentioned before it)."""
        return f"Please acknowledge issue #{issue.number} and report by {self.when(issue.deadline)}"

    def told_report(self, issue: IssueView, part: AssignmentView, now: datetime) -> str:
        """Tell the issuers of an agency's report, with a count of those still missing."""
        rest = len(issue.waiting)
        missing = f", {self.number(rest)} still to come" if rest else ""
        verdict = "in time" if part.on_time else "late"
        return (
            f"#{issue.number} {self.agency(part.agency)} reported, {verdict} "
            f"({self.when(part.reported_at or now)}){missing}"
        )

    def told_complete(self, issue: IssueView) -> str:
        """Tell the issuers that every agency has reported."""
        total = len(issue.counted)
        timely = sum(1 for each in issue.counted if each.on_time)
        return (
            f"Issue #{issue.number} {issue.headline}\n"
            f"All agencies have reported, {self.number(timely)} of {self.number(total)} in time"
        )

    def report_filed(
        self, issue: IssueView, part: AssignmentView, *, at: datetime, revision: int
    ) -> str:
        """A final report was taken."""
        again = f" (revision {self.number(revision)})" if revision > 1 else ""
        return (
            f"Report on issue #{issue.number} from {self.agency(part.agency)} received{again}\n"
            f"Subject: {issue.headline}\n"
            f"Sent {self.fully(at)} — {self.verdict(part)}"
        )

    def verdict(self, part: AssignmentView) -> str:
        """Say whether the report that counts was in time, and by which deadline."""
        deadline = self.when(part.measured_by or part.deadline)
        return f"in time ({deadline})" if part.on_time else f"late ({deadline})"

    def progress_noted(self, issue: IssueView, part: AssignmentView, now: datetime) -> str:
        """A progress note was taken: it is no report."""
        return (
            f"Progress of {self.agency(part.agency)} on issue #{issue.number} noted. "
            f"It is not a report yet: due {self.when(part.deadline)} "
            f"({self.left(now, part.deadline)})"
        )

    def acknowledged(self, issue: IssueView, agencies: Sequence[Agency], now: datetime) -> str:
        """An agency has seen an issue."""
        due = min(part.deadline for part in issue.assignments)
        return (
            f"{self.agencies(agencies)} acknowledged issue #{issue.number} {issue.headline}. "
            f"Report due {self.when(due)} ({self.left(now, due)})"
        )

    def status_of(self, issue: IssueView, now: datetime) -> str:
        """Tell how an issue stands, agency by agency."""
        lines = [
            f"Issue #{issue.number} {issue.headline}",
            f"Due: {self.fully(issue.deadline)} ({self.left(now, issue.deadline)})",
        ]
        lines += [
            f"• {self.agency(each.agency)}: {self.state(each, now)}{self._own_due(issue, each)}"
            for each in issue.counted
        ]
        done = len(issue.counted) - len(issue.waiting)
        lines.append(f"Reported: {self.number(done)} of {self.number(len(issue.counted))}")
        return "\n".join(lines)

    def _own_due(self, issue: IssueView, part: AssignmentView) -> str:
        own = part.waits and part.deadline != issue.deadline
        return f" (due {self.when(part.deadline)})" if own else ""

    def state(self, part: AssignmentView, now: datetime) -> str:
        """Tell how one agency stands in an issue."""
        if part.reported_at is not None:
            judged = f", {STATUSES[part.status]}" if part.status is Status.ACCEPTED else ""
            return f"{self.when(part.reported_at)}, {'in time' if part.on_time else 'late'}{judged}"
        if part.overdue(now):
            return f"{self.status(part.status)}, {self.left(now, part.deadline)}"
        return self.status(part.status)

    def open_issues(self, issues: Sequence[IssueView], now: datetime) -> str:
        """List the open issues: those that wait for reports, then the complete ones."""
        if not issues:
            return "No issue is open."
        waiting = [issue for issue in issues if issue.waiting]
        complete = [f"#{issue.number}" for issue in issues if not issue.waiting]
        lines = [f"Issues waiting for reports: {self.number(len(waiting))}"] if waiting else []
        lines += [
            f"#{issue.number} {issue.headline}\n"
            f"   {self.when(issue.deadline)} ({self.left(now, issue.deadline)}), "
            f"{self.number(len(issue.waiting))} of {self.number(len(issue.counted))} agencies wait"
            for issue in waiting
        ]
        lines += [f"Reported by all: {' '.join(complete)}"] if complete else []
        return "\n".join(lines)

    def nobody_overdue(self) -> str:
        """Answer #overdue when nobody is."""
        return "No report is overdue."

    def mine(self, agencies: Sequence[Agency], issues: Sequence[IssueView], now: datetime) -> str:
        """List what the sender's agencies still owe; each issue holds their parts only."""
        if not issues:
            return f"{self.agencies(agencies)}: nothing to report."
        lines = [f"To be reported by {self.agencies(agencies)}"]
        for issue in issues:
            part = issue.assignments[0]
            whose = f" [{self.agencies(each.agency for each in issue.assignments)}]"
            lines.append(
                f"#{issue.number} {issue.headline}{whose if len(agencies) > 1 else ''}\n"
                f"   {self.when(part.deadline)} ({self.left(now, part.deadline)})"
            )
        lines.append("Report with #report, the number and your text.")
        return "\n".join(lines)
