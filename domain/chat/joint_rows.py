"""Rows of the table of commands that are about Joint KPIs."""

from domain.chat import commands
from domain.chat.rights import ANYBODY_ENROLLED, ENROLLED, Right, Role
from domain.chat.row import Own, Row

JOINT_ROWS = (
    Row(
        ("agenda", "วาระ"),
        Own(commands.Agenda),
        ANYBODY_ENROLLED,
        ("ดูตัวชี้วัดร่วมของวาระ", "see how an agenda of the Joint KPIs stands"),
        ("#วาระ 6", "#agenda 6"),
    ),
    Row(
        ("result", "ผล"),
        Own(commands.Result),
        Right(ENROLLED, frozenset({Role.REPORTER, Role.EVALUATOR})),
        ("แจ้งผลตัวชี้วัดร่วม ผู้ประเมินรับรองหรือตีกลับ", "enter a result of a Joint KPI; evaluators judge it"),
        ("#ผล 6.1 82.5", "#result 6.1 82.5"),
    ),
)
