"""One-time codes."""

import re

import pytest

from domain.codes import derive, fingerprint


def test_a_nonce_gives_the_same_code_every_time() -> None:
    code = derive("secret", "nonce")

    assert code == derive("secret", "nonce")
    assert re.fullmatch(r"[A-Z2-7]{5}-[A-Z2-7]{5}", code)


def test_another_nonce_or_secret_gives_another_code() -> None:
    assert len({derive("secret", "a"), derive("secret", "b"), derive("other", "a")}) == 3


TYPED = ["abcde-fghij", "ABCDEFGHIJ", " ABCDE FGHIJ ", "A-B-C-D-E-F-G-H-I-J", "ABCDEFGH1J"]


@pytest.mark.parametrize("typed", TYPED)
def test_case_blanks_hyphens_and_lookalike_digits_do_not_matter(typed: str) -> None:
    assert fingerprint("secret", typed) == fingerprint("secret", "ABCDE-FGHIJ")


def test_a_fingerprint_depends_on_code_and_secret_and_hides_the_code() -> None:
    prints = {
        fingerprint("secret", "ABCDE-FGHIJ"),
        fingerprint("secret", "ABCDE-FGHIK"),
        fingerprint("other", "ABCDE-FGHIJ"),
    }

    assert len(prints) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}", found) for found in prints)
