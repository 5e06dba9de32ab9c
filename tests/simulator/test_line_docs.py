"""The documentation names every endpoint and every control route."""

import re
from pathlib import Path

import pytest

from simulator.endpoints.table import ENDPOINTS
from simulator.model.faults import ApiFaultKind

PAGE = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("operation", [endpoint.operation for endpoint in ENDPOINTS])
def test_every_endpoint_is_documented(operation):
    assert f"`{operation}`" in PAGE


def test_every_fault_is_documented():
    assert set(ApiFaultKind) <= set(re.findall(r"`(\w+)`", PAGE))
