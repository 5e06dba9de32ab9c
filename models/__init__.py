"""Tables, and beside each table the queries about it.

Query functions take the session first, never commit, and reach everything through a workspace.
Importing this package completes the metadata.
"""

from models import (
    agencies,
    aside,
    attachments,
    audit,
    clock,
    codes,
    evidence,
    groups,
    heartbeats,
    holidays,
    inbox,
    issues,
    link_checks,
    members,
    notices,
    outbox,
    people,
    quota,
    reminders,
    reports,
    requests,
    spending,
    talk,
    unbound,
    workspaces,
)
from models.tables import Model

__all__ = [
    "Model",
    "agencies",
    "aside",
    "attachments",
    "audit",
    "clock",
    "codes",
    "evidence",
    "groups",
    "heartbeats",
    "holidays",
    "inbox",
    "issues",
    "link_checks",
    "members",
    "notices",
    "outbox",
    "people",
    "quota",
    "reminders",
    "reports",
    "requests",
    "spending",
    "talk",
    "unbound",
    "workspaces",
]
