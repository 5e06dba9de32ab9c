"""Webhooks held against LINE's own `webhook.yml`, property by property."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

SPEC_FILE = Path(__file__).parent.parent / "data" / "webhook.yml"
EDITED = {
    "allOf": [
        {"$ref": "#/components/schemas/Event"},
        {
            "required": ["type", "message", "replyToken", "source"],
            "properties": {
                "replyToken": {"type": "string"},
                "message": {"$ref": "#/components/schemas/MessageContent"},
            },
        },
    ]
}
"""The edit event, which this state of the specification lacks [R §edit-event]."""


@cache
def schemas() -> dict[str, Any]:
    spec = yaml.load(SPEC_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found = spec["components"]["schemas"]
    found["MessageEditedEvent"] = EDITED
    mapping = found["Event"]["discriminator"]["mapping"]
    mapping["messageEdited"] = "#/components/schemas/MessageEditedEvent"
    return found


def faults(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    """What in a value the specification does not allow, or does not know."""
    if "$ref" in schema:
        schema = schemas()[schema["$ref"].rpartition("/")[2]]
    if "discriminator" in schema:
        kind = value.get(schema["discriminator"]["propertyName"])
        chosen = schema["discriminator"]["mapping"].get(kind)
        if chosen is None:
            return [f"{at}: unknown kind {kind}"]
        schema = schemas()[chosen.rpartition("/")[2]]
    if schema.get("type") == "array":
        plain = {key: each for key, each in schema.items() if key != "items"}
        found = _plain(value, plain, at)
        for number, each in enumerate(value):
            found += faults(each, schema["items"], f"{at}[{number}]")
        return found
    properties, required = _properties(schema)
    if not properties:
        return _plain(value, schema, at)
    found = [f"{at}: no {key}" for key in sorted(required - set(value))]
    for key, each in value.items():
        known = properties.get(key)
        found += faults(each, known, f"{at}.{key}") if known else [f"{at}.{key}: unknown"]
    return found


def _plain(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    return [f"{at}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(value)]


def _properties(schema: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """All properties of a schema and of what it is made of, and the names of the required ones."""
    properties, required = dict(schema.get("properties", {})), set(schema.get("required", []))
    for part in schema.get("allOf", []):
        whole = schemas()[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        more, needed = _properties(whole)
        properties, required = properties | more, required | needed
    return properties, required


def judged(batch: Any) -> list[str]:
    """What in a request LINE's specification does not allow."""
    return faults(json.loads(batch.body), schemas()["CallbackRequest"], "body")
