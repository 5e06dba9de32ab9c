"""The certificates that this machine trusts."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Return them, read once: that takes longer than a hundred calls."""
    return httpx.create_ssl_context(trust_env=False)
