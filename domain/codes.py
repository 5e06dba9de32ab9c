"""One-time codes: derived from a secret, told apart by fingerprint, never stored in clear."""

import base64
import hashlib
import hmac

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
