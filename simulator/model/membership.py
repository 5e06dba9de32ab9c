"""Who is where: groups, members, the bot's own comings and goings, friends and blocks."""

from simulator.model import events
from simulator.model.errors import CannotDo
from simulator.model.people import GROUP_SIZE, GroupChat, LineUser
from simulator.model.platform import Platform

_FULL = f"A group has {GROUP_SIZE} members at most."


class Membership:
    """Acts that change membership or friendship; each sends the event that LINE sends."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def new_person(
        self, name: str, *, friend: bool = False, consented: bool = True, about: str = ""
    ) -> LineUser:
        """Add a person; a `friend` has the account already, without an event."""
        _named(name)
        user_id = self._platform.ids.user()
        person = LineUser(user_id, name, friend, consented=consented, about=about)
        self._platform.people.persons[person.user_id] = person
        self._platform.updates.add("person", id=person.user_id)
        return person

    def describes(
        self, user_id: str, *, name: str | None = None, about: str | None = None
    ) -> LineUser:
        """Change a display name, or the note of who this is; LINE sends no event for either."""
        person = self._platform.people.person(user_id)
        person.name = person.name if name is None else _named(name)
        person.about = person.about if about is None else about
        self._platform.updates.add("person", id=user_id)
        return person

    def new_group(self, name: str, members: list[str], *, with_bot: bool = True) -> GroupChat:
        """Make a group of these people; with the bot, it is invited at once (a join event)."""
        inside = list(dict.fromkeys(members))
        for user_id in inside:
            self._platform.people.person(user_id)
        if len(inside) > GROUP_SIZE:
            raise CannotDo(_FULL)
        if with_bot:
            self._admit_bot()
        group = GroupChat(self._platform.ids.group(), _named(name), inside)
        self._platform.people.groups[group.group_id] = group
        self._platform.updates.add("group", id=group.group_id)
        if with_bot:
            self.invites_bot(group.group_id)
        return group

    def joins(self, group_id: str, user_id: str) -> GroupChat:
        """Add a person to a group."""
        group, person = self._both(group_id, user_id)
        if user_id in group.members:
            raise CannotDo(f"{person.name} is in the group already.")
        if len(group.members) >= GROUP_SIZE:
            raise CannotDo(_FULL)
        group.members.append(user_id)
        self._platform.record("joins", user_id, group_id)
        self._changed(
            group,
            {"type": "memberJoined", "joined": {"members": [events.user(person)]}},
            f"{person.name} joined the group.",
        )
        return group

    def leaves(self, group_id: str, user_id: str) -> GroupChat:
        """Take a person out of a group."""
        group, person = self._both(group_id, user_id)
        if user_id not in group.members:
            raise CannotDo(f"{person.name} is not in the group.")
        group.members.remove(user_id)
        self._platform.record("leaves", user_id, group_id)
        event = {"type": "memberLeft", "left": {"members": [events.user(person)]}}
        self._changed(group, event, f"{person.name} left the group.", reply=False)
        return group

    def invites_bot(self, group_id: str) -> GroupChat:
        """Bring the bot into a group, if the console allows it [D group-chats]."""
        group = self._platform.people.group(group_id)
        if group.has_bot:
            raise CannotDo("The bot is in the group already.")
        self._admit_bot()
        group.has_bot = True
        name = self._platform.channel.bot_name
        self._changed(group, {"type": "join"}, f"{name} joined the group.")
        return group

    def removes_bot(self, group_id: str) -> GroupChat:
        """Take the bot out of a group; also what happens when it leaves by itself."""
        group = self._platform.people.group(group_id)
        if not group.has_bot:
            raise CannotDo("The bot is not in the group.")
        name = self._platform.channel.bot_name
        self._changed(group, {"type": "leave"}, f"{name} left the group.", reply=False)
        group.has_bot = False
        return group

    def follows(self, user_id: str) -> LineUser:
        """Add the account as a friend, or unblock it."""
        person = self._platform.people.person(user_id)
        unblocked, person.blocked, person.friend = person.blocked, False, True
        self._platform.updates.add("person", id=user_id)
        self._platform.send_event({"type": "follow", "follow": {"isUnblocked": unblocked}}, person)
        return person

    def blocks(self, user_id: str) -> LineUser:
        """Block the account."""
        person = self._platform.people.person(user_id)
        if person.blocked:
            raise CannotDo(f"{person.name} has blocked the account already.")
        person.blocked = True
        self._platform.updates.add("person", id=user_id)
        self._platform.send_event({"type": "unfollow"}, person, reply=False)
        return person

    def _admit_bot(self) -> None:
        if not self._platform.channel.groups_allowed:
            raise CannotDo("The channel does not allow its bot to join groups.")

    def _both(self, group_id: str, user_id: str) -> tuple[GroupChat, LineUser]:
        people = self._platform.people
        return people.group(group_id), people.person(user_id)

    def _changed(
        self, group: GroupChat, event: events.Event, text: str, *, reply: bool = True
    ) -> None:
        self._platform.add_notice(group.group_id, text)
        self._platform.updates.add("group", id=group.group_id)
        self._platform.send_event(event, None, group, reply=reply)


def _named(name: str) -> str:
    if not name.strip():
        raise CannotDo("A person or a group needs a name.")
    return name
