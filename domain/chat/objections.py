"""What is said against a row of the figure, and how evaluators decide about it."""

from dataclasses import dataclass

from domain.chat.issue import IssueNo


@dataclass(frozen=True, slots=True)
class Object:
    """`#object N [agency] reason`: the sender's agency contests how it counts in an issue."""

    issue: IssueNo
    agency: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Uphold:
    """`#uphold N [agency] reason`: an agency is right to object."""

    issue: IssueNo
    agency: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """`#dismiss N [agency] reason`: what an agency objects to stands."""

    issue: IssueNo
    agency: str | None = None
    reason: str = ""
