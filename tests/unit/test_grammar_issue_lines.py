"""`#issue` from several lines: slips of agencies, pasted letters, limits in any line."""

from datetime import datetime

import pytest
from monday import BANGKOK, first, line

from domain.chat.commands import OpenIssue, Urgency
from domain.grammar.gaps import with_texts


@pytest.mark.parametrize(
    ("text", "codes", "errors"),
    [
        ("ถึง กรมประมน ภายใน 15.00 น.", ("MOAC-DOF",), []),
        ("กรมประมน ภายใน 15.00 น.", ("MOAC-DOF",), []),
        ("ขอให้กรมประมน ชี้แจงภายใน 15.00 น.", ("MOAC-DOF",), []),
        ("/ กรมประมน / 15.00 น.", ("MOAC-DOF",), []),
        ("ถึง มหาดไท ภายใน 15.00 น.", ("MOI",), []),
        ("ถึง กรมเวทมนตร์ ภายใน 15.00 น.", (), ["unknown_agency"]),
        ("ให้ประชาชน ภายใน 15.00 น.", (), ["missing_agency"]),
        ("เรียน อธิบดีกรมประมน ภายใน 15.00 น.", ("MOAC-DOF",), []),
        ("กรมประมน\nภายใน 15.00 น.", ("MOAC-DOF",), []),
        ("ขอให้กรมประมนชี้แจงภายใน 15.00 น.", (), ["unknown_agency"]),
    ],
)
def test_a_slip_of_an_agency_is_mended_or_asked_within_a_line_too(
    text: str, codes: tuple[str, ...], errors: list[str]
) -> None:
    fields = first(f"#ประเด็น น้ำท่วม {text}")

    assert fields.agencies == codes
    assert line(f"#ประเด็น น้ำท่วม {text}")["errors"] == errors


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("ขอให้กรมปศุสัตย์ชี้แจงภายในพรุ่งนี้ 15.00 น.", 24),
        ("ขอให้กรมเขื่อนชี้แจงภายในวันศุกร์ 15.00 น.", 27),
        ("ให้กรมประมงงรายงานไม่เกินพรุ่งนี้ 15.00 น.", 24),
        ("ถึง กรมเขื่อนชี้แจงภายในวันที่ 26 พ.ย. 69 15.00 น.", 26),
        ("ขอให้กรมเขื่อนตอบกลับก่อน 26 พ.ย. 69", 25),
    ],
)
def test_an_unknown_agency_takes_no_day_with_it_when_it_is_put_right(asked: str, day: int) -> None:
    fields = first(f"#ประเด็น น้ำท่วม {asked}")
    opened = first(with_texts(fields, ["กรมชลประทาน"])).outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.agencies, opened.deadline.day) == (("MOAC-RID",), day)


def test_what_is_asked_of_them_alone_is_no_detail() -> None:
    opened = first("#ประเด็น ปลาตาย ขอให้กรมประมงและ ปภ. ชี้แจง ภายในพรุ่งนี้ 15.00 น. ค่ะ").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.agencies, opened.detail) == (("MOAC-DOF", "MOI-DDPM"), "")


@pytest.mark.parametrize(
    ("label", "agencies"),
    [
        ("ผู้เกี่ยวข้อง: ปภ.", ["MOI-DDPM"]),
        ("ผู้ที่ต้องชี้แจง ปภ.", ["MOI-DDPM"]),
        ("หน่วยงานที่รับผิดชอบชี้แจง: ปภ.", ["MOI-DDPM"]),
        ("ส่วนราชการที่เกี่ยวข้อง: ปภ.", ["MOI-DDPM"]),
        ("หน่วยรับผิดชอบ : ปภ.", ["MOI-DDPM"]),
        ("ถึง ปภ.\nผู้รายงาน: นายสมชาย", ["MOI-DDPM"]),
        ("ถึง ปภ.\nผู้เกี่ยวข้องทราบแล้ว", ["MOI-DDPM"]),
    ],
)
def test_a_label_of_who_is_concerned_is_composed(label: str, agencies: list[str]) -> None:
    read = line(f"#issue น้ำท่วม\n{label}\nภายใน 15.00 น.")

    assert (read["agencies"], read["errors"]) == (agencies, [])


def test_a_further_name_behind_a_row_is_never_taken_for_details() -> None:
    read = line("#issue น้ำ\nถึง ปภ. มท., กบฏ.\nภายใน 15.00 น.")

    assert (read["agencies"], read["errors"]) == (["MOI-DDPM"], ["unknown_agency"])


