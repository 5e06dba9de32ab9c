"""`#help` in English: one line and one example per command."""

from domain.chat.commands import Kind

HELP: dict[Kind, tuple[str, str]] = {
    Kind.BIND: ("bind this group with a code", "#bind ABCDE-FGHIJ"),
    Kind.JOIN: ("enrol your LINE account with a code", "#join ABCDE-FGHIJ"),
    Kind.ISSUE: (
        "assign an issue to be explained",
        "#issue Flooding in the city\nto: ปภ., กรมชลประทาน\ndue: tomorrow 15:00\n"
        "link: https://news.example.com/1",
    ),
    Kind.REPORT: (
        "report the explanation (add progress for a progress note)",
        "#report 12 Explained on our site https://agency.example.go.th/12",
    ),
    Kind.ACK: ("acknowledge an issue", "#ack 12 13"),
    Kind.EXTEND: ("extend a deadline (reporters: ask for it)", "#extend 12 tomorrow 15:00 ปภ."),
    Kind.TRANSFER: (
        "pass an issue on (reporters: ask for it)",
        "#transfer 12 กรมชลประทาน this is theirs by law",
    ),
    Kind.ACCEPT: ("accept a report", "#accept 12 ปภ."),
    Kind.RETURN: ("return a report, to be sent again", "#return 12 ปภ. the cause is missing"),
    Kind.EDIT: ("change an issue", "#edit 12\ndue: tomorrow 16:30"),
    Kind.CANCEL: ("withdraw an issue", "#cancel 12 the same as another issue"),
    Kind.CLOSE: ("close an issue", "#close 12"),
    Kind.REMIND: ("remind the agencies that have not reported", "#remind 12"),
    Kind.STATUS: ("see how an issue stands, agency by agency", "#status 12"),
    Kind.LIST: ("see the open issues", "#list"),
    Kind.OVERDUE: ("see who is late", "#overdue"),
    Kind.MINE: ("see what your agency has to report", "#mine"),
    Kind.STATS: ("see the share of reports in time", "#stats 2570Q1"),
    Kind.QUOTA: ("see this month's message quota", "#quota"),
    Kind.ROSTER: ("see which agencies sent no names, and who has not enrolled", "#roster"),
    Kind.VOUCH: (
        "say who on the roster sent a report that was kept aside",
        "#vouch A3 Somchai Jaidee",
    ),
    Kind.HELP: ("see the commands you can use", "#help report"),
}
