"""What the steps of a prepared day say, once it is played."""

import pytest

from simulator.scenarios.scenario import Expectation, readable


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("#report {land} ชี้แจงแล้ว", "#report 7 ชี้แจงแล้ว"),
        ("#report {rumour} ตรวจแล้ว", "#report … ตรวจแล้ว"),
        ('ขอบคุณ {{"ค่ะ"}}', 'ขอบคุณ {"ค่ะ"}'),
        ("{", "{"),
        ("{} {0} {land.no}", "{} {0} {land.no}"),
    ],
)
def test_a_step_is_told_with_numbers_where_they_are_known(text, told):
    assert readable(text, {"land": "7"}) == told


def test_what_was_missed_is_told_with_its_number():
    expected = Expectation("ir", has=("#{no}",), lacks=("#{no} ปิด",))

    assert expected.filled({"no": "7"}) == Expectation("ir", ("#7",), ("#7 ปิด",))
