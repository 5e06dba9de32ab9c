"""Messages: microseconds for talk, for a typical `#issue`, and for the worst of many odd texts.

Run `python -m bench.messages`. Talk is what the webhook drops; everything else is read in full.
"""

import gc
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

import holidays

from bot.commands.parse import seeded_directory
from domain.calendar import Calendar
from domain.grammar import is_command, read_message

RUNS = 7
LONGEST = 5000
BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)

TALK = {
    "talk": "รับทราบค่ะ เดี๋ยวประสานทีมงานแล้วจะรีบแจ้งกลับนะคะ ขอบคุณมากค่ะ",
    "talk naming a command": "อยู่ระหว่างดำเนินการตาม #report เดิม เดี๋ยวแจ้งอีกทีครับ",
    "hashtags": "#ข่าวจริงประเทศไทย #รัฐบาล",
}
MESSAGES = {
    "#issue, labelled": "#issue ชี้แจงข่าวน้ำท่วมขังภาคใต้\nหน่วยงาน: ปภ., กรมชลฯ และ กทม.\n"
    "กำหนด: 23 พ.ย. 69 15.00 น.\nที่มา: https://news.example.com/101",
    "#issue, one line": "#issue ขอให้ชี้แจงกรณีบัตรสวัสดิการ @กระทรวงการคลัง DL บ่ายสาม",
    "#report": "#report 12 ได้ชี้แจงผ่านเพจกรมแล้ว\nhttps://news.example.com/201",
}
HEADS = (
    *("", "#issue ", "#issue\n", "#issue x\nหน่วยงาน: ", "#issue x\nกำหนด: ", "#report ", "#ack "),
    *("#extend 12 ", "#return 12 ", "#edit 12 ", "#accept 1 ", "#transfer 12 ", "#stats "),
)
UNITS = (
    *(
        "#",
        "\n",
        "ก",
        "1",
        "๑",
        "1 ",
        "(",
        "[[",
        "@",
        "@a ",
        "> ",
        "a",
        "😀",
        "#😀",
        "\u3000",
        "- ",
    ),
    *("กรม ", "กรมการ ", "ปภ. ", "ถึง ", "ถึง ปภ. ", "ขอให้", "ขอให้ ", "กรมเวทมนตร์, ", "กรมประมน "),
    *("ภายใน ", "ภายใน 3 วัน ", "พรุ่งนี้ ", "25 พ.ย. 69 ", "15.00 น. ", "ถึง ปภ. ภายใน 15.00 น. "),
    *("หน่วยงาน: ", "กำหนด: ", "หน่วยงาน: ปภ.\n", "กำหนด: 15.00 น.\n", "ถึง กรมเวท ", "เรื่อง: "),
    *("1,", "12 และ ", "/ ", "/ ปภ. ", "| ", "\n1 ", "#isue\n", "#issue\n", "#issue a\n", "by 3 "),
    *("http://", "https://a.b/ก ", "ก\u0e48\u0e31", "\u0e4d\u0e32", "\u200b", "e\u0301", "ＡＢ"),
    *("ด่วน ", "โดย", "ครับ", "กฯ", "กรมฯ ", "ทุกหน่วยงาน", "ปลัด", "จ.", "ก.", "ก.พ.", "to "),
    *("ปภ\nภายใน 3 วัน\n", "ภายใน 15.00 น. กับ ", "เรียน ", "1. "),
)


def main() -> None:
    """Print one line per kind of message, the worst odd text, and the conditions."""
    say(f"median of {RUNS} runs; Python {platform.python_version()}, {os.cpu_count()} CPUs, ")
    say(f"{platform.machine()}\n")
    started = perf_counter()
    directory = seeded_directory()
    say(f"{'directory built':24}{(perf_counter() - started) * 1000:10.1f} ms\n")
    off: dict[date, str] = dict(holidays.country_holidays("TH", years=range(2026, 2029)))
    calendar = Calendar(BANGKOK, days_off=off)

    def read(text: str) -> object:
        return read_message(text, NOW, calendar, directory)

    for name, text in TALK.items():
        say(f"{name:24}{microseconds(is_command, text, 10_000):10.2f} us\n")
    for name, text in MESSAGES.items():
        say(f"{name:24}{microseconds(read, text, 200):10.1f} us\n")
    spent, head, unit, count = worst(read)
    say(f"{f'worst of {count} odd texts':24}{spent / 1000:10.1f} ms  {head + unit!r} …\n")


def microseconds(read: Callable[[str], object], text: str, times: int) -> float:
    """Return the median time of one call over the runs."""
    spent = []
    for _ in range(RUNS):
        started = perf_counter()
        for _ in range(times):
            read(text)
        spent.append((perf_counter() - started) / times * 1e6)
    return median(spent)


def odd_texts() -> Iterator[tuple[str, str, str]]:
    """Yield every head and unit, and the unit repeated behind the head up to 5,000 characters."""
    for head in HEADS:
        for unit in UNITS:
            yield head, unit, (head + unit * LONGEST)[:LONGEST]


def worst(read: Callable[[str], object]) -> tuple[float, str, str, int]:
    """Return the longest median time, its head and unit, and how many texts were tried."""
    gc.collect()
    spent = [(microseconds(read, text, 1), head, unit) for head, unit, text in odd_texts()]
    return *max(spent), len(spent)


def say(text: str) -> None:
    """Write to the terminal at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
