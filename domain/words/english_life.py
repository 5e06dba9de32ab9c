"""Judging, moving and ending issues, in English."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.agencies import Agency
from domain.issues.assignments import Act, IssueStatus, ReturnClock, Status
from domain.views import Asked, Field, IssueView
from domain.words.english_answers import STATUSES
from domain.words.voice import Voice

CLOCKS = {
    ReturnClock.PAUSED: "Returned reports: the clock pauses while a report waits for its judge",
    ReturnClock.RUNNING: "Returned reports: the clock runs on, the deadline stands",
}


class EnglishLife(Voice):
    """Judging, moving and ending issues."""

    def not_possible(
        self, number: int, agency: Agency, status: Status, possible: Iterable[Act]
    ) -> str:
        """An assignment is in a state from which this is no step."""
        acts = ", ".join(possible)
        rest = f"possible now: {acts}." if acts else "it is settled and nothing more can be done."
        return f"Issue #{number}, {self.agency(agency)}: {STATUSES[status]}; {rest}"

    def none_possible(self, number: int, act: Act) -> str:
        """No assignment of an issue is in a state from which this is a step."""
        return f"No agency of issue #{number} can take #{act} now. Type #status {number} to see."

    def ended(self, number: int, status: IssueStatus) -> str:
        """An issue has ended and does not take this."""
        late = " Late reports are still taken (#report)." if status is IssueStatus.CLOSED else ""
        return f"Issue #{number} is {status}, so this is not possible.{late}"

    def acknowledged_already(
        self, issue: IssueView, agencies: Sequence[Agency], at: datetime
    ) -> str:
        """An agency acknowledged before."""
        return f"{self.agencies(agencies)} acknowledged issue #{issue.number} on {self.when(at)}"

    def took_only(self, number: int) -> str:
        """A report without a number was taken for the only issue that its agency owes."""
        return f"No number was given: I took issue #{number}, the only one you have to report."

    def accepted(self, issue: IssueView, agencies: Sequence[Agency], *, ended: bool) -> str:
        """Reports were accepted; `ended` says that the issue closed itself by that."""
        closed = " All is settled: the issue is closed." if ended else ""
        return f"Report on issue #{issue.number} from {self.agencies(agencies)} accepted.{closed}"

    def returned(
        self, number: int, agency: Agency, reason: str, deadline: datetime, *, moved: bool
    ) -> str:
        """A report was returned; `moved` says that the time it waited was given back."""
        given = "moved by the time the report waited" if moved else "as before"
        return (
            f"Report on issue #{number} from {self.agency(agency)} returned: {reason}\n"
            f"Please report again by {self.when(deadline)} ({given})"
        )

    def extended(
        self,
        number: int,
        agencies: Sequence[Agency],
        deadline: datetime,
        reason: str,
        late: Sequence[Agency],
    ) -> str:
        """Deadlines were extended; `late` are agencies whose time was up already."""
        why = f"\nReason: {reason}" if reason else ""
        remark = f"\n{self.extended_too_late(late)}" if late else ""
        return (
            f"Issue #{number}: {self.agencies(agencies)} now due {self.fully(deadline)}"
            f"{why}{remark}"
        )

    def extended_too_late(self, agencies: Sequence[Agency]) -> str:
        """A deadline was moved after it had passed."""
        return (
            f"The old deadline of {self.agencies(agencies)} had passed: the new one is followed "
            "up, but the indicator still counts by the old one."
        )

    def not_ahead(self, deadline: datetime) -> str:
        """The new deadline has passed."""
        return f"{self.when(deadline)} has passed. Please give a deadline that lies ahead."

    def not_later(self, number: int, agency: Agency, deadline: datetime) -> str:
        """An extension that is none."""
        return (
            f"{self.agency(agency)} is due {self.when(deadline)} in issue #{number}. Please give a "
            f"later time. (An issuer can bring it forward: #edit {number} due: ...)"
        )

    def not_own(self, own: Sequence[Agency]) -> str:
        """Somebody asked for another agency."""
        return f"You can ask for {self.agencies(own)} only."

    def told_request(self, number: int, asked: Asked) -> str:
        """Tell the issuers what an agency asks for, and how to type the answer."""
        name = self.agency(asked.agency)
        if asked.to is not None:
            typed = f"#transfer {number} {self.agency(asked.to)} from {name} ..."
        else:
            typed = f"#extend {number} (new deadline) {name}"
        return (
            f"Request in issue #{number}: {self.request_body(asked)}\n"
            f"Press a button to grant or refuse it, or type {typed}"
        )

    def request_body(self, asked: Asked) -> str:
        """Say what is asked for."""
        why = f", reason: {asked.reason}" if asked.reason else ""
        if asked.deadline is None:
            to = self.agency(asked.to) if asked.to else ""
            return f"{self.agency(asked.agency)} asks to pass it on to {to}{why}"
        old = f" (now {self.when(asked.deadline_now)})"
        old = old if asked.deadline_now != asked.deadline else ""
        asks = f"{self.agency(asked.agency)} asks for time until"
        return f"{asks} {self.when(asked.deadline)}{old}{why}"

    def request_taken(self, number: int, asked: Asked) -> str:
        """A request was passed on to the issuers."""
        return (
            f"The issuers were asked, issue #{number}: {self.request_body(asked)}\n"
            f"Until they decide, {self.when(asked.deadline_now)} holds."
        )

    def asked_already(self, number: int, asked: Asked) -> str:
        """The same was asked before and is not decided."""
        return f"This was asked already in issue #{number} and waits: {self.request_body(asked)}"

    def request_refused(self, number: int, asked: Asked) -> str:
        """A request was refused."""
        return (
            f"Refused in issue #{number}: {self.request_body(asked)}\n"
            f"The deadline {self.when(asked.deadline_now)} holds."
        )

    def decided_already(
        self, number: int, asked: Asked, granted: bool, by: str, at: datetime
    ) -> str:
        """A request was decided before."""
        verdict = "granted" if granted else "refused"
        who = f" by {by}" if by else ""
        return (
            f"The request in issue #{number} ({self.request_body(asked)}) "
            f"was {verdict} on {self.when(at)}{who}"
        )

    def unknown_request(self) -> str:
        """The request of a button does not exist here."""
        return "There is no such request in this workspace."

    def only_issuers_decide(self) -> str:
        """Somebody else pressed the button of a request."""
        return "Only issuers decide about requests."

    def transferred(
        self, number: int, agency: Agency, to: Agency, deadline: datetime, reason: str
    ) -> str:
        """An assignment was passed on."""
        return (
            f"Issue #{number} passed on from {self.agency(agency)} to {self.agency(to)}: {reason}\n"
            f"{self.agency(to)} is due {self.fully(deadline)}"
        )

    def one_agency(self) -> str:
        """A transfer names a group of agencies."""
        return "Please name one agency to pass the issue on to."

    def has_it_already(self, number: int, agency: Agency) -> str:
        """A transfer to an agency that has or had the issue."""
        return f"{self.agency(agency)} has issue #{number} already, or was withdrawn from it."

    def ask_from_whom(self, number: int, agencies: Sequence[Agency]) -> str:
        """Somebody who speaks for several agencies asked for a transfer."""
        example = agencies[0].abbr_th or agencies[0].name_th
        return (
            f"You speak for several agencies in issue #{number} ({self.agencies(agencies)}). "
            f"Please write, behind the agency that takes over: from {example} and the reason"
        )

    def transfer_from_whom(self, number: int, to: Agency, agencies: Sequence[Agency]) -> str:
        """An issuer did not say whose assignment is passed on."""
        example = agencies[0].abbr_th or agencies[0].name_th
        return (
            f"Please say from which agency ({self.agencies(agencies)}), for example "
            f"#transfer {number} {self.agency(to)} from {example} and the reason"
        )

    def edited(self, issue: IssueView, fields: Iterable[Field], now: datetime) -> str:
        """An issue got new values."""
        return (
            f"Issue #{issue.number} edited ({', '.join(fields)})\n{issue.headline}\n"
            f"To: {self.agencies(each.agency for each in issue.counted)}\n"
            f"Due: {self.fully(issue.deadline)} ({self.left(now, issue.deadline)})"
        )

    def nothing_changed(self, number: int) -> str:
        """An edit that changes nothing."""
        return (
            f"Issue #{number} is like that already, so nothing changed. "
            f"For example: #edit {number} due: tomorrow 15:00"
        )

    def edit_removed(self, agencies: Sequence[Agency]) -> str:
        """Agencies lost their assignment by an edit."""
        return f"{self.agencies(agencies)}: withdrawn from the issue."

    def edit_kept(self, agencies: Sequence[Agency]) -> str:
        """Agencies stay although the new list leaves them out."""
        return f"{self.agencies(agencies)}: reported already, so kept in the issue."

    def withdrawn_before(self, number: int, agencies: Sequence[Agency]) -> str:
        """An edit names agencies that were withdrawn from the issue."""
        return (
            f"{self.agencies(agencies)}: withdrawn from issue #{number} before, which is final. "
            "Please open a new issue."
        )

    def cancelled(self, issue: IssueView, withdrawn: Sequence[Agency], reason: str) -> str:
        """An issue was withdrawn."""
        rest = issue.counted
        kept = f"\nReports that were sent stay: {self.agencies(e.agency for e in rest)}"
        return (
            f"Issue #{issue.number} {issue.headline} cancelled: {reason}\n"
            f"Nothing to report any more: {self.agencies(withdrawn)}{kept if rest else ''}"
        )

    def closed(self, issue: IssueView) -> str:
        """An issue was ended by an issuer; the view is that before it."""
        owing = [each.agency for each in issue.waiting]
        rest = (
            f"\nNot reported: {self.agencies(owing)}. They count as missing once due, "
            "and can still report late."
        )
        return f"Issue #{issue.number} {issue.headline} closed.{rest if owing else ''}"

    def reminded(self, number: int, agencies: Sequence[Agency]) -> str:
        """A reminder was sent to the IR group."""
        return f"Reminded of issue #{number} in IR-Chat: {self.agencies(agencies)}"

    def reminded_already(self, number: int, at: datetime) -> str:
        """A reminder was sent a moment ago."""
        return f"Issue #{number} was reminded on {self.when(at)}. Please wait {self.number(10)} min"

    def no_ir_group(self) -> str:
        """There is nowhere to remind."""
        return "No IR-Chat group is bound, so there is nowhere to send a reminder."

    def return_clock(self, clock: ReturnClock) -> str:
        """Name the rule for returned reports beside a figure."""
        return CLOCKS[clock]
