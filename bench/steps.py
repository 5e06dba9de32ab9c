"""What may happen next in a random history: whoever is asked to choose makes it random."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.chat.commands import (
    Accept,
    Ack,
    Cancel,
    Close,
    Command,
    Decide,
    Dismiss,
    Edit,
    Excuse,
    Extend,
    FileReport,
    IssueNo,
    Kind,
    Noted,
    Object,
    OpenIssue,
    Progress,
    Remind,
    Reopen,
    Return,
    Snooze,
    Transfer,
    Uphold,
)
from domain.chat.rights import Place, Role

Choose = Callable[[Sequence[Any]], Any]
"""Takes what there is to choose from and gives one of it."""

AGENCIES = ("MOI-DDPM", "MOAC-RID", "MOPH", "MOPH-DDC", "MOPH-OPS")
PEOPLE: dict[str, tuple[tuple[Role, ...], tuple[str, ...]]] = {
    "issuer": ((Role.ISSUER,), ()),
    "chief": ((Role.ISSUER, Role.REPORTER), ("MOI-DDPM",)),
    "judge": ((Role.EVALUATOR, Role.ADMIN), ()),
    "ddpm": ((Role.REPORTER,), ("MOI-DDPM",)),
    "rid": ((Role.REPORTER,), ("MOAC-RID",)),
    "health": ((Role.REPORTER,), ("MOPH", "MOPH-DDC", "MOPH-OPS")),
}
"""By key: roles, agencies."""

REPORTERS = ("ddpm", "rid", "health", "health", "chief")
ISSUERS = ("issuer", "issuer", "chief")
JUDGES = ("judge", "judge", "issuer")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAUSES = (timedelta(seconds=1), timedelta(minutes=10), HOUR, HOUR, 5 * HOUR, DAY)
DELAYS = (*[timedelta(0)] * 30, timedelta(seconds=30), 2 * HOUR)
"""How late LINE brings a message."""
DAYS = (-3, -1, 0, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The sender of a report, the nth newest from 0, unsends its message."""

    nth: int


@dataclass(frozen=True, slots=True)
class Stand:
    """The operator says how an agency stands from so many days from now on, or ago."""

    agency: str
    appraised: bool
    ministry: str
    days: int


@dataclass(frozen=True, slots=True)
class State:
    """The operator closes the first quarter, or restates it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says a command, `after` a pause; without one the scheduler ticks."""

    after: timedelta
    who: str = "scheduler"
    place: Place = Place.IR
    kind: Kind = Kind.NONE
    command: "Command | Decide | TakeBack | Stand | State | None" = None
    delay: timedelta = timedelta(0)


def draw_step(choose: Choose, now: datetime, after: timedelta, *, first: bool = False) -> Step:
    """Choose what happens next, after a pause; a history begins with an issue."""
    draw = _open if first else choose(_KINDS)
    if draw is None:
        return Step(after)
    who, place, kind, command = draw(choose, now + after)
    return Step(after, who, place, kind, command, choose(DELAYS))


Said = tuple[str, Place, Kind, Any]


def _number(choose: Choose) -> IssueNo:
    return IssueNo(choose((1, 1, 1, 2, 2, 3)))


def _agencies(choose: Choose) -> tuple[str, ...]:
    return tuple(sorted({choose(AGENCIES) for _ in range(choose((1, 2, 3, 4)))}))


def _ahead(choose: Choose, now: datetime) -> datetime:
    return now + choose((timedelta(minutes=20), 3 * HOUR, DAY, 3 * DAY))


def _new(choose: Choose, now: datetime) -> datetime:
    """Choose a new deadline, which may also be no good."""
    return choose((_ahead(choose, now), now - HOUR))


def _open(choose: Choose, now: datetime) -> Said:
    agencies = _agencies(choose)
    support = agencies[choose((1, 2, 3, 4)) :]
    command = OpenIssue("ข่าวน้ำท่วม", agencies, _ahead(choose, now), supporting=support)
    return choose(ISSUERS), Place.IA, Kind.ISSUE, command


def _report(choose: Choose, now: datetime) -> Said:
    command = FileReport(
        _number(choose),
        "ชี้แจงแล้ว",
        progress=choose((False, False, False, True)),
        agencies=choose(((), ("MOPH",), ("MOPH-DDC",))),
        progress_behind=choose((False, False, True)),
    )
    return choose(REPORTERS), Place.IR, Kind.REPORT, command


def _ack(choose: Choose, now: datetime) -> Said:
    numbers = {_number(choose).number for _ in range(choose((1, 2)))}
    command = Ack(tuple(IssueNo(number) for number in sorted(numbers)))
    return choose(REPORTERS), Place.IR, Kind.ACK, command


def _accept(choose: Choose, now: datetime) -> Said:
    named = choose(((), (), *((code,) for code in AGENCIES)))
    command = Accept(_number(choose), named, choose((None, None, 1, 3)))
    return choose(JUDGES), Place.IA, Kind.ACCEPT, command


