"""What a refusal proposes: everything that was typed, with the gaps marked, ready to be copied."""

import pytest
from monday import BANGKOK, DIRECTORY, first

from domain.chat.commands import Kind, Malformed, NearMiss
from domain.chat.other_words import NOT_YET
from domain.chat.rights import Place, Role
from domain.chat.table import KIND_OF
from domain.words import words_for
from domain.words.mistakes import INSTEAD

WORDS = words_for("th", BANGKOK)
FLOOD = (
    "📢 #ประเด็น ด่วนที่สุด น้ำท่วม ๓ จังหวัด\nถึง: {}, ปภ.\nภายใน: {}\nรายละเอียด: ก\nข\nhttps://a.go.th/x"
)

FORMS = [
    (FLOOD.format("กรมปมง", "โดยเร็ว"), FLOOD.format("<ชื่อหน่วยงาน>", "<วันและเวลา>")),
    ("#issue น้ำท่วม", "#issue น้ำท่วม\nถึง: <ชื่อหน่วยงาน>\nภายใน: <วันและเวลา>"),
    (
        "#ประเด็น น้ำท่วม ถึง ทช. ภายใน ๒๕ พย. ๒๕๖๙ โมง",
        "#ประเด็น น้ำท่วม ถึง <กรมทางหลวงชนบท หรือ กรมทรัพยากรทางทะเลและชายฝั่ง> ภายใน <วันและเวลา>",
    ),
    ("#ประเด็น\nถึง: ปภ.\nภายใน: พรุ่งนี้", "#ประเด็น <หัวข้อ>\nถึง: ปภ.\nภายใน: พรุ่งนี้"),
    ("#แก้ไข\nกำหนด: พรุ่งนี้", "#แก้ไข <เลขประเด็น>\nกำหนด: พรุ่งนี้"),
    ("#ขยายเวลา ๑๒ ปภ.", "#ขยายเวลา ๑๒ <วันและเวลา> ปภ."),
    ("#โอน 12/2570 ไม่ใช่ของเรา", "#โอน 12/2570 <ชื่อหน่วยงาน> ไม่ใช่ของเรา"),
    ("#โอน 12 กรมเวท ไม่ใช่ของเรา", "#โอน 12 <ชื่อหน่วยงาน> ไม่ใช่ของเรา"),
    ("#ตีกลับ 12 ปภ.", "#ตีกลับ 12 ปภ. <เหตุผล>"),
    ("#พักเตือน 12 ถึง 5 โมงเย็น", "#พักเตือน 12 ถึง 5 โมงเย็น <เหตุผล>"),
    ("#พักเตือน ๑๒", "#พักเตือน ๑๒ <วันและเวลา> <เหตุผล>"),
    (
        "#ตีกลับ 12 ปศ., กรมประมง ตัวเลขไม่ครบ",
        "#ตีกลับ 12 <กรมปศุสัตว์ หรือ กรมประมง> ตัวเลขไม่ครบ",
    ),
    ("#รายงาน 1, 2 " + "ยาว" * 300, "#รายงาน <เลขประเด็น> " + "ยาว" * 300),
    ("#ชี้แจง", "#ชี้แจง <เลขประเด็น> <ข้อความหรือลิงก์>"),
    ("#ปิด", "#ปิด <เลขประเด็น>"),
    ("#แก้ไข 1", "#แก้ไข 1 <หัวข้อ กำหนด หรือรายละเอียดใหม่>"),
    ("#แก้ไข 1\nร่วม: กรมประมง", "#แก้ไข 1\nร่วม: กรมประมง\nถึง: <ชื่อหน่วยงานหลัก>"),
    (
        "#ประเด็น น้ำท่วม\nถึง คพ. เป็นหลัก ปภ. ร่วม\nภายในพรุ่งนี้",
        "#ประเด็น น้ำท่วม\nถึง <ชื่อหน่วยงานหลัก ร่วม: ชื่อหน่วยงานสนับสนุน>\nภายในพรุ่งนี้",
    ),
    (
        "#ประเด็น น้ำท่วม ร่วม: กรมประมง ภายในพรุ่งนี้",
        "#ประเด็น น้ำท่วม ร่วม: กรมประมง ภายในพรุ่งนี้\nถึง: <ชื่อหน่วยงานหลัก>",
    ),
    (
        "#ประเด็น ไฟป่า\nถึง ปภ.\nภายใน เร็วๆนี้ รายละเอียด มีไฟป่า ๓ จุด\nที่มา: https://a.go.th/1",
        "#ประเด็น ไฟป่า\nถึง ปภ.\nภายใน <วันและเวลา>\nรายละเอียด มีไฟป่า ๓ จุด\nที่มา: https://a.go.th/1",
    ),
    (
        "#ประเด็น ไฟป่า ถึง ปภ. ภายใน 2-3 วัน ถ้าทัน เพราะมีคนถามมาก",
        "#ประเด็น ไฟป่า ถึง ปภ. ภายใน <วันและเวลา>\nเพราะมีคนถามมาก",
    ),
    (
        "#แก้ไข 1\nกำหนด: เร็วๆ นี้ น้ำท่วมบ้านเรือน 30 หลัง",
        "#แก้ไข 1\nกำหนด: <วันและเวลา>\nน้ำท่วมบ้านเรือน 30 หลัง",
    ),
    ("#แก้ไข 1\nกำหนด: พรุ่งนรี้ น้ำท่วมบ้าน", "#แก้ไข 1\nกำหนด: <วันและเวลา>\nน้ำท่วมบ้าน"),
    ("#แก้ไข 1\nกำหนด: ๒๕ พย. ๒๕๖๙ โมง", "#แก้ไข 1\nกำหนด: <วันและเวลา>"),
    ("#ขยายเวลา 12 เพราะรอข้อมูลจากพื้นที่", "#ขยายเวลา 12 <วันและเวลา> เพราะรอข้อมูลจากพื้นที่"),
    ("#ขยายเวลา 12 เนื่องจาก น้ำท่วม", "#ขยายเวลา 12 <วันและเวลา> เนื่องจาก น้ำท่วม"),
]


