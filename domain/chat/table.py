"""The table of chat commands: one row for each, in the order of `#help`.

A row says how a command is typed, what stands behind its word, who may use it where, and what
`#help` says of it. docs/rules.md and README.md show the same; tests compare them.
"""

from collections.abc import Mapping

from domain.chat import commands
from domain.chat.commands import Kind
from domain.chat.figure_rows import FIGURE_ROWS
from domain.chat.joint_rows import JOINT_ROWS
from domain.chat.rights import (
    ADMINS,
    ANYBODY_ENROLLED,
    ENROLLED,
    GROUPS,
    ISSUERS,
    JUDGES,
    PARTIES,
    Place,
    Right,
    Role,
)
from domain.chat.row import (
    Alone,
    Code,
    NumberAgencyReason,
    NumberMaybeAgency,
    NumberOwn,
    NumberReason,
    Numbers,
    OneNumber,
    Own,
    Row,
)

_ROWS = (
    Row(
        ("bind", "ผูกกลุ่ม"),
        Code(commands.Bind),
        Right(GROUPS | {Place.UNBOUND}, open_to_all=True),
        ("ผูกกลุ่มนี้กับระบบด้วยรหัส", "bind this group with a code"),
        ("#ผูกกลุ่ม ABCDE-FGHIJ", "#bind ABCDE-FGHIJ"),
    ),
    Row(
        ("join", "ลงทะเบียน"),
        Code(commands.Join),
        Right(ENROLLED, open_to_all=True),
        ("ลงทะเบียนบัญชี LINE ของท่านด้วยรหัส", "enrol your LINE account with a code"),
        ("#ลงทะเบียน ABCDE-FGHIJ", "#join ABCDE-FGHIJ"),
    ),
    Row(
        ("help", "วิธีใช้"),
        Own(commands.Help),
        Right(frozenset(Place), open_to_all=True),
        ("ดูคำสั่งที่ใช้ได้", "see the commands you can use"),
        ("#วิธีใช้ รายงาน", "#help report"),
    ),
    Row(
        ("workspace", "พื้นที่งาน"),
        Own(commands.ChooseWorkspace),
        Right(frozenset({Place.PRIVATE})),
        ("เลือกพื้นที่งานที่จะใช้ในแชตนี้", "choose the workspace of which this chat speaks"),
        ("#พื้นที่งาน", "#workspace"),
    ),
    Row(
        ("notify", "รับแจ้ง", "การแจ้งเตือน"),
        Own(commands.Notify),
        Right(frozenset({Place.PRIVATE}), frozenset({Role.ISSUER, Role.REPORTER, Role.ADMIN})),
        ("เลือกรับแจ้งในแชตนี้หรือในกลุ่ม และสรุปเช้า", "choose this chat or the group, and a morning brief"),
        ("#รับแจ้ง กลุ่ม", "#notify group"),
    ),
    Row(
        ("issue", "issues", "ประเด็น", "มอบหมาย"),
        Own(commands.OpenIssue),
        Right(frozenset({Place.IA}), frozenset({Role.ISSUER})),
        ("มอบหมายประเด็นให้ชี้แจง", "assign an issue to be explained"),
        (
            "#ประเด็น น้ำท่วมขังในเขตเมือง\nถึง: ปภ. กรมชลประทาน\nภายใน: พรุ่งนี้ 15.00 น.\n"
            "ที่มา: https://news.example.com/1",
            "#issue Flooding in the city\nto: ปภ., กรมชลประทาน\ndue: tomorrow 15:00\n"
            "link: https://news.example.com/1",
        ),
        changes_duty=True,
    ),
    Row(
        ("report", "reports", "รายงาน", "ชี้แจง"),
        NumberOwn(commands.FileReport),
        Right(frozenset({Place.IR}), frozenset({Role.REPORTER})),
        (
            "รายงานผลการชี้แจง (เติม กำลังดำเนินการ หากเป็นเพียงความคืบหน้า)",
            "report the explanation (add progress for a progress note)",
        ),
        (
            "#รายงาน 12 ชี้แจงทางเว็บไซต์แล้ว https://agency.example.go.th/12",
            "#report 12 Explained on our site https://agency.example.go.th/12",
        ),
        changes_duty=True,
    ),
    Row(
        ("progress", "ความคืบหน้า"),
        NumberOwn(commands.Progress),
        Right(ENROLLED, frozenset({Role.REPORTER})),
        (
            "ให้รายงานล่าสุดของท่านเป็นเพียงความคืบหน้า",
            "let your latest report be only a progress note",
        ),
        ("#ความคืบหน้า 12", "#progress 12"),
        changes_duty=True,
    ),
    Row(
        ("ack", "acknowledge", "รับทราบ"),
        Numbers(commands.Ack),
        Right(ENROLLED, frozenset({Role.REPORTER})),
        ("รับทราบประเด็น", "acknowledge an issue"),
        ("#รับทราบ 12 13", "#ack 12 13"),
    ),
    Row(
        ("extend", "ขยายเวลา"),
        NumberOwn(commands.Extend),
        PARTIES,
        ("ขยายเวลา (ผู้รายงานใช้เพื่อขอขยาย)", "extend a deadline (reporters: ask for it)"),
        ("#ขยายเวลา 12 พรุ่งนี้ 15.00 น. รอข้อมูลจากพื้นที่", "#extend 12 tomorrow 15:00 ปภ."),
        changes_duty=True,
    ),
    Row(
        ("transfer", "โอน"),
        NumberAgencyReason(commands.Transfer),
        PARTIES,
        ("โอนให้หน่วยงานอื่น (ผู้รายงานใช้เพื่อขอโอน)", "pass an issue on (reporters: ask for it)"),
        (
            "#โอน 12 กรมชลประทาน อยู่ในอำนาจของกรมชลประทาน",
            "#transfer 12 กรมชลประทาน this is theirs by law",
        ),
        changes_duty=True,
    ),
    Row(
        ("snooze", "พักเตือน"),
        NumberOwn(commands.Snooze),
        Right(frozenset({Place.IR, Place.PRIVATE}), frozenset({Role.REPORTER})),
        (
            "พักการเตือนหน่วยงานของท่านถึงเวลาที่ระบุ (กำหนดรายงานไม่เปลี่ยน)",
            "no reminders to your agency until then (the deadline stays)",
        ),
        ("#พักเตือน 12 พรุ่งนี้ 9.00 น. รอผลตรวจ", "#snooze 12 tomorrow 9:00 waiting for a test"),
    ),
    Row(
        ("grant", "อนุมัติ"),
        NumberMaybeAgency(commands.Grant),
        ISSUERS,
        ("อนุมัติคำขอของหน่วยงาน", "grant what an agency asks for"),
        ("#อนุมัติ 12 ปภ.", "#grant 12 ปภ."),
        changes_duty=True,
    ),
    Row(
        ("refuse", "ไม่อนุมัติ"),
        NumberMaybeAgency(commands.Refuse),
        ISSUERS,
        ("ไม่อนุมัติคำขอของหน่วยงาน", "refuse what an agency asks for"),
        ("#ไม่อนุมัติ 12 ปภ. ข้อมูลมีอยู่แล้ว", "#refuse 12 ปภ. the figures are known"),
        changes_duty=True,
    ),
    Row(
        ("accept", "รับรอง"),
        NumberOwn(commands.Accept),
        JUDGES,
        ("รับรองรายงาน", "accept a report"),
        ("#รับรอง 12 ปภ.", "#accept 12 ปภ."),
        changes_duty=True,
    ),
    Row(
        ("return", "ตีกลับ"),
        NumberAgencyReason(commands.Return),
        JUDGES,
        ("ตีกลับรายงานให้รายงานใหม่", "return a report, to be sent again"),
        ("#ตีกลับ 12 ปภ. ยังไม่ได้ชี้แจงสาเหตุ", "#return 12 ปภ. the cause is missing"),
        changes_duty=True,
    ),
    *FIGURE_ROWS,
    *JOINT_ROWS,
    Row(
        ("edit", "แก้ไข"),
        NumberOwn(commands.Edit),
        ISSUERS,
        ("แก้ไขประเด็น", "change an issue"),
        ("#แก้ไข 12\nกำหนด: พรุ่งนี้ 16.30 น.", "#edit 12\ndue: tomorrow 16:30"),
        changes_duty=True,
    ),
    Row(
        ("cancel", "ยกเลิก"),
        NumberReason(commands.Cancel),
        ISSUERS,
        ("ยกเลิกประเด็น", "withdraw an issue"),
        ("#ยกเลิก 12 ซ้ำกับประเด็นอื่น", "#cancel 12 the same as another issue"),
        changes_duty=True,
    ),
    Row(
        ("close", "ปิด"),
        OneNumber(commands.Close),
        ISSUERS,
        ("ปิดประเด็น", "close an issue"),
        ("#ปิด 12", "#close 12"),
        changes_duty=True,
    ),
    Row(
        ("reopen", "เปิดใหม่", "เปิดอีกครั้ง"),
        NumberMaybeAgency(commands.Reopen),
        ISSUERS,
        ("เปิดประเด็นที่ปิดหรือยกเลิกไปอีกครั้ง หรือถอนการรับรอง", "take back an end or an acceptance"),
        ("#เปิดใหม่ 12 ปิดผิดประเด็น", "#reopen 12 closed by mistake"),
        changes_duty=True,
    ),
    Row(
        ("remind", "เตือน"),
        OneNumber(commands.Remind),
        Right(ENROLLED, frozenset({Role.ISSUER, Role.ADMIN})),
        ("เตือนหน่วยงานที่ยังไม่รายงาน", "remind the agencies that have not reported"),
        ("#เตือน 12", "#remind 12"),
    ),
    Row(
        ("status", "สถานะ"),
        OneNumber(commands.Status),
        ANYBODY_ENROLLED,
        ("ดูสถานะของประเด็นรายหน่วยงาน", "see how an issue stands, agency by agency"),
        ("#สถานะ 12", "#status 12"),
    ),
    Row(
        ("list", "รายการ"),
        Alone(commands.List),
        ANYBODY_ENROLLED,
        ("ดูประเด็นที่เปิดอยู่", "see the open issues"),
        ("#รายการ", "#list"),
    ),
    Row(
        ("overdue", "ค้าง"),
        Alone(commands.Overdue),
        ANYBODY_ENROLLED,
        ("ดูหน่วยงานที่เกินกำหนด", "see who is late"),
        ("#ค้าง", "#overdue"),
    ),
    Row(
        ("mine", "ของฉัน"),
        Alone(commands.Mine),
        ANYBODY_ENROLLED,
        ("ดูงานที่หน่วยงานของท่านต้องรายงาน", "see what your agency has to report"),
        ("#ของฉัน", "#mine"),
    ),
    Row(
        ("stats", "statistics", "สถิติ"),
        Own(commands.Stats),
        ANYBODY_ENROLLED,
        ("ดูร้อยละการชี้แจงทันกำหนด", "see the share of reports in time"),
        ("#สถิติ ไตรมาสที่ 1 ปีงบประมาณ 2570", "#stats Q1/2570"),
    ),
    Row(
        ("quota", "โควตา", "โควต้า"),
        Alone(commands.Quota),
        ADMINS,
        ("ดูโควตาข้อความของเดือนนี้", "see this month's message quota"),
        ("#โควตา", "#quota"),
    ),
    Row(
        ("roster", "ทะเบียน"),
        Alone(commands.Roster),
        ADMINS,
        (
            "ดูหน่วยงานที่ยังไม่ส่งรายชื่อและผู้ที่ยังไม่ลงทะเบียน",
            "see which agencies sent no names, and who has not enrolled",
        ),
        ("#ทะเบียน", "#roster"),
    ),
    Row(
        ("vouch", "รับรองผู้ส่ง"),
        Own(commands.Vouch),
        ADMINS,
        (
            "รับรองว่าผู้ส่งรายงานที่เก็บไว้เป็นบุคคลในทะเบียน",
            "say who on the roster sent a report that was kept aside",
        ),
        ("#รับรองผู้ส่ง A3 สมชาย ใจดี", "#vouch A3 Somchai Jaidee"),
        changes_duty=True,
    ),
    Row(
        ("appraisal", "การประเมิน", "ประเมิน"),
        Own(commands.Appraisal),
        ADMINS,
        ("กำหนดว่าหน่วยงานอยู่ในการประเมินและสังกัดใด", "say how an agency stands in the figures"),
        (
            "#การประเมิน กฟภ. แสดงเท่านั้น ตั้งแต่ 1 ต.ค. 69 เหตุผล อยู่นอกการประเมิน",
            "#appraisal กฟภ. shown only from 1 Oct 2026 reason outside the appraisal",
        ),
    ),
)

TABLE: Mapping[Kind, Row] = {row.kind: row for row in _ROWS}
"""The row of each command."""

KIND_OF: Mapping[str, Kind] = {word: row.kind for row in _ROWS for word in row.words}
"""The command of each spelling."""
