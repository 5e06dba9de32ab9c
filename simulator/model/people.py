"""People and groups: who is where, who is a friend of the account, who blocked it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.model.errors import CannotDo

# https://help.line.me: members of one group.
GROUP_SIZE = 500
# After a message in the 1:1 chat, a person who is no friend can be reached [R §send-push-message].
REACHABLE_AFTER_WRITING = timedelta(days=7)


@dataclass
class LineUser:
    """Somebody with LINE on a phone.

    `consented` false stands for the few whose user id LINE does not pass on [D user-consent].
    `about` tells the page's readers who this is, such as agency and role, perhaps with a second
    line in English; LINE knows nothing of it.
    """

    user_id: str
    name: str
    friend: bool = False
    blocked: bool = False
    consented: bool = True
    wrote_at: datetime | None = None
    about: str = ""

    def reachable(self, now: datetime) -> bool:
        """Whether a push to this person arrives [R §send-push-message]."""
        if self.blocked:
            return False
        recent = self.wrote_at is not None and now - self.wrote_at <= REACHABLE_AFTER_WRITING
        return self.friend or recent

    def profile_open(self) -> bool:
        """Whether the profile endpoint answers: contact, consent, no block [R §get-profile]."""
        contact = self.friend or self.wrote_at is not None
        return contact and self.consented and not self.blocked


@dataclass
class GroupChat:
    """A group chat; `members` are user ids in the order of joining, the bot not among them."""

    group_id: str
    name: str
    members: list[str] = field(default_factory=list)
    has_bot: bool = False


class People:
    """The register of persons and groups."""

    def __init__(self) -> None:
        self.persons: dict[str, LineUser] = {}
        self.groups: dict[str, GroupChat] = {}

    def person(self, user_id: str) -> LineUser:
        """Return a person; raises CannotDo when unknown."""
        if user_id not in self.persons:
            raise CannotDo(f"There is no person {user_id}.")
        return self.persons[user_id]

    def group(self, group_id: str) -> GroupChat:
        """Return a group; raises CannotDo when unknown."""
        if group_id not in self.groups:
            raise CannotDo(f"There is no group {group_id}.")
        return self.groups[group_id]

    def group_of_bot(self, group_id: str) -> GroupChat | None:
        """Return the group if the bot is in it."""
        group = self.groups.get(group_id)
        return group if group and group.has_bot else None

    def names(self, group: GroupChat) -> dict[str, str]:
        """Return display names by user id, in the order of joining."""
        return {user_id: self.persons[user_id].name for user_id in group.members}
