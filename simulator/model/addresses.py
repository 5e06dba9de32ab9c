"""Web addresses that LINE takes: HTTPS, and here also plain HTTP on loopback."""

from urllib.parse import urlsplit

from simulator.model.errors import LineRefused

MOST_WEBHOOK_URL = 500  # [R §set-webhook-endpoint-url]
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def on_loopback(url: str) -> bool:
    """Whether an address is plain HTTP on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def checked_url(url: str) -> str:
    """Return a webhook address; raises LineRefused 400 if LINE could not send to it."""
    if fault := _fault(url):
        message = "Invalid webhook endpoint URL"
        raise LineRefused(400, message, rule=f"{message}: {fault}.")
    return url


def _fault(url: str) -> str:
    if len(url) > MOST_WEBHOOK_URL:
        return f"it is longer than {MOST_WEBHOOK_URL} characters"
    if not (url.isascii() and url.isprintable()) or " " in url:
        return "it holds more than printable ASCII characters"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        return str(error)
    if not host or port == 0:
        return "it names no host or no port"
    if parts.scheme != "https" and not on_loopback(url):
        return "it is neither HTTPS nor HTTP on loopback"
    return ""
