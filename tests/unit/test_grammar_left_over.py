"""Agencies, and deadlines of theirs, that stand by themselves beside the named ones."""

import pytest
from monday import first, line

from domain.chat.commands import OpenIssue

ONE_LINE = "#ประเด็น น้ำท่วม ถึง ปภ. ภายใน 15.00 น. {}"
LABELS = "#issue ข่าวลือ\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.\n{}"


@pytest.mark.parametrize(
    "behind",
    [
        *(
            "กรมอนามัยด้วย",
            "(กรมอนามัยร่วมด้วย)",
            "กรมอนามัย",
            "(กรมอนามัย)",
            "/ กรมอนามัย",
            "กรมอนามัยสนับสนุน",
        ),
        *("กรมอนามัย, กรมการแพทย์", "กรมอนามัยเป็นหน่วยงานร่วม", "(รวมกรมอนามัย)", "กรมอนามัยเช่นกันค่ะ"),
        *("ยกเว้นกรมอนามัย", "(ไม่รวมกรมอนามัย)", "โดยมีกรมอนามัยสนับสนุน"),
        *("ส่วนกรมผี", "กรมผีด้วย", "กรมอนามัย ภายใน 15.00 น.", "และกรมอนามัยภายใน 15.00 น."),
    ],
)
def test_an_agency_behind_the_deadline_is_asked(behind: str) -> None:
    assert line(ONE_LINE.format(behind))["errors"] == ["ambiguous_agency"]


@pytest.mark.parametrize(
    "names", ["(กรมอนามัยสนับสนุน)", "โดยมีกรมอนามัยสนับสนุน", "(กรมอนามัยร่วม)", "โดยร่วมกับ กรมอนามัย"]
)
def test_an_agency_that_may_only_support_is_asked(names: str) -> None:
    read = line(f"#ประเด็น น้ำท่วม ถึง ปภ. {names} ภายใน 15.00 น.")

    assert read["errors"] == ["ambiguous_agency"]


@pytest.mark.parametrize(
    "behind",
    [
        *("และกรมอนามัยภายในพรุ่งนี้", "ส่วนกรมอนามัยก่อนเที่ยงพรุ่งนี้", "แต่กรมอนามัยภายในพรุ่งนี้"),
        *("ส่วน ปภ. ภายในพรุ่งนี้", "ชี้แจงด่วน ส่วนกรมอนามัยภายในพรุ่งนี้", "และให้กรมอนามัยส่งภายในพรุ่งนี้"),
        *("และขอให้กรมอนามัยชี้แจงภายในพรุ่งนี้", "\nปภ. ภายในพรุ่งนี้", "\nส่วนกรมอนามัยส่งภายในพรุ่งนี้"),
        *("ยกเว้นกรมอนามัย ส่งพรุ่งนี้", "\nปภ. พรุ่งนี้", "\nเฉพาะ ปภ. (16.00 น.)"),
    ],
)
def test_a_deadline_of_its_own_behind_a_name_is_asked(behind: str) -> None:
    assert line(ONE_LINE.format(behind))["errors"] == ["bad_deadline"]


@pytest.mark.parametrize("form", ["{}\nภายใน: 16.00 น.", "{} ภายใน 16.00 น."])
@pytest.mark.parametrize(
    "names",
    [
        *("ทุกกระทรวง (เว้น กห.)", "ทุกกระทรวง เว้น กห.", "ทุกกระทรวง นอกจาก กห.", "ทุกจังหวัด (ภาคใต้)"),
        *("ทุกจังหวัด เฉพาะภาคเหนือ", "ทุกจังหวัด (เฉพาะภาคเหนือ)", "ปภ. (เฉพาะ ศูนย์เขต 12)"),
        *(
            "กรมประมง (ร่วมกับ กรมปศุสัตว์)",
            "สธ. ผ่านกรมการแพทย์",
            "สธ. (โดยกรมการแพทย์)",
            "สธ. โดย กรมการแพทย์",
        ),
        "กรมประมง (พร้อมกรมปศุสัตว์)",
    ],
)
def test_what_narrows_or_widens_a_name_is_asked(names: str, form: str) -> None:
    assert line(f"#issue น้ำท่วม\nถึง: {form.format(names)}")["errors"] == ["unknown_agency"]


