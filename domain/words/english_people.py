"""Who is in the groups and on the roster, in English."""

from datetime import datetime

from domain.rights import Place
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
