"""Every command about an issue but its report: what stands behind the number, and mistakes."""

from datetime import datetime

import pytest
from monday import BANGKOK, first, line

from domain.chat.commands import (
    Accept,
    Ack,
    Cancel,
    Close,
    Command,
    Excuse,
    Extend,
    IssueNo,
    Malformed,
    Remind,
    Reopen,
    Return,
    Snooze,
    Stats,
    Status,
    Transfer,
)
from domain.chat.mistakes import ONE_ONLY, Mistake, Problem

TWELVE = IssueNo(12)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=BANGKOK)
NEXT_FRIDAY = datetime(2026, 12, 4, 12, 0, tzinfo=BANGKOK)


def _longer(period: str, reason: str = "") -> Extend:
    return Extend(TWELVE, None, (), reason, period)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("#ack 12", Ack((TWELVE,))),
        ("#ack 12 13 15 ค่ะ", Ack((TWELVE, IssueNo(13), IssueNo(15)))),
        ("#รับทราบ 12, ๑๓ และ 15/2570", Ack((TWELVE, IssueNo(13), IssueNo(15, 2570)))),
        ("#รับทราบ ประเด็นที่ 12 ครับ", Ack((TWELVE,))),
        ("#ack 12 12, 13 12", Ack((TWELVE, IssueNo(13)))),
        ("#status - 12", Status(TWELVE)),
        ("#extend 12 พรุ่งนี้เที่ยง", Extend(TWELVE, NOON)),
        ("#ขยายเวลา 12 เป็นพรุ่งนี้เที่ยง", Extend(TWELVE, NOON)),
        ("#ขยายเวลา 12 ถึง 24 พ.ย. 69 เที่ยง ครับ", Extend(TWELVE, NOON)),
        ("#extend 12 3 วัน", _longer("3 วัน")),
        ("#extend 12 ขอขยายเวลา 3 วัน รอผลแล็บ", _longer("ขอขยายเวลา 3 วัน", "รอผลแล็บ")),
        ("#extend 12 ออกไปอีก 2 ชม. เพราะฝนตก", _longer("อีก 2 ชม.", "เพราะฝนตก")),
        ("#extend 12 by 3 days waiting", _longer("by 3 days", "waiting")),
        ("#extend 12 next Friday noon waiting", Extend(TWELVE, NEXT_FRIDAY, (), "waiting")),
        ("#extend 12 ปภ. พรุ่งนี้เที่ยง", Extend(TWELVE, NOON, ("MOI-DDPM",))),
        ("#extend 12 พรุ่งนี้เที่ยง ปภ. กทม.", Extend(TWELVE, NOON, ("MOI-DDPM", "TH-10"))),
        ("#extend 12 พรุ่งนี้เที่ยง\nเหตุผล: รอผลแล็บ", Extend(TWELVE, NOON, (), "รอผลแล็บ")),
        (
            "#extend 12 พรุ่งนี้เที่ยง เนื่องจากรอข้อมูล",
            Extend(TWELVE, NOON, (), "เนื่องจากรอข้อมูล"),
        ),
        ("#snooze 12 พรุ่งนี้เที่ยง, รอผลแล็บ", Snooze(TWELVE, NOON, "รอผลแล็บ")),
        ("#พักเตือน 12 ถึงพรุ่งนี้เที่ยง รอผลแล็บ ค่ะ", Snooze(TWELVE, NOON, "รอผลแล็บ ค่ะ")),
        ("#snooze 12 24 พ.ย. 69 เที่ยง เพราะรอผล", Snooze(TWELVE, NOON, "เพราะรอผล")),
        ("#snooze 12 -", Snooze(TWELVE, None)),
        ("#เปิดใหม่ 12", Reopen(TWELVE)),
        ("#reopen 12 ปภ. รับรองผิดฉบับ", Reopen(TWELVE, "MOI-DDPM", "รับรองผิดฉบับ")),
        ("#เปิดใหม่ 12 ปิดผิดประเด็น", Reopen(TWELVE, None, "ปิดผิดประเด็น")),
        ("#ยกเว้น 12 ปภ. ประเด็นซ้ำ กับ #11", Excuse(TWELVE, "MOI-DDPM", "ประเด็นซ้ำ กับ #11")),
        ("#excuse 12 ปภ. - ค่ะ", Excuse(TWELVE, "MOI-DDPM", "")),
        ("#พักเตือน 12 ยกเลิกการพัก ครับ", Snooze(TWELVE, None)),
        ("#return 12 ปภ. ขอตัวเลขเพิ่ม", Return(TWELVE, "MOI-DDPM", "ขอตัวเลขเพิ่ม")),
        ("#ตีกลับ 12 กรมชลฯ: ไม่ตรงประเด็น", Return(TWELVE, "MOAC-RID", "ไม่ตรงประเด็น")),
        ("#return 12 ปภ.\nเหตุผล: ไม่ครบ", Return(TWELVE, "MOI-DDPM", "ไม่ครบ")),
        ("#ack 12 13 กรมประมง ค่ะ", Ack((TWELVE, IssueNo(13)), ("MOAC-DOF",))),
        ("#รับทราบ กรมประมง และ ปภ. 12", Ack((TWELVE,), ("MOAC-DOF", "MOI-DDPM"))),
        ("#รับรอง 12 ปภ., กรมประมง", Accept(TWELVE, ("MOI-DDPM", "MOAC-DOF"))),
        ("#รับรองค่ะ 12 ทั้งสองหน่วยงาน", Accept(TWELVE)),
        ("#accept 12", Accept(TWELVE)),
        ("#accept 12 ครับ", Accept(TWELVE)),
        ("#รับรอง 12 ปภ. ค่ะ", Accept(TWELVE, ("MOI-DDPM",))),
        ("#cancel 12 ซ้ำกับ 11", Cancel(TWELVE, "ซ้ำกับ 11")),
        ("#ยกเลิก 12 เหตุผล: ซ้ำ", Cancel(TWELVE, "ซ้ำ")),
        ("#close 12", Close(TWELVE)),
        ("#ปิด ๑๒ ครับ", Close(TWELVE)),
        ("#โอน 12 สคบ.ค่ะ ไม่ใช่ภารกิจ", Transfer(TWELVE, "PMO-OCPB", "ไม่ใช่ภารกิจ")),
        ("#transfer 12 สคบ. ไม่ใช่ภารกิจ", Transfer(TWELVE, "PMO-OCPB", "ไม่ใช่ภารกิจ")),
        ("#โอน 12 ไปยัง กรมชลประทาน เพราะเขื่อน", Transfer(TWELVE, "MOAC-RID", "เพราะเขื่อน")),
        ("#โอน 12 ปภ. ไป กรมชลประทาน เขื่อน", Transfer(TWELVE, "MOAC-RID", "เขื่อน", "MOI-DDPM")),
        ("#โอน 12 จาก ปภ. ไปยังชป. เขื่อน", Transfer(TWELVE, "MOAC-RID", "เขื่อน", "MOI-DDPM")),
        ("#โอน 12 ปภ. ให้กรมชลประทาน เขื่อน", Transfer(TWELVE, "MOAC-RID", "เขื่อน", "MOI-DDPM")),
        ("#โอน 12 ปภ. → ชป. เขื่อน", Transfer(TWELVE, "MOAC-RID", "เขื่อน", "MOI-DDPM")),
        ("#โอน 12 ปภ. -> ชป. เขื่อน", Transfer(TWELVE, "MOAC-RID", "เขื่อน", "MOI-DDPM")),
        ("#transfer 12 from DDPM to ชป. dam", Transfer(TWELVE, "MOAC-RID", "dam", "MOI-DDPM")),
        ("#โอน 12 ชป. ให้ดูแลต่อ", Transfer(TWELVE, "MOAC-RID", "ให้ดูแลต่อ")),
        ("#โอน 12 ชป. จาก ปภ. เขื่อน", Transfer(TWELVE, "MOAC-RID", "จาก ปภ. เขื่อน")),
        ("#status 12/70", Status(IssueNo(12, 2570))),
        ("#สถานะ 12", Status(TWELVE)),
        ("#remind 12", Remind(TWELVE)),
        ("#เตือน 12 ด้วยครับ", Remind(TWELVE)),
        ("#stats", Stats()),
        ("#stats 2570", Stats("2570")),
        ("#stats มท. 2570Q1", Stats("2570Q1", "MOI")),
        ("#stats 2570q1 มท.", Stats("2570Q1", "MOI")),
        ("#สถิติ กระทรวงการคลัง ๒๕๖๙-๑๑", Stats("2569-11", "MOF")),
        ("#stats 2026-10-01..2026-11-30 ปภ.", Stats("2026-10-01..2026-11-30", "MOI-DDPM")),
        ("#สถิติ ไตรมาส 1/2570", Stats("2570Q1")),
        ("#stats ปีงบ 2570 ครับ", Stats("2570")),
        ("#stats 2570Q5", Stats("2570Q5")),
        ("#สถิติ ปีนี้", Stats("ปีนี้")),
        ("#สถิติของฉันค่ะ", Stats()),
        ("#สถิติ ตุลา", Stats("ตุลา")),
        ("#สถิติ ปีงบ 2570 รายกระทรวง", Stats("2570")),
        ("#สถิติ ของปีงบนี้ครับ", Stats("ปีงบนี้")),
        ("#สถิติ กรมประมง ไตรมาสที่แล้ว", Stats("ไตรมาสที่แล้ว", "MOAC-DOF")),
        ("#stats last month MOI", Stats("last month", "MOI")),
        ("#สถิติ เมื่อวาน", Stats("เมื่อวาน")),
        ("#สถิติ วันนี้ครับ", Stats("วันนี้")),
        ("#สถิติ สัปดาห์ที่แล้ว กรมประมง", Stats("สัปดาห์ที่แล้ว", "MOAC-DOF")),
        ("#สถิติ เดือนหน้า", Stats("เดือนหน้า")),
        ("#สถิติ 7 วันที่ผ่านมา", Stats("7 วันที่ผ่านมา")),
        ("#สถิติ วันที่ 25 พ.ย. 69", Stats("วันที่ 25 พ.ย. 69")),
        ("#สถิติ ต.ค. 69", Stats("ต.ค. 69")),
        ("#สถิติ ประจำเดือนตุลาคม ๒๕๖๙ มท.", Stats("2569-10", "MOI")),
        ("#สถิติ ไตรมาส 1 ปภ.", Stats("ไตรมาส 1", "MOI-DDPM")),
        ("#สถิติ ปีงบ 70 กระทรวงมหาดไทย", Stats("ปีงบ 70", "MOI")),
        ("#stats 2570Q1 ปภ. detail", Stats("2570Q1", "MOI-DDPM", detail=True)),
        ("#สถิติ รายละเอียดของ ปภ. ครับ", Stats("", "MOI-DDPM", detail=True)),
        ("#สถิติ ปภ. แบบละเอียด ไตรมาสที่แล้ว หน้า ๒", Stats("ไตรมาสที่แล้ว", "MOI-DDPM", "", True, 2)),
        ("#stats details page 3", Stats(detail=True, page=3)),
        ("#สถิติ มท. ประจำไตรมาสที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๗๐", Stats("2570Q1", "MOI")),
        (
            "#สถิติ ครั้งที่ 1/2570 ประจำเดือนตุลาคม–ธันวาคม 2569 ปภ.",
            Stats("เดือนตุลาคม–ธันวาคม 2569 (ครั้งที่ 1/2570)", "MOI-DDPM"),
        ),
        ("#สถิติ ปภ. ไตรมาส 1/70", Stats("ไตรมาส 1/70", "MOI-DDPM")),
        ("#stats november", Stats("november")),
        ("#stats Q1", Stats("Q1")),
        ("#สถิติ ก.พ.", Stats("", "PMO-OCSC", "ก.พ.")),
        ("#สถิติ ของ กพ ค่ะ", Stats("", "PMO-OCSC", "กพ")),
        ("#สถิติ สำนักงาน ก.พ.", Stats("", "PMO-OCSC")),
        ("#สถิติ กุมภาพันธ์", Stats("กุมภาพันธ์")),
        ("#สถิติ ต.ค.-ธ.ค. 2569", Stats("ต.ค.-ธ.ค. 2569")),
        ("#สถิติ กรมประมง ตุลาคม ถึง ธันวาคม 2569", Stats("ตุลาคม ถึง ธันวาคม 2569", "MOAC-DOF")),
        ("#สถิติ 1 ต.ค. 69 - 31 ธ.ค. 69 มท.", Stats("1 ต.ค. 69 - 31 ธ.ค. 69", "MOI")),
        ("#สถิติ ก.พ.-มี.ค. 69", Stats("ก.พ.-มี.ค. 69")),
        ("#สถิติ ครั้งที่ 1/2570 ปภ.", Stats("ครั้งที่ 1/2570", "MOI-DDPM")),
        ("#สถิติ ไตรมาส 1-2 ปี 69", Stats("ไตรมาส 1-2 ปี 69")),
        ("#สถิติ ต.ค. และ พ.ย. 69", Stats("ต.ค. และ พ.ย. 69")),
        ("#สถิติ รอบ 6 เดือนแรก", Stats("รอบ 6 เดือนแรก")),
        ("#สถิติ สำนักงาน ก.พ. 2569", Stats("2569", "PMO-OCSC")),
        ("#สถิติ ก.พ. 2570Q1", Stats("2570Q1", "PMO-OCSC")),
        ("#สถิติ ก.พ. 2569", Stats("2569-02")),
        ("#สถิติ ประจำเดือน ก.พ. ๒๕๖๙", Stats("2569-02")),
        ("#สถิติ กรมประมง ก.พ. 69", Stats("ก.พ. 69", "MOAC-DOF")),
        ("#สถิติ ไตรมาสที่ 4 ปี 69", Stats("ไตรมาสที่ 4 ปี 69")),
        (
            "#สถิติ ไตรมาส 1 ปีงบประมาณ 70 กรมประมง",
            Stats("ไตรมาส 1 ปีงบประมาณ 70", "MOAC-DOF"),
        ),
        ("#สถิติ ไตรมาส 1 ปีงบ 2570 มท.", Stats("2570Q1", "MOI")),
        ("#สถิติ ปี 26", Stats("ปี 26")),
        ("#stats Dec 2026", Stats("Dec 2026")),
        ("#stats nov", Stats("nov")),
    ],
)
def test_a_command_about_an_issue(text: str, command: Command) -> None:
    fields = first(text)

    assert (fields.outcome, fields.problems) == (command, ())


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("#ack", ["missing_issue_no"]),
        ("#ack 0", ["bad_issue_no"]),
        ("#status -1", ["bad_issue_no"]),
        ("#ack 3-5", ["bad_issue_no"]),
        ("#ack 3 ถึง 5", ["bad_issue_no"]),
        ("#ปิด –๑", ["bad_issue_no"]),
        ("#ack -1 2", ["bad_issue_no"]),
        ("#extend 3 วัน", ["missing_issue_no"]),
        ("#status", ["missing_issue_no"]),
        ("#status 12, 13", ["bad_issue_no"]),
        ("#close 12 13", ["bad_issue_no"]),
        ("#extend 12", ["missing_deadline"]),
        ("#extend 12 โดยเร็ว", ["bad_deadline"]),
        ("#extend 12 09.00 น.", ["bad_deadline"]),
        ("#extend พรุ่งนี้เที่ยง", ["missing_issue_no"]),
        ("#extend 12 พรุ่งนี้เที่ยง ทช.", ["ambiguous_agency"]),
        ("#snooze 12", ["empty_body", "missing_deadline"]),
        ("#excuse 12 ปภ.", ["empty_body"]),
        ("#excuse 12 -", ["empty_body", "missing_agency"]),
        ("#snooze 12 พรุ่งนี้เที่ยง", ["empty_body"]),
        ("#snooze 12 พรุ่งนี้เที่ยง ค่ะ", ["empty_body"]),
        ("#snooze 12 รอผลแล็บ", ["bad_deadline", "empty_body"]),
        ("#return 12 ปภ.", ["empty_body"]),
        ("#return 12 ไม่ตรงประเด็น", ["missing_agency"]),
        ("#return 12 กรมเวทมนตร์ ไม่ตรง", ["unknown_agency"]),
        ("#return 12 กพร. ไม่ตรง", ["ambiguous_agency"]),
        ("#return 12 ปภ. กทม. ไม่ตรง", ["ambiguous_agency"]),
        ("#return 12", ["empty_body", "missing_agency"]),
        ("#accept 12 กพร.", ["ambiguous_agency"]),
        ("#accept 12 ปภ. หรือ กทม.", ["ambiguous_agency"]),
        ("#accept 12 กรมเวทมนตร์", ["unknown_agency"]),
        ("#cancel 12", ["empty_body"]),
        ("#โอน 12", ["empty_body", "missing_agency"]),
        ("#โอน 12 ปภ. กทม. เพราะเขื่อน", ["ambiguous_agency"]),
        ("#โอน 12 ปภ. ไป กรมเวทมนตร์ เพราะเขื่อน", ["unknown_agency"]),
        ("#โอน 12 ปภ., กทม. ไป ชป. เพราะเขื่อน", ["ambiguous_agency"]),
        ("#โอน 12 ปภ. ไปยัง ไหนดี", ["missing_agency"]),
        ("#stats กพร.", ["ambiguous_agency"]),
        ("#stats กรมเวทมนตร์", ["unknown_agency"]),
        ("#stats ปภ. กทม.", ["ambiguous_agency"]),
        ("#join", ["empty_body"]),
    ],
)
def test_a_mistaken_command_has_its_code(text: str, errors: list[str]) -> None:
    assert line(text)["errors"] == errors
    assert isinstance(first(text).outcome, Malformed)


