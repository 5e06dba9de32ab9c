"""The title of a page, in every charset that Thai pages use."""

import pytest

from domain import bounds
from domain.links import page_title

TITLE = "<html><head><title>กรมชลประทาน</title>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TITLE.encode(), "text/html; charset=UTF-8"),
        (TITLE.encode(), "text/html"),
        (TITLE.encode() + "น้ำ".encode()[:-1], "text/html"),
        (TITLE.encode("cp874"), "text/html; charset=TIS-620"),
        (TITLE.encode("cp874"), 'text/html; charset="windows-874"'),
        (b'<meta charset="tis-620">' + TITLE.encode("cp874"), "text/html"),
        (b"<meta http-equiv=x content='a; charset=windows-874'>" + TITLE.encode("cp874"), ""),
        (TITLE.encode("cp874"), "text/html"),
        (TITLE.encode(), "text/html; charset=rot13"),
        (TITLE.encode("utf-16"), "text/html; charset=utf-16"),
    ],
)
def test_titles_are_read_in_their_charset(body, content_type):
    assert page_title(body, content_type) == "กรมชลประทาน"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>a\n  b &amp; c</title><svg><title>d</title></svg>", "a b & c"),
        ("<title>cut", "cut"),
        ("<title>a\u202eb\u0007c</title>", "a b c"),
        ("<p>none</p>", ""),
        ("", ""),
        (f"<title>{'x' * 999}</title>", "x" * bounds.NAME),
    ],
)
def test_a_title_is_one_short_line(html, title):
    assert page_title(html.encode(), "text/html") == title
