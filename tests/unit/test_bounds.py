"""A text that is too long is refused with a sentence that names it and says what to do."""

import pytest
from monday import BANGKOK, DIRECTORY, read

from domain import bounds
from domain.chat.commands import Malformed
from domain.text import storable
from domain.words import words_for

FORM = "#issue {}\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น.\nอ้างอิง: {}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FORM.format("ย" * (bounds.HEADLINE + 1), "มท 1"), "หัวข้อยาวเกิน 300"),
        (FORM.format("น้ำท่วม", "ย" * (bounds.REFERENCE + 1)), "อ้างอิงยาวเกิน 300"),
        ("#report 1 " + "ย" * bounds.MESSAGE, "ข้อความยาวเกิน 10,000"),
        ("talk\n" * bounds.MESSAGE + "#cancel 1 x", "ข้อความยาวเกิน 10,000"),
    ],
)
def test_what_is_too_long_is_named(text, said):
    (fields,) = read(text)

    assert isinstance(fields.outcome, Malformed)
    assert said in words_for("th", BANGKOK).mistake(fields, DIRECTORY.agency)


def test_what_just_fits_is_read():
    headline, reference = "ย" * bounds.HEADLINE, "ย" * bounds.REFERENCE
    body = "ย" * (bounds.MESSAGE - len("#report 1 "))

    (issue,), (report,) = read(FORM.format(headline, reference)), read(f"#report 1 {body}")

    assert issue.outcome.reference == reference
    assert report.outcome.text == body


def test_what_no_database_stores_is_replaced():
    assert storable({"a\0": ["\ud83d", 1, None, "👩"]}) == {"a\ufffd": ["\ufffd", 1, None, "👩"]}
