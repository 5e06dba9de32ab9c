"""The endpoints that tell, set and test the webhook address."""

from simulator.endpoints import fields
from simulator.model.addresses import checked_url
from simulator.model.calls import Call, LineAnswer
from simulator.model.errors import LineRefused
from simulator.model.platform import Platform

_DETAILS = {"COULD_NOT_CONNECT": "Failure to connect", "REQUEST_TIMEOUT": "Request timeout"}


async def test_address(platform: Platform, call: Call) -> LineAnswer:
    """Send a request without events and tell what came back [R §test-webhook-endpoint]."""
    if call.body.get("endpoint") is not None:
        url = checked_url(fields.text(call.body, "endpoint"))
    else:
        url = platform.channel.webhook_url
    if not url:
        raise LineRefused(404, "Webhook endpoint not found")
    at = platform.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    outcome, _ = await platform.post(url, platform.webhooks.check())
    if isinstance(outcome, str):
        reason, status, detail = outcome.upper(), 0, _DETAILS.get(outcome.upper(), "N/A")
    else:
        reason = "OK" if outcome == 200 else "ERROR_STATUS_CODE"
        status, detail = outcome, str(outcome)
    body = {"success": reason == "OK", "timestamp": at, "statusCode": status}
    return LineAnswer(200, {**body, "reason": reason, "detail": detail})


def get_address(platform: Platform, call: Call) -> LineAnswer:
    """Tell where webhooks go [R §get-webhook-endpoint-information]."""
    channel = platform.channel
    if not channel.webhook_url:
        raise LineRefused(404, "Webhook endpoint not found")
    return LineAnswer(200, {"endpoint": channel.webhook_url, "active": channel.webhook_active})


def set_address(platform: Platform, call: Call) -> LineAnswer:
    """Set where webhooks go: HTTPS, or HTTP on loopback [R §set-webhook-endpoint-url]."""
    platform.channel.webhook_url = checked_url(fields.text(call.body, "endpoint"))
    platform.updates.add("channel")
    return LineAnswer(200)
