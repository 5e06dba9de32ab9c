"""The audit chain's arithmetic."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.audit import GENESIS, Entry, entry_hash, first_break, instant

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
Link = tuple[Entry, str, str]


def entry(seq: int) -> Entry:
    return Entry(seq, AT + timedelta(minutes=seq), "person:1", "issue.opened", f"issue:{seq}", {})


def chain_of(length: int) -> list[Link]:
    links: list[Link] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        digest = entry_hash(entry(seq), previous)
        links.append((entry(seq), digest, previous))
        previous = digest
    return links


def test_an_untouched_chain_holds() -> None:
    assert first_break([]) is None
    assert first_break(chain_of(5)) is None


FIELDS = [
    {"at": AT},
    {"actor": "person:2"},
    {"action": "issue.closed"},
    {"subject": "issue:9"},
    {"detail": {"late": True}},
]


@pytest.mark.parametrize("change", FIELDS)
def test_a_changed_entry_breaks_the_chain_at_its_number(change: dict[str, object]) -> None:
    links = chain_of(4)
    changed, digest, previous = links[2]
    links[2] = (replace(changed, **change), digest, previous)

    assert first_break(links) == 3


def test_a_removed_entry_is_missed_by_its_number() -> None:
    links = chain_of(4)

    assert first_break(links[:1] + links[2:]) == 2
    assert first_break(links[1:]) == 1


def test_a_rewritten_entry_breaks_at_the_next_one() -> None:
    links = chain_of(3)
    _, _, previous = links[1]
    forged = replace(entry(2), actor="person:2")
    links[1] = (forged, entry_hash(forged, previous), previous)

    assert first_break(links) == 3


def test_an_instant_is_hashed_alike_in_every_zone() -> None:
    bangkok = AT.astimezone(timezone(timedelta(hours=7)))

    assert instant(bangkok) == instant(AT) == "2026-11-23T03:00:00.000000Z"
    assert entry_hash(replace(entry(1), at=bangkok), GENESIS) == entry_hash(
        replace(entry(1), at=AT), GENESIS
    )


def test_the_order_of_keys_in_detail_does_not_matter() -> None:
    one = replace(entry(1), detail={"a": 1, "ข": "ค"})
    other = replace(entry(1), detail={"ข": "ค", "a": 1})

    assert entry_hash(one, GENESIS) == entry_hash(other, GENESIS)
