"""Which messages fill the gaps of a command, and which are ordinary talk."""

from datetime import datetime

import pytest
from monday import BANGKOK, CALENDAR, DIRECTORY, NOW, first

from domain.chat.commands import Extend
from domain.chat.mistakes import Gap
from domain.grammar.filler import read_filler
from domain.grammar.gaps import Filler, filled, gap_of, gaps_of
from domain.grammar.situation import Situation
from domain.words import Words, words_for

SITUATION = Situation(NOW, CALENDAR, DIRECTORY)
DOF, DDPM, DRR = ("MOAC-DOF",), ("MOI-DDPM",), ("MOT-DRR",)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("text", "filler"),
    [
        ("ถึง กรมประมง ภายในพรุ่งนี้เที่ยงค่ะ", Filler(DOF, at(24, 12))),
        ("กรมประมง พรุ่งนี้ 15.00 น.", Filler(DOF, at(24, 15))),
        ("กรมประมงภายในพรุ่งนี้", Filler(DOF, at(24, 16, 30))),
        ("to ปภ.\ndue tomorrow 15:00", Filler(DDPM, at(24, 15))),
        ("ให้ ปภ. ตอบภายในเที่ยงพรุ่งนี้", Filler(DDPM, at(24, 12))),
        ("หมายถึงกรมทางหลวงชนบทค่ะ", Filler(DRR)),
        ("ทางหลวงชนบทครับ ขอบคุณครับ", Filler(DRR)),
        ("ขออภัยค่ะ ถึง กรมประมง", Filler(DOF)),
        ("ทุกกระทรวง", Filler(("ALL",))),
        ("วันศุกร์หน้าค่ะ", Filler((), at(4, 16, 30, month=12))),
        ("กรมประมง สัปดาห์หน้านะคะ", Filler(DOF, at(4, 16, 30, month=12))),
        ("ขอเป็นพรุ่งนี้เที่ยงค่ะ", Filler((), at(24, 12))),
        ("ภายใน ๓ ชม.", Filler((), at(23, 13))),
        ("15.00 น. ครับ", Filler((), at(23, 15))),
        ("12", Filler(number=12)),
        ("ประเด็นที่ ๑๒ ค่ะ", Filler(number=12)),
        ("#12", Filler(number=12)),
        ("IA-12 ครับ", Filler(number=12)),
        ("1️⃣2️⃣", Filler(number=12)),
        ("เลข (12).", Filler(number=12)),
        ("กรมประมงง พรุ่งนี้เที่ยง", Filler(DOF, at(24, 12))),
        ("ถึงกรมประมงงภายในพรุ่งนี้เที่ยงค่ะ", Filler(DOF, at(24, 12))),
        ("พรุ่งนี้เที่ยง กรมประมงง", Filler(DOF, at(24, 12))),
        ("ให้กรมประมงค่ะ พรุ่งนี้เที่ยงค่ะ", Filler(DOF, at(24, 12))),
        ("ปภ. กรมประมงง พรุ่งนี้เที่ยง", Filler(DDPM + DOF, at(24, 12))),
        ("กรมประมง*", Filler(DOF)),
        ("คือกรมประมงค่ะ พิมพ์ผิด", Filler(DOF)),
        ("เอาเป็นพรุ่งนี้เที่ยงละกันค่ะ", Filler((), at(24, 12))),
    ],
)
def test_a_message_that_says_just_that_fills_gaps(text: str, filler: Filler) -> None:
    assert read_filler(text, list(Gap), SITUATION) == filler


@pytest.mark.parametrize("words", [words_for("th", BANGKOK), words_for("en", BANGKOK)])
def test_a_date_as_the_bot_offers_it_fills_the_gap(words: Words) -> None:
    for due in (at(day, 15) for day in range(24, 31)):
        tapped = f"{words.say('ภายใน', 'due')} {words.when(due)}"
        copied = first(f"#ขยายเวลา 12 {words.when(due)} รอผลแล็บ 3 วัน").outcome

        assert read_filler(tapped, list(Gap), SITUATION) == Filler((), due)
        assert isinstance(copied, Extend)
        assert (copied.deadline, copied.reason) == (due, "รอผลแล็บ 3 วัน")


@pytest.mark.parametrize(
    ("text", "filler"),
    [
        ("พรุ่งนี้ ภายใน 15.00 น. ค่ะ", Filler((), at(24, 15))),
        ("โทษทีค่ะ พรุ่งนี้ 15.00 น.", Filler((), at(24, 15))),
        ("วันพุธ ไม่เกิน 15.00 น.", Filler((), at(25, 15))),
        ("กรมประมงด้วย", Filler(DOF)),
        ("อ๋อ กรมประมงค่ะ", Filler(DOF)),
    ],
)
def test_what_is_said_around_a_value_is_no_talk(text: str, filler: Filler) -> None:
    assert read_filler(text, list(Gap), SITUATION) == filler


