"""From a request of the bot to LINE's answer: what all endpoints share, and the ledger."""

import inspect
from dataclasses import replace

from simulator.endpoints.body import MOST_BYTES, read
from simulator.endpoints.table import ALL, Endpoint
from simulator.model.calls import Call, LedgerLine, LineAnswer, LineRequest
from simulator.model.errors import LineRefused, sentence
from simulator.model.faults import ApiFault, ApiFaultKind
from simulator.model.limits import MONTHLY_LIMIT_REACHED, RATE_LIMIT_EXCEEDED
from simulator.model.platform import Platform

_UNAUTHORIZED = (
    "Authentication failed due to the following reason: invalid token. Confirm that the access "
    "token in the authorization header is valid."
)


async def answer(platform: Platform, request: LineRequest) -> LineAnswer:
    """Answer one request as LINE would, and write it into the ledger. Never raises."""
    request_id = platform.ids.request()
    faults: list[ApiFault] = []
    operation = ""
    try:
        endpoint, params = _endpoint(request)
        operation = endpoint.operation
        if endpoint.answer is None:
            raise LineRefused(501, f"LINE's operation {operation} is not simulated.")
        faults = platform.faults.hits(operation)
        _fail(faults)
        result = endpoint.answer(platform, _call(platform, endpoint, params, request, request_id))
        given = await result if inspect.isawaitable(result) else result
    except LineRefused as refused:
        given = LineAnswer(refused.status, refused.body, refused.headers, note=refused.rule)
    except Exception as error:  # the bot gets an answer, and the ledger tells, whatever goes wrong
        why = sentence("The simulator failed", error)
        given = LineAnswer(500, {"message": "Internal Server Error"}, note=why)
    given = _with_faults(given, faults)
    _note(platform, request, operation, request_id, given, faults)
    return replace(given, headers={**given.headers, "x-line-request-id": request_id})


def _note(
    platform: Platform,
    request: LineRequest,
    operation: str,
    request_id: str,
    given: LineAnswer,
    faults: list[ApiFault],
) -> None:
    met = [fault.kind for fault in faults]
    if platform.quota.spent and given.note == MONTHLY_LIMIT_REACHED:
        met.append(ApiFaultKind.MONTHLY_LIMIT)
    line = LedgerLine(
        at=platform.clock(),
        method=request.method,
        path=request.path,
        operation=operation,
        status=given.status,
        price=given.price,
        remaining=platform.quota.remaining,
        broken="" if _faked(met) else given.note,
        fault=", ".join(met),
        request_id=request_id,
        remark=given.remark,
    )
    platform.note(line)


def _endpoint(request: LineRequest) -> tuple[Endpoint, dict[str, str]]:
    methods = set()
    for endpoint in ALL:
        found = endpoint.pattern.fullmatch(request.path)
        if found and endpoint.method == request.method:
            return endpoint, found.groupdict()
        if found:
            methods.add(endpoint.method)
    if methods:
        raise LineRefused(405, "Method Not Allowed", headers={"allow": ", ".join(sorted(methods))})
    raise LineRefused(404, "Not found", rule=f"LINE has no such path: {request.path}")


def _call(
    platform: Platform,
    endpoint: Endpoint,
    params: dict[str, str],
    request: LineRequest,
    request_id: str,
) -> Call:
    """Check what every endpoint checks: token, rate, size, retry key, JSON."""
    if request.headers.get("authorization") != f"Bearer {platform.channel.token}":
        raise LineRefused(401, _UNAUTHORIZED, rule="wrong channel access token")
    platform.rates.take(endpoint.operation, endpoint.rate)
    if len(request.body) > MOST_BYTES:
        raise LineRefused(413, "Payload Too Large", rule="request larger than 2 MB")
    retry_key = request.headers.get("x-line-retry-key", "")
    if retry_key and not endpoint.retry_key:
        raise LineRefused(400, "X-Line-Retry-Key is not supported by this endpoint")
    body = read(request) if request.method != "GET" else {}
    return Call(endpoint.operation, request_id, params, request.query, body, retry_key)


def _fail(faults: list[ApiFault]) -> None:
    for fault in faults:
        if fault.kind == ApiFaultKind.STATUS:
            raise LineRefused(fault.status, "Simulated fault")
        if fault.kind == ApiFaultKind.RATE_LIMIT:
            raise LineRefused(429, RATE_LIMIT_EXCEEDED)
        if fault.kind == ApiFaultKind.MONTHLY_LIMIT:
            raise LineRefused(429, MONTHLY_LIMIT_REACHED)


_CARRIED_OUT = (ApiFaultKind.DELAY, ApiFaultKind.LOST, ApiFaultKind.CARRIED_OUT)


def _faked(met: list[ApiFaultKind]) -> bool:
    """Whether the refusal came from a fault, so that the bot broke no rule."""
    return any(kind not in _CARRIED_OUT for kind in met)


def _with_faults(given: LineAnswer, faults: list[ApiFault]) -> LineAnswer:
    delay = sum(fault.seconds for fault in faults if fault.kind == ApiFaultKind.DELAY)
    lost = any(fault.kind == ApiFaultKind.LOST for fault in faults)
    for fault in faults:
        if fault.kind == ApiFaultKind.CARRIED_OUT and given.status < 400:
            given = replace(given, status=fault.status, body={"message": "Simulated fault"})
    return replace(given, delay_seconds=delay, lost=lost)
