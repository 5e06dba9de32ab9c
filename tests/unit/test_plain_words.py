"""Plain words and places that only look like an agency: they are asked, not assigned."""

import pytest
from monday import first, line


@pytest.mark.parametrize(
    "word",
    [
        *("วิชาการ", "คุ้มครอง", "สวัสดิการ", "ธุรกิจ", "ทรัพย์สิน", "โรงงาน", "การบิน", "สถิติ", "สนับสนุน"),
        *("จัดหา", "ป้องกัน", "ส่งเสริม", "พัฒนา", "มาตรฐาน"),
    ],
)
def test_a_word_with_which_one_name_begins_is_asked(word: str) -> None:
    read = line(f"#issue น้ำท่วม\nหน่วยงาน: ปภ. {word}\nกำหนด: 15.00 น.")

    assert read["errors"] in (["unknown_agency"], ["ambiguous_agency"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("กรมชล", "MOAC-RID"), ("ประมง", "MOAC-DOF"), ("มหาดไท", "MOI"), ("กระทรวงศึกษาธิ", "MOE")),
        *(("ชลประทาน", "MOAC-RID"), ("ทรัพยากรธรณี", "MNRE-DMR")),
    ],
)
def test_a_shortened_name_is_still_known(name: str, code: str) -> None:
    read = line(f"#issue น้ำท่วม\nหน่วยงาน: {name}\nกำหนด: 15.00 น.")

    assert (read["errors"], read["agencies"]) == ([], [code])


@pytest.mark.parametrize(
    "text",
    [
        *("น้ำท่วม จ.สงขลา ภายใน 15.00 น.", "ฝุ่น PM2.5 กทม. ภายใน 15.00 น.", "ม็อบ จ.น่าน ก่อนเที่ยง"),
        *("น้ำท่วมหนัก จังหวัดตรัง ภายใน 15.00 น.", "น้ำท่วม จ.สงขลา ปภ. ภายใน 15.00 น."),
        *("แผ่นดินไหว กรุงเทพมหานคร ภายใน 15.00 น.", "น้ำท่วม จ.สงขลา, ปภ. ภายใน 15.00 น."),
    ],
)
def test_a_place_behind_the_headline_is_asked(text: str) -> None:
    assert line(f"#ประเด็น {text}")["errors"] == ["ambiguous_agency"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("น้ำท่วม จ.สงขลา ถึง จ.สงขลา ภายใน 15.00 น.", ("TH-90",)),
        ("น้ำท่วม\nจ.สงขลา ภายใน 15.00 น.", ("TH-90",)),
    ],
)
def test_who_is_addressed_is_not_asked(text: str, codes: tuple[str, ...]) -> None:
    fields = first(f"#ประเด็น {text}")

    assert (fields.problems, fields.agencies) == ((), codes)
