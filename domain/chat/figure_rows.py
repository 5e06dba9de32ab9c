"""Rows of the table of commands that are about what counts in the figure."""

from domain.chat import commands
from domain.chat.rights import ENROLLED, JUDGES, Place, Right, Role
from domain.chat.row import NumberAgencyReason, NumberMaybeAgency, Row

_EVALUATORS = Right(ENROLLED, frozenset({Role.EVALUATOR}))

FIGURE_ROWS = (
    Row(
        ("excuse", "ยกเว้น"),
        NumberAgencyReason(commands.Excuse),
        JUDGES,
        ("ยกเว้นไม่นับในตัวชี้วัด", "leave out of the figure"),
        ("#ยกเว้น 12 ปภ. ประเด็นซ้ำ กับ #11", "#excuse 12 ปภ. duplicate of #11"),
    ),
    Row(
        ("object", "คัดค้าน"),
        NumberMaybeAgency(commands.Object, needs_reason=True),
        Right(frozenset({Place.IR, Place.PRIVATE}), frozenset({Role.REPORTER})),
        ("คัดค้านผลการนับของหน่วยงานท่าน", "contest how your agency is counted"),
        (
            "#คัดค้าน 12 ส่งรายงานทางหนังสือแล้วก่อนกำหนด",
            "#object 12 we reported by letter before the deadline",
        ),
    ),
    Row(
        ("uphold", "รับคำคัดค้าน"),
        NumberMaybeAgency(commands.Uphold, needs_reason=True),
        _EVALUATORS,
        ("เห็นด้วยกับคำคัดค้านของหน่วยงาน", "say that an agency is right to object"),
        ("#รับคำคัดค้าน 12 ปภ. มีหนังสือยืนยัน", "#uphold 12 ปภ. the letter confirms it"),
    ),
    Row(
        ("dismiss", "ยกคำคัดค้าน"),
        NumberMaybeAgency(commands.Dismiss, needs_reason=True),
        _EVALUATORS,
        ("ไม่เห็นด้วยกับคำคัดค้านของหน่วยงาน", "let stand what an agency objects to"),
        ("#ยกคำคัดค้าน 12 ปภ. หนังสือลงวันที่หลังกำหนด", "#dismiss 12 ปภ. the letter is too late"),
    ),
)
