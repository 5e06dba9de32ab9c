"""Which lines are commands, which are near misses, and which are talk."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from monday import BANGKOK, NOW, first, read

from domain.agencies import Mentioned
from domain.chat.commands import (
    Ack,
    Bind,
    Help,
    IssueNo,
    Join,
    Kind,
    List,
    Mine,
    NearMiss,
    Overdue,
    Quota,
    Roster,
    Status,
)
from domain.chat.mistakes import Mistake
from domain.chat.table import TABLE
from domain.grammar import has_more, is_command
from domain.words import words_for

WORDS = words_for("th", BANGKOK)

TALK = [
    "",
    "รับทราบค่ะ",
    "รบกวนแอดมินดู #issue 12 ให้หน่อยครับ",
    "#ข่าวจริงประเทศไทย #รัฐบาล",
    "#issuedate 23/11/2569",
    "#reporter จากช่อง 9",
    "#รายงานข่าว ช่อง 9",
    "#รายงานข่าวค่ะ",
    "#ปิดเทอมแล้วครับ",
    "#รายงานข่าว 3 มิติ",
    "#ช่วยเหลือ ผู้ประสบภัย",
    "#ส่งท้ายปีเก่า",
    "#ติดตาม ข่าวได้ที่นี่",
    "#ประเด็นร้อน",
    "#ประเด็นที่ 12",
    "#issues-and-answers",
    "#issue_new",
    "#issueน้ำท่วม",
    "#Report’s",
    "#ค้างคาว",
    "#ปิดเทอม",
    "#รายการเจาะข่าว",
    "#repost ข่าวนี้",
    "#line",
    "#like 12",
    "#เดือน 12",
    "#เปิด 12",
    "#สถานี",
    "#ข่าว 12",
    "##issue",
    "> #report 12 ชี้แจงแล้ว",
    ">#report 12",
    "https://news.example.com/#issue",
    "issue 12",
    "#",
    "# ",
    "#12",
    "# 12 ชี้แจงแล้ว",
    "พิมพ์ “#รับทราบ 1” ได้เลยค่ะ",
    "ท่านใดยังไม่ได้ส่ง #รายงาน 3 โปรดเร่ง",
    "10:05 มะลิ #รับทราบ 1",
    "น้ำลดแล้ว #รายงาน #ประเด็น #สถานะ",
    "#รายงานท่านนายกฯ ลงพื้นที่ 3 จุด",
    "#เตือนภัยน้ำท่วม 5 จังหวัด",
    "#โอนเงิน 500",
    "#รายงาน_2569",
    "#reporter 7",
    "#สั่งการ ครม. วันนี้",
    "ชม #รายการเจาะข่าวตื้น 2 ทุ่ม",
]


@pytest.mark.parametrize("text", TALK)
def test_talk_is_no_command(text: str) -> None:
    assert (read(text), is_command(text)) == ((), False)


@pytest.mark.parametrize("kind", TABLE)
def test_every_word_of_a_command_means_it(kind: Kind) -> None:
    for word in TABLE[kind].words:
        for text in (f"#{word}", f"＃ {word.upper()} 12", f"#{word}๑๒", f"✅ @แอดมิน #{word}:"):
            (fields,) = read(text)
            assert (fields.kind, is_command(text)) == (kind, True)


SCRAPS = (
    "2",
    "https://a.th/x",
    "ปภ.",
    "กรมประมง, ปภ.",
    "พรุ่งนี้ 15.00 น.",
    "3 วัน",
    "น้ำท่วม",
    "ด่วน",
    "ที่มา:",
    "ถึง:",
    "/",
    "(",
)


@pytest.mark.parametrize("kind", TABLE)
def test_a_command_is_read_whatever_little_stands_behind_it(kind: Kind) -> None:
    for scraps in ((), *product(SCRAPS, repeat=1), *product(SCRAPS, repeat=2)):
        assert [fields.kind for fields in read(f"#{kind} " + " ".join(scraps))] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "#report12 x",
        "#report#12 x",
        "#report:12 x",
        "#report-12 x",
        "#report🙏12 x",
        "#รายงานที่ 12 x",
        "#รายงานเลขที่ 12 x",
        "#รายงานข้อ ๑๒ x",
        "#ชี้แจงที่ 12 x",
        "#re\u200bport 12 x",
        "\u200b\u00a0#report 12 x",
        "1️⃣ #report 12 x",
        "🙏🙏@a @b #report 12 x",
        "สวัสดีครับ\n#report 12 x",
        "สวัสดีครับ\r#report 12 x",
        "#รายงาน\u200b 12 x",
        "#รายงานครับ 12 x",
        "#รายงานแล้วค่ะ๑๒ x",
        "#reportครับ 12 x",
        "()#report 12 x",
        "(moon)(big smile) 🙏 #report 12 x",
    ],
)
def test_a_report_is_a_report_however_it_begins(text: str) -> None:
    (fields,) = read(text)

    assert (fields.kind, fields.issue_no, fields.body) == (Kind.REPORT, 12, "x")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("#รับทราบค่ะ", Kind.ACK),
        ("#รับทราบแล้วครับ 12", Kind.ACK),
        ("#รับทราบแล้วนะคะ", Kind.ACK),
        ("#ackค่ะ", Kind.ACK),
        ("#ของฉันค่ะ", Kind.MINE),
        ("#รายการด้วยค่ะ", Kind.LIST),
        ("#ค้างหน่อยครับ", Kind.OVERDUE),
        ("#สถานะจ้าาา 12", Kind.STATUS),
        ("#โอนแล้ว 12", Kind.TRANSFER),
        ("#รับทราบครับท่าน 1", Kind.ACK),
        ("#รายงานค่ะท่าน 3 ชี้แจงแล้ว", Kind.REPORT),
        ("#รับทราบค่ะพี่ๆ 1", Kind.ACK),
        ("#รับทราบแล้วครับท่านรองอธิบดี 1", Kind.ACK),
        ("#รับทราบค่ะท่านผอ. 1", Kind.ACK),
        ("#รายการครับหัวหน้า", Kind.LIST),
        ("#ไม่อนุมัติครับท่าน 1 ข้อมูลมีแล้ว", Kind.REFUSE),
        ("#รับทราบครับบบ 1", Kind.ACK),
        ("#รับทราบค้าบ 1", Kind.ACK),
        ("#ลงทะเบียนครับท่าน ABCDE-FGHIJ", Kind.JOIN),
        ("#สถิติเดือนนี้", Kind.STATS),
        ("#สถิติของฉัน", Kind.STATS),
        ("#สถิติรายละเอียด ปภ.", Kind.STATS),
        ("#รับแจ้งกลุ่มค่ะ", Kind.NOTIFY),
        ("#รับแจ้งสรุปเช้า", Kind.NOTIFY),
        ("#รับทราบ!!1", Kind.ACK),
        ("#มอบหมายครับ ปภ. น้ำท่วม ภายในพรุ่งนี้", Kind.ISSUE),
        ("#รับทราบ~1", Kind.ACK),
    ],
)
def test_a_particle_glued_to_a_command_is_no_other_word(text: str, kind: Kind) -> None:
    (fields,) = read(text)

    assert (fields.kind, is_command(text)) == (kind, True)


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("#isue 12", "isue", Kind.ISSUE),
        ("#isseu น้ำท่วม", "isseu", Kind.ISSUE),
        ("#reprot 12", "reprot", Kind.REPORT),
        ("＃Reort 12", "Reort", Kind.REPORT),
        ("#รายงน 12 แล้ว", "รายงน", Kind.REPORT),
        ("#ประเดน น้ำท่วม", "ประเดน", Kind.ISSUE),
        ("#stauts 12", "stauts", Kind.STATUS),
        ("#akc 12", "akc", Kind.ACK),
        ("#ลงทะเบยน ABC", "ลงทะเบยน", Kind.JOIN),
        ("#tranfser 12", "tranfser", Kind.TRANSFER),
        ("#รายงานผล 12", "รายงานผล", Kind.REPORT),
        ("#ขอขยายเวลา 12 พรุ่งนี้", "ขอขยายเวลา", Kind.EXTEND),
        ("#รายการค้าง", "รายการค้าง", Kind.OVERDUE),
        ("#ประเด็นค้างค่ะ", "ประเด็นค้างค่ะ", Kind.OVERDUE),
        ("#รายงานความคืบหน้า 9 อพยพแล้ว", "รายงานความคืบหน้า", Kind.PROGRESS),
        ("#รายงานความคืบหน้าครับท่าน 9 น้ำลด", "รายงานความคืบหน้าครับท่าน", Kind.PROGRESS),
        ("#รับทราบค่ะคุณกนก 1", "รับทราบค่ะคุณกนก", Kind.ACK),
        ("#รับทราบท่าน 1", "รับทราบท่าน", Kind.ACK),
        ("#รับทราบข้อสั่งการครับท่าน 1", "รับทราบข้อสั่งการครับท่าน", Kind.ACK),
        ("#รับทราบและจะเร่งดำเนินการค่ะ 1", "รับทราบและจะเร่งดำเนินการค่ะ", Kind.ACK),
        ("#ขออนุญาตรายงานค่ะท่าน 1 ก", "ขออนุญาตรายงานค่ะท่าน", Kind.REPORT),
        ("#เรียนชี้แจง 1 ก", "เรียนชี้แจง", Kind.REPORT),
        ("#ครับรับทราบ 1", "ครับรับทราบ", Kind.ACK),
        ("#เตือนอีกครั้ง 1", "เตือนอีกครั้ง", Kind.REMIND),
        ("#ค้างกี่เรื่อง", "ค้างกี่เรื่อง", Kind.OVERDUE),
        ("#ของฉันมีอะไรบ้างคะ", "ของฉันมีอะไรบ้างคะ", Kind.MINE),
        ("#ลงทะเบียนรหัส ABCDE-FGHIJ", "ลงทะเบียนรหัส", Kind.JOIN),
        ("#ลบ 3", "ลบ", Kind.CANCEL),
        ("#ส่งรายงาน 12 แล้ว", "ส่งรายงาน", Kind.REPORT),
        ("#ปิดประเด็น", "ปิดประเด็น", Kind.CLOSE),
        ("#เปิดประเด็น น้ำท่วม", "เปิดประเด็น", Kind.ISSUE),
        ("#approve 4", "approve", Kind.GRANT),
        ("#ไม่รับรอง 1 ปภ. ไม่ครบ", "ไม่รับรอง", Kind.RETURN),
        ("#งานของฉันค่ะ", "งานของฉันค่ะ", Kind.MINE),
        ("#ทราบแล้วครับ", "ทราบแล้วครับ", Kind.ACK),
        ("#ขอดูสถานะ 1", "ขอดูสถานะ", Kind.STATUS),
        ("#เช็คสถานะ 1", "เช็คสถานะ", Kind.STATUS),
        ("#ตอบ 1 เสร็จแล้ว", "ตอบ", Kind.REPORT),
        ("#เพิ่มเติม 1 น้ำลด", "เพิ่มเติม", Kind.PROGRESS),
        ("#รับทราบและดำเนินการ 5", "รับทราบและดำเนินการ", Kind.ACK),
        ("#อนุมัติตามที่ขอ 4", "อนุมัติตามที่ขอ", Kind.GRANT),
        ("#ปิดเคส 5", "ปิดเคส", Kind.CLOSE),
        ("#รายงานผลเบื้องต้น 5 น้ำลด", "รายงานผลเบื้องต้น", Kind.REPORT),
        ("#ยกเลิกการขยายเวลา 5", "ยกเลิกการขยายเวลา", Kind.REFUSE),
        ("#ยกเลิกการปิด 12", "ยกเลิกการปิด", Kind.REOPEN),
        ("#ประเด็นด่วนที่สุด พายุ ถึง ปภ.", "ประเด็นด่วนที่สุด", Kind.ISSUE),
        ("#ประเด็นร้อน ราคายาง\nถึง กยท.\nภายใน 15.00", "ประเด็นร้อน", Kind.ISSUE),
        ("#รายงานน 7 น้ำลด", "รายงานน", Kind.REPORT),
        ("#รายงานย 7", "รายงานย", Kind.REPORT),
        ("#ขยายเวลาา 7 พรุ่งนี้", "ขยายเวลาา", Kind.EXTEND),
        ("#รับทราบบ", "รับทราบบ", Kind.ACK),
        ("#ประเด็นน น้ำท่วม\nถึง ปภ.\nภายใน 15.00", "ประเด็นน", Kind.ISSUE),
        ("#รายงาน_7 น้ำลด", "รายงาน_", Kind.REPORT),
        ("#คัดด้าน 12 ส่งทัน", "คัดด้าน", Kind.OBJECT),
        ("#ส่งงาน 7", "ส่งงาน", Kind.REPORT),
        ("#รีพอร์ต 7", "รีพอร์ต", Kind.REPORT),
        ("#สถานะของฉัน", "สถานะของฉัน", Kind.MINE),
        ("#ข้อสั่งการ ข่าวกุ้ง\nถึง ปภ.\nภายใน 2 ชม.", "ข้อสั่งการ", Kind.ISSUE),
        ("#มอบ ข่าวกุ้ง ถึง ปภ. ภายใน 2 ชม.", "มอบ", Kind.ISSUE),
        ("#รายงานผลชี้แจง 48 ไม่จริง", "รายงานผลชี้แจง", Kind.REPORT),
        *[("#ไม่ขยายเวลา 7 2 วัน", "ไม่ขยายเวลา", Kind.REFUSE), ("#ไม่ปิด 6", "ไม่ปิด", Kind.REOPEN)],
        *[("#ายงาน 2 น้ำลด", "ายงาน", Kind.REPORT), ("#eport 2", "eport", Kind.REPORT)],
        ("#ประเด็นที่ 5 น้ำท่วม\nถึง ปภ.\nภายใน 15.00", "ประเด็นที่ 5", Kind.ISSUE),
    ],
)
def test_a_near_miss_names_the_nearest_command(text: str, said: str, meant: Kind) -> None:
    (fields,) = read(text)

    assert (fields.kind, fields.outcome) == (Kind.NONE, NearMiss(said, meant))
    assert is_command(text)


def test_commands_are_read_in_order_and_at_most_five() -> None:
    text = "#report 12 ชี้แจงแล้ว\n#ข่าวดี\n> #ack 9\n" + "\n".join(f"#ack {n}" for n in range(1, 9))

    kinds = [(fields.kind, fields.issue_no) for fields in read(text)]

    assert kinds == [(Kind.REPORT, 12), *[(Kind.ACK, n) for n in range(1, 5)]]
    assert read(text)[0].body == "ชี้แจงแล้ว\n#ข่าวดี"


def test_a_mention_with_a_blank_in_its_name_may_stand_before_a_command() -> None:
    text = "@กรม ปภ. ทีมข่าว #report 12 ok"

    (plain,) = read(text)
    assert isinstance(plain.outcome, NearMiss)
    assert read(text, mentioned=[Mentioned("@กรม ปภ. ทีมข่าว")])[0].issue_no == 12


def test_a_mention_is_one_word_whatever_the_name_holds() -> None:
    people = [Mentioned("@ก #1 ก่อนเที่ยง", ("MOI-DDPM",)), Mentioned("@สม", ("MOF",))]
    text = "@ก #1 ก่อนเที่ยง #issue น้ำ @ก #1 ก่อนเที่ยง\nหน่วยงาน: @ก #1 ก่อนเที่ยง @สม\nกำหนด: 15.00 น."

    (fields,) = read(text, mentioned=people)

    assert (fields.title, fields.problems) == ("น้ำ @ก #1 ก่อนเที่ยง", ())
    assert set(fields.agencies) == {"MOI-DDPM", "MOF"}


def test_two_people_of_one_name_are_told_apart_by_their_places() -> None:
    text = "#issue น้ำ\nถึง: @สม @สม\nกำหนด: 15.00 น."
    people = [Mentioned("@สม", ("MOF",), 16), Mentioned("@สม", ("MOI",), 20)]

    assert set(read(text, mentioned=people)[0].agencies) == {"MOF", "MOI"}


def test_a_mention_of_nobody_means_the_agency_of_that_name_or_is_asked() -> None:
    text = "#issue น้ำ\nถึง: @กรมประมง @สมชาย ใจดี\nกำหนด: 15.00 น."
    people = [Mentioned("@กรมประมง"), Mentioned("@สมชาย ใจดี")]

    (fields,) = read(text, mentioned=people)

    assert fields.agencies == ("MOAC-DOF",)
    assert [(one.mistake, one.said) for one in fields.problems] == [
        (Mistake.UNKNOWN_AGENCY, "@สมชาย ใจดี")
    ]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#list", List()),
        ("#รายการ ครับ", List()),
        ("#ค้าง หน่อยค่ะ", Overdue()),
        ("#ของฉัน", Mine()),
        ("#quota นะคะ", Quota()),
        ("#โควต้า", Quota()),
        ("#help", Help()),
        ("#help report", Help(Kind.REPORT)),
        ("#วิธีใช้ #รายงาน", Help(Kind.REPORT)),
        ("#help ครับ", Help()),
        ("#bind ABCDE-FGHIJ", Bind("ABCDE-FGHIJ")),
        ("#ผูกกลุ่ม: abcde-fghij ครับ", Bind("abcde-fghij")),
        ("#ผูกกลุ่ม ABCDE-FGHIJ ยืนยันครับ", Bind("ABCDE-FGHIJ", sure=True)),
        ("#bind ABCDE-FGHIJ yes", Bind("ABCDE-FGHIJ", sure=True)),
        ("#join (ABCDE-FGHIJ)", Join("ABCDE-FGHIJ")),
        ("#join abcde fghij", Join("abcde fghij")),
        ("#bind ABCDE – FGHIJ yes", Bind("ABCDE – FGHIJ", sure=True)),
        ("#ลงทะเบียน รหัส ABCDE-FGHIJ ค่ะ", Join("ABCDE-FGHIJ")),
    ],
)
def test_a_command_without_a_number(text: str, command: object) -> None:
    (fields,) = read(text)

    assert (fields.outcome, fields.problems) == (command, ())


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        *[("#ค้าง ปภ.", "ปภ."), ("#ค้างกรมปศุสัตว์", "กรมปศุสัตว์"), ("#ค้างปภ.", "ปภ.")],
        ("#overdue 2570Q1 ครับ", "2570Q1 ครับ"),
        ("#ค้าง ทั้งหมดค่ะ 🙏", ""),
        ("#list\nขอบคุณครับ แล้วเจอกัน", ""),
        ("#ปิด 12 ปภ.", "ปภ."),
        ("#เตือน 12 เฉพาะ ปภ.", "เฉพาะ ปภ."),
        ("#สถานะ 12 ด้วยครับ", ""),
        ("#ack 12 13 จะรายงานพรุ่งนี้", "จะรายงานพรุ่งนี้"),
        ("#ack 12 13 เรียบร้อยครับ", ""),
        ("#help ครับ", ""),
    ],
)
def test_what_a_command_has_no_use_for_is_kept_to_be_said(text: str, unread: str) -> None:
    (fields,) = read(text)

    assert (fields.unread, fields.problems) == (unread, ())


def test_a_sixth_command_is_noticed() -> None:
    assert not has_more("#list\n" * 5)
    assert has_more("#list\n" * 6)


def test_a_quoted_post_gives_the_number_that_was_not_typed() -> None:
    (quoted,) = read("#ack ค่ะ", quoted_issue_no=12)
    (typed,) = read("#ack 13", quoted_issue_no=12)

    assert isinstance(quoted.outcome, Ack)
    assert isinstance(typed.outcome, Ack)
    assert (quoted.issue_no, typed.issue_no) == (12, 13)


PIECES = st.sampled_from(
    [
        *[
            "#",
            "＃",
            " ",
            "\n",
            "\r\n",
            "\u2028",
            "\x0b",
            "\u200b",
            "@a ",
            "@",
            "> ",
            "✅",
            "\ufe0f",
        ],
        *["issue", "report", "รายงาน", "ประเด็น", "isue", "ack", "ที่", "12", "๑๒", "/2570", ","],
        *["หน่วยงาน: ", "กำหนด: ", "ถึง ", "ภายใน ", "ปภ.", "กรมชลฯ", "ทช.", "(", ")", "15.00 น."],
        *["https://a.b/ก", "\u0e4d\u0e32", "\u0e48\u0e31", "เ", "ก", "-", "ครับ", "25 พ.ย. 69", "|"],
    ]
)
ANYTHING = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@settings(deadline=None, derandomize=True, max_examples=400)
@given(ANYTHING, st.none() | st.just(12))
def test_any_text_is_read_without_an_exception_and_the_test_agrees(
    text: str, quoted: int | None
) -> None:
    fields = read(text, quoted_issue_no=quoted)

    assert is_command(text) == bool(fields)
    assert len(fields) <= 5
    assert all(one.deadline is None or one.deadline > NOW for one in fields)


@pytest.mark.parametrize(
    ("text", "command", "unread"),
    [
        ("#list 2", List(2), ""),
        ("#รายการ หน้า ๒ ค่ะ", List(2), ""),
        ("#รายการหน้า 2", List(2), ""),
        ("#รายการหน้าที่ ๒ ค่ะ", List(2), ""),
        ("#ค้าง หน้าที่ 3", Overdue(3), ""),
        ("#mine page 2", Mine(2), ""),
        ("#list 0", List(1), ""),
        ("#ทะเบียน 2", Roster(2), ""),
        ("#list 2570Q1", List(), "2570Q1"),
        ("#quota 2", Quota(), "2"),
        ("#สถานะ 12 หน้า 2", Status(IssueNo(12), 2), ""),
        ("#status 12 page 2 please", Status(IssueNo(12), 2), ""),
        ("#สถานะ 12", Status(IssueNo(12)), ""),
    ],
)
def test_a_number_behind_a_list_is_a_page(text: str, command: object, unread: str) -> None:
    (fields,) = read(text)

    assert (fields.outcome, fields.unread, fields.problems) == (command, unread, ())


def test_a_second_number_behind_the_number_of_an_issue_is_no_page() -> None:
    (fields,) = read("#สถานะ 12 2")

    assert fields.problems


@pytest.mark.parametrize(
    ("text", "meant", "right"),
    [
        ("เรียนทุกท่าน #รับทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("เรียนท่านผอ. #รายงาน 1 ชี้แจงแล้ว\nแนบภาพ", Kind.REPORT, "#รายงาน 1 ชี้แจงแล้ว\nแนบภาพ"),
        ("น้ำลดแล้วค่ะ #รายงาน 3 ชี้แจงแล้ว", Kind.REPORT, "#รายงาน 3 ชี้แจงแล้ว"),
        ("กรมประมง: #รับทราบ ๑", Kind.ACK, "#รับทราบ ๑"),
        ("สวัสดีค่ะ #รายการ", Kind.LIST, "#รายการ"),
        ("ด่วน #ประเด็น น้ำท่วม\nถึง: ปภ.", Kind.ISSUE, "#ประเด็น น้ำท่วม\nถึง: ปภ."),
        ("- #รับทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("1) #report 12", Kind.REPORT, "#report 12"),
        ("“#รับทราบ 1”", Kind.ACK, "#รับทราบ 1”"),
        ("##รับทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("#️⃣ รับทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("♯รับทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("#.รับทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("#[รับทราบ] 1", Kind.ACK, "#รับทราบ 1"),
        ("#รับ ทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("#รับ_ทราบ 1", Kind.ACK, "#รับทราบ 1"),
        ("#เรียนท่าน รายงาน 1 ก", Kind.REPORT, "#รายงาน 1 ก"),
        ("รับทราบ #1 ค่ะ", Kind.ACK, "#รับทราบ #1 ค่ะ"),
        ("เรียนแอดมิน #ลงทะเบียน ABCDE-FGHIJ", Kind.JOIN, "#ลงทะเบียน ABCDE-FGHIJ"),
    ],
)
def test_a_command_at_a_wrong_place_is_asked_and_put_right(text, meant, right) -> None:
    (fields,) = read(text)

    assert isinstance(fields.outcome, NearMiss)
    assert (fields.outcome.meant, fields.outcome.misplaced) == (meant, True)
    assert WORDS.did_you_mean(fields.outcome, fields.typed).endswith(f"\n{right}")
    assert not isinstance(first(right).outcome, NearMiss)


@pytest.mark.parametrize(
    ("text", "word"),
    [("#xitgfHo lbo8hkcr'", "ประเด็น"), ("#ikp'ko 3 x", "รายงาน"), ("#-pkpg;]k 3 x", "ขยายเวลา")],
)
def test_a_command_typed_on_the_english_keyboard_is_asked(text: str, word: str) -> None:
    near = first(text).outcome

    assert isinstance(near, NearMiss)
    assert (near.word, near.said) == (word, text[1:].split()[0])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        *[
            ("#เเตือน 2", "#เตือน 2"),
            ("#รายงาน_7 น้ำลด", "#รายงาน7 น้ำลด"),
            ("#รายงานน 7", "#รายงาน 7"),
        ],
        ("#ประเด็นร้อน ราคายาง\nถึง กยท.\nภายใน 15.00", "#ประเด็น ราคายาง\nถึง กยท.\nภายใน 15.00"),
    ],
)
def test_a_near_miss_is_put_right(text: str, right: str) -> None:
    near = first(text).outcome

    assert isinstance(near, NearMiss)
    assert WORDS.put_right(near, text) == right


@pytest.mark.parametrize("before", ["ส่งต่อ: ", "FW: ", "ฝาก "])
def test_a_command_that_is_passed_on_is_asked(before: str) -> None:
    assert isinstance(first(f"{before}#รับทราบ 3").outcome, NearMiss)
