"""What people send besides text, and what date pickers give, as webhooks carry it.

Sources: R §message-event and spec webhook.yml.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from simulator.model.errors import CannotDo


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _ImageSet(_Content):
    id: str
    index: Annotated[int, Field(ge=1)]
    total: Annotated[int, Field(ge=1)]


class _Image(_Content):
    type: Literal["image"]
    imageSet: _ImageSet | None = None


class _Recording(_Content):
    type: Literal["video", "audio"]
    duration: Annotated[int, Field(ge=0)] = 1000  # milliseconds


class _File(_Content):
    type: Literal["file"]
    fileName: str = "file"
    fileSize: Annotated[int, Field(ge=0)] = 0  # bytes


class _Sticker(_Content):
    type: Literal["sticker"]
    packageId: str
    stickerId: str
    stickerResourceType: Literal[
        "STATIC",
        "ANIMATION",
        "SOUND",
        "ANIMATION_SOUND",
        "POPUP",
        "POPUP_SOUND",
        "CUSTOM",
        "MESSAGE",
        "NAME_TEXT",
        "PER_STICKER_TEXT",
    ] = "STATIC"
    keywords: Annotated[list[str] | None, Field(max_length=15)] = None
    text: Annotated[str | None, Field(max_length=100)] = None


class _Location(_Content):
    type: Literal["location"]
    title: str | None = None
    address: str | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


ATTACHMENTS = ("image", "video", "audio", "file")
"""What comes with bytes."""
_Any = _Image | _Recording | _File | _Sticker | _Location
_ANY: TypeAdapter[_Any] = TypeAdapter(Annotated[_Any, Field(discriminator="type")])


def content(message: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Return a message object with all that LINE adds; raises CannotDo for one it cannot be."""
    if message.get("type") in ATTACHMENTS and not body:
        raise CannotDo(f"An attachment has a body and a kind: {', '.join(ATTACHMENTS)}.")
    if message.get("type") == "file":
        message = {**message, "fileSize": len(body)}
    try:
        whole = _ANY.validate_python(message).model_dump(exclude_none=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in ("message", *first["loc"][1:]))
        raise CannotDo(f"{place}: {first['msg']}.") from error
    if whole["type"] in ("image", "video", "audio"):
        whole["contentProvider"] = {"type": "line"}
    return whole


Mode = Literal["date", "time", "datetime"]
_FORMS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}


def picked(params: dict[str, str], action: dict[str, Any] | None = None) -> dict[str, str]:
    """Return what a date picker gives [R §postback-params-object-for-datetime-selection-action].

    With its `action`, of that mode and within its bounds. Raises CannotDo for anything else.
    """
    modes = (action["mode"],) if action else get_args(Mode)
    mode, value = next(iter(params.items()), ("", ""))
    if len(params) != 1 or mode not in modes or not _is_time(value, _FORMS[mode]):
        examples = " or ".join(f"`{each}`, such as {_example(each)}" for each in modes)
        raise CannotDo(f"A date picker gives {examples}.")
    bounds = action or {}
    least, most = (str(bounds.get(key) or value).replace("t", "T") for key in ("min", "max"))
    if not least <= value <= most:
        raise CannotDo(f"This date picker goes from {least} to {most}.")
    return params


def _is_time(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form).strftime(form) == value  # noqa: DTZ007 - LINE's has no zone
    except ValueError:
        return False


def _example(mode: str) -> str:
    return f"{datetime(2026, 11, 25, 9, 0):{_FORMS[mode]}}"  # noqa: DTZ001 - LINE's has no zone
