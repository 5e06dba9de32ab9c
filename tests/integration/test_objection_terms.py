"""`saphan quarter objections`: until when agencies object to a quarter. Rule K18."""

import json

import pytest
from operating import Operator

SET = ("quarter", "objections", "2570Q1", "--until", "29/1/2570")


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path)


def test_an_operator_sets_the_last_day_with_a_reason_on_record(operator):
    told = operator.does(*SET, "--reason", "ตามหนังสือเวียน")

    assert told == "Agencies can object to 2570Q1 until 2027-01-29, that day included.\n"
    (entry,) = json.loads(operator.does("export", "audit"))
    assert (entry["action"], entry["subject"]) == ("quarter.objections", "quarter:2570Q1")
    assert entry["detail"] == {"until": "2027-01-29"}
    assert "the chain holds" in operator.does("audit", "verify")


def test_what_cannot_be_the_last_day_is_said(operator):
    assert "Say why" in operator.fails(*SET, "--reason", " ")
    early = (*SET[:4], "2026-12-31", "--reason", "x")
    assert "2570Q1 ends on 2026-12-31: the last day must be later." in operator.fails(*early)
    a_month = ("quarter", "objections", "2569-11", "--until", "2027-01-29", "--reason", "x")
    assert "is no fiscal quarter" in operator.fails(*a_month)
