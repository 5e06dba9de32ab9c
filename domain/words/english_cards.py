"""Labels on cards, in English."""

from domain.agencies import Agency
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

    def card_ack(self) -> str:
        """Button: the agency has seen it."""
        return "Acknowledge"

    def card_write_report(self) -> str:
        """Button: begin a report."""
        return "Report"

    def card_extend(self) -> str:
        """Button: ask for more time."""
        return "Ask for more time"

    def card_accept(self) -> str:
        """Button: the report answers the issue."""
        return "Accept"

    def card_return(self) -> str:
        """Button: the report does not answer the issue."""
        return "Return"

    def card_grant(self) -> str:
        """Button: grant a request."""
        return "Grant"

    def card_refuse(self) -> str:
        """Button: refuse a request."""
        return "Refuse"

    def card_report(self, number: int) -> str:
        """Head of a report's card."""
        return f"Report on issue #{number}"

    def card_request(self, number: int) -> str:
        """Head of a request's card."""
        return f"Request in issue #{number}"

    def begin_report(self, number: int) -> str:
        """What the keyboard holds when a report is begun."""
        return f"#report {number}"

    def begin_return(self, number: int, agency: Agency) -> str:
        """What the keyboard holds when a report is returned; the reason follows."""
        return f"#return {number} {self.agency(agency)}"