def test_several_agencies_where_one_is_judged_are_offered() -> None:
    (problem,) = first("#return 12 ปภ. กทม. ไม่ครบ").problems

    both = ("MOI-DDPM", "TH-10")
    assert problem == Problem(Mistake.AMBIGUOUS_AGENCY, "ปภ. กทม.", both, why=ONE_ONLY)


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("#grant 12", ""),
        ("#grant 12 เห็นชอบตามเสนอ", ""),
        ("#grant 12 ไม่อนุมัติกรมประมง", "ไม่อนุมัติกรมประมง"),
        ("#อนุมัติ 12 กรมประมง ถึง 30 พ.ย. 69", "ถึง 30 พ.ย. 69"),
        ("#อนุมัติ 12 ปภ. ให้แค่ 1 วัน", "ให้แค่ 1 วัน"),
        ("#อนุมัติ 12 ปภ. ได้แค่ถึงพรุ่งนี้", "ได้แค่ถึงพรุ่งนี้"),
        ("#อนุมัติ 12 ปภ. เพียง 2 ชั่วโมง", "เพียง 2 ชั่วโมง"),
        ("#อนุมัติ 12 ปภ. ตามเสนอ แต่ส่งภายในวันศุกร์", "ตามเสนอ แต่ส่งภายในวันศุกร์"),
        ("#อนุมัติ 12 ปภ. เห็นชอบ ให้ส่งพรุ่งนี้เที่ยง", "เห็นชอบ ให้ส่งพรุ่งนี้เที่ยง"),
        ("#อนุมัติ 12 ปภ. ขอให้เสร็จก่อน 15.00 น.", "ขอให้เสร็จก่อน 15.00 น."),
        ("#grant 12 but one day only", "but one day only"),
        ("#อนุมัติ 12 ปภ. เห็นชอบ ขอให้เร่งดำเนินการ", ""),
        ("#อนุมัติ 12 ปภ. เนื่องจากรอผลตรวจ", ""),
        ("#อนุมัติ 12 ปภ. ตามที่ขอ ครับ", ""),
        ("#อนุมัติ 12 ปภ. เหตุผลเพียงพอ", ""),
        ("#อนุมัติ 12 ปภ. เพื่อช่วยเหลือประชาชน", ""),
        ("#refuse 12 ปภ. ให้แค่ 1 วัน", ""),
        ("#refuse 12 ไม่อนุมัติ เรื่องด่วน", ""),
    ],
)
def test_what_is_granted_is_what_was_asked_for_and_nothing_else(said: str, unread: str) -> None:
    assert first(said).unread == unread
