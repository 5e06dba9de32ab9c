"""A refusal names what this very person can do next: nobody is sent where they cannot go."""

import pytest
from monday import BANGKOK, NOW, thai_agencies

from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.issues.assignments import IssueStatus
from domain.views import Edited, IssueView
from domain.words import words_for

WORDS = words_for("th", BANGKOK)
ONE, OTHER = thai_agencies()[:2]
REPORTER, ISSUER, ADMIN = {Role.REPORTER}, {Role.ISSUER}, {Role.ADMIN}
TELL_ADMIN, TELL_OPERATOR = "ผู้ดูแลระบบ", "ผู้ดูแลเครื่อง"


@pytest.mark.parametrize(
    ("said", "named", "left_out"),
    [
        (WORDS.no_agency(REPORTER), TELL_ADMIN, "#รายการ"),
        (WORDS.no_agency(REPORTER | ADMIN), TELL_OPERATOR, TELL_ADMIN),
        (WORDS.no_agency(ISSUER), "#รายการ", "ผู้ดูแล"),
        (WORDS.wrong_role(Kind.ISSUE, [Role.ISSUER], REPORTER), TELL_ADMIN, TELL_OPERATOR),
        (WORDS.wrong_role(Kind.ISSUE, [Role.ISSUER], ADMIN), TELL_OPERATOR, TELL_ADMIN),
        (WORDS.wrong_role(Kind.ISSUE, [Role.ISSUER], ADMIN), "#วิธีใช้", TELL_ADMIN),
        (WORDS.wrong_role(Kind.EDIT, [Role.ISSUER], REPORTER), "แก้ไขข้อความรายงาน", TELL_ADMIN),
        (WORDS.wrong_role(Kind.CANCEL, [Role.ISSUER], REPORTER), "ยกเลิกการส่ง", TELL_ADMIN),
        (WORDS.wrong_role(Kind.EDIT, [Role.ISSUER], ADMIN), TELL_OPERATOR, "แก้ไขข้อความรายงาน"),
        (WORDS.not_accepted(7, ONE, ended=True), "#เปิดใหม่ 7", "#สถานะ"),
        (WORDS.not_accepted(7, ONE, ended=False), "#สถานะ 7", "#เปิดใหม่"),
        (WORDS.account_taken("ก", REPORTER), TELL_ADMIN, TELL_OPERATOR),
        (WORDS.account_taken("ก", ADMIN), TELL_OPERATOR, TELL_ADMIN),
        (WORDS.suspended(()), TELL_ADMIN, TELL_OPERATOR),
        (WORDS.suspended(ADMIN), TELL_OPERATOR, TELL_ADMIN),
        (WORDS.not_assigned(7, [ONE], [OTHER], own=True), "#ของฉัน", "#สถานะ"),
        (WORDS.not_assigned(7, [ONE], [OTHER]), "#สถานะ 7", "#ของฉัน"),
        (WORDS.ended(7, IssueStatus.CLOSED, reports=True), "#รายงาน ในกลุ่ม IR-Chat", "#สถานะ"),
        (WORDS.ended(7, IssueStatus.CLOSED, reports=False), "ปิดแล้ว", "#รายงาน"),
        (WORDS.no_own_report(7), "#ความคืบหน้า 7", "#รายงาน 7"),
    ],
)
def test_a_hint_is_for_the_person_who_reads_it(said, named, left_out):
    assert named in said
    assert left_out not in said


@pytest.mark.parametrize(
    ("roles", "speaks", "offered"),
    [
        (REPORTER, True, ["#ของฉัน", "#รายการ", "#วิธีใช้"]),
        (REPORTER, False, ["#รายการ", "#วิธีใช้"]),
        (ISSUER, False, ["#ค้าง", "#รายการ", "#วิธีใช้"]),
    ],
)
def test_first_steps_are_those_that_lead_somewhere(roles, speaks, offered):
    steps = WORDS.first_steps(roles, speaks=speaks)

    assert [each.text for each in steps] == offered


@pytest.mark.parametrize(("length", "offered"), [(10, 2), (276, 0), (300, 0)])
def test_a_report_is_offered_with_each_agency_or_with_none(length, offered):
    assert len(WORDS.whose_report(7, [ONE, OTHER], "ก" * length, progress=False)) == offered


def test_a_group_is_not_called_by_its_own_name_twice():
    assert " ของ " not in WORDS.bound(Place.IA, "IA-Chat / IR-Chat")
    assert "ของ สาธารณสุข" in WORDS.bound(Place.IA, "สาธารณสุข")


@pytest.mark.parametrize(
    "said",
    [
        WORDS.transferred(7, ONE, OTHER, NOW, "เพราะ อยู่ในเขต"),
        WORDS.returned_for(7, ONE, "เนื่องจาก อยู่ในเขต"),
        WORDS.cancelled(IssueView(7, 7, "น้ำท่วม", NOW, ()), [ONE], "เพราะว่า อยู่ในเขต"),
        WORDS.with_answer("ก", "เพราะอยู่ในเขต"),
        WORDS.extended(7, [ONE], NOW, "เพราะอยู่ในเขต", []),
        WORDS.reopened(IssueView(7, 7, "น้ำท่วม", NOW, ()), "เพราะ อยู่ในเขต"),
        WORDS.snoozed(IssueView(7, 7, "น้ำท่วม", NOW, ()), [ONE], NOW, "เพราะ อยู่ในเขต"),
        WORDS.news(IssueView(7, 7, "น้ำท่วม", NOW, ()), Edited(reason="เพราะ อยู่ในเขต"))[-1],
        WORDS.objection_decided(7, ONE, True, "เพราะ อยู่ในเขต"),
    ],
)
def test_a_reason_stands_behind_its_colon_without_because(said):
    assert ": อยู่ในเขต" in said
