"""What a row of the table of commands holds, and the shapes that commands have."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.chat.commands import Command, IssueNo, Kind
from domain.chat.rights import Right
from domain.thai_dates import Both


@dataclass(frozen=True, slots=True)
class Alone:
    """The word alone."""

    command: Callable[[], Command]


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code."""

    command: Callable[[str], Command]


@dataclass(frozen=True, slots=True)
class OneNumber:
    """An issue's number."""

    command: Callable[[IssueNo], Command]


@dataclass(frozen=True, slots=True)
class Numbers:
    """One or more numbers of issues, and agencies if any."""

    command: Callable[[tuple[IssueNo, ...], tuple[str, ...]], Command]


@dataclass(frozen=True, slots=True)
class NumberReason:
    """An issue's number and a reason."""

    command: Callable[[IssueNo, str], Command]


@dataclass(frozen=True, slots=True)
class NumberAgencyReason:
    """An issue's number, one agency, and a reason."""

    command: Callable[[IssueNo, str, str], Command]


@dataclass(frozen=True, slots=True)
class NumberMaybeAgency:
    """An issue's number, one agency where several may be meant, and a reason."""

    command: Callable[[IssueNo, str | None, str], Command]
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class NumberOwn:
    """An issue's number, and what only this command has: `domain.grammar` has a reader for it."""

    command: type[Command]


@dataclass(frozen=True, slots=True)
class Own:
    """What only this command has, without a number: `domain.grammar` has a reader for it."""

    command: type[Command]


WithNumber = OneNumber | Numbers | NumberReason | NumberAgencyReason | NumberMaybeAgency | NumberOwn
Shape = Alone | Code | Own | WithNumber
"""What stands behind the word, and the value that is made of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One command; `words` are all its spellings in lower case without "#", its kind first.

    `does` is the line of `#help`, `sample` a message that can be sent as it stands. `changes_duty`:
    carried out, it changes what somebody must do, so that its answer may cost a push (M1).
    """

    words: tuple[str, ...]
    shape: Shape
    right: Right
    does: Both
    sample: Both
    changes_duty: bool = False

    @property
    def kind(self) -> Kind:
        """The command's name in the code and in the contract: its first spelling."""
        return Kind(self.words[0])

    @property
    def has_number(self) -> bool:
        """Whether an issue's number follows the word."""
        return isinstance(self.shape, WithNumber)
