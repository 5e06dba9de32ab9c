"""`#issue` and `#edit`: labels in every form, one line, and every mistake."""

from datetime import datetime
from typing import Any

import pytest
from monday import BANGKOK, first, line

from domain.chat.commands import Assumption, Edit, IssueNo, Malformed, OpenIssue, Urgency
from domain.chat.mistakes import Mistake

THREE = datetime(2026, 11, 23, 15, 0, tzinfo=BANGKOK)

ONE_FORM_EACH = [
    "#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.",
    "#issue น้ำท่วม\r\nหน่วยงาน: ปภ.\r\nกำหนด: 15.00 น.",
    "#issue: น้ำท่วม\nหน่วยงาน ปภ.\nกำหนด 15.00 น.",
    "#issue เรื่อง น้ำท่วม\nถึง ปภ.\nภายใน 15.00 น.",
    "#issue\nหัวข้อ: น้ำท่วม\nผู้รับผิดชอบ: ปภ.\nกำหนดส่ง: 15.00 น.",
    "#issue\nประเด็น : น้ำท่วม\nเรียน ปภ.\nเดดไลน์ : 15.00 น.",
    "#issue\nน้ำท่วม\nเรียน อธิบดีกรมป้องกันและบรรเทาสาธารณภัย\nDL: 15.00 น.",
    "#issue\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.\nเรื่อง: น้ำท่วม",
    "#issue\nถึง ปภ.\nภายใน 15.00 น.\nน้ำท่วม",
    "#Issue น้ำท่วม\nTo: DDPM\nDue: 15:00",
    "#issue น้ำท่วม\nto MOI-DDPM\nby 15:00",
    "#issue น้ำท่วม\nAgency: ปภ.\nDeadline: 15:00",
    "#issue น้ำท่วม\n1. หน่วยงาน: ปภ.\n2. กำหนด: 15.00 น.",
    "#issue น้ำท่วม\n๑) หน่วยงาน ปภ.\n๒) กำหนด 15.00 น.",
    "#issue น้ำท่วม\n- หน่วยงาน: ปภ.\n• กำหนด: 15.00 น.",
    "#issue น้ำท่วม\n✅หน่วยงาน: ปภ.\n⏰ กำหนด: 15.00 น.",
    "#issue น้ำท่วม\n*หน่วยงาน*: ปภ.\n[กำหนด] : 15.00 น.",
    "#issue น้ำท่วม\nหน่วยงาน：ปภ．\nกำหนด：１５．００ น.",
    "#issue น้ำท่วม\nหน่วยงาน - ปภ.\nกำหนด = 15.00 น.",
    "#issue น้ำท่วม\nหน่วยงาน:\nปภ.\nกำหนด:\n15.00 น.",
    "#issue น้ำท่วม\nหน่วยงาน:\n- ปภ.\nกำหนดส่ง:\n\nวันนี้ 15.00 น.",
    "#issue น้ำท่วม\nหน่วยงาน: ปภ. กำหนด: 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ. ภายใน 15.00 น.",
    "#issue น้ำท่วม\nหน่วยงาน: ปภ.\nขอให้ชี้แจงภายใน 15.00 น. ครับ",
    "#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 23 พ.ย. 69\nเวลา: 15.00 น.",
    "#issue น้ำท่วม\nปภ.\n15.00 น.",
    "#issue น้ำท่วม ถึง ปภ. ภายใน 15.00 น.",
    "#issue น้ำท่วม ถึงปภ. ภายใน15.00 น.",
    "#issue ถึง ปภ. น้ำท่วม ภายใน 15.00 น.",
    "#issue ขอให้ ปภ. น้ำท่วม ภายใน 15.00 น.",
    "#issue น้ำท่วม หน่วยงาน: ปภ. กำหนด: 15.00 น.",
    "#issue หัวข้อ: น้ำท่วม หน่วยงาน: ปภ. กำหนด: 15.00 น.",
    "#issue น้ำท่วม หน่วยงาน ปภ. กำหนด 15.00 น.",
    "#issue น้ำท่วม / ปภ. / 15.00 น.",
    "#issue น้ำท่วม | หน่วยงาน: ปภ. | กำหนด: 15.00 น.",
    "#issue น้ำท่วม @ปภ. 15.00 น.",
    "#issue น้ำท่วม @ปภ. DL 15.00 น.",
    "#issue น้ำท่วม ปภ. ภายใน 15.00 น.",
    "#issue น้ำท่วม to DDPM by 15:00",
    "#มอบหมาย ปภ. น้ำท่วม ภายใน 15.00 น.",
    "#ประเด็น น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.",
    "#issue ด่วนที่สุด!! น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.",
    "#issue 🚨(ด่วนมาก)🚨 น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.",
    "#issue ด่วนที่สุด\nเรื่อง: น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น. ด่วนที่สุด",
    "#issue น้ำท่วม\nด่วนที่สุด\nปภ.\n23 พ.ย. 69 เวลา 15.00 น.",
    "#issue น้ำท่วม\nปภ.\nกำหนด: ด่วนที่สุด\n15.00 น.",
    "#issue น้ำท่วม\nผู้เกี่ยวข้อง: ปภ.\nขอให้ชี้แจงข้อเท็จจริงภายในวันที่ 23 พฤศจิกายน 2569 เวลา 15.00 น.",
    "#issue น้ำท่วม\nเจ้าภาพ: ปภ.\nด่วนที่สุด ขอให้ชี้แจงข้อเท็จจริงภายใน 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ.\nขอความอนุเคราะห์ตอบกลับข้อเท็จจริงภายใน 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ.\nกำหนดส่งคำชี้แจงกลับ: 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ.\nกำหนดตอบกลับ 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ.\nปิดรับข้อมูล 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ.\nสิ้นสุดการตอบกลับภายใน 15.00 น.",
    "#issue น้ำท่วม\nถึง ปภ.\nกำหนด: 15.00 น.\nโปรดตอบภายใน 15.00 น. วันนี้",
    "> #issue อื่น\n> หน่วยงาน: กทม.\n#issue น้ำท่วม\n> หน่วยงาน: กทม.\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.",
]


