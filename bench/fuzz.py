"""Odd texts at random: none may raise, none may take long.

Run `python -m bench.fuzz --seconds N [--seed S]`. Texts of up to 5,000 characters are made of the
words of the grammar, agencies' names and the sample chats, torn, repeated and mixed with any
Unicode. Prints the slowest text and its time; exit 1 where one raised.
"""

import argparse
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from bench.messages import BANGKOK, HEADS, LONGEST, NOW, UNITS, say
from bot.commands.parse import seeded_directory
from domain.calendar import Calendar
from domain.chat.commands import OpenIssue
from domain.deadlines import Unreadable, read_deadline
from domain.deadlines.vocabulary import MONTHS_TH, WEEKDAYS_TH
from domain.directory import Directory
from domain.grammar import is_command, outline, read_message

TABLES = Path(__file__).parent.parent / "tests" / "data"
JOINTS = ("", "", " ", " ", "\n", ", ", " และ ", "/", ":", " - ", "\u200b", "(", ")", "#", "\u00a0")
MOST_PARTS = 400
DAYS_OF_NOW = 9000
AGAIN = 3


def main() -> None:
    """Read odd texts for so many seconds; print what was slowest."""
    options = argparse.ArgumentParser(description="Read odd texts at random.")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=None)
    wanted = options.parse_args()
    seed = wanted.seed if wanted.seed is not None else random.randrange(1 << 32)
    chance = random.Random(seed)
    directory = seeded_directory()
    words = vocabulary(directory)
    slowest: tuple[float, str] = (0.0, "")
    count, ends = 0, perf_counter() + wanted.seconds
    say(f"seed {seed}, {len(words)} words\n")
    while perf_counter() < ends:
        text = odd_text(chance, words)
        now = NOW + timedelta(days=chance.randrange(DAYS_OF_NOW), minutes=chance.randrange(1440))

        def read(text: str = text, now: datetime = now) -> None:
            is_command(text)
            for fields in read_message(text, now, Calendar(BANGKOK), directory):
                outline(fields)
                if isinstance(fields.outcome, OpenIssue):
                    assert fields.outcome.deadline > now
            read_due(text, now)

        try:
            spent = milliseconds(read, slowest[0])
        except Exception:
            say(f"seed {seed}, text {count}: {text!r}\n")
            raise
        slowest = max(slowest, (spent, text))
        count += 1
    spent, text = slowest
    say(f"{count} texts, none raised; slowest {spent:.1f} ms, {len(text)} characters: {text!r}\n")


def read_due(text: str, now: datetime) -> None:
    """Read a text as a deadline; what is read lies ahead."""
    try:
        assert read_deadline(text, now, Calendar(BANGKOK)) > now
    except Unreadable:
        return


def milliseconds(read: Callable[[], None], slowest: float) -> float:
    """Return the time of one reading: where it would be the slowest, the best of a few."""
    spent = _once(read)
    return min(spent, *(_once(read) for _ in range(AGAIN))) if spent > slowest else spent


def _once(read: Callable[[], None]) -> float:
    started = process_time()
    read()
    return (process_time() - started) * 1000


def vocabulary(directory: Directory) -> list[str]:
    """Return the words and texts that odd texts are made of."""
    expressions = [
        line.split("\t")[0]
        for name in ("thai-deadlines.tsv", "further-deadlines.tsv")
        for line in (TABLES / name).read_text(encoding="utf-8").split("\n")
    ]
    chats = (TABLES / "sample-chats.jsonl").read_text(encoding="utf-8").splitlines()
    known = map(directory.agency, directory.expand(("ALL", "ALL-AGENCIES", "ALL-PROVINCES")))
    names = [name for one in known if one for name in (one.name_th, one.abbr_th, one.name_en)]
    said = [json.loads(line)["text"] for line in chats]
    return [*HEADS, *UNITS, *MONTHS_TH, *WEEKDAYS_TH, *expressions, *names, *said]


def odd_text(chance: random.Random, words: list[str]) -> str:
    """Return one text of at most 5,000 characters."""
    few = chance.sample(words, chance.choice((1, 2, 3, 8, 40)))
    most = chance.choice((3, 12, MOST_PARTS))
    joints = chance.sample(JOINTS, chance.randrange(1, len(JOINTS)))
    head = chance.choice(HEADS)
    parts = [head]
    for _ in range(chance.randrange(most)):
        parts += [_part(chance, few), chance.choice(joints)]
    text = "".join(parts)
    if chance.random() < 0.3 and text:
        text = head + (text * (LONGEST // len(text) + 1))
    return text[:LONGEST]


def _part(chance: random.Random, words: list[str]) -> str:
    """Return a word, whole or torn, or any characters."""
    what = chance.random()
    if what < 0.05:
        return "".join(_any_character(chance) for _ in range(chance.randrange(1, 20)))
    word = chance.choice(words)
    if what < 0.2 and word:
        start = chance.randrange(len(word))
        return word[start : start + chance.randrange(1, 40)]
    return word


def _any_character(chance: random.Random) -> str:
    """Return one character: Thai, a sign, or anything but a lone surrogate."""
    plane = chance.choice(((0x0E00, 0x0E7F), (0x20, 0x7E), (0x2000, 0x206F), (0, 0xD7FF)))
    return (
        chr(chance.randint(*plane))
        if chance.random() < 0.9
        else chr(0x1F300 + chance.randrange(999))
    )


if __name__ == "__main__":
    main()
