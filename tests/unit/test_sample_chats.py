"""Every sample message, also the optional ones, means what it says it means."""

import json
from typing import Any

import pytest
from monday import ROOT, line

from domain.text import normalise


def samples(name: str) -> list[dict[str, Any]]:
    """Return the messages of a table."""
    table = (ROOT / "tests" / "data" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in table.rstrip("\n").split("\n")]  # U+2028 is text


SAMPLES = samples("sample-chats.jsonl")
FURTHER = samples("further-chats.jsonl")
PUBLIC = samples("public-chats.jsonl")


def differences(expected: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of the outline that do not agree, as the contract compares them."""
    wrong = {}
    for key, value in expected.items():
        if key == "command":
            continue
        if key.endswith("_contains"):
            whole = read[key.removesuffix("_contains")]
            agrees = value is None or normalise(value) in normalise(whole or "")
        elif isinstance(value, list):
            agrees = sorted(value) == sorted(read[key])
        else:
            agrees = value == read[key]
        if not agrees:
            wrong[key] = read.get(key.removesuffix("_contains"))
    return wrong


@pytest.mark.parametrize(
    "sample", SAMPLES + PUBLIC + FURTHER, ids=lambda sample: sample["text"][:40]
)
def test_a_sample_message_agrees(sample: dict[str, Any]) -> None:
    read = line(sample["text"], **sample.get("context", {}))

    assert read["kind"] == sample["kind"]
    assert differences(sample["expected"], read) == {}


def test_there_are_112_samples() -> None:
    assert len(SAMPLES) == 112