@pytest.mark.parametrize(
    ("above", "urgency", "reference"),
    [
        ("ด่วนที่สุด", Urgency.MOST_URGENT, ""),
        ("‼️ ด่วนค่ะ!!", Urgency.URGENT, ""),
        ("ด่วนที่สุด ที่ นร 0203/ว 881", Urgency.MOST_URGENT, "ที่ นร 0203/ว 881"),
        (
            "ด่วนมาก\nที่ นร 0203/881 ลงวันที่ 20 พ.ย. 69",
            Urgency.VERY_URGENT,
            "ที่ นร 0203/881 ลงวันที่ 20 พ.ย. 69",
        ),
        ("เรียนทุกท่าน มีเรื่องด่วน", Urgency.NORMAL, ""),
        ("ด่วน\nประชาสัมพันธ์งานกีฬาสี\n", Urgency.NORMAL, ""),
        ("ด่วนมาก\n\n@All\nเรียนทุกท่าน", Urgency.VERY_URGENT, ""),
        (
            "หนังสือด่วนที่สุด ที่ มท 0601/ว 55",
            Urgency.MOST_URGENT,
            "หนังสือด่วนที่สุด ที่ มท 0601/ว 55",
        ),
        ("> ด่วนที่สุด", Urgency.NORMAL, ""),
    ],
)
def test_what_a_paper_has_at_its_head_counts_above_the_command_too(
    above: str, urgency: Urgency, reference: str
) -> None:
    opened = first(f"{above}\n#ประเด็น น้ำท่วม\nถึง ปภ.\nภายใน 15.00 น.").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.urgency, opened.reference) == (urgency, reference)


@pytest.mark.parametrize(
    "lines",
    ["ถึง ปภ. (ด่วนที่สุด)\nภายใน 15.00 น.", "ถึง ปภ.\nภายใน 15.00 น.\nที่มา: https://a.b/1\nด่วนที่สุด"],
)
def test_how_urgent_an_issue_is_stands_once(lines: str) -> None:
    opened = first(f"#ประเด็น น้ำท่วม\n{lines}").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.urgency, opened.detail) == (Urgency.MOST_URGENT, "")


@pytest.mark.parametrize(
    "names",
    [
        *["หลัก: อย.\nร่วม: กรมการแพทย์", "หน่วยหลัก อย.\nหน่วยสนับสนุน กรมการแพทย์"],
        *["ถึง อย. (หลัก) กรมการแพทย์ (ร่วม)", "ถึง: อย., กรมการแพทย์ (สนับสนุน)"],
        *["ถึง อย. [หลัก] กรมการแพทย์ [ร่วม]", "ถึง อย. - หลัก, กรมการแพทย์ - ร่วม"],
        *["ถึง อย. กรมการแพทย์ (หน่วยร่วม)", "ถึง อย. (เจ้าภาพหลัก) กรมการแพทย์ (เจ้าภาพร่วม)"],
        *["หน่วยงานหลัก: อย.\nหน่วยร่วม: กรมการแพทย์", "to: อย. (lead), กรมการแพทย์ (supporting)"],
    ],
)
def test_who_supports_is_told_by_label_or_brackets(names: str) -> None:
    opened = first(f"#ประเด็น รพ.ขาดยา\n{names}\nภายใน 15.00 น.").outcome

    assert isinstance(opened, OpenIssue)
    assert opened.agencies == ("MOPH-FDA", "MOPH-DMS")
    assert (opened.supporting, opened.detail) == (("MOPH-DMS",), "")


@pytest.mark.parametrize(
    "text",
    [
        *["ถึง คพ. ร่วม: กรมเจ้าท่า ภายใน 15.00 น.", "หลัก: คพ. ร่วม: กรมเจ้าท่า ภายใน 15.00 น."],
        *["/ คพ. / ร่วม: กรมเจ้าท่า / 15.00 น."],
    ],
)
def test_who_supports_is_told_within_a_line(text: str) -> None:
    opened = first(f"#ประเด็น น้ำเสีย {text}").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.headline, opened.supporting) == ("น้ำเสีย", ("MOT-MD",))


def test_supporters_alone_within_a_line_are_asked() -> None:
    assert line("#ประเด็น น้ำท่วม ร่วม: กรมเจ้าท่า ภายในพรุ่งนี้")["errors"] == ["missing_agency"]


