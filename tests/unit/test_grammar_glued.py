"""A headline or a name glued to the command's word: understood where what follows says so."""

import pytest
from monday import first, read

from domain.chat.commands import Accept, IssueNo, OpenIssue, Return, Transfer
from domain.chat.mistakes import Mistake

ASKED = "ถึง กรมการค้าภายใน ภายในพรุ่งนี้เที่ยง"


@pytest.mark.parametrize(
    "text",
    [
        *[
            f"#ประเด็นน้ำมันขึ้นราคา {ASKED}",
            f"# ประเด็นน้ำมันขึ้นราคา {ASKED}",
            f"📌 #ประเด็นน้ำมันขึ้นราคา {ASKED}",
        ],
        *[
            f"#issueน้ำมันขึ้นราคา {ASKED}",
            f"#ประเด็น-น้ำมันขึ้นราคา {ASKED}",
            f"#ประเด็น_น้ำมันขึ้นราคา {ASKED}",
        ],
        "#ประเด็นน้ำมันขึ้นราคา\nถึง: คน.\nกำหนด: พรุ่งนี้เที่ยง",
        "#ประเด็นน้ำมันขึ้นราคาค่ะ\nกรมการค้าภายใน\nภายในพรุ่งนี้เที่ยง",
        "#มอบหมายกรมการค้าภายใน น้ำมันขึ้นราคา ภายในพรุ่งนี้เที่ยง",
    ],
)
def test_a_glued_headline_is_an_issue_where_somebody_is_asked(text: str) -> None:
    outcome = first(text).outcome

    assert isinstance(outcome, OpenIssue)
    assert (outcome.headline, outcome.agencies) == ("น้ำมันขึ้นราคา", ("MOC-DIT",))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("#ประเด็นน้ำมันขึ้นราคา ถึง กรมการค้าภายใน", Mistake.MISSING_DEADLINE),
        ("#ประเด็นน้ำมันขึ้นราคา ภายในพรุ่งนี้เที่ยง", Mistake.MISSING_AGENCY),
    ],
)
def test_what_a_glued_headline_lacks_is_asked(text: str, mistake: Mistake) -> None:
    assert [one.mistake for one in first(text).problems] == [mistake]


@pytest.mark.parametrize(
    "text",
    [
        *["#ประเด็นร้อน", "#ประเด็นร้อนวันนี้ ใครตามข่าวบ้าง", "#ประเด็นร้อน กรมประมงแถลงข่าวเที่ยงนี้"],
        *["#ประเด็นร้อน #กรมประมง แถลงภายในวันนี้", "#ประเด็นร้อน ก่อนจะแชร์โปรดเช็ก", "#issues-and-answers"],
        *["#ประเด็นเด็ด\nกรมประมงให้ลงทะเบียนภายใน 30 พ.ย. นี้", "#รายงานข่าว 3 จังหวัด", "#เตือนกรมอุตุ ฝนตก"],
    ],
)
def test_a_hashtag_stays_talk(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#รับรองกรมประมง 3", Accept(IssueNo(3), ("MOAC-DOF",))),
        ("#โอนให้กรมประมง 3 ไม่ใช่ภารกิจ", Transfer(IssueNo(3), "MOAC-DOF", "ไม่ใช่ภารกิจ")),
        ("#ตีกลับกรมประมง 3 ไม่ครบ", Return(IssueNo(3), "MOAC-DOF", "ไม่ครบ")),
    ],
)
def test_a_name_glued_before_the_number_is_heard(text: str, command: object) -> None:
    assert first(text).outcome == command