@pytest.mark.parametrize("form", ["{}\nภายใน: 16.00 น.", "{} ภายใน 16.00 น."])
@pytest.mark.parametrize(
    "names", ["ปภ. (11.00 น.) ชป. (14.00 น.)", "ปภ. (ภายใน 11.00 น.) ชป.", "ปภ. (พรุ่งนี้) ชป. (มะรืน)"]
)
def test_a_deadline_in_brackets_behind_each_name_is_asked(names: str, form: str) -> None:
    assert line(f"#issue น้ำท่วม\nถึง: {form.format(names)}")["errors"] == ["bad_deadline"]


@pytest.mark.parametrize(
    "remark",
    [
        *("(ดูแลภาพรวม)", "(โทร 02 123 4567)", "(คุณสมชาย)", "(สำเนา กรมปศุสัตว์)", "(16.00 น.)"),
        *("(ผ่านไลน์)", "(โดยด่วน)", "(และคณะ)"),
    ],
)
def test_a_remark_that_changes_nobody_is_not_asked(remark: str) -> None:
    read = line(f"#issue น้ำท่วม\nถึง: กรมประมง {remark}\nภายใน: 16.00 น.")

    assert (read["errors"], read["agencies"]) == ([], ["MOAC-DOF"])


@pytest.mark.parametrize(
    "names",
    ["กยท. (หลัก) กระทรวงเกษตรฯ (ร่วม)", "กรมประมง(หลัก) กระทรวงเกษตรและสหกรณ์(สนับสนุน)"],
)
def test_a_role_parts_a_department_from_its_ministry(names: str) -> None:
    read = line(f"#issue ยาง\nถึง: {names}\nภายใน: 16.00 น.")

    assert (read["errors"], "MOAC" in read["agencies"], len(read["agencies"])) == ([], True, 2)


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        *[("และสรุปอีกครั้ง 17.00 น.", True), ("แล้วส่งฉบับเต็มภายในพรุ่งนี้", True)],
        *[("(ฉบับเต็มภายในพรุ่งนี้)", True), ("และรายงานอีกครั้งภายในวันศุกร์", True)],
        *[("เพื่อเสนอ ครม. เวลา 17.00 น.", False), ("(ส่งทางอีเมล)", False)],
    ],
)
def test_a_second_deadline_behind_the_first_is_asked(more: str, asked: bool) -> None:
    errors = line(f"#issue น้ำท่วม\nถึง: ปภ.\nภายใน 15.00 น. {more}")["errors"]

    assert errors == (["bad_deadline"] if asked else [])


def test_two_agencies_each_with_a_deadline_are_asked() -> None:
    text = "ขอให้ ปภ. และจังหวัดสงขลาชี้แจง ภายใน 15.00 น. ส่วนกรมชลประทานภายในพรุ่งนี้"

    assert line(f"#ประเด็น น้ำท่วม {text}")["errors"] == ["bad_deadline"]


@pytest.mark.parametrize(
    "behind",
    [
        *("กรมอนามัยแถลงข่าวเมื่อวาน", "จ.สงขลา", "(จังหวัดสงขลา)", "ปภ. ด้วย", "ในกลุ่มนี้", "จากกรมอนามัย"),
        *(
            "สำเนา กรมอนามัย",
            "ที่มา กรมอนามัย",
            "เพื่อเสนอกระทรวงมหาดไทย",
            "ประสานกรมอนามัยแล้ว",
            "เสนอ รมว.สธ.",
        ),
    ],
)
def test_who_is_only_spoken_of_behind_the_deadline_is_not_asked(behind: str) -> None:
    read = line(ONE_LINE.format(behind))

    assert (read["errors"], read["agencies"], read["body"]) == ([], ["MOI-DDPM"], behind)


@pytest.mark.parametrize(
    "own",
    [
        *(
            "กรมอนามัย",
            "- กรมอนามัย",
            "กรมอนามัยสนับสนุน",
            "กรมอนามัย (สนับสนุน)",
            "กรมผี",
            "ร่วมด้วย กรมอนามัย",
        ),
        *(
            "หน่วยงานประสาน: กรมอนามัย",
            "ผู้ประสานงาน: กรมอนามัย",
            "ทีมงาน: กรมอนามัย",
            "กรมอนามัย ภายใน 15.00 น.",
        ),
    ],
)
def test_a_line_that_is_nothing_but_an_agency_is_asked(own: str) -> None:
    assert line(LABELS.format(own))["errors"] == ["ambiguous_agency"]