@pytest.mark.parametrize("text", ONE_FORM_EACH)
def test_an_issue_is_read_in_whatever_form(text: str) -> None:
    read = line(text)

    assert (read["title"], read["agencies"], read["errors"]) == ("น้ำท่วม", ["MOI-DDPM"], [])
    assert read["deadline"] == "2026-11-23T15:00:00+07:00"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ข่าววันที่ 22 พ.ย. 69 เรื่องอาหาร", "ข่าววันที่ 22 พ.ย. 69 เรื่องอาหาร"),
        ("ลดค่าไฟ ภายในปี 2570", "ลดค่าไฟ ภายในปี 2570"),
        ("ปิดถนน ภายใน 3 วัน", "ปิดถนน ภายใน 3 วัน"),
        ("แผ่นดินไหวรู้สึกได้ถึง กทม.", "แผ่นดินไหวรู้สึกได้ถึง กทม."),
        ("รถไฟจาก กทม. ถึง จ.เชียงใหม่ ล่าช้า", "รถไฟจาก กทม. ถึง จ.เชียงใหม่ ล่าช้า"),
        ("กรมการค้าภายใน 3 ชม.", "กรมการค้าภายใน 3 ชม."),
        ("สายด่วน 1567 ล่ม", "สายด่วน 1567 ล่ม"),
        ("น้ำท่วม https://a.b/c", "น้ำท่วม"),
        ("พรุ\u200bงนี้ฝนตก", "พรุ\u200bงนี้ฝนตก"),
        ("สํานักงานปิด", "สํานักงานปิด"),
    ],
)
def test_a_headline_stays_as_typed_where_labels_stand_below(text: str, title: str) -> None:
    read = line(f"#issue {text}\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.")

    assert (read["title"], read["agencies"], read["errors"]) == (title, ["MOI-DDPM"], [])


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("#ประเด็น หมูแพงค่ะ", "หมูแพง"),
        ("#ประเด็น\nเรื่อง: ค่าไฟจะขึ้นจริงไหมครับ", "ค่าไฟจะขึ้นจริงไหม"),
        ("#ประเด็น หวยใต้ดิน 5 งวด นะคะ", "หวยใต้ดิน 5 งวด"),
        ("#ประเด็น ลดมูลค่าหน้าร้านของผู้ชนะ", "ลดมูลค่าหน้าร้านของผู้ชนะ"),
    ],
)
def test_a_headline_ends_without_the_particle_of_who_typed_it(typed: str, title: str) -> None:
    read = line(f"{typed}\nถึง: ปภ.\nภายใน: พรุ่งนี้")

    assert read["title"] == title


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("#issue", ["missing_agency", "missing_deadline", "missing_title"]),
        ("#issue 🙏", ["missing_agency", "missing_deadline", "missing_title"]),
        ("#issue น้ำท่วม", ["missing_agency", "missing_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.", ["missing_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนดส่ง: -", ["missing_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนดส่ง: ไม่มี", ["missing_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: -\nกำหนด: 15.00 น.", ["missing_agency"]),
        ("#issue เรือล่ม\nร่วม: กรมเจ้าท่า\nกำหนด: 15.00 น.", ["missing_agency"]),
        ("#issue น้ำท่วม\nเรียน ผู้บริหารทุกท่าน\nกำหนด: 15.00 น.", ["missing_agency"]),
        ("#issue น้ำท่วมถึง กทม. ภายใน 15.00 น.", ["missing_agency"]),
        ("#issue\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.", ["missing_title"]),
        ("#issue หน่วยงาน: ปภ.\nกำหนด: 15.00 น.", ["missing_title"]),
        ("#issue น้ำท่วม\nหน่วยงาน: กรมเวทมนตร์\nกำหนด: 15.00 น.", ["unknown_agency"]),
        ("#issue น้ำท่วม\nถึง กรมเวทมนตร์\nกำหนด: 15.00 น.", ["unknown_agency"]),
        ("#issue น้ำท่วม ถึง ปภ. กับกรมเวทมนตร์ ภายใน 15.00 น.", ["unknown_agency"]),
        ("#issue น้ำท่วม ถึง ปภ. กรมเวทมนตร์ ภายใน 15.00 น.", ["unknown_agency"]),
        ("#issue flood to DDPM, RIDX due 15:00", ["unknown_agency"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ. และ ทช.\nกำหนด: 15.00 น.", ["ambiguous_agency"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 09.00 น.", ["bad_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: โดยเร็วที่สุด", ["bad_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: ด่วน", ["bad_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น. หรือ 16.00 น.", ["bad_deadline"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nภายใน 09.00 น.", ["bad_deadline"]),
        ("#issue " + "ก" * 301 + "\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น.", ["too_long"]),
        ("#issue น้ำท่วม\nหน่วยงาน: ศก.\nกำหนด: 31 พ.ย. 69", ["ambiguous_agency", "bad_deadline"]),
    ],
)
def test_a_mistake_has_its_code(text: str, errors: list[str]) -> None:
    assert line(text)["errors"] == errors
    assert line(text)["ok"] is False


@pytest.mark.parametrize(
    ("text", "title", "agencies", "deadline"),
    [
        (
            "#issue ขอข้อมูลด่วนๆ เรื่องน้ำมันปาล์ม รบกวน คน. กับ กษ. ตอบภายในบ่าย 3 วันนี้นะคะ",
            "ขอข้อมูลด่วนๆ เรื่องน้ำมันปาล์ม",
            ["MOAC", "MOC-DIT"],
            "23T15:00",
        ),
        (
            "#issue ข่าวช่อง 3 แจ้งว่าถนนทรุด ทล.ช่วยชี้แจงภายใน 1 ชม.",
            "ข่าวช่อง 3 แจ้งว่าถนนทรุด",
            ["MOT-DOH"],
            "23T11:00",
        ),
        (
            "#issue เพจดังแฉ รพ.รัฐ\n@สปสช. @สธ.\nขอคำตอบก่อนเที่ยงค่ะ",
            "เพจดังแฉ รพ.รัฐ",
            ["MOPH", "MOPH-NHSO"],
            "23T12:00",
        ),
        (
            "#issue คนละครึ่ง\nหน่วยงาน: กระทรวงการคลัง (สศค.)\nกำหนด: ๒๓ พ.ย. ๒๕๖๙ ๑๖.๐๐ น.",
            "คนละครึ่ง",
            ["MOF-FPO"],
            "23T16:00",
        ),
        (
            "#issue ปลาหมอคางดำ\nเรียน อธิบดีกรมประมง เพื่อโปรดชี้แจง\nภายในพรุ่งนี้ก่อนเที่ยง",
            "ปลาหมอคางดำ",
            ["MOAC-DOF"],
            "24T12:00",
        ),
        (
            "#issue น้ำมันขึ้นราคา มีผล 25 พ.ย. 69\nพน. ปตท.\nกำหนดส่งข้อมูลภายในวันนี้ 15.00 น.",
            "น้ำมันขึ้นราคา มีผล 25 พ.ย. 69",
            ["MOEN", "MOEN-PTT"],
            "23T15:00",
        ),
        (
            "#issue\n📣 เรื่อง: ชาวนา\n🏢 หน่วยงาน: กรมการข้าว\n⏰ กำหนด: 25 พ.ย. 69 (พุธ) 15.00 น.",
            "ชาวนา",
            ["MOAC-RICE"],
            "25T15:00",
        ),
        (
            "#issue เรื่องหมอกควัน หน่วยงานที่รับผิดชอบ คพ./กต./จ.เชียงราย กำหนดส่ง พุธนี้ 9.00 น.",
            "เรื่องหมอกควัน",
            ["MFA", "MNRE-PCD", "TH-57"],
            "25T09:00",
        ),
        (
            "#issue pm2.5 in Chiang Mai to PCD and จ.เชียงใหม่ by tomorrow noon",
            "pm2.5 in Chiang Mai",
            ["MNRE-PCD", "TH-50"],
            "24T12:00",
        ),
    ],
)
def test_an_issue_as_a_tired_official_types_it(
    text: str, title: str, agencies: list[str], deadline: str
) -> None:
    read = line(text)

    assert (read["title"], read["agencies"], read["errors"]) == (title, agencies, [])
    assert read["deadline"] == f"2026-11-{deadline}:00+07:00"


def test_a_bad_deadline_says_why() -> None:
    (problem,) = first("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nกำหนด: พรุ่งนี้เช้า").problems

    assert (problem.mistake, problem.said) == (Mistake.BAD_DEADLINE, "พรุ่งนี้เช้า")
    assert (problem.why, problem.detail) == ("part_of_day", "พรุ่งนี้เช้า")


def test_everything_of_a_long_issue_is_kept() -> None:
    fields = first(
        "#issue ด่วนมาก น้ำท่วมภาคใต้\n"
        "หน่วยงาน: ปภ., กรมประมน\n"
        "กำหนด: ๒๓ พ.ย. ๖๙ เวลา ๑๕.๐๐ น.\n"
        "อ้างอิง: ที่ นร ๑๒๐๐/ว ๑ ลงวันที่ ๑๙ มกราคม ๒๕๖๐\n"
        "ที่มา: https://a.b/1 และ https://a.b/๒\n"
        "รายละเอียด: ๑๒ หมู่บ้าน\n"
        "ประสานกันก่อนตอบ"
    )

    assert fields.outcome == OpenIssue(
        "น้ำท่วมภาคใต้",
        ("MOI-DDPM", "MOAC-DOF"),
        THREE,
        "https://a.b/1 และ https://a.b/๒\n๑๒ หมู่บ้าน\nประสานกันก่อนตอบ",
        ("https://a.b/1", "https://a.b/๒"),
        Urgency.VERY_URGENT,
        "ที่ นร ๑๒๐๐/ว ๑ ลงวันที่ ๑๙ มกราคม ๒๕๖๐",
        (Assumption("กรมประมน", "MOAC-DOF"),),
    )


def test_a_reference_is_never_a_deadline() -> None:
    read = line("#issue น้ำท่วม\nหน่วยงาน: ปภ.\nอ้างถึง ที่ นร 1200/ว 1 ลงวันที่ 25 พ.ย. 69")

    assert read["errors"] == ["missing_deadline"]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("#edit 12 กำหนด: 15.00 น.", {"deadline": THREE}),
        ("#แก้ไข 12\nกำหนดส่งใหม่: 15.00 น.", {"deadline": THREE}),
        ("#edit 12 น้ำท่วมเชียงราย", {"headline": "น้ำท่วมเชียงราย"}),
        ("#แก้ไข 12 เรื่อง: น้ำท่วม", {"headline": "น้ำท่วม"}),
        ("#edit 12\nหน่วยงาน: ปภ. กทม.", {"agencies": ("MOI-DDPM", "TH-10")}),
        ("#แก้ไข 12 กำหนด: 15.00 น. เหตุผล: ติดประชุม", {"deadline": THREE, "reason": "ติดประชุม"}),
        ("#แก้ไข 12\nภายใน 15.00 น. เพราะติดประชุม", {"deadline": THREE, "reason": "ติดประชุม"}),
        ("#แก้ไข 12\nเรื่อง น้ำท่วม\nเนื่องจากพิมพ์ผิด", {"headline": "น้ำท่วม", "reason": "พิมพ์ผิด"}),
        ("#แก้ไข 12\nรายละเอียด: เหตุผล: ฝน", {"detail": "เหตุผล: ฝน"}),
        ("#แก้ไข 12 ขอเปลี่ยน กำหนด: 15.00 น.", {"deadline": THREE}),
        ("#edit 12 move the deadline to 15:00 please", {"deadline": THREE}),
        ("#edit 12\nรายละเอียด: ๑๒ หมู่บ้าน", {"detail": "๑๒ หมู่บ้าน"}),
        ("#edit 12 ด่วนที่สุด", {"urgency": Urgency.MOST_URGENT}),
        ("#แก้ไข 12 ความเร่งด่วน: ปกติ", {"urgency": Urgency.NORMAL}),
        ("#แก้ไข 12 ลิงก์: https://a.go.th/x", {"links": ("https://a.go.th/x",)}),
        ("#แก้ไข 12 รายละเอียด: น้ำลด", {"detail": "น้ำลด"}),
        ("#edit 12\nอ้างอิง: ที่ นร 1200/5", {"reference": "ที่ นร 1200/5"}),
        (
            "#edit 12\nถึง: ปภ.\nหน่วยงานสนับสนุน: กทม.",
            {"agencies": ("MOI-DDPM", "TH-10"), "supporting": ("TH-10",)},
        ),
        ("#แก้ไข 12\nกำหนด: 15.00 น. เหตุผล: ติดประชุม", {"deadline": THREE, "reason": "ติดประชุม"}),
        ("#แก้ไข 12\nกำหนด: 15.00 น. (เนื่องจากติดประชุม)", {"deadline": THREE, "reason": "ติดประชุม"}),
        ("#แก้ไข 12\nกำหนด: 15.00 น.\nเหตุผล\nติดประชุม", {"deadline": THREE, "reason": "ติดประชุม"}),
        ("#แก้ไข 12 เพราะข่าวเปลี่ยน ภายใน 15.00 น.", {"deadline": THREE, "reason": "ข่าวเปลี่ยน"}),
        (
            "#แก้ไข 12\nถึง: ปภ. เพราะเกี่ยวกับภัย",
            {"agencies": ("MOI-DDPM",), "reason": "เกี่ยวกับภัย"},
        ),
        (
            "#แก้ไข 12 ด่วนที่สุด เพราะนายกสั่ง",
            {"urgency": Urgency.MOST_URGENT, "reason": "นายกสั่ง"},
        ),
        ("#แก้ไข 12\nรายละเอียด: น้ำหนัก\nเนื่องจากฝนตก 3 วัน", {"detail": "น้ำหนัก\nเนื่องจากฝนตก 3 วัน"}),
        (
            "#แก้ไข 12\nรายละเอียด: น้ำหนัก\nเหตุผล: ข่าวเปลี่ยน",
            {"detail": "น้ำหนัก", "reason": "ข่าวเปลี่ยน"},
        ),
        ("#แก้ไข 12 ถึง ปภ. เท่านั้น", {"agencies": ("MOI-DDPM",)}),
        ("#แก้ไข 12 ถึง ปภ. แทนค่ะ", {"agencies": ("MOI-DDPM",)}),
    ],
)
def test_an_edit_changes_only_what_is_given(text: str, changes: dict[str, Any]) -> None:
    assert first(text).outcome == Edit(IssueNo(12), **changes)


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("#edit", ["empty_body", "missing_issue_no"]),
        ("#edit 12", ["empty_body"]),
        ("#edit 12, 13 น้ำท่วม", ["bad_issue_no"]),
        ("#edit 12 กำหนด: 09.00 น.", ["bad_deadline"]),
        ("#edit 12 หน่วยงาน: ทช.", ["ambiguous_agency"]),
        ("#edit 12\nหน่วยงานสนับสนุน: กทม.", ["missing_agency"]),
        ("#แก้ไข 12\nร่วม: กรมประมง", ["missing_agency"]),
        ("#แก้ไข 12\nถึง: กรมประมง (ร่วม)", ["missing_agency"]),
    ],
)
def test_a_mistaken_edit_has_its_code(text: str, errors: list[str]) -> None:
    assert line(text)["errors"] == errors
    assert isinstance(first(text).outcome, Malformed)


@pytest.mark.parametrize(
    "line_of_blanks",
    ["{}x", "ลง{}x", "ที่{}นร{}x", "ตามหนังสือ{}x", "ที่ นร 1200/1 ลงวันที่ 1{}x", "กรมประมง{}x"],
)
def test_blanks_without_end_are_read_at_once(line_of_blanks: str) -> None:
    """A pattern that shares blanks out in every way would take hours, and stop all others."""
    blanks = line_of_blanks.format(*[" " * 3000] * line_of_blanks.count("{}"))

    assert first(f"#issue น้ำท่วม\nที่ นร 1200/1\n{blanks}\nถึง ปภ.\nภายใน 15.00 น.").kind == "issue"
