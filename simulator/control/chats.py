"""The control API for people, groups and chats: what a page, a test or a demo drives."""

from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from simulator.control.bodies import Told
from simulator.control.updates import PlatformDep
from simulator.model.chats import ChatEntry
from simulator.model.errors import CannotDo
from simulator.model.membership import Membership
from simulator.model.people import GroupChat, LineUser
from simulator.model.phones import Phones

router = APIRouter()
# What is given back is turned into JSON as it stands (`response_model=None`), instants in ISO form.
Text = Annotated[str, Body(embed=True)]


class NewPerson(Told):
    """Somebody to add."""

    name: str
    friend: bool = False
    consented: bool = True
    about: str = ""


class NewFace(Told):
    """Another display name, or another note of who this is; what is null stays as it is."""

    name: str | None = None
    about: str | None = None


class NewGroup(Told):
    """A group to make; `members` are user ids."""

    name: str
    members: list[str] = Field(default_factory=list)
    with_bot: bool = True


class NewMessage(Told):
    """A text, or another message object without attachment; `quote` is a message id."""

    person: str
    text: str = ""
    quote: str = ""
    message: dict[str, Any] | None = None


class NewTap(Told):
    """Who taps; `choice` is the label or data of the button, `params` of a date picker."""

    person: str
    choice: str
    params: dict[str, str] = Field(default_factory=dict)


@router.post("/people", status_code=201, response_model=None)
async def new_person(platform: PlatformDep, new: NewPerson) -> LineUser:
    """Add a person."""
    return Membership(platform).new_person(**new.model_dump())


@router.patch("/people/{person}", response_model=None)
async def describe(platform: PlatformDep, person: str, new: NewFace) -> LineUser:
    """Change a display name, or the note of who this is."""
    return Membership(platform).describes(person, **new.model_dump())


@router.post("/people/{person}/follow", response_model=None)
async def follow(platform: PlatformDep, person: str) -> LineUser:
    """Add the account as a friend, or unblock it."""
    return Membership(platform).follows(person)


@router.post("/people/{person}/block", response_model=None)
async def block(platform: PlatformDep, person: str) -> LineUser:
    """Block the account."""
    return Membership(platform).blocks(person)


@router.post("/groups", status_code=201, response_model=None)
async def new_group(platform: PlatformDep, new: NewGroup) -> GroupChat:
    """Make a group."""
    return Membership(platform).new_group(**new.model_dump())


@router.post("/groups/{group}/members", response_model=None)
async def join(platform: PlatformDep, group: str, person: Text) -> GroupChat:
    """Add a person to a group."""
    return Membership(platform).joins(group, person)


@router.delete("/groups/{group}/members/{person}", response_model=None)
async def leave(platform: PlatformDep, group: str, person: str) -> GroupChat:
    """Take a person out of a group."""
    return Membership(platform).leaves(group, person)


@router.put("/groups/{group}/bot", response_model=None)
async def invite_bot(platform: PlatformDep, group: str) -> GroupChat:
    """Invite the bot."""
    return Membership(platform).invites_bot(group)


@router.delete("/groups/{group}/bot", response_model=None)
async def remove_bot(platform: PlatformDep, group: str) -> GroupChat:
    """Remove the bot."""
    return Membership(platform).removes_bot(group)


@router.post("/chats/{chat}/messages", status_code=201, response_model=None)
async def say(platform: PlatformDep, chat: str, new: NewMessage) -> ChatEntry:
    """Say a text, or send a sticker or a location."""
    if new.message is None:
        return Phones(platform).says(chat, new.person, new.text, quote=new.quote)
    return Phones(platform).sends(chat, new.person, new.message)


@router.post("/chats/{chat}/files", status_code=201, response_model=None)
async def send_file(
    platform: PlatformDep, request: Request, chat: str, person: str, kind: str, name: str = ""
) -> ChatEntry:
    """Send an attachment: the request's raw body, with its Content-Type."""
    message = {"type": kind, "fileName": name or "file"} if kind == "file" else {"type": kind}
    media = request.headers.get("content-type", "application/octet-stream")
    return Phones(platform).sends(chat, person, message, await request.body(), media)


@router.patch("/messages/{message}", response_model=None)
async def edit(platform: PlatformDep, message: str, person: Text, text: Text) -> ChatEntry:
    """Change an own text."""
    return Phones(platform).edits(person, message, text)


@router.delete("/messages/{message}", response_model=None)
async def unsend(platform: PlatformDep, message: str, person: str) -> ChatEntry:
    """Withdraw an own message."""
    return Phones(platform).unsends(person, message)


@router.get("/messages/{message}/content")
async def attachment(platform: PlatformDep, message: str) -> Response:
    """Give an attachment as the chat shows it, without LINE's waiting."""
    content = platform.contents.get(message)
    if content is None or content.gone:
        raise CannotDo("There is no such attachment.")
    return Response(content.body, media_type=content.media_type)


@router.post("/messages/{message}/taps")
async def tap_button(platform: PlatformDep, message: str, new: NewTap) -> dict[str, Any]:
    """Tap a button or a quick reply; gives its action."""
    return Phones(platform).taps(new.person, message, new.choice, new.params)


@router.post("/chats/{chat}/postbacks")
async def post_back(
    platform: PlatformDep,
    chat: str,
    person: Text,
    data: Text,
    params: Annotated[dict[str, str] | None, Body()] = None,
) -> dict[str, Any]:
    """Send a postback without a button on the screen; `params` are those of a date picker."""
    Phones(platform).posts_back(chat, person, data, params)
    return {}
