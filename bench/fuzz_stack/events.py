"""Events of every kind that LINE's specification knows, filled with ids of this town."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bench.odd_bodies import ODD, spoilt

SPECIFICATION = Path(__file__).parent.parent.parent / "tests" / "data" / "webhook.yml"
ODD_TIMES: tuple[Any, ...] = (
    *(-62_135_596_800_000, 253_402_300_799_999, 253_402_300_800_000, -1, 0, 1, 10**20, 10**400),
    *(1.5, -0.5, 1e18, "1", True, None, -(2**63), 2**63),
)
"""Year 1, year 9999, the first instant behind it, and what is no time at all."""

Event = dict[str, Any]
Fill = Callable[[str], Any]
"""Gives a value for a property of a name, or `None`: the specification alone says what it is."""


class Specimens:
    """Makes an event of each kind out of LINE's own specification (`webhook.yml`)."""

    def __init__(self, chance: random.Random) -> None:
        """Read the specification."""
        text = SPECIFICATION.read_text(encoding="utf-8")
        self._schemas = yaml.load(text, Loader=yaml.CSafeLoader)["components"]["schemas"]
        self._chance = chance
        mapping = self._schemas["Event"]["discriminator"]["mapping"]
        # Edits have the shape of messages; this state of the specification lacks them.
        mapping["messageEdited"] = mapping["message"]
        self.kinds = sorted(mapping)

    def event(self, kind: str, fill: Fill) -> Event:
        """Return an event of a kind."""
        event: Event = self._made({"$ref": "#/components/schemas/Event"}, "", fill, kind)
        return event

    def _made(self, schema: dict[str, Any], name: str, fill: Fill, kind: str = "") -> Any:
        schema = self._found(schema)
        chosen = {}
        if "discriminator" in schema:
            key, mapping = (schema["discriminator"][each] for each in ("propertyName", "mapping"))
            kind = kind or self._likely(sorted(mapping))
            chosen, schema = {key: kind}, self._found({"$ref": mapping[kind]})
        properties = self._properties(schema)
        if properties:
            made = {
                key: self._made(each, key, fill)
                for key, each in properties.items()
                if key not in chosen and self._chance.random() < 0.95
            }
            return made | chosen
        return self._value(schema, name, fill)

    def _likely(self, kinds: list[str]) -> str:
        """Choose a kind of a part; texts and groups are what there is most of."""
        common = [each for each in ("text", "group") if each in kinds]
        return common[0] if common and self._chance.random() < 0.6 else self._chance.choice(kinds)

    def _value(self, schema: dict[str, Any], name: str, fill: Fill) -> Any:
        chance = self._chance
        if "enum" in schema:
            enum: list[str] = schema["enum"]
            return enum[0] if chance.random() < 0.9 else chance.choice(enum)
        match schema.get("type"):
            case "array":
                items = range(chance.choice((0, 1, 1, 2)))
                return [self._made(schema["items"], name, fill) for _ in items]
            case "boolean":
                return chance.random() < 0.5
            case "integer" | "number" if name != "timestamp":
                return chance.choice((0, 1, 2, 5, 12))
            case "object":
                return {"datetime": fill("datetime")}
        return fill(name)

    def _found(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in schema:
            return schema
        found: dict[str, Any] = self._schemas[schema["$ref"].rpartition("/")[2]]
        return found

    def _properties(self, schema: dict[str, Any]) -> dict[str, Any]:
        schema = self._found(schema)
        found: dict[str, Any] = dict(schema.get("properties", {}))
        for part in schema.get("allOf", []):
            found |= self._properties(part)
        return found


def milliseconds(chance: random.Random, now: datetime) -> Any:
    """Return a time of an event: mostly about now."""
    if chance.random() < 0.25:
        return chance.choice(ODD_TIMES)
    at = int((now - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
    return at - chance.choice((0, 0, 0, 1, 1000, 60_000, 86_400_000, -1000, -86_400_000))


def odd_body(chance: random.Random, events: list[Any]) -> bytes:
    """Return the body of a webhook, well formed or spoilt."""
    body: Any = {"destination": f"U{0:032x}", "events": events}
    if chance.random() < 0.6:
        body = spoilt(chance, body)
    if chance.random() < 0.02:
        body = chance.choice((*ODD, {"events": chance.choice(ODD)}))
    if body is None or isinstance(body, bytes):
        return body or b""
    text = json.dumps(body, ensure_ascii=chance.random() < 0.5)
    return text.encode(errors="surrogatepass")