@pytest.mark.parametrize(
    "names",
    [
        *["คพ. เป็นหลัก กรมเจ้าท่า ร่วม", "คพ. โดยมีกรมเจ้าท่าร่วม", "คพ. (กรมเจ้าท่าสนับสนุน)"],
        "คพ. (ร่วม: กรมเจ้าท่า) ด่วน",
        *["คพ. โดยมี ปภ. เป็นหน่วยงานสนับสนุน", "คพ. สนับสนุนโดยกรมเจ้าท่า"],
    ],
)
def test_a_role_without_brackets_is_asked(names: str) -> None:
    text = f"#ประเด็น น้ำเสีย\nถึง {names}\nภายใน 15.00 น."

    assert line(text)["errors"] == ["ambiguous_agency"]


@pytest.mark.parametrize("said", ["ให้ตรวจสอบงบสนับสนุนจากกรมเจ้าท่า", "มีผู้ร้องเรียนร่วม", "ให้จังหวัดสนับสนุน"])
def test_what_is_told_of_support_is_a_detail(said: str) -> None:
    opened = first(f"#ประเด็น น้ำเสีย ถึง คพ. {said} ภายใน 15.00 น.").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.agencies, opened.detail) == (("MNRE-PCD",), said)


@pytest.mark.parametrize(
    "detail", ["ร่วม: ตรวจสอบกับจังหวัด", "สนับสนุน: งบประมาณ 5 ล้านบาท", "หลัก: เบรกแตก\nรอง: ถนนลื่น"]
)
def test_a_short_label_without_a_name_is_a_detail(detail: str) -> None:
    opened = first(f"#ประเด็น รถตก ถึง ขบ. ภายใน 15.00 น.\n{detail}").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.agencies, opened.detail) == (("MOT-DLT",), detail)


def test_an_unknown_body_behind_a_short_label_is_asked() -> None:
    text = "#ประเด็น รถตก ถึง ขบ. ภายใน 15.00 น.\nร่วม: เทศบาลนครลุงผี"

    assert line(text)["errors"] == ["unknown_agency"]


def test_who_is_asked_behind_an_addressee_is_assigned_too() -> None:
    text = "#ประเด็น รถไฟตกราง เรียน ปลัดกระทรวงคมนาคม โปรดให้กรมการขนส่งทางรางชี้แจงภายใน 14.00 น."

    assert line(text)["agencies"] == ["MOT", "MOT-DRT"]


def test_two_limits_behind_names_of_one_line_are_asked() -> None:
    text = "#issue น้ำท่วม ถึง ชป. ภายใน 30 นาที และ ปภ. ภายใน 1 ชม."

    assert line(text)["deadline"] == "error"


def test_an_edit_finds_its_limit_in_any_line_below_its_own() -> None:
    read = line("#edit 3\nส่งข้อมูลกลับมาในกลุ่มภายใน 15.00 น.")

    assert read["deadline"] == "2026-11-23T15:00:00+07:00"
    assert line("#edit 3 น้ำท่วมภายใน 3 วัน")["deadline"] is None


LETTER = """#issue ด่วนที่สุด
ที่ นร ๑๒๐๐/ว ๕
สำนักงาน ก.พ.ร. ถนนพิษณุโลก กทม. ๑๐๓๐๐
๒๐ พฤศจิกายน ๒๕๖๙
เรื่อง ขอให้ชี้แจงกรณีน้ำท่วม
เรียน {to}
อ้างถึง หนังสือกรมประมง ที่ กษ ๐๕๐๑/๑๒ ลงวันที่ ๑๘ พฤศจิกายน ๒๕๖๙
ด้วยปรากฏข่าวน้ำท่วม จึงขอให้ท่านชี้แจงภายในวันที่ ๒๕ พฤศจิกายน ๒๕๖๙ เวลา ๑๒.๐๐ น.
ขอแสดงความนับถือ
(นายสมชาย ใจดี)
อธิบดีกรมประมง"""


def test_a_pasted_letter_gives_its_subject_addressee_and_limit() -> None:
    fields = first(LETTER.format(to="อธิบดีกรมชลประทาน"))

    assert isinstance(fields.outcome, OpenIssue)
    assert (fields.title, fields.agencies) == ("ขอให้ชี้แจงกรณีน้ำท่วม", ("MOAC-RID",))
    assert fields.deadline == datetime(2026, 11, 25, 12, 0, tzinfo=BANGKOK)
    assert fields.outcome.reference.startswith("ที่ นร ๑๒๐๐/ว ๕\n๒๐ พฤศจิกายน ๒๕๖๙")
    assert fields.outcome.urgency is Urgency.MOST_URGENT