@pytest.mark.parametrize(("typed", "form"), FORMS)
def test_a_form_gives_back_everything_with_its_gaps_marked(typed, form):
    said = WORDS.mistake(first(typed), DIRECTORY.agency)

    assert said.endswith(f"\n{form}")


@pytest.mark.parametrize("form", [form for _, form in FORMS])
def test_a_form_that_is_sent_unfilled_does_nothing(form):
    assert isinstance(first(form).outcome, Malformed)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("#isue น้ำท่วม\nถึง: ปภ.", "#issue น้ำท่วม\nถึง: ปภ."),
        ("#รายงน 12 ชี้แจงแล้ว", "#รายงาน 12 ชี้แจงแล้ว"),
        ("#สถาณะ 12", "#สถานะ 12"),
        ("#ของฉนั", "#ของฉัน"),
        ("#ขอขยายเวลา 12 พรุ่งนี้", "#ขยายเวลา 12 พรุ่งนี้"),
        ("#approve 4", "#อนุมัติ 4"),
        ("#งานของฉันค่ะ", "#ของฉัน"),
        ("#ส่งรายงาน", "#รายงาน"),
        ("#ลบ", "#ยกเลิก"),
        ("#แก้ไขหัวข้อ 1 น้ำลดแล้ว", "#แก้ไข 1 หัวข้อ: น้ำลดแล้ว"),
        ("#แก้ไขกำหนด ๑ พรุ่งนี้", "#แก้ไข ๑ กำหนด: พรุ่งนี้"),
        ("#เปลี่ยนหน่วยงาน 1 ปภ.", "#แก้ไข 1 หน่วยงาน: ปภ."),
        ("#ปรับกำหนดส่งค่ะ 1/2570 พรุ่งนี้", "#แก้ไข 1/2570 กำหนดส่ง: พรุ่งนี้"),
        ("#แก้ไขรายละเอียด 1 น้ำท่วมสูง", "#แก้ไข 1 รายละเอียด: น้ำท่วมสูง"),
        ("#แก้ไขวันส่ง 1 พรุ่งนี้", "#แก้ไข 1 พรุ่งนี้"),
        ("#แก้ไขข้อมูล 1 พรุ่งนี้", "#แก้ไข 1 พรุ่งนี้"),
        ("#เลื่อนกำหนดส่ง 1 พรุ่งนี้", "#ขยายเวลา 1 พรุ่งนี้"),
        ("#ขยายเวลาส่ง 1 พรุ่งนี้", "#ขยายเวลา 1 พรุ่งนี้"),
    ],
)
def test_a_near_miss_gives_back_what_was_typed_with_the_word_put_right(typed, right):
    fields = first(typed)

    assert isinstance(fields.outcome, NearMiss)
    assert WORDS.did_you_mean(fields.outcome, fields.typed).endswith(f"\n{right}")


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("#ยกเลิก 12", "ยังไม่ได้ระบุเหตุผล"),
        ("#โอน 12 กรมประมง", "ยังไม่ได้ระบุเหตุผล"),
        ("#แก้ไข 12", "ยังไม่ได้ระบุสิ่งที่จะแก้ไข"),
        ("#รับรองผู้ส่ง A3", "ชื่อผู้ส่ง"),
        ("#ลงทะเบียน", "ยังไม่ได้พิมพ์รหัส"),
    ],
)
def test_what_is_missing_is_called_by_its_name(typed, missing):
    assert missing in WORDS.mistake(first(typed), DIRECTORY.agency)


@pytest.mark.parametrize(
    "typed", ["#แก้ไข 1\nร่วม: กรมประมง", "#issue x\nร่วม: กรมประมง\nภายใน: พรุ่งนี้"]
)
def test_who_names_only_supporters_is_told_that_a_leader_is_missing(typed):
    fields = first(typed)

    said = WORDS.mistake(fields, DIRECTORY.agency)
    assert said.startswith("ยังไม่ได้ระบุหน่วยงานหลัก (กรมประมง สนับสนุน)")
    assert WORDS.choices(fields, DIRECTORY.agency) == ()


def test_thai_people_are_told_thai_commands():
    assert "#รายงาน" in WORDS.wrong_place(Kind.REPORT, [Place.IR])
    assert "#โอน" in WORDS.wrong_role(Kind.TRANSFER, [Role.ISSUER])
    assert WORDS.help_on(Kind.ACK, [Role.REPORTER]).startswith("#รับทราบ")


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("#export issues", "#สถิติ"),
    ],
)
def test_what_cannot_be_done_yet_is_answered_with_one_sentence(typed, instead):
    fields = first(typed)

    assert isinstance(fields.outcome, NearMiss)
    said = WORDS.did_you_mean(fields.outcome, fields.typed)
    assert instead in said
    assert "\n" not in said


def test_what_cannot_be_done_yet_is_no_command_yet():
    assert not NOT_YET.keys() & KIND_OF.keys()
    assert set(NOT_YET.values()) == INSTEAD.keys()
