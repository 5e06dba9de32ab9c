"""docs/rules.md and the code say the same: the life of an assignment, and who may what."""

import re
from pathlib import Path

import pytest
from rules import RULES, documented_rights, documented_steps, roles

from domain.chat.rights import Right
from domain.chat.table import TABLE
from domain.indicator.rules import RULES_VERSION
from domain.issues.assignments import SETTLED, STEPS, Act, AssignmentStatus
from domain.issues.audit import Action


def test_the_table_of_steps_is_that_of_the_code():
    assert documented_steps() == STEPS


def test_the_picture_draws_the_same_steps():
    drawing = RULES[RULES.index("stateDiagram-v2") :].partition("```")[0]
    drawn = {
        (AssignmentStatus(before), Act(act)): AssignmentStatus(after)
        for before, after, acts in re.findall(r"(\w+) --> (\w+): (.+)", drawing)
        for act in acts.split(", ")
    }
    ends = set(re.findall(r"(\w+) --> \[\*\]", drawing))

    assert drawn == {key: after for key, after in STEPS.items() if key[0] is not after}
    assert ends == set(SETTLED)


def test_every_command_stands_in_the_table_of_rights():
    assert set(documented_rights()) == set(TABLE)


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_who_may_what_where_is_as_documented(kind):
    who, places = documented_rights()[kind]

    expected = Right(frozenset(places), frozenset(roles(who)), who.startswith("anyone"))
    assert TABLE[kind].right == expected


def test_the_rules_of_the_indicator_bear_the_version_that_stands_beside_a_figure():
    assert f"in its version of {RULES_VERSION}." in RULES


def test_a_stranger_reads_of_no_action_that_is_never_written():
    page = (Path(__file__).parent.parent / "docs" / "recompute.md").read_text("utf-8")
    told = re.findall(r"^\| `([a-z]+\.[a-z]+)` \|", page, re.MULTILINE)
    recomputed = re.findall(r'"([a-z]+\.[a-z]+)"(?= \||:)', page)

    assert len(told) == 26
    assert set(told) <= set(Action)
    assert set(recomputed) <= set(told)
