"""One async function per command, and the table from command to function.

A handler takes a command and a `Context`, writes through `models`, and returns what to say. It
never sees the SDK, the HTTP request or the outbox, and never commits.

A command stands in the file of its word. The exceptions: `#accept` and `#return` are in `judge`,
`#cancel` in `close`, `#grant` and `#refuse` with their buttons in `decide`, `#uphold` and
`#dismiss` in `object`, and `#status`, `#list`,
`#overdue` and `#mine` in `lists`. What LINE tells without words is in `membership`,
`message_edited`, `unsend` and `evidence`.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.chat import commands
from domain.say import Say
from handlers import (
    ack,
    agenda,
    appraisal,
    bind,
    close,
    decide,
    edit,
    excuse,
    extend,
    help,
    issue,
    join,
    judge,
    lists,
    notify,
    object,
    progress,
    quota,
    remind,
    reopen,
    report,
    result,
    roster,
    snooze,
    stats,
    transfer,
    vouch,
    workspace,
)
from handlers.context import Context

Handler = Callable[[Any, Context], Awaitable[list[Say]]]

HANDLERS: dict[type, Handler] = {
    commands.Bind: bind.bind,
    commands.Join: join.join,
    commands.OpenIssue: issue.open_issue,
    commands.FileReport: report.file_report,
    commands.Progress: progress.progress,
    commands.Noted: progress.noted,
    commands.Ack: ack.acknowledge,
    commands.Extend: extend.extend,
    commands.Transfer: transfer.transfer,
    commands.Decide: decide.decide,
    commands.Grant: decide.grant,
    commands.Refuse: decide.refuse,
    commands.Accept: judge.accept,
    commands.Return: judge.return_,
    commands.Excuse: excuse.excuse,
    commands.Object: object.object_,
    commands.Uphold: object.uphold,
    commands.Dismiss: object.dismiss,
    commands.Edit: edit.edit,
    commands.Cancel: close.cancel,
    commands.Close: close.close,
    commands.Reopen: reopen.reopen,
    commands.Remind: remind.remind,
    commands.Snooze: snooze.snooze,
    commands.Status: lists.status,
    commands.List: lists.list_open,
    commands.Overdue: lists.overdue,
    commands.Mine: lists.mine,
    commands.Stats: stats.stats,
    commands.Quota: quota.quota,
    commands.Roster: roster.roster,
    commands.Vouch: vouch.vouch,
    commands.Appraisal: appraisal.appraise,
    commands.Agenda: agenda.agenda,
    commands.Result: result.result,
    commands.Help: help.show,
    commands.ChooseWorkspace: workspace.choose,
    commands.Notify: notify.notify,
}
