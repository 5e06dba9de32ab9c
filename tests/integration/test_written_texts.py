"""Texts and dates that operators give the command line: read as in the chat."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from operating import Operator, saphan

from bot.cli import main

NOW = ("--now", "2026-11-23T10:00:00+07:00")


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def test_deadlines_are_parsed_alike_in_any_zone_and_locale() -> None:
    typed = "พรุ่งนี้เที่ยง\n31 พ.ย. 69\n\n\xa0ภายใน 3 ชม.\r\n".encode() + b"\xff\xfe\n"

    done = saphan("parse", "deadline", *NOW, stdin=typed)

    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines[0] == "2026-11-24T12:00:00+07:00"
    assert lines[1] == "error: no such day: 31 พ.ย. 69"
    assert lines[2].startswith("error: ")
    assert lines[3] == "2026-11-23T13:00:00+07:00"
    assert lines[4].startswith("error: ")
    assert len(lines) == 5


def test_messages_are_parsed_line_by_line_and_rubbish_is_named() -> None:
    talk = {"text": "สวัสดีครับ"}
    issue = {"text": "#issue เรื่องน้ำ ถึง ปภ. ภายใน พรุ่งนี้เที่ยง"}
    report = {"text": "#report ชี้แจงแล้ว", "context": {"quoted_issue_no": 12}}
    lines = [json.dumps(talk), "rubbish", json.dumps(issue), "[1]", json.dumps(report)]

    done = saphan("parse", "message", *NOW, stdin="\n".join(lines).encode())

    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["kind"] for one in read] == ["none", "issue", "report"]
    assert read[1]["agencies"] == ["MOI-DDPM"]
    assert read[1]["deadline"] == "2026-11-24T12:00:00+07:00"
    assert read[2]["issue_no"] == 12
    assert done.stderr.decode().splitlines() == ["line 2: not JSON", 'line 4: no "text"']
    assert done.returncode == 1


def test_a_message_is_parsed_with_the_emoji_and_mentions_of_a_webhook() -> None:
    text = "😀(moon) @กรมประมง #1 #issue น้ำ\nถึง: @ปภ.\nกำหนด: พรุ่งนี้เที่ยง(clock)"

    def place(part: str) -> dict[str, int]:
        return {"index": text.index(part) + 1, "length": len(part)}  # the first emoji is two units

    mentions = {"mentionees": [place("@กรมประมง #1"), place("@ปภ.")]}
    given = {"text": text, "emojis": [place("(moon)"), place("(clock)")], "mentions": mentions}

    done = saphan("parse", "message", *NOW, stdin=json.dumps(given).encode())

    read = json.loads(done.stdout)
    assert (read["title"], read["agencies"], read["errors"]) == ("น้ำ", ["MOI-DDPM"], [])
    assert read["deadline"] == "2026-11-24T12:00:00+07:00"


def test_parsing_needs_no_line_account_but_right_settings() -> None:
    wrong = saphan("parse", "deadline", stdin=b"", SAPHAN_OFFICE_HOURS="late")

    assert wrong.returncode == 2
    assert wrong.stderr.startswith(b"Error: SAPHAN_OFFICE_HOURS is wrong ('late'): ")
    assert saphan("parse", "deadline", "--now", "soon", stdin=b"").returncode == 2


@pytest.mark.parametrize(
    "now", ["9999-12-31T23:59:59+07:00", "0001-01-01T00:00:00+07:00", "2949-11-25"]
)
@pytest.mark.parametrize("what", ["deadline", "message"])
def test_texts_are_read_in_years_that_can_be_meant(what: str, now: str) -> None:
    done = CliRunner().invoke(main, ["parse", what, "--now", now], input="พรุ่งนี้เที่ยง\n")

    assert done.exit_code == 2
    assert f"the year {now[:4]} cannot be meant: write it in C.E." in done.stderr


@pytest.mark.parametrize(
    "now", ["2569-11-23T10:00:00+07:00", "23/11/2569 10.00 น.", "๒๓ พ.ย. ๖๙ 10:00"]
)
def test_the_moment_of_reading_may_be_written_as_in_the_chat(now: str) -> None:
    done = CliRunner().invoke(main, ["parse", "deadline", "--now", now], input="พรุ่งนี้เที่ยง\n")

    assert done.stdout == "2026-11-24T12:00:00+07:00\n"


DATES = ["2569-11-31", "1 ต.ค.", "1-5 ต.ค. 69", "soon", ""]


@pytest.mark.parametrize("date", DATES)
def test_a_date_that_is_none_is_refused_in_one_sentence(operator, date: str) -> None:
    for command in (
        ["export", "issues", "--from", date],
        ["export", "issues", "--to", date],
        ["holiday", "add", date, "x"],
        ["holiday", "remove", date],
        ["roster", "missing", "--by", date],
        ["stats", "--period", f"2026-10-01..{date}"],
    ):
        said = operator.fails(*command, code=2)

        assert said.startswith("Error: Not a date: ")
        assert said.count("\n") == 1


def test_dates_of_either_era_are_read(operator) -> None:
    for date in ("2026-10-01", "2569-10-01", "1/10/2569", "๑ ต.ค. ๖๙"):
        assert operator.does("export", "issues", "--from", date) == "[\n]\n"
        operator.does("roster", "missing", "--by", date)
        said = operator.does("stats", "--period", f"{date}..30 พ.ย. 69")
        assert said.startswith("2026-10-01..2026-11-30 ")
