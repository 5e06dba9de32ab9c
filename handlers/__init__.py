"""One async function per command, and the table from command to function.

A handler takes a command and a `Context`, writes through `models`, and returns what to say. It
never sees the SDK, the HTTP request or the outbox, and never commits.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.chat import commands
from domain.say import Say
from handlers import (
    binding,
    changing,
    deadlines,
    deciding,
    ending,
    figures,
    help,
    issues,
    judging,
    lists,
    moving,
    reminding,
    reports,
    roster,
    vouching,
)
from handlers.context import Context

Handler = Callable[[Any, Context], Awaitable[list[Say]]]

HANDLERS: dict[type, Handler] = {
    commands.Bind: binding.bind,
    commands.Join: binding.join,
    commands.OpenIssue: issues.open_issue,
    commands.FileReport: reports.file_report,
    commands.Ack: reports.acknowledge,
    commands.Extend: deadlines.extend,
    commands.Transfer: moving.transfer,
    commands.Decide: deciding.decide,
    commands.Accept: judging.accept,
    commands.Return: judging.return_,
    commands.Edit: changing.edit,
    commands.Cancel: ending.cancel,
    commands.Close: ending.close,
    commands.Remind: reminding.remind,
    commands.Status: lists.status,
    commands.List: lists.list_open,
    commands.Overdue: lists.overdue,
    commands.Mine: lists.mine,
    commands.Stats: figures.stats,
    commands.Quota: figures.quota,
    commands.Roster: roster.roster,
    commands.Vouch: vouching.vouch,
    commands.Help: help.show,
}
