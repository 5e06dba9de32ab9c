"""Tables, and beside each table the queries about it.

Query functions take the session first, never commit, and reach everything through a workspace.
Importing this package completes the metadata.
"""

from models import (
    agencies,
    audit,
    clock,
    evidence,
    groups,
    heartbeats,
    holidays,
    inbox,
    issues,
    joint,
    notices,
    outbox,
    people,
    quota,
    reminders,
    workspaces,
)
from models.evidence import attachments, link_checks
from models.groups import unbound
from models.inbox import talk
from models.indicator import measures, objection_terms, quarters, standings
from models.issues import excuses, objections, reports, requests, snoozes
from models.joint import results
from models.notices import announcements
from models.outbox import spending
from models.people import aside, codes, friends
from models.reminders import faults, overdue
from models.roster import members
from models.tables import Model

__all__ = [
    "Model",
    "agencies",
    "announcements",
    "aside",
    "attachments",
    "audit",
    "clock",
    "codes",
    "evidence",
    "excuses",
    "faults",
    "friends",
    "groups",
    "heartbeats",
    "holidays",
    "inbox",
    "issues",
    "joint",
    "link_checks",
    "measures",
    "members",
    "notices",
    "objection_terms",
    "objections",
    "outbox",
    "overdue",
    "people",
    "quarters",
    "quota",
    "reminders",
    "reports",
    "requests",
    "results",
    "snoozes",
    "spending",
    "standings",
    "talk",
    "unbound",
    "workspaces",
]
