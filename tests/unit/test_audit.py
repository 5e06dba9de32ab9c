"""The audit chain's arithmetic."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.issues.audit import (
    GENESIS,
    Anchor,
    Break,
    Entry,
    Fault,
    Inspection,
    Link,
    entry_hash,
    instant,
)

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def first_break(links, anchors=()):
    """Return where a whole chain first fails, or `None`."""
    inspection = Inspection(anchors)
    for link in links:
        inspection.take(link)
    return inspection.end()


def entry(seq: int) -> Entry:
    at = AT + timedelta(minutes=seq)
    return Entry(seq, at, "person:1", "issue.opened", f"issue:{seq}", {}, at)


def chain_of(length: int, *, forged_after: int = 99) -> list[Link]:
    links: list[Link] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        said = entry(seq) if seq <= forged_after else replace(entry(seq), actor="person:2")
        links.append(Link(said, entry_hash(said, previous), previous))
        previous = links[-1].hash
    return links


def anchor(link: Link) -> Anchor:
    return Anchor(link.entry.seq, link.hash)


def test_an_untouched_chain_holds() -> None:
    assert first_break([]) is None
    assert first_break(chain_of(5)) is None


FIELDS = [
    {"at": AT},
    {"recorded_at": AT},
    {"actor": "person:2"},
    {"action": "issue.closed"},
    {"subject": "issue:9"},
    {"detail": {"late": True}},
]


@pytest.mark.parametrize("change", FIELDS)
def test_a_changed_entry_breaks_the_chain_at_its_number(change: dict[str, object]) -> None:
    links = chain_of(4)
    links[2] = replace(links[2], entry=replace(links[2].entry, **change))

    assert first_break(links) == Break(3, Fault.CHANGED)


def test_a_removed_entry_is_missed_by_its_number() -> None:
    links = chain_of(4)

    assert first_break(links[:1] + links[2:]) == Break(2, Fault.MISSING)
    assert first_break(links[1:]) == Break(1, Fault.MISSING)


def test_a_removed_entry_is_missed_though_the_others_are_numbered_anew() -> None:
    one, _, three = chain_of(3)
    renumbered = replace(three, entry=replace(three.entry, seq=2))

    assert first_break([one, renumbered]) == Break(2, Fault.DETACHED)


def test_two_entries_that_changed_places_are_found() -> None:
    one, two, three, four = chain_of(4)
    second = replace(three, entry=replace(three.entry, seq=2))
    third = replace(two, entry=replace(two.entry, seq=3))

    assert first_break([one, second, third, four]) == Break(2, Fault.DETACHED)
    assert first_break([one, three, two, four]) == Break(2, Fault.MISSING)


def test_a_rewritten_entry_breaks_at_the_next_one() -> None:
    links = chain_of(3)
    forged = replace(entry(2), actor="person:2")
    links[1] = Link(forged, entry_hash(forged, links[1].previous_hash), links[1].previous_hash)

    assert first_break(links) == Break(3, Fault.DETACHED)


def test_a_cut_tail_is_found_by_an_anchor_only() -> None:
    links = chain_of(5)

    assert first_break(links[:3]) is None
    assert first_break(links[:3], [anchor(links[4])]) == Break(5, Fault.CUT)
    assert first_break(links[:3], [anchor(links[2])]) is None
    assert first_break([], [anchor(links[0])]) == Break(1, Fault.CUT)


def test_a_tail_chained_anew_is_found_by_an_anchor_only() -> None:
    links, forged = chain_of(5), chain_of(5, forged_after=3)

    assert first_break(forged) is None
    assert first_break(forged, [anchor(links[4])]) == Break(5, Fault.REPLACED)
    assert first_break(forged, [anchor(links[2])]) is None


def test_every_fault_says_which_entry_is_meant() -> None:
    said = {str(Break(7, fault)) for fault in Fault}

    assert len(said) == len(Fault)
    assert all(line.startswith("entry 7 ") for line in said)


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
