"""`#remind`: remind the agencies that still owe a report, now."""

from datetime import timedelta

from domain import notices
from domain.chat.commands import Remind
from domain.errors import Refused
from domain.issues.assignments import Act
from domain.issues.audit import Action, issue_subject
from domain.say import Say
from handlers.assignments import chosen, codes_of
from handlers.context import Context
from handlers.issues import find_for
from handlers.notices import tell
from models import groups, people
from models.groups import GroupKind
from models.issues.views import reminded
from models.notices import last_with

PAUSE = timedelta(minutes=10)
"""Between two reminders of one issue, whoever asks for them (T9)."""


async def remind(command: Remind, ctx: Context) -> list[Say]:
    """Leave one notice in the IR group that names who owes a report. Rule T9."""
    issue = await find_for(ctx, command.issue, Act.REMIND)
    assignments = chosen(issue, (), Act.REMIND, ctx)
    group = await groups.active(ctx.session, issue.workspace_id, GroupKind.IR)
    if group is None:
        raise Refused("no_ir_group", ctx.words.no_ir_group())
    asked = notices.reminders_asked(issue.id)
    last = await last_with(ctx.session, asked, ctx.now - PAUSE)
    if last is not None and last <= ctx.now:
        raise Refused("reminded_already", ctx.words.reminded_already(issue.number, last))
    coming, passed = reminded(assignments, ctx.now)
    agencies = [each.agency for each in assignments]
    reporters = await people.reporters_of(
        ctx.session, issue.workspace_id, [each.id for each in agencies]
    )
    alone = [each.value() for each in agencies if each.id not in reporters]
    if not reporters:
        raise Refused("nobody_to_remind", ctx.words.nobody_to_remind(issue.number, alone))
    say = Say(ctx.words.reminders(coming, passed, ctx.now), about=issue.id)
    topic = notices.reminder_asked(issue.id, ctx.now)
    await tell(ctx, group, topic, say, agencies)
    codes = codes_of(assignments)
    await ctx.note(Action.ISSUE_REMINDED, issue_subject(issue.number), agencies=codes)
    called = [each.value() for each in agencies if each.id in reporters]
    told = [ctx.words.reminded(issue.number, called)]
    told += [ctx.words.nobody_to_remind(issue.number, alone)] if alone else []
    return [Say("\n".join(told), about=issue.id)]
