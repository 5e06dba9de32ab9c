"""Edited and withdrawn messages, and buttons, in English."""

from datetime import datetime

from domain.agencies import Agency
from domain.words.voice import Voice


class EnglishRetold(Voice):
    """Messages that changed after they were sent."""

    def edits_do_not_count(self) -> str:
        """A message was edited whose command was carried out and is not told again."""
        return (
            "This command was carried out already; editing the message does not change that. "
            "Please send a new message."
        )

    def edit_left(self, number: int) -> str:
        """An edit took the command away, or made another of it."""
        return (
            f"The edited message is not the same command any more: issue #{number} stays as it is. "
            "To change it, send #edit, #cancel or #report as a new message."
        )

    def edit_of_judged(self, number: int, agency: Agency) -> str:
        """A report was edited after it was judged."""
        return (
            f"The report of {self.agency(agency)} on issue #{number} was judged already, so it "
            f"stays. To add something, send #report {number} as a new message."
        )

    def report_retold(self, number: int, agency: Agency, reported_at: datetime) -> str:
        """The text of a report was edited."""
        return (
            f"The text of {self.agency(agency)}'s report on issue #{number} was changed. "
            f"It still counts as sent {self.when(reported_at)}"
        )

    def withdrawn_text(self) -> str:
        """Stand where a text was that its author took back."""
        return "(withdrawn by its author)"

    def issue_unsent(self, number: int) -> str:
        """Tell that the message of an issue was taken back."""
        return (
            f"The message of issue #{number} was unsent: its text is erased; "
            "number, agencies and deadline stay."
        )

    def report_unsent(self, number: int, agency: Agency) -> str:
        """Tell that the message of a report was taken back."""
        return (
            f"The report of {self.agency(agency)} on issue #{number} was unsent: its text is "
            "erased; when it was sent and how it was judged stay."
        )

    def foreign_button(self) -> str:
        """A button of another workspace was pressed."""
        return "This button belongs to another workspace. Please type the command."

    def unknown_button(self) -> str:
        """A button that we cannot read was pressed."""
        return "This button does not work any more. Please type the command; #help lists them."