def test_the_sender_of_a_letter_is_never_its_addressee() -> None:
    read = line(LETTER.format(to="ผู้บริหารทุกท่าน"))
    memo = line(
        "#issue บันทึกข้อความ\nส่วนราชการ กรมประชาสัมพันธ์\nที่ นร 0201/55 วันที่ 20 พ.ย. 2569\n"
        "เรื่อง น้ำท่วม\nเรียน อธิบดีกรมประมง\nขอให้ชี้แจงภายในวันที่ 25 พ.ย. 2569"
    )

    assert (read["agencies"], read["errors"]) == ([], ["missing_agency"])
    assert (memo["title"], memo["agencies"], memo["errors"]) == ("น้ำท่วม", ["MOAC-DOF"], [])


def test_the_number_of_a_letter_is_no_headline_where_it_has_a_subject() -> None:
    text = "#issue ตามหนังสือที่ นร 1200/5 ลงวันที่ 30 พ.ย. 69\nเรื่อง น้ำท่วม\nถึง ปภ.\nภายใน 15.00 น."

    assert (line(text)["title"], line(text)["errors"]) == ("น้ำท่วม", [])


@pytest.mark.parametrize(
    ("lines", "deadline"),
    [
        ("ส่งข้อมูลกลับมาในกลุ่มนี้ภายใน 15.00 น.", "23T15:00"),
        ("ส่งข้อมูลกลับมาในกลุ่มนี้ก่อน 15.00 น.", "23T15:00"),
        ("ทั้งนี้กำหนดให้รายงานผลภายในวันที่ 25 พ.ย. 69", "25T16:30"),
        ("น้ำจะลดภายใน 3 วัน\nส่งข้อมูลภายใน 15.00 น.", "23T15:00"),
        ("ส่งข้อมูลภายใน 15.00 น.\nน้ำจะลดภายใน 3 วัน", "23T15:00"),
        ("กำหนด: 15.00 น.\nน้ำจะลดภายใน 3 วัน", "23T15:00"),
        ("กำหนด: 15.00 น.\nโปรดส่งกลับภายใน 14.00 น.", "error"),
        ("ส่งข้อมูลภายใน 15.00 น.\nขอให้ตอบภายใน 16.00 น.", "error"),
        ("รับสมัครภายใน 25 พ.ย. 69\nขอคำตอบภายใน 15.00 น.", "23T15:00"),
        ("แจ้งผลภายใน 25 พ.ย. 69\nขอคำตอบภายใน 15.00 น.", "error"),
        ("24 พ.ย. 69\n10.00 น.", "24T10:00"),
        ("24 พ.ย. 69\n09.00 น.", "24T09:00"),
        ("เวลา 10.00 น.\nวันที่ 24 พ.ย. 69", "24T10:00"),
        ("กำหนดส่ง\n24 พ.ย. 69\nเวลา 10.00 น.", "24T10:00"),
        ("กำหนด: 24 พ.ย. 69\n10.00 น.", "24T10:00"),
        ("กำหนด: 24 พ.ย. 69\nวันพุธ", "error"),
        ("เปิดรับสมัคร 25 พ.ย. 69", None),
        ("เปิดรับข้อมูล 25 พ.ย. 69", None),
        ("กรมการค้าภายใน 3 ชม.", None),
        ("กำหนดการประชุม 25 พ.ย. 69", None),
        ("ด่วน", None),
    ],
)
def test_a_limit_counts_in_any_line_but_that_of_the_headline(
    lines: str, deadline: str | None
) -> None:
    read = line(f"#issue โครงการเสร็จภายใน 5 วัน\nถึง: ปภ.\n{lines}")

    whole = f"2026-11-{deadline}:00+07:00" if deadline and deadline != "error" else deadline
    assert (read["title"], read["deadline"]) == ("โครงการเสร็จภายใน 5 วัน", whole)


