"""Names as people say them (ประมง) behind the number, and for whom more time is meant."""

import pytest
from monday import first

from domain.chat.commands import Accept, Extend, Grant, IssueNo, Refuse, Return, Transfer
from domain.chat.mistakes import ONE_ONLY, Mistake

ONE = IssueNo(1)
FISHERIES, LIVESTOCK = "MOAC-DOF", "MOAC-DLD"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#โอน 1 ประมง ไม่ใช่ภารกิจ", Transfer(ONE, FISHERIES, "ไม่ใช่ภารกิจ")),
        ("#โอน 1 ให้ประมง ไม่ใช่ภารกิจ", Transfer(ONE, FISHERIES, "ไม่ใช่ภารกิจ")),
        ("#โอน 1 ปศุสัตว์ → ประมง ไม่ใช่ภารกิจ", Transfer(ONE, FISHERIES, "ไม่ใช่ภารกิจ", LIVESTOCK)),
        ("#ตีกลับ 1 ประมง ข้อมูลไม่ครบ", Return(ONE, FISHERIES, "ข้อมูลไม่ครบ")),
        ("#รับรอง ประมง 1", Accept(ONE, (FISHERIES,))),
        ("#อนุมัติ 1 ประมงค่ะ", Grant(ONE, FISHERIES)),
        ("#ไม่อนุมัติ 1 ประมง ข้อมูลพอแล้ว", Refuse(ONE, FISHERIES, "ข้อมูลพอแล้ว")),
    ],
)
def test_a_bare_name_behind_the_number_is_an_agency(text: str, command: object) -> None:
    assert first(text).outcome == command


@pytest.mark.parametrize(
    "names", ["ประมง ปศุสัตว์", "ประมง, ปศุสัตว์", "กรมประมง ปศุสัตว์", "ประมงและปศุสัตว์"]
)
def test_a_group_of_bare_names_where_one_is_meant_is_asked(names: str) -> None:
    for text in (f"#โอน 1 {names} ไม่ใช่ภารกิจ", f"#ตีกลับ 1 {names} ไม่ครบ"):
        (problem,) = first(text).problems
        assert (problem.mistake, problem.why) == (Mistake.AMBIGUOUS_AGENCY, ONE_ONLY)


@pytest.mark.parametrize(
    ("said", "agencies"),
    [
        *[
            (f"{{due}} {name} รอผล", (FISHERIES,))
            for name in ("ประมง", "(ประมง)", "(กรมประมง)", "กรมประมน")
        ],
        *[
            (f"{name} {{due}} รอผล", (FISHERIES,))
            for name in ("ประมง", "ให้ประมง", "(ประมง)", "กรมประมน")
        ],
        *[(f"{{due}} {word}ประมง รอผล", (FISHERIES,)) for word in ("เฉพาะ", "สำหรับ", "ของ")],
        ("{due} ประมง, ปศุสัตว์ รอผล", (FISHERIES, LIVESTOCK)),
        ("{due} ประมงและปศุสัตว์ รอผล", (FISHERIES, LIVESTOCK)),
        ("ประมง ปศุสัตว์ {due} รอผล", (FISHERIES, LIVESTOCK)),
        ("{due} รอผล", ()),
    ],
)
def test_more_time_is_for_whoever_is_named_beside_it(said: str, agencies: tuple[str, ...]) -> None:
    outcome = first("#ขยายเวลา 1 " + said.format(due="พรุ่งนี้ 16.00 น.")).outcome

    assert isinstance(outcome, Extend)
    assert (outcome.agencies, outcome.reason) == (agencies, "รอผล")


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        *[("รอผล กรมประมง", True), ("รอผล (ประมง)", True), ("ตามที่กรมประมงขอ", True)],
        *[("ปมง รอผล", True), ("ปมง. รอผล", True), ("ครม. เลื่อนประชุม", False), ("ฝนตก", False)],
        *[("รอผลตรวจ กรมประมงค่ะ", True), ("เนื่องจากกรมประมงได้ขอมา", True)],
        *[("รอผลจากกรมประมง", False), ("รอผลจาก กรมประมง กรมปศุสัตว์", False), ("น้ำท่วมน่าน", False)],
        *[("รอข้อมูลของ ปภ. และ กรมประมง", False), ("ถนนขาดที่ น่าน", False), ("เลยค่ะ", False)],
    ],
)
def test_an_agency_in_the_reason_that_may_be_meant_alone_is_asked(reason: str, asked: bool) -> None:
    outcome = first(f"#ขยายเวลา 1 พรุ่งนี้ 16.00 น. {reason}").outcome

    assert isinstance(outcome, Extend)
    assert (outcome.for_one, outcome.agencies) == (asked, ())
