"""The HTTP door: the control API under /simulator, the page under /page, LINE everywhere else.

Serve it with one worker, and with a short limit for ending (uvicorn's
`timeout_graceful_shutdown`): an open event stream never ends by itself.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from simulator.control import chats, settings, updates
from simulator.endpoints.answer import answer
from simulator.endpoints.body import MOST_BYTES
from simulator.messages.check import load_models
from simulator.model.calls import LineAnswer, LineRequest
from simulator.model.errors import CannotDo, LineRefused, sentence
from simulator.model.platform import Platform
from simulator.page.clock import Jump
from simulator.page.player import Player
from simulator.page.routes import add_page
from simulator.page.suggestions import Suggestion
from simulator.sender import LINE_WAITS_SECONDS, Sender

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]


def create_app(
    platform: Platform,
    *,
    webhook_timeout_seconds: float = LINE_WAITS_SECONDS,
    webhook_concurrency: int = 1,
    jumps: Sequence[Jump] = (),
    suggestions: Sequence[Suggestion] = (),
) -> FastAPI:
    """Build the app over a platform; its lifespan sends the webhooks.

    Secret, token and webhook address are the platform's `channel`; the address may be set later,
    there or through LINE's own endpoint. Webhooks keep their order while `webhook_concurrency` is
    1. The page at `/` shows a button beside its clock for each of `jumps`, and greets newcomers
    with `suggestions`; whoever knows when the bot is done sets `app.state.player.quiet`.
    """
    load_models()
    sender = Sender(
        platform, timeout_seconds=webhook_timeout_seconds, concurrency=webhook_concurrency
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(sender.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    app = FastAPI(
        title="LINE Platform simulator",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        default_response_class=_Json,
    )
    app.state.platform = platform
    for router in (chats.router, settings.router, updates.router):
        app.include_router(router, prefix="/simulator")
    add_page(app, Player(platform), jumps, suggestions)
    for ours in ("/simulator/{path:path}", "/page/{path:path}"):
        app.add_route(ours, _nothing, methods=_METHODS)
    app.add_route("/{path:path}", _line, methods=_METHODS)
    for kind in (CannotDo, LineRefused, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _refused)
    return app


async def _line(request: HttpRequest) -> Response:
    """Pass a call of the bot to the model, and carry out delay and loss."""
    given = await answer(
        request.app.state.platform,
        LineRequest(
            method=request.method,
            path=request.scope["path"],
            query=dict(request.query_params),
            headers=dict(request.headers),
            body=await _body(request),
        ),
    )
    if given.delay_seconds:
        await _pause(request, given.delay_seconds)
    return _Broken() if given.lost else _response(given)


async def _body(request: HttpRequest) -> bytes:
    """Read no more of a body than shows that it is too large."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            break
    return body


def _response(given: LineAnswer) -> Response:
    content = given.body if isinstance(given.body, bytes) else _Json(given.body).body
    headers = {"content-type": "application/json", **given.headers}
    if given.body == b"":
        del headers["content-type"]
    return Response(content, given.status, headers)


async def _pause(request: HttpRequest, seconds: float) -> None:
    """Wait, but no longer than the client does: after the body only its leaving is received."""
    with suppress(TimeoutError):
        await asyncio.wait_for(request.receive(), seconds)


class _Broken(Response):
    """No answer: the connection is closed before its first byte.

    ASGI has no word for that. A head which the server itself must refuse makes it close.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        impossible_head = [(b"not a header name", b"")]
        with suppress(Exception):
            await send({"type": "http.response.start", "status": 200, "headers": impossible_head})


async def _nothing(request: HttpRequest) -> Response:
    raise HTTPException(404, f"There is no {request.method} {request.scope['path']}.")


async def _refused(request: HttpRequest, error: Exception) -> Response:
    """Tell a driver in one sentence what is impossible."""
    if isinstance(error, HTTPException):
        return _Json({"message": error.detail.rstrip(".") + "."}, error.status_code)
    if isinstance(error, RequestValidationError):
        return _Json({"message": _fault(error)}, 400)
    if isinstance(error, LineRefused):
        return _Json({"message": error.rule}, 400)
    if isinstance(error, CannotDo):
        return _Json({"message": str(error)}, 400)
    return _Json({"message": sentence("The simulator failed", error)}, 500)


def _fault(error: RequestValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"][1:])
    return f"{place}: {first['msg']}."


class _Json(JSONResponse):
    """JSON that can hold any text: half a surrogate pair is escaped."""

    def render(self, content: Any) -> bytes:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode(errors="backslashreplace")
