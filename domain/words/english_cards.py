"""Labels on cards, in English."""

from domain.words.voice import Voice


class EnglishCards(Voice):
    """Short labels; LINE cuts long ones on a phone."""

    def card_issue(self, number: int) -> str:
        """Head of an issue's card."""
        return f"Issue #{number}"

    def card_to(self) -> str:
        """Label before the agencies."""
        return "To"

    def card_due(self) -> str:
        """Label before the deadline."""
        return "Due"

    def card_reference(self) -> str:
        """Label before the reference."""
        return "Reference"

    def card_source(self) -> str:
        """Label of the button that opens the first link."""
        return "Open source"

    def card_more(self, count: int) -> str:
        """Line that stands for what did not fit."""
        return f"and {self.number(count)} more"

    def card_how(self, number: int) -> str:
        """Foot of an issue's card: how to report."""
        return f"Report in IR-Chat: #report {number} text or link"

    def card_overdue(self) -> str:
        """Head of the overdue list."""
        return "Overdue reports"
