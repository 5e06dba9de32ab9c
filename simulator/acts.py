"""The record of what people did, in order: what a transcript is made of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person; `kind` is says, sends, edits, unsends, taps, joins or leaves.

    `text` is what was said, a file's name, or a button's name. `message` is the id of the message
    that the act made or is about; `quoted` the one it answers. `newest` is the newest message of
    all chats at that moment: what follows came after the act.
    """

    at: datetime
    kind: str
    person: str
    chat: str
    text: str = ""
    message: str = ""
    quoted: str = ""
    newest: str = "0"
