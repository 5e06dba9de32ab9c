"""`saphan audit verify` and `saphan audit anchor`, as an operator or an auditor uses them."""

import json
import sqlite3

import pytest
from operating import Operator


@pytest.fixture
def operator(tmp_path):
    operator = Operator(tmp_path)
    for name in ("Nok", "Lek", "Noi"):
        operator.does("roster", "import", operator.file("r.csv", f"agency,name\nMOI,{name}\n"))
    return operator


@pytest.fixture
def tamper(operator):
    """Does what a database administrator can do; the triggers go first."""

    def tamper(*statements):
        with sqlite3.connect(operator.database) as connection:
            for statement in ("DROP TRIGGER audit_update", "DROP TRIGGER audit_delete"):
                connection.execute(statement)
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return tamper


def test_an_anchor_names_the_newest_entry(operator):
    entries = json.loads(operator.does("export", "audit"))

    assert json.loads(operator.does("audit", "anchor")) == {
        "workspace": "main",
        "seq": 3,
        "hash": entries[2]["hash"],
        "at": entries[2]["at"],
    }


def test_an_empty_chain_has_no_anchor(operator):
    operator.does("workspace", "add", "moph", "--name", "สธ.")

    assert json.loads(operator.does("audit", "anchor", "--workspace", "moph"))["seq"] == 1
    assert operator.fails("audit", "anchor", "--workspace", "none").startswith(
        "Error: There is no workspace 'none'"
    )


def test_a_chain_that_grew_still_holds_its_anchor(operator):
    kept = operator.file("anchor.json", operator.does("audit", "anchor"))
    operator.does("roster", "import", operator.file("r.csv", "agency,name\nMOI,Nid\n"))

    assert operator.does("audit", "verify", "--anchor", kept) == (
        "main: 4 entries, the chain holds; 0 assignments stand as it says.\n"
    )


def test_a_cut_tail_shows_with_the_anchor_only(operator, tamper):
    kept = operator.file("anchor.json", operator.does("audit", "anchor"))
    tamper("DELETE FROM audit WHERE seq > 1")

    assert "1 entries, the chain holds" in operator.does("audit", "verify")
    assert operator.fails("audit", "verify", "--anchor", kept) == (
        "Error: main: the chain breaks: entry 3 is gone, which the anchor names\n"
    )


def test_every_workspace_is_looked_at_and_each_finding_is_one_line(operator, tamper):
    operator.does("workspace", "add", "moph", "--name", "สธ.")
    tamper("UPDATE audit SET actor = 'nobody' WHERE seq = 1", "DELETE FROM audit WHERE seq = 2")

    assert operator.fails("audit", "verify") == (
        "Error: main: the chain breaks: entry 1 was changed\n"
        "moph: the chain breaks: entry 1 was changed\n"
    )


NO_ANCHORS = ["", "{}", "[]", '{"workspace": "main", "seq": "x", "hash": ""}']


@pytest.mark.parametrize("content", NO_ANCHORS)
def test_a_file_that_is_no_anchor_is_refused(content, operator):
    assert "is no anchor: see `saphan audit anchor`." in operator.fails(
        "audit", "verify", "--anchor", operator.file("anchor.json", content)
    )


def test_an_anchor_of_an_unknown_workspace_is_refused(operator):
    strange = operator.file("anchor.json", '{"workspace": "gone", "seq": 1, "hash": "0"}')

    assert operator.fails("audit", "verify", "--anchor", strange) == (
        "Error: There is no workspace 'gone', which an anchor names.\n"
    )