@pytest.mark.parametrize(
    ("names", "codes", "errors"),
    [
        ("โยธาฯ, ปภ.", ["MOI-DDPM", "MOI-DPT"], []),
        ("โยธาฯ", ["MOI-DPT"], []),
        ("กรมประมง กกพ.", ["MOAC-DOF"], ["unknown_agency"]),
        ("กกพ. และ กรมประมง", ["MOAC-DOF"], ["unknown_agency"]),
        ("กกพ.", [], ["unknown_agency"]),
        ("ปภ. @ กรมเวทมนตร์", ["MOI-DDPM"], ["unknown_agency"]),
        ("กรมโยธาธิการ กับ ปภ.", ["MOI-DDPM", "MOI-DPT"], []),
        ("กรมประมง อีกทั้งกรมที่ดิน", ["MOAC-DOF", "MOI-DOL"], []),
        ("กรมประมง พร้อมด้วย ปภ. ตลอดจน กรมที่ดิน", ["MOAC-DOF", "MOI-DDPM", "MOI-DOL"], []),
        ("กรมประมง รวมไปถึงกรมที่ดิน", ["MOAC-DOF", "MOI-DOL"], []),
        ("กรมประมง หรือ กรมที่ดิน", ["MOAC-DOF", "MOI-DOL"], ["unknown_agency"]),
        ("ปภ. ครม. มีมติแล้ว", ["MOI-DDPM"], []),
        ("ปภ. ดร. สมชาย ใจดี", ["MOI-DDPM"], []),
    ],
)
@pytest.mark.parametrize("form", ["{}\nถึง {}\nภายใน 15.00 น.", "{} ถึง {} ภายใน 15.00 น."])
def test_a_row_of_names_without_a_colon_loses_none(
    form: str, names: str, codes: list[str], errors: list[str]
) -> None:
    read = line("#issue " + form.format("น้ำท่วม", names))

    assert (read["title"], read["agencies"], read["errors"]) == ("น้ำท่วม", codes, errors)


@pytest.mark.parametrize(
    ("title", "value", "urgency"),
    [
        ("น้ำท่วม", "สูงสุด", Urgency.MOST_URGENT),
        ("น้ำท่วม", "high", Urgency.URGENT),
        ("น้ำท่วม", "ปกติ", Urgency.NORMAL),
        ("ด่วนที่สุดน้ำท่วม", "", Urgency.MOST_URGENT),
        ("น้ำท่วมด่วนที่สุด", "", Urgency.MOST_URGENT),
        ("น้ำท่วมทางด่วน", "", Urgency.NORMAL),
    ],
)
def test_urgency_is_read_from_its_label_and_from_the_ends_of_the_headline(
    title: str, value: str, urgency: Urgency
) -> None:
    opened = first(f"#ประเด็น {title}\nถึง: ปภ.\nความเร่งด่วน: {value}\nภายใน 15.00 น.").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.urgency, opened.detail) == (urgency, "")


def test_an_urgency_that_is_not_understood_stays_among_the_details() -> None:
    opened = first("#ประเด็น น้ำท่วม\nถึง: ปภ.\nความเร่งด่วน: ระดับ 3\nภายใน 15.00 น.").outcome

    assert isinstance(opened, OpenIssue)
    assert (opened.urgency, opened.detail) == (Urgency.NORMAL, "ระดับ 3")


@pytest.mark.parametrize(
    "text",
    [
        *["น้ำท่วม จ.สงขลา ภายใน 15.00 น.", "น้ำท่วมหนัก จังหวัดตรัง ภายใน 15.00 น."],
        *["ฝุ่น PM2.5 กทม. ภายใน 15.00 น.", "แผ่นดินไหว กรุงเทพมหานคร ภายใน 15.00 น."],
    ],
)
def test_a_place_between_headline_and_deadline_is_asked(text: str) -> None:
    assert line(f"#ประเด็น {text}")["errors"] == ["ambiguous_agency"]
    assert line("#ประเด็น น้ำท่วม ถึง จ.สงขลา ภายใน 15.00 น.")["errors"] == []


@pytest.mark.parametrize(
    "said",
    [
        *[
            "ปภ.ตอบด่วนภายใน 15.00 น.",
            "ปภ. ตอบด่วนภายใน 15.00 น.",
            "ปภ.รีบชี้แจงภายใน 15.00 น.",
            "ปภ.ด่วนก่อน 15.00 น.",
        ],
        *[
            "ปภ.15.00น.",
            "ปภ. วันนี้ 15.00 น.",
            "ถึง ปภ.\nขอคำตอบ 15.00 น.",
            "ถึง ปภ. ต้องการคำชี้แจง 15.00 น.",
        ],
    ],
)
def test_who_and_until_when_may_stand_together_in_few_words(said: str) -> None:
    read = line(f"#ประเด็น น้ำท่วม\n{said}")

    assert (read["title"], read["agencies"], read["errors"]) == ("น้ำท่วม", ["MOI-DDPM"], [])
    assert read["deadline"] == "2026-11-23T15:00:00+07:00"
