"""LINE over HTTP, through the async client of line-bot-sdk: the only place that imports it.

Message objects go out as they stand in the outbox: the SDK's models would drop properties that
they do not know.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from bot.line.api import LineAnswer, LineApi, LineUnavailable, MaybeAccepted
from bot.settings import Settings

LINE_HOST = "https://api.line.me"
CALL_SECONDS = 10.0
"""The SDK itself would wait for five minutes."""


@asynccontextmanager
async def open_line(settings: Settings) -> AsyncIterator[LineApi]:
    """Open the client inside the running loop, and close it at the end."""
    # About a second, which a command that asks LINE nothing need not spend.
    from linebot.v3.messaging import AsyncApiClient, Configuration

    host = (settings.line_api_url or LINE_HOST).rstrip("/")
    configuration = Configuration(access_token=settings.line_channel_access_token, host=host)
    client = AsyncApiClient(configuration)
    try:
        yield LineApi(partial(_carry, client))
    finally:
        await client.close()


async def _carry(
    client: Any,
    method: str,
    path: str,
    body: dict[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> LineAnswer:
    """Carry a call over an AsyncApiClient."""
    try:
        answer = await client.call_api(
            path,
            method,
            body=body,
            header_params=dict(headers or {}),
            response_types_map={},
            _request_timeout=seconds or CALL_SECONDS,
        )
    except Exception as error:
        return _translated(error)
    return LineAnswer(answer.status_code, _lower(answer.headers), answer.raw_data)


def _translated(error: Exception) -> LineAnswer:
    """Return the answer that an exception of the SDK carries; raise what it means where none.

    Where the body is unreadable the SDK loses the status, so that too is a lost answer.
    """
    import aiohttp  # half a second, loaded with the SDK
    from linebot.v3.messaging import ApiException

    name = type(error).__name__
    if isinstance(error, ApiException):
        return LineAnswer(error.status, _lower(error.headers or {}), str(error.body or ""))
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        raise LineUnavailable(f"no connection ({name})") from error
    if isinstance(error, TimeoutError | aiohttp.ClientError | OSError | UnicodeDecodeError):
        raise MaybeAccepted(f"no answer ({name})") from error
    raise error


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
