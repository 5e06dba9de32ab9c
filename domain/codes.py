"""One-time codes: derived from a secret, told apart by fingerprint, and slow to guess (rule B5)."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

LENGTH = 10
"""Characters of a code: 50 bits, twice five letters and digits."""

_LOOKALIKES = str.maketrans("01589", "OISBG")


def derive(secret: str, nonce: str) -> str:
    """Return the code (`ABCDE-FGHIJ`) that belongs to a nonce; the same one every time."""
    digest = hmac.new(secret.encode(), f"code:{nonce}".encode(), hashlib.sha256).digest()
    letters = base64.b32encode(digest).decode()[:LENGTH]
    return f"{letters[:5]}-{letters[5:]}"


def fingerprint(secret: str, code: str) -> str:
    """Return the keyed SHA-256 (hex) under which a typed code is looked up.

    Case, blanks and hyphens do not matter; digits that base 32 does not have are read as the
    letters they look like.
    """
    kept = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_LOOKALIKES)
    return hmac.new(secret.encode(), f"print:{kept}".encode(), hashlib.sha256).hexdigest()


WINDOW = timedelta(minutes=10)
PAUSE = timedelta(minutes=10)
REACH = WINDOW + PAUSE
"""Wrong codes older than this have no effect any more."""


OF_ACCOUNT = 5
"""So many wrong codes of one LINE account within the window bring a pause."""
OF_CHAT = 20
"""The same of a chat: a group may hold hundreds who enrol on one morning, each with a slip."""


def paused_until(attempts: Sequence[datetime], limit: int, now: datetime) -> datetime | None:
    """Return when the pause ends in which `now` lies, or `None` outside of one.

    `attempts` are the instants of wrong codes, ascending; those of the last `REACH` suffice. What
    is typed during a pause is not tried, and so is no attempt and makes it no longer.
    """
    for first, last in zip(attempts, attempts[limit - 1 :], strict=False):
        if last - first <= WINDOW and last <= now < last + PAUSE:
            return last + PAUSE
    return None
