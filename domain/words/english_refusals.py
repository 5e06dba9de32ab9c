"""Why a command was not carried out, in English: each says what to do next."""

from collections.abc import Iterable
from datetime import datetime

from domain.agencies import Agency
from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.words.voice import Voice

ROLES = {
    Role.ISSUER: "issuers",
    Role.REPORTER: "reporters",
    Role.EVALUATOR: "evaluators",
    Role.ADMIN: "admins",
}
PLACES = {
    Place.IA: "the IA-Chat group",
    Place.IR: "the IR-Chat group",
    Place.PRIVATE: "a private chat with me",
    Place.UNBOUND: "a group that is not bound yet",
}


class EnglishRefusals(Voice):
    """Refusals."""

    def role(self, role: Role) -> str:
        """Name a role."""
        return ROLES[role]

    def place(self, place: Place) -> str:
        """Name a place."""
        return PLACES[place]

    def not_enrolled(self) -> str:
        """The sender is not tied to anybody on the roster."""
        return (
            "This LINE account is not enrolled. Please type #join and the code you were given, "
            "for example #join ABCDE-FGHIJ"
        )

    def unbound_group(self) -> str:
        """The group belongs to no workspace."""
        return (
            "This group is not bound yet. Please ask the administrator for a group code "
            "and type #bind and the code."
        )

    def wrong_place(self, kind: Kind, places: Iterable[Place]) -> str:
        """The command belongs elsewhere."""
        names = " or ".join(PLACES[place] for place in places)
        return f"#{kind} works in {names}. Please send it again there."

    def wrong_role(self, kind: Kind, roles: Iterable[Role]) -> str:
        """The sender does not have the role."""
        names = " and ".join(ROLES[role] for role in roles)
        return f"#{kind} is for {names} only. If you should have this right, tell an administrator."

    def several_workspaces(self, names: Iterable[str]) -> str:
        """A 1:1 question of somebody who belongs to several workspaces."""
        return f"You belong to several workspaces ({', '.join(names)}). Please ask in their groups."

    def unknown_issue(self, number: int) -> str:
        """There is no issue with this number."""
        return f"There is no issue #{number}. Type #list to see the open ones."

    def wrong_year(self, number: int, said: int, opened: int) -> str:
        """The year written with the number is not the issue's fiscal year."""
        return (
            f"Issue #{number} was opened in fiscal year {self.digits(str(opened))}, "
            f"not {self.digits(str(said))}. Please check the number and send again."
        )

    def no_agency(self) -> str:
        """The sender speaks for nobody."""
        return "The roster does not say which agency you speak for. Please tell an administrator."

    def not_assigned(self, number: int, own: Iterable[Agency], assigned: Iterable[Agency]) -> str:
        """None of the sender's agencies has this issue."""
        return (
            f"Issue #{number} is assigned to {self.agencies(assigned)}, "
            f"not to {self.agencies(own)}. Please check the number (#mine lists yours)."
        )

    def which_agency(self, number: int, agencies: list[Agency]) -> str:
        """The sender speaks for several agencies of this issue."""
        example = agencies[0].abbr_th or agencies[0].name_th
        return (
            f"You speak for several agencies in issue #{number} ({self.agencies(agencies)}). "
            f"Please name one after the number, for example #report {number} {example} ..."
        )

    def bad_code(self) -> str:
        """The code does not exist, or is of the other kind."""
        return "I do not know this code. Please check the letters, or ask for a new code."

    def used_code(self) -> str:
        """The code was used up."""
        return "This code has been used (a code works once). Please ask for a new one."

    def expired_code(self, expired_at: datetime) -> str:
        """The code is too old."""
        return f"This code expired on {self.when(expired_at)}. Please ask for a new one."

    def account_taken(self, name: str) -> str:
        """The sender's LINE account is tied to somebody else of the same workspace."""
        return f"This LINE account is enrolled as {name}. If that is wrong, tell an administrator."

    def no_sender(self) -> str:
        """LINE did not say who wrote."""
        return "LINE does not tell me who sent this. Please send it from LINE on your phone."

    def bad_period(self, said: str) -> str:
        """The period of #stats cannot be read."""
        return (
            f"I cannot read the period “{said}”. Write 2570 (fiscal year), 2570Q1 (quarter), "
            "2569-11 (month) or 2026-10-01..2026-12-31."
        )

    def only_own_figures(self) -> str:
        """A reporter asked for other agencies' figures."""
        return "You can see the figures of your own agency only. Please type #stats alone."

    def quota_unknown(self) -> str:
        """LINE did not answer about the quota and never did before."""
        return "LINE does not answer about the quota now. Please try again in a moment."

    def broke(self, reference: str) -> str:
        """Something of ours failed for good."""
        return (
            "I could not carry this out; the operators have been told. "
            f"Please send it again later (reference {reference})."
        )
