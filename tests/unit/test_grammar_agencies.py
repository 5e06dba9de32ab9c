"""Agencies named in an issue: rows, slips, people mentioned, whoever is left out."""

import pytest
from monday import DIRECTORY, first, line, read

from domain.agencies import Mentioned
from domain.chat.commands import Malformed, OpenIssue
from domain.chat.mistakes import Mistake


@pytest.mark.parametrize("between", [" กับ ", " และ", ", ", " "])
def test_no_agency_of_a_row_within_a_line_is_lost(between: str) -> None:
    read = line(f"#issue น้ำท่วม ถึง ปภ.{between}กรมชล ภายใน 15.00 น.")

    assert read["agencies"] == ["MOAC-RID", "MOI-DDPM"]
    assert read["body"] is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("\nปค. / พช. / กรมที่ดิน\nภายใน 24 ชม.", ("MOI-DOPA", "MOI-CDD", "MOI-DOL")),
        ("\nกรมที่ดิน | พช.\nภายใน 24 ชม.", ("MOI-DOL", "MOI-CDD")),
        (" ปค. / พช. / กรมที่ดิน ภายใน 24 ชม.", ("MOI-DOPA", "MOI-CDD", "MOI-DOL")),
        (" / ปค. / พช. / พรุ่งนี้เที่ยง", ("MOI-DOPA", "MOI-CDD")),
        (" | ปค. | พรุ่งนี้เที่ยง", ("MOI-DOPA",)),
    ],
)
def test_no_agency_between_slashes_is_left_in_the_text(text: str, codes: tuple[str, ...]) -> None:
    fields = first(f"#ประเด็น ข่าวแจกเงิน{text}")

    assert (fields.agencies, fields.title, fields.body) == (codes, "ข่าวแจกเงิน", "")


@pytest.mark.parametrize(
    ("text", "codes", "title"),
    [
        ("รถชน จ.ตาก / ทล. / ภายใน 24 ชม.", ["MOT-DOH"], "รถชน จ.ตาก"),
        ("ฝุ่น จังหวัดน่าน / คพ. / ปภ. / 24/11/69", ["MNRE-PCD", "MOI-DDPM"], "ฝุ่น จังหวัดน่าน"),
        ("น้ำ / กรมอุตุฯ เตือนฝน / ปภ. / ศุกร์นี้", ["MOI-DDPM"], "น้ำ / กรมอุตุฯ เตือนฝน"),
        ("น้ำ / กรมอุตุนิยมวิทยาเตือนแล้ว / ปภ. / ศุกร์นี้", ["MOI-DDPM"], "น้ำ / กรมอุตุนิยมวิทยาเตือนแล้ว"),
    ],
)
def test_a_place_or_a_sentence_before_a_slash_is_part_of_the_headline(
    text: str, codes: list[str], title: str
) -> None:
    read = line(f"#ประเด็น {text}")

    assert (read["agencies"], read["title"], read["errors"]) == (codes, title, [])


@pytest.mark.parametrize(
    "text",
    [
        *["งบ 300 ล้าน กรมทางหลวง / กรมที่ดิน / ภายในศุกร์นี้", "ฝุ่น คพ. / ปภ. / ศุกร์นี้"],
        *["สาวถูกโกง กระทรวงแรงงาน / กกจ. / ดีเอสไอ / ศุกร์นี้", "น้ำท่วม / จังหวัดน่าน / ปภ. / ศุกร์นี้"],
    ],
)
def test_who_the_news_may_be_about_is_asked(text: str) -> None:
    assert line(f"#ประเด็น {text}")["errors"] == ["ambiguous_agency"]


@pytest.mark.parametrize(
    "names",
    [
        *["ปค. / กรมผี / กรมที่ดิน", "กรมผี / ปค.", "ปค. | กระทรวงผี", "ปค. / กกพ. / กรมที่ดิน"],
        *["ปค. / สตง.", "กกพ / ปค."],
    ],
)
def test_an_unknown_agency_between_slashes_is_asked(names: str) -> None:
    assert line(f"#ประเด็น ข่าวแจกเงิน\n{names}\nภายใน 24 ชม.")["errors"] == ["unknown_agency"]