@pytest.mark.parametrize(
    "text",
    [
        "รับทราบค่ะ",
        "กรมประมงตอบแล้ว",
        "ปภ. อยู่ไหมคะ",
        "กรมประมง พรุ่งนี้ตอบค่ะ",
        "กรมทางหลวงโทรมา พรุ่งนี้",
        "กรมไหนคะ",
        "กรมนี้ตอบช้า",
        "จังหวัดน่านน้ำท่วม",
        "กำหนดการประชุมพรุ่งนี้",
        "ก่อนเที่ยงจะส่งให้นะคะ",
        "พรุ่งนี้ประชุมกี่โมงคะ",
        "เดี๋ยวพรุ่งนี้ส่งให้นะคะ",
        "ถึงแล้วค่ะ",
        "5555",
        "ของ ปภ.",
        "กรมประมง " * 60,
        "",
    ],
)
def test_ordinary_talk_fills_nothing(text: str) -> None:
    assert read_filler(text, list(Gap), SITUATION) is None


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("พรุ่งนี้เช้า", Gap.DEADLINE),
        ("ถึง กรมประมง ภายในเย็นนี้", Gap.DEADLINE),
        ("หน่วยงาน: กรมเวทมนตร์", Gap.AGENCY),
        ("กรมเวทมนตร์ค่ะ", Gap.AGENCY),
        ("ก.ประมง พรุ่งนี้เที่ยง", Gap.AGENCY),
        ("ทช. พรุ่งนี้เที่ยง", Gap.AGENCY),
        ("กรมประมง ภายในพรุ่งนี้เที่ยว", Gap.DEADLINE),
        ("ภายใน 3 ชมม", Gap.DEADLINE),
        ("ด่วนที่สุดค่ะ", Gap.DEADLINE),
        ("3 และ 4", Gap.NUMBER),
        ("3/2570", Gap.NUMBER),
        ("ถึง สคร.12", Gap.AGENCY),
        ("กรมประมง หรือ ปภ.", Gap.AGENCY),
        ("เขตบางรัก กทม.", Gap.AGENCY),
    ],
)
def test_an_attempt_that_cannot_be_read_says_why(text: str, gap: Gap) -> None:
    filler = read_filler(text, list(Gap), SITUATION)

    assert filler is not None
    assert [gap_of(problem) for problem in filler.problems] == [gap]


@pytest.mark.parametrize(
    ("command", "rest", "whole"),
    [
        (
            "#ประเด็น น้ำ\nถึง: ทช., ปภ.\nภายใน: เย็นนี้",
            "กรมประมง พรุ่งนี้เที่ยง",
            "#ประเด็น น้ำ\nถึง: MOAC-DOF, ปภ.\nภายใน: 2026-11-24 12:00",
        ),
        ("#โอน 12 กรมเวท ไม่ใช่ของเรา", "กรมประมง", "#โอน 12 MOAC-DOF ไม่ใช่ของเรา"),
        ("#ขยายเวลา 12", "พรุ่งนี้", "#ขยายเวลา 12 2026-11-24 16:30"),
        ("#รายงาน ชี้แจงแล้ว", "12", "#รายงาน #12 ชี้แจงแล้ว"),
        ("#รายงาน ลงพื้นที่ 12 จุด", "12", "#รายงาน #12 ลงพื้นที่ 12 จุด"),
        ("#รายงาน ๑, ๒ ลงพื้นที่", "๒", "#รายงาน #2 ลงพื้นที่"),
        (
            "#issue น้ำ\nถึง: ปภ.\nกำหนด: 15.00 น.\nกำหนด: พรุ่งนี้เที่ยง",
            "พรุ่งนี้เที่ยง",
            "#issue น้ำ\nถึง: ปภ.\nกำหนด: 2026-11-24 12:00\nกำหนด:",
        ),
        ("#รับรอง 12 ทช.", "กรมทางหลวงชนบท", "#รับรอง 12 MOT-DRR"),
        (
            "📢 #ประเด็น น้ำ ถึง ทช. ภายใน ๒๕ พย. ๒๕๖๙ โมง",
            "กรมประมง พรุ่งนี้",
            "📢 #ประเด็น น้ำ ถึง MOAC-DOF ภายใน 2026-11-24 16:30",
        ),
    ],
)
def test_what_fills_all_gaps_makes_a_command_that_can_be_read(command, rest, whole) -> None:
    fields = first(command)
    filler = read_filler(rest, gaps_of(fields), SITUATION)
    assert filler is not None

    text = filled(fields, filler.given(fields, gaps_of(fields)))

    assert text == whole
    assert first(text).problems == ()


def test_more_or_less_than_the_gaps_fills_nothing() -> None:
    two = first("#ประเด็น น้ำ\nถึง: กรมเวท, กรมมนต์\nภายใน: พรุ่งนี้")

    assert Filler(DOF).given(two, [Gap.AGENCY]) == {}
    assert Filler(DOF + DDPM, at(24, 12)).given(two, [Gap.AGENCY]) == {}
    assert Filler(DOF + DDPM).given(two, [Gap.AGENCY]) == {"agency": "MOAC-DOF, MOI-DDPM"}
