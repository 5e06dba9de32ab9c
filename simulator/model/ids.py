"""Identifiers in the forms LINE gives them, drawn from one random source."""

import random
import string
import uuid
from datetime import datetime

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALPHABET = string.ascii_letters + string.digits
# An example id of the reference; real ids are of this size and grow.
_FIRST_MESSAGE_ID = 461230966842064897


class Ids:
    """A source of new identifiers; with a seed, the same ones each time."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)
        self._message_id = _FIRST_MESSAGE_ID

    def user(self) -> str:
        """Return a user id: `U` and 32 hexadecimal digits."""
        return f"U{self._random.getrandbits(128):032x}"

    def group(self) -> str:
        """Return a group id: `C` and 32 hexadecimal digits."""
        return f"C{self._random.getrandbits(128):032x}"

    def message(self) -> str:
        """Return a message id: a decimal number greater than all before."""
        self._message_id += self._random.randint(1, 65536)
        return str(self._message_id)

    def token(self, length: int = 32) -> str:
        """Return an opaque token."""
        return "".join(self._random.choices(_ALPHABET, k=length))

    def request(self) -> str:
        """Return a request id: a UUID in text form."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def event(self, at: datetime) -> str:
        """Return a webhook event id: a ULID that carries `at` in milliseconds."""
        number = (int(at.timestamp() * 1000) << 80) | self._random.getrandbits(80)
        return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))