@pytest.mark.parametrize(
    "text",
    [
        "#issue น้ำท่วม\nหน่วยงาน: @สมชาย ใจดี\nกำหนด: 15.00 น.",
        "#issue น้ำท่วม @สมชาย ใจดี ภายใน 15.00 น.",
        "#issue น้ำท่วม ถึง @สมชาย ใจดี ภายใน 15.00 น.",
    ],
)
def test_a_mentioned_person_means_their_agencies(text: str) -> None:
    fields = first(text, mentioned=[Mentioned("@สมชาย ใจดี", ("MOI-DDPM",))])

    assert (fields.agencies, fields.problems, fields.title) == (("MOI-DDPM",), (), "น้ำท่วม")


@pytest.mark.parametrize(
    "agencies",
    [
        "ถึง: ทุกกระทรวง (ยกเว้นกระทรวงกลาโหม)",
        "ถึง ทุกกระทรวง ยกเว้นกระทรวงกลาโหม",
        "ถึง: ทุกจังหวัด (ไม่รวม กทม. และปริมณฑล)",
        "ถึง: กรมประมง (ไม่ต้องส่งหนังสือ)",
    ],
)
def test_who_is_left_out_is_asked(agencies: str) -> None:
    fields = first(f"#issue น้ำท่วม\n{agencies}\nภายใน: 15.00 น.")

    assert isinstance(fields.outcome, Malformed)
    assert [each.mistake for each in fields.problems] == [Mistake.UNKNOWN_AGENCY]


@pytest.mark.parametrize(
    "agencies",
    [
        "ถึง ชลประธาน, ปภ.\nภายใน 15.00 น.",
        "ถึง ชลประธาน ปภ.\nภายใน 15.00 น.",
        "ถึง กรมชลประธาน, ปภ. ภายใน 15.00 น.",
        "ถึง กรมชลประธาน และ ปภ. ภายใน 15.00 น.",
        "ถึง ปภ., ชลประธาน\nภายใน 15.00 น.",
    ],
)
def test_a_slip_in_a_row_of_agencies_loses_none_of_them(agencies: str) -> None:
    fields = first(f"#issue เขื่อนแตก\n{agencies}")

    assert isinstance(fields.outcome, OpenIssue)
    assert set(fields.agencies) == {"MOAC-RID", "MOI-DDPM"}
    assert not fields.outcome.detail


@pytest.mark.parametrize(
    "word", ["วิชาการ", "คุ้มครอง", "สวัสดิการ", "ธุรกิจ", "ทรัพย์สิน", "โรงงาน", "การบิน", "สถิติ"]
)
def test_one_word_that_begins_a_name_is_asked(word):
    found = DIRECTORY.find(f"ปภ. {word}")

    assert (found.codes, found.assumptions) == (("MOI-DDPM",), ())
    assert [problem.said for problem in found.problems] == [word]


@pytest.mark.parametrize(
    "text",
    [
        f"#ประเด็น น้ำท่วม\nถึง: ปภ. {'(กรมประมง ' * 200}ร่วม\nภายใน: พรุ่งนี้",
        f"#ประเด็น น้ำท่วม\nถึง: {'(' * 9900}",
        f"#รายงาน 1 {' ' * 9900}",
        f"#ขยายเวลา 1 พรุ่งนี้ 16.00 น. {'(' * 9900}",
    ],
    ids=["brackets", "brackets alone", "blanks", "brackets behind a time"],
)
def test_a_text_of_nothing_but_one_sign_keeps_nobody_waiting_for_minutes(text: str) -> None:
    assert first(text).outcome is not None


def test_a_row_of_abbreviations_glued_to_a_command_keeps_nobody_waiting() -> None:
    assert read(f"#รายงาน{'บก.ทล.' * 1600}") == ()
