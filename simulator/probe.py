"""The endpoint that tests the webhook address; it is the only one that must reach out."""

from simulator import fields
from simulator.calls import Answer, Call
from simulator.errors import Refused
from simulator.lookups import checked_url
from simulator.platform import Platform

_DETAILS = {"COULD_NOT_CONNECT": "Failure to connect", "REQUEST_TIMEOUT": "Request timeout"}


async def try_endpoint(platform: Platform, call: Call) -> Answer:
    """Send a request without events and tell what came back [R §test-webhook-endpoint]."""
    if call.body.get("endpoint") is not None:
        url = checked_url(fields.text(call.body, "endpoint"))
    else:
        url = platform.channel.webhook_url
    if not url:
        raise Refused(404, "Webhook endpoint not found")
    at = platform.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    outcome = await platform.post(url, platform.webhooks.check())
    if isinstance(outcome, str):
        reason, status, detail = outcome.upper(), 0, _DETAILS.get(outcome.upper(), "N/A")
    else:
        reason = "OK" if outcome == 200 else "ERROR_STATUS_CODE"
        status, detail = outcome, str(outcome)
    body = {"success": reason == "OK", "timestamp": at, "statusCode": status}
    return Answer(200, {**body, "reason": reason, "detail": detail})
