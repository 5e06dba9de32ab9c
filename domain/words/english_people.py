"""Who is in the groups and on the roster, in English."""

from collections.abc import Sequence
from datetime import datetime

from domain.chat.rights import Place
from domain.members import NAMES_AT_ONCE, Kept, Watched
from domain.roster.intake import NAMES_IN_LIST, Intake
from domain.words.english_refusals import PLACES
from domain.words.voice import Voice


class EnglishPeople(Voice):
    """Who is in the groups and on the roster."""

    def replaced_group(self, place: Place) -> str:
        """Another group held this place until now."""
        return (
            f"This group takes the place of {PLACES[place]} before it. Commands do not work there "
            "any more, and I shall leave it."
        )

    def code_of_other_workspace(self) -> str:
        """The code belongs to somebody of another workspace than this group's."""
        return (
            "This code belongs to another workspace. Please type it in that workspace's group, "
            "or in a private chat with me."
        )

    def suspended(self) -> str:
        """The code's person was suspended."""
        return "The person behind this code is suspended. Please tell an administrator."

    def already_joined(self) -> str:
        """The code's person has joined with another LINE account."""
        return (
            "The person behind this code has joined with another LINE account. "
            "To change accounts, please ask an administrator for a new code."
        )

    def paused(self, until: datetime) -> str:
        """Too many wrong codes: none is tried for a while."""
        return (
            "Too many wrong codes were typed, so none is taken until "
            f"{self.when(until)}. Please try again after that."
        )

    def kept_aside(self, number: int) -> str:
        """A report by somebody unknown is kept."""
        return (
            f"I keep your report on issue #{number}, but this LINE account is not enrolled, so it "
            "waits for an administrator. Once you type #join and your code, "
            "it is filed with the time at which you sent it."
        )

    def aside_refused(self, number: int, why: str) -> str:
        """A kept report could not be filed although its sender is known now."""
        return f"The report on issue #{number} that was kept cannot be filed yet: {why}"

    def watched(self, watched: Watched) -> str:
        """Tell the admins what is new about their groups."""
        lines = ["For the administrators"]
        lines += [
            f"I was removed from {PLACES[place]}. Please invite me back." for place in watched.left
        ]
        lines += [
            f"Another group was bound in place of {PLACES[place]}. If you did not order that, "
            "please look into it at once."
            for place in watched.replaced
        ]
        lines += self._strangers(watched.strangers)
        lines += self._kept(watched.kept)
        return "\n".join(lines)

    def _strangers(self, found: Sequence[tuple[str, Place | None]]) -> list[str]:
        if not found:
            return []
        lines = [f"In the groups but not on the roster: {self.number(len(found))}"]
        for name, place in found[:NAMES_AT_ONCE]:
            where = f" ({PLACES[place]})" if place else ""
            lines.append(f"• {name or 'name unknown'}{where}")
        if len(found) > NAMES_AT_ONCE:
            lines.append(f"and {self.number(len(found) - NAMES_AT_ONCE)} more")
        return [*lines, "Please give them a code to enrol with, or remove them from the group."]

    def _kept(self, found: Sequence[Kept]) -> list[str]:
        if not found:
            return []
        lines = ["Reports by people who are not on the roster (kept, waiting for you)"]
        lines += [
            f"• A{kept.id} issue #{kept.issue_no} by {kept.name or 'name unknown'}, "
            f"sent {self.when(kept.sent_at)}"
            for kept in found[:NAMES_AT_ONCE]
        ]
        if len(found) > NAMES_AT_ONCE:
            lines.append(f"and {self.number(len(found) - NAMES_AT_ONCE)} more")
        example = f"#vouch A{found[0].id} NAME as on the roster"
        return [*lines, f"Give the sender a code to enrol with, or type {example}"]

    def no_such_aside(self, number: int) -> str:
        """No report with this mark waits."""
        return f"No report A{number} is waiting. Type #roster to see those that are."

    def which_person(self, said: str, choices: Sequence[tuple[int, str]]) -> str:
        """No person, or several, have the name that was typed."""
        if not choices:
            return (
                f"“{said}” is not on the roster. "
                "Please type the name as it stands there, or the person's number."
            )
        numbers = ", ".join(str(number) for number, _ in choices)
        return f"Several people are called “{said}”. Please type the person's number: {numbers}"

    def intake(self, intake: Intake, kept: Sequence[Kept]) -> str:
        """Tell who has sent no names, who has not enrolled, and what waits for an admin."""
        sent = intake.expected - len(intake.missing)
        head = f"Names were sent by {self.number(sent)} of {self.number(intake.expected)} agencies."
        joined = intake.people - len(intake.waiting)
        head += f"\n{self.number(joined)} of {self.number(intake.people)} people have enrolled."
        blocks = [head]
        if kept:
            blocks.append("\n".join(self._kept(kept)))
        if intake.missing:
            names = self._some([self.agency(agency) for agency in intake.missing])
            blocks.append(f"No names yet: {names}")
        if intake.waiting:
            names = self._some([name for name, _ in intake.waiting])
            blocks.append(f"Not enrolled yet: {names}")
        return "\n\n".join(blocks)

    def _some(self, names: Sequence[str]) -> str:
        more = len(names) - NAMES_IN_LIST
        rest = f" and {self.number(more)} more" if more > 0 else ""
        return ", ".join(names[:NAMES_IN_LIST]) + rest

    def slip_title(self) -> str:
        """Head a printed slip."""
        return "LINE enrolment code · Issue Assignment and Report (Saphan)"

    def slip_agencies(self, names: Sequence[str]) -> str:
        """Name the agencies on a slip: the first two, and how many more."""
        more = len(names) - 2
        return ", ".join(names[:2]) + (f" and {self.number(more)} more" if more > 0 else "")

    def slip_code(self) -> str:
        """Stand over the code."""
        return "Your code (works once)"

    def slip_scan(self, *, linked: bool) -> str:
        """Say what the QR code does: opens LINE with the text typed, or holds the text."""
        if linked:
            return "1. Scan the QR code and send the message"
        return "1. Add Saphan as a friend, scan, send that text"

    def slip_type(self) -> str:
        """Say the other way."""
        return "2. Or type in the chat with Saphan, or in the group"

    def slip_typed(self, code: str) -> str:
        """Show what to type."""
        return f"#join {code}"

    def slip_until(self, expires_at: datetime) -> str:
        """Say how long the code works."""
        return f"Works until {self.fully(expires_at)}"

    def slip_keep(self) -> str:
        """Ask not to pass the code on."""
        return "To Saphan this code is you: please do not pass it on or publish a picture of it."
