"""What the bodies of the control API have in common."""

from pydantic import BaseModel, ConfigDict


class Told(BaseModel):
    """The body of a call; an unknown key is refused, since it was meant to do something."""

    model_config = ConfigDict(extra="forbid")
