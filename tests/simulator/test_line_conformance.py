"""Every endpoint against LINE's own OpenAPI file: answers fit, forbidden requests are refused."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from simulator.endpoints.table import ALL, ENDPOINTS
from simulator.model.faults import ApiFault, ApiFaultKind

pytestmark = pytest.mark.anyio
HELLO = [{"type": "text", "text": "สวัสดี"}]
SPEC_FILE = Path(__file__).parent.parent / "data" / "messaging-api.yml"
IDS = {endpoint.operation for endpoint in ENDPOINTS}


@cache
def spec() -> dict:
    return yaml.load(SPEC_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def operations() -> dict:
    return {
        operation["operationId"]: (method.upper(), path, operation)
        for path, methods in spec()["paths"].items()
        for method, operation in methods.items()
        if method in ("get", "post", "put", "delete")
    }


def resolved(schema: dict) -> dict:
    if "$ref" in schema:
        return spec()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def check(schema: dict, value: object) -> None:
    Draft202012Validator({**schema, "components": spec()["components"]}).validate(value)
    known = set(resolved(schema).get("properties", value))
    assert set(value) <= known, "properties that LINE does not document"


def good(cast, operation: str) -> tuple[dict[str, str], dict[str, str], dict | None]:
    """Return path parameters, query and body of a request that LINE accepts."""
    image = cast.phones.sends(cast.group, cast.nok, {"type": "video"}, b"mp4", "video/mp4")
    event = cast.events()[-1]
    params = {"groupId": cast.group, "userId": cast.nok, "messageId": image.id}
    bodies = {
        "replyMessage": {"replyToken": event["replyToken"], "messages": HELLO},
        "pushMessage": {"to": cast.group, "messages": HELLO},
        "multicast": {"to": [cast.nok], "messages": HELLO},
        "showLoadingAnimation": {"chatId": cast.nok, "loadingSeconds": 5},
        "markMessagesAsReadByToken": {"markAsReadToken": event["message"]["markAsReadToken"]},
        "setWebhookEndpoint": {"endpoint": "https://example.go.th/webhook"},
        "testWebhookEndpoint": {"endpoint": "https://example.go.th/webhook"},
    }
    if operation.startswith("validate") or operation in ("broadcast", "narrowcast"):
        bodies[operation] = {"messages": HELLO}
    return params, {}, bodies.get(operation)


async def call(cast, operation: str, change=lambda body: body, **more: str):
    method, path, _ = operations()[operation]
    params, query, body = good(cast, operation)
    if operation == "getNarrowcastProgress":
        sent = await cast.line.call("POST", "/v2/bot/message/narrowcast", {"messages": HELLO})
        query = {"requestId": sent.headers["x-line-request-id"]}
    path = re.sub(r"\{(\w+)\}", lambda match: {**params, **more}[match[1]], path)
    return await cast.line.call(method, path, change(body), query=query)


def test_every_endpoint_stands_in_the_specification():
    served = {each.operation: (each.method, each.path) for each in ENDPOINTS}
    assert served == {name: operations()[name][:2] for name in served}


@pytest.mark.parametrize("operation", sorted(IDS))
async def test_a_good_request_is_answered_in_the_documented_shape(cast, operation):
    cast.platform.channel.verified = True
    cast.platform.channel.webhook_url = "https://example.go.th/webhook"
    cast.membership.follows(cast.nok)
    answer = await call(cast, operation)
    documented = operations()[operation][2]["responses"][str(answer.status)]
    assert answer.status < 300, answer.body
    content = documented.get("content", {})
    if "application/json" in content:
        check(content["application/json"]["schema"], answer.body)
    elif content:
        assert isinstance(answer.body, bytes)
    else:
        assert answer.body == {}


@pytest.mark.parametrize("operation", sorted(IDS))
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
async def test_errors_have_the_documented_shape(cast, operation, status):
    cast.platform.faults.add(ApiFault(ApiFaultKind.STATUS, status=status))
    answer = await call(cast, operation)
    assert answer.status == status
    check({"$ref": "#/components/schemas/ErrorResponse"}, answer.body)


def forbidden() -> list[tuple[str, str, dict]]:
    """Return, for each served endpoint with a body, changes that its schema forbids."""
    cases = []
    for name in sorted(IDS):
        content = operations()[name][2].get("requestBody", {}).get("content", {})
        if not content:
            continue
        schema = resolved(content["application/json"]["schema"])
        cases += [(name, f"without {key}", {key: None}) for key in schema.get("required", [])]
        for key, field in schema["properties"].items():
            kind = resolved(field).get("type")
            wrong = {"string": 5, "array": "x", "boolean": "x", "integer": "x", "object": "x"}
            cases.append((name, f"{key} of a wrong type", {key: wrong.get(kind, 5)}))
            if "maxItems" in field:
                few, item = field["maxItems"], HELLO[0] if key == "messages" else "U" + "0" * 32
                cases.append((name, f"too many {key}", {key: [item] * (few + 1)}))
            if field.get("minItems"):
                cases.append((name, f"too few {key}", {key: []}))
            if "maxLength" in field:
                cases.append((name, f"{key} too long", {key: "https://a/" + "x" * 500}))
            if "maximum" in field:
                cases.append((name, f"{key} too great", {key: field["maximum"] + 5}))
                cases.append((name, f"{key} too small", {key: field["minimum"] - 5}))
    return cases


@pytest.mark.parametrize(
    ("operation", "change"),
    [(name, change) for name, _, change in forbidden()],
    ids=[f"{name} {label}" for name, label, _ in forbidden()],
)
async def test_what_the_specification_forbids_is_refused(cast, operation, change):
    def changed(body: dict) -> dict:
        return {key: value for key, value in {**body, **change}.items() if value is not None}

    answer = await call(cast, operation, changed)
    assert answer.status == 400
    check({"$ref": "#/components/schemas/ErrorResponse"}, answer.body)
    json.dumps(answer.body)


NOT_SIMULATED = [each for each in ALL if each.answer is None]


@pytest.mark.parametrize("each", NOT_SIMULATED, ids=[each.operation for each in NOT_SIMULATED])
async def test_what_is_not_simulated_names_itself(cast, each):
    path = re.sub(r"\{\w+\}", "x1", each.path)
    answer = await cast.line.call(each.method, path)
    assert answer.status == 501
    assert each.operation in answer.body["message"]
    line = cast.platform.ledger[-1]
    assert (line.operation, line.status) == (each.operation, 501)
    assert each.operation in line.broken


def test_the_table_holds_all_of_the_specification():
    assert {(each.operation, each.method, each.path) for each in ALL} >= {
        (name, method, path) for name, (method, path, _) in operations().items()
    }
    assert {"/oauth2", "/liff", "/bot", "/v2"} <= {f"/{each.path.split('/')[1]}" for each in ALL}
    assert len({(each.method, each.path) for each in ALL}) == len(ALL)


@pytest.mark.parametrize("path", ["/", "/v2/bot/nothing", "/v3/bot/info", "/liff", "/oauth2/x"])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
async def test_a_path_that_line_does_not_have_is_lines_own_404(cast, method, path):
    answer = await cast.line.call(method, path)
    assert (answer.status, answer.body) == (404, {"message": "Not found"})
    assert cast.platform.ledger[-1].broken == f"LINE has no such path: {path}"
