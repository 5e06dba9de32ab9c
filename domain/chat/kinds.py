"""The names of the commands."""

from enum import StrEnum


class Kind(StrEnum):
    """The English command words of the contract; `none` is ordinary talk."""

    NONE = "none"
    BIND = "bind"
    JOIN = "join"
    ISSUE = "issue"
    REPORT = "report"
    PROGRESS = "progress"
    ACK = "ack"
    EXTEND = "extend"
    RETURN = "return"
    ACCEPT = "accept"
    EDIT = "edit"
    CANCEL = "cancel"
    CLOSE = "close"
    TRANSFER = "transfer"
    STATUS = "status"
    LIST = "list"
    OVERDUE = "overdue"
    MINE = "mine"
    STATS = "stats"
    QUOTA = "quota"
    ROSTER = "roster"
    VOUCH = "vouch"
    REMIND = "remind"
    GRANT = "grant"
    REFUSE = "refuse"
    HELP = "help"
