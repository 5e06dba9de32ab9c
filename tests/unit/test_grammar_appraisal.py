"""How `#appraisal` is read: an agency, how it stands, from which day on, and why."""

from datetime import date

import pytest
from monday import first

from domain.chat.commands import Appraisal, Kind, Malformed
from domain.chat.mistakes import Mistake

FIRST = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "#การประเมิน กฟภ. แสดงเท่านั้น ตั้งแต่ 1 ต.ค. 69 เหตุผล มติ ครม.",
            Appraisal("MOI-PEA", False, None, FIRST, "มติ ครม."),
        ),
        (
            "#การประเมิน สมศ. ประเมิน ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๙ เนื่องจากมติ ครม.",
            Appraisal("MOE-ONESQA", True, None, FIRST, "มติ ครม."),
        ),
        (
            "#การประเมิน กรมประมง\nสังกัด: มท.\nตั้งแต่: 1 ต.ค. 69\nเหตุผล: พ.ร.ฎ. โอนกรม",
            Appraisal("MOAC-DOF", None, "MOI", FIRST, "พ.ร.ฎ. โอนกรม"),
        ),
        (
            "#appraisal กฟภ. appraised ministry มท. from 1/10/2569 reason cabinet",
            Appraisal("MOI-PEA", True, "MOI", FIRST, "cabinet"),
        ),
        ("#การประเมิน กฟภ. ไม่สังกัดกระทรวง", Appraisal("MOI-PEA", None, "MOI-PEA")),
        ("#การประเมิน กฟภ. แสดงเท่านั้น ตั้งแต่ เมื่อไร", Appraisal("MOI-PEA", False)),
        ("#การประเมิน กฟภ.", Appraisal("MOI-PEA")),
    ],
)
def test_an_appraisal_is_read(typed, expected):
    assert first(typed).outcome == expected


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("#การประเมิน", Mistake.EMPTY_BODY),
        ("#การประเมิน กรมที่ไม่มี แสดงเท่านั้น", Mistake.UNKNOWN_AGENCY),
        ("#การประเมิน กฟภ. สังกัด กระทรวงที่ไม่มี", Mistake.UNKNOWN_AGENCY),
        ("#การประเมิน กฟภ., กฟผ. แสดงเท่านั้น", Mistake.AMBIGUOUS_AGENCY),
        ("#การประเมิน ทุกกระทรวง แสดงเท่านั้น", Mistake.AMBIGUOUS_AGENCY),
    ],
)
def test_what_is_unclear_is_asked(typed, mistake):
    outcome = first(typed).outcome

    assert isinstance(outcome, Malformed)
    assert outcome.kind is Kind.APPRAISAL
    assert [problem.mistake for problem in outcome.problems] == [mistake]