def _return(choose: Choose, now: datetime) -> Said:
    command = Return(_number(choose), choose(AGENCIES), "ขอตัวเลข")
    return choose(JUDGES), Place.IA, Kind.RETURN, command


def _extend(choose: Choose, now: datetime) -> Said:
    who = choose((*ISSUERS, *REPORTERS))
    named = choose(((), (choose(AGENCIES),)))
    command = Extend(_number(choose), _new(choose, now), named, "รอผล")
    return who, choose((Place.IA, Place.IR)), Kind.EXTEND, command


def _transfer(choose: Choose, now: datetime) -> Said:
    who = choose((*ISSUERS, *REPORTERS))
    command = Transfer(_number(choose), choose(AGENCIES), choose(("ไม่ใช่ภารกิจ", "จาก ปภ.")))
    return who, choose((Place.IA, Place.IR)), Kind.TRANSFER, command


def _decide(choose: Choose, now: datetime) -> Said:
    command = Decide(choose((1, 2, 3)), choose((True, True, False)))
    return choose(ISSUERS), Place.IA, Kind.GRANT, command


def _edit(choose: Choose, now: datetime) -> Said:
    deadline = choose((None, _new(choose, now)))
    agencies = choose(((), _agencies(choose)))
    support = agencies[choose((1, 2, 3, 4)) :]
    command = Edit(
        *(_number(choose), choose(("", "หัวข้อใหม่")), agencies, deadline),
        supporting=support,
        roles=bool(support),
    )
    return choose(ISSUERS), Place.IA, Kind.EDIT, command


def _end(choose: Choose, now: datetime) -> Said:
    number = _number(choose)
    kind, command = choose(((Kind.CANCEL, Cancel(number, "ซ้ำ")), (Kind.CLOSE, Close(number))))
    return choose(ISSUERS), Place.IA, kind, command


def _progress(choose: Choose, now: datetime) -> Said:
    command = choose((Progress(_number(choose)), Noted(choose((1, 2, 3, 4)))))
    return choose(REPORTERS), Place.IR, Kind.PROGRESS, command


def _take_back(choose: Choose, now: datetime) -> Said:
    return "its sender", Place.IR, Kind.NONE, TakeBack(choose((0, 0, 1, 2)))


def _remind(choose: Choose, now: datetime) -> Said:
    return choose((*ISSUERS, "judge")), Place.IA, Kind.REMIND, Remind(_number(choose))


def _snooze(choose: Choose, now: datetime) -> Said:
    until = choose((None, _new(choose, now), _ahead(choose, now)))
    command = Snooze(_number(choose), until, "รอผล" if until else "")
    return choose(REPORTERS), Place.IR, Kind.SNOOZE, command


def _excuse(choose: Choose, now: datetime) -> Said:
    reason = choose(("ประเด็นซ้ำ", "ไม่ใช่ภารกิจ", "ไม่ใช่ภารกิจ", "ระบบขัดข้อง", ""))
    command = Excuse(_number(choose), choose(AGENCIES), reason)
    return choose((*JUDGES, "chief")), Place.IA, Kind.EXCUSE, command


def _object(choose: Choose, now: datetime) -> Said:
    return choose(REPORTERS), Place.IR, Kind.OBJECT, Object(_number(choose), None, "ไม่ตรง")


def _decide_objection(choose: Choose, now: datetime) -> Said:
    kind, made = choose(((Kind.UPHOLD, Uphold), (Kind.DISMISS, Dismiss)))
    agency = choose((None, choose(AGENCIES)))
    return choose(JUDGES), Place.IA, kind, made(_number(choose), agency, "ตรวจแล้ว")


def _reopen(choose: Choose, now: datetime) -> Said:
    command = Reopen(_number(choose), choose((None, None, choose(AGENCIES))), "ปิดผิด")
    return choose(ISSUERS), Place.IA, Kind.REOPEN, command


def _stand(choose: Choose, now: datetime) -> Said:
    command = Stand(choose(AGENCIES), choose((True, False)), choose(("MOI", "MOPH")), choose(DAYS))
    return "operator", Place.IA, Kind.NONE, command


def _state(choose: Choose, now: datetime) -> Said:
    return "operator", Place.IA, Kind.NONE, State()


_KINDS = (
    *(_open, _open, _report, _report, _report, _report, _ack, _accept, _return, _return),
    *(_extend, _extend, _transfer, _decide, _decide, _edit, _end, _remind, None, None),
    *(
        _take_back,
        _take_back,
        _progress,
        _progress,
        _snooze,
        _excuse,
        _excuse,
        _object,
        _decide_objection,
        _reopen,
        _reopen,
        _stand,
        _state,
        _state,
        _state,
    ),
)
"""Weighted by repetition; `None` is a tick of the scheduler."""
