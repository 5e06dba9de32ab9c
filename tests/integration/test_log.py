"""What a log line looks like."""

import logging

from bot.log import KeyedFormatter


def test_a_line_is_a_sentence_and_its_keys() -> None:
    said = {"msg": "sent", "outbox_id": 7, "color_message": "\x1b[36msent\x1b[0m"}

    line = KeyedFormatter("%(message)s").format(logging.makeLogRecord(said))

    assert line == "sent outbox_id=7"