@pytest.mark.parametrize(
    "own",
    [
        *("สำเนา: กรมอนามัย", "cc: กรมอนามัย", "แจ้งเพื่อทราบ: กรมอนามัย", "เรียนเพื่อทราบ: กรมอนามัย"),
        *("ข้อมูลจาก: กรมอนามัย", "ผู้แจ้ง: กรมอนามัย", "พื้นที่: จังหวัดสงขลา", "จ.สงขลา", "สถานที่: จ.สงขลา"),
        *("ผู้ประสานงาน: คุณสมชาย", "กรมอนามัยแจ้งแล้วเมื่อวาน", "กระทรวงชี้แจงแล้ว"),
    ],
)
def test_a_line_that_tells_of_an_agency_is_kept(own: str) -> None:
    fields = first(LABELS.format(own))

    assert (fields.problems, fields.agencies, fields.body) == ((), ("MOI-DDPM",), own)


@pytest.mark.parametrize(
    "label",
    [
        *("ผู้รับผิดชอบร่วม", "หน่วยงานที่รับผิดชอบร่วม", "ผู้เกี่ยวข้องร่วม", "หน่วยงานร่วมชี้แจง", "ผู้ชี้แจงร่วม"),
        *("หน่วยงานร่วมดำเนินการ", "ผู้สนับสนุนข้อมูล", "ผู้รับผิดชอบรอง", "เจ้าภาพร่วม", "หน่วยงานเจ้าภาพร่วม"),
        *("Support agency:", "Co-owner:", "joint:", "ร่วม", "หน่วยงานที่ต้องสนับสนุน"),
    ],
)
@pytest.mark.parametrize("colon", ["", ":"])
def test_whose_label_says_so_supports(label: str, colon: str) -> None:
    sign = "" if label.endswith(":") else colon
    text = f"#issue ข่าวลือ\nหน่วยงาน: กรมการแพทย์\n{label}{sign} กรมอนามัย\nกำหนด: 15.00 น."
    fields = first(text)

    assert isinstance(fields.outcome, OpenIssue)
    assert fields.agencies == ("MOPH-DMS", "MOPH-DOH")
    assert (fields.outcome.supporting, fields.body) == (("MOPH-DOH",), "")


@pytest.mark.parametrize(
    "label",
    ["หน่วยงานที่เกี่ยวข้องอื่น", "ผู้รับผิดชอบที่ 2", "ผู้รับผิดชอบ 2", "หน่วยงานที่ 2", "หน่วยงานที่ต้องรายงานเพิ่มเติม"],
)
def test_a_further_agency_with_a_label_is_assigned(label: str) -> None:
    read = line(f"#issue ข่าวลือ\nหน่วยงาน: กรมการแพทย์\n{label}: กรมอนามัย\nกำหนด: 15.00 น.")

    assert (read["errors"], read["agencies"]) == ([], ["MOPH-DMS", "MOPH-DOH"])


@pytest.mark.parametrize(
    "own", ["ส่วนร่วมของประชาชนสำคัญ", "ผู้ร่วมชุมนุม 500 คน", "ร่วมชี้แจง กรมอนามัยยืนยันแล้ว"]
)
def test_words_that_begin_like_a_label_are_none(own: str) -> None:
    read = line(LABELS.format(own))

    assert (read["errors"], read["agencies"], read["body"]) == ([], ["MOI-DDPM"], own)


def test_who_leads_and_who_supports_needs_no_colon() -> None:
    fields = first("#issue ข่าวลือ\nหลัก กรมการแพทย์\nร่วม กรมอนามัย\nกำหนด: 15.00 น.")

    assert isinstance(fields.outcome, OpenIssue)
    assert (fields.agencies, fields.outcome.supporting) == (
        ("MOPH-DMS", "MOPH-DOH"),
        ("MOPH-DOH",),
    )


@pytest.mark.parametrize("label", ["หมายเหตุ: ", "รายละเอียด: ขอข้อมูลครบถ้วน ", ""])
def test_who_is_left_out_of_a_group_is_asked_whatever_stands_before(label: str) -> None:
    text = f"#ประเด็น น้ำท่วม\nถึง: ทุกกระทรวง\nภายใน: 15.00 น.\n{label}ยกเว้นกระทรวงกลาโหม"

    assert line(text)["errors"] == ["ambiguous_agency"]
    assert line(text.replace("ทุกกระทรวง", "ปภ."))["agencies"] == ["MOI-DDPM"]
