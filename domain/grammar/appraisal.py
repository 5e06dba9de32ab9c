"""Reads `#appraisal`: an agency, then how it stands, its ministry, the first day, and why."""

import re
from dataclasses import replace

from domain.chat.appraisal import Appraisal
from domain.chat.commands import Fields, Kind, Malformed
from domain.chat.mistakes import ONE_ONLY, Mistake, Problem
from domain.deadlines import Unreadable, read_day
from domain.directory import Found
from domain.grammar.situation import Situation

_PART = re.compile(
    r"(?P<reason>เหตุผล|เนื่องจาก|เพราะ|\breason\b|\bbecause\b)"
    r"|(?P<since>(?:ตั้งแต่|นับแต่)(?:วันที่)?|\b(?:from|since)\b)"
    r"|(?P<none>ไม่(?:มี)?สังกัด(?:กระทรวง)?|\bno ministry\b)"
    r"|(?P<ministry>(?<!\S)สังกัด|\bministry\b(?! of))"
    r"|(?P<shown>แสดง(?:ผล)?เท่านั้น|ไม่(?:รับการ)?ประเมิน|\bshown?[ -]only\b)"
    r"|(?P<appraised>(?<!\S)(?:เข้า)?(?:รับการ)?ประเมิน|\bappraised\b)",
    re.IGNORECASE,
)
_AROUND = " \t\n:=,;"


def read_appraisal(text: str, situation: Situation) -> Fields:
    """Read what stands behind the word; a day that is none is left for the handler to ask."""
    said = _parts(text)
    named, over = _one(said["agency"], situation), Found()
    if said.get("ministry"):
        over = _one(said["ministry"], situation)
    problems = (*named.problems, *over.problems)
    if not said["agency"]:
        problems = (Problem(Mistake.EMPTY_BODY),)
    if problems:
        outcome = Malformed(Kind.APPRAISAL, problems)
        return Fields(Kind.APPRAISAL, outcome, body=text, problems=problems)
    (agency,) = named.codes
    command = Appraisal(
        agency,
        False if "shown" in said else True if "appraised" in said else None,
        agency if "none" in said else next(iter(over.codes), None),
        reason=said.get("reason", ""),
    )
    try:
        since = read_day(said.get("since", ""), situation.now, situation.calendar)
    except Unreadable:
        return Fields(Kind.APPRAISAL, command, agencies=named.codes, body=command.reason)
    command = replace(command, from_on=since)
    return Fields(Kind.APPRAISAL, command, agencies=named.codes, body=command.reason)


def _parts(text: str) -> dict[str, str]:
    """Cut a text at its words; behind the reason nothing else is looked for."""
    said: dict[str, str] = {}
    name, start = "agency", 0
    for found in _PART.finditer(text):
        said[name] = text[start : found.start()].strip(_AROUND)
        name, start = str(found.lastgroup), found.end()
        if name == "reason":
            break
    said[name] = text[start:].strip(_AROUND)
    return said


def _one(value: str, situation: Situation) -> Found:
    """Read the name of one agency; several, or a group, are asked."""
    found = situation.agencies(value)
    codes = situation.directory.expand(found.codes)
    if found.problems or len(codes) == len(found.codes) == 1:
        return found
    return Found(problems=(Problem(Mistake.AMBIGUOUS_AGENCY, value, codes, ONE_ONLY),))
