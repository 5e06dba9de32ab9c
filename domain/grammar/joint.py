"""`#agenda` and `#result`: what stands behind them begins with a code of the Joint KPIs."""

import re

from domain.chat.commands import Agenda, Fields, Kind, Malformed, Result
from domain.chat.mistakes import Mistake, Problem
from domain.grammar.polite import NOTHING_MORE
from domain.grammar.situation import Situation
from domain.text import arabic_digits

_CODED = re.compile(
    r"(?:(?:รหัส|วาระ|ตัวชี้วัด|code|agenda|indicator)\s*)?(?P<code>[\w.\-/ก-๎]+)(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_VALUE = re.compile(
    r"\s*[:=]?\s*(?:(?:ผล|ได้|เท่ากับ|value)\s*)?(?P<value>(?:ร้อยละ\s*)?[+\-−]?\d[\d,]*(?:\.\d+)?\s*%?)(?=[\s,]|$)"
)
_JUDGED = re.compile(
    r"\s*(?:(?P<yes>รับรอง|accept(?:ed)?)|ตีกลับ|return(?:ed)?)(?=[\s,]|$)", re.IGNORECASE
)
_YEAR = r"(?:ปี(?:งบ(?:ประมาณ)?)?\s*(?:พ\.ศ\.\s*)?)?(?:25\d\d|\d\d)"
_PERIOD = re.compile(
    rf"25\d\dQ[1-4]|(?:ไตรมาส(?:ที่)?|ครั้งที่|quarter)\s*[1-4](?:\s*/?\s*{_YEAR})?|[1-4]/\d{{2,4}}"
    r"|(?:ปี(?:งบ(?:ประมาณ)?)?\s*)?25\d\d(?!\d)|ปี(?:งบ(?:ประมาณ)?)?นี้|this year",
    re.IGNORECASE,
)


def read_agenda(rest: str, _situation: Situation) -> Fields:
    """Read `#agenda [CODE]`."""
    found = None if NOTHING_MORE.fullmatch(rest) else _CODED.fullmatch(arabic_digits(rest))
    code = found["code"] if found else ""
    unread = found["rest"].strip() if found and not NOTHING_MORE.fullmatch(found["rest"]) else ""
    return Fields(Kind.AGENDA, Agenda(code), body=code, unread=unread)


def read_result(rest: str, situation: Situation) -> Fields:
    """Read `#result CODE value` or `#result CODE accept`, then period and agency in any order."""
    found = _CODED.fullmatch(arabic_digits(rest))
    behind = found["rest"] if found else ""
    judged, value = _JUDGED.match(behind), _VALUE.match(behind)
    said = judged or value
    if found is None or said is None:
        problem = Problem(Mistake.EMPTY_BODY)
        return Fields(Kind.RESULT, Malformed(Kind.RESULT, (problem,)), problems=(problem,))
    behind = behind[said.end() :]
    period = _PERIOD.search(behind)
    named = f"{behind[: period.start()]} {behind[period.end() :]}" if period else behind
    agencies = situation.agencies("" if NOTHING_MORE.fullmatch(named) else named.strip(" ,"))
    problems = agencies.problems
    if len(agencies.codes) > 1:
        problems += (Problem(Mistake.AMBIGUOUS_AGENCY, named.strip(" ,"), agencies.codes),)
    result = Result(
        found["code"],
        "" if judged else said["value"],
        period[0] if period else "",
        agencies.codes[0] if agencies.codes else None,
        accepted=judged["yes"] is not None if judged else None,
    )
    outcome = Malformed(Kind.RESULT, problems) if problems else result
    body = said[0].strip()
    return Fields(Kind.RESULT, outcome, agencies=agencies.codes, body=body, problems=problems)
