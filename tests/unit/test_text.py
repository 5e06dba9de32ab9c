"""Normalising, digits, lengths and cuts."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import arabic_digits, clip, normalise, thai_digits, utf16_length

NORMALISED = [
    ("", ""),
    ("#issue เรื่องน้ำ", "#issue เรื่องน้ำ"),
    ("ทําการ", "ทำการ"),  # U+0E4D U+0E32
    ("น้ํา", "น้ำ"),  # tone, nikhahit, aa
    ("นํ้า", "น้ำ"),  # nikhahit, tone, aa
    ("นำ้", "น้ำ"),  # tone typed last
    ("ท่ี", "ที่"),
    ("พันธ์ุ", "พันธุ์"),
    ("พรุ่งนี้้", "พรุ่งนี้"),  # typed twice
    ("ท่ี่", "ที่"),
    ("ศุกร์์", "ศุกร์"),
    ("พฤศจ ิกายน", "พฤศจิกายน"),  # torn by a PDF
    ("วันท ี่ 27", "วันที่ 27"),
    ("ท ำการ", "ทำการ"),
    ("วันศุกร\n์", "วันศุกร์"),
    ("วันศุก ร์ และกุมภาพัน ธ์", "วันศุกร์ และกุมภาพันธ์"),
    ("ภาย ใน", "ภายใน"),
    ("ขาย ในราคา", "ขาย ในราคา"),
    ("ต่าง ๆ", "ต่าง ๆ"),
    ("เเละ", "และ"),
    ("พรุ่ง\u200bนี้", "พรุ่งนี้"),
    ("ก\u2060ข\ufeffค\u200dง", "กขคง"),
    ("15.00\u00a0น.", "15.00 น."),
    ("a\u3000b\u2009c\td", "a b c d"),
    ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
    ("＃Ｉssue　１５：００", "#Issue 15:00"),
    ("๑๕ ①", "๑๕ ①"),
    ("e\u0301", "é"),
]


@pytest.mark.parametrize(("typed", "expected"), NORMALISED)
def test_text_has_one_normal_form(typed: str, expected: str) -> None:
    assert normalise(typed) == expected


@settings(derandomize=True, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("เแํา้่ำิุี์ก \u200b\r\n")), max_size=40))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_digits_go_both_ways() -> None:
    assert arabic_digits("๐๑๒๓๔๕๖๗๘๙ ก9") == "0123456789 ก9"
    assert thai_digits("0123456789 ก๙") == "๐๑๒๓๔๕๖๗๘๙ ก๙"


def test_length_counts_utf16_units() -> None:
    assert utf16_length("กา") == 2
    assert utf16_length("😀") == 2
    assert utf16_length("\ud800") == 1


CLIPPED = [
    ("สวัสดี", 6, "สวัสดี"),
    ("abcdef", 4, "abc…"),
    ("abc def", 5, "abc…"),  # no blank before the ellipsis
    ("กที่นี่", 4, "ก…"),  # would fall before the tone mark of ที่
    ("กเก่ง", 3, "ก…"),  # would leave a vowel without its consonant
    ("กน้ำใจ", 4, "ก…"),  # sara am belongs to its consonant
    ("a😀b", 3, "a…"),  # half a surrogate pair
    ("a👨\u200d👩\u200d👧b", 6, "a…"),
    ("a👍🏽b", 4, "a…"),
    ("a🇹🇭b", 4, "a…"),
    ("abc", 1, "…"),
    ("abc", 0, ""),
]


@pytest.mark.parametrize(("text", "units", "expected"), CLIPPED)
def test_a_cut_falls_between_visible_characters(text: str, units: int, expected: str) -> None:
    assert clip(text, units) == expected


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60), st.integers(0, 80))
def test_a_clipped_text_fits(text: str, units: int) -> None:
    assert utf16_length(clip(text, units)) <= units
