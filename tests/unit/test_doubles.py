"""Which open issue a new one seems to repeat. Rule I8."""

import pytest

from domain.issues.doubles import double_of

OPEN = {
    4: "น้ำท่วมตลาดเก่าเชียงใหม่",
    7: "รถบรรทุกพลิกคว่ำ กม. 12 ถนนสายเอเชีย",
    9: "Fake news about rice prices",
    11: "น้ำท่วมขังในเขตเศรษฐกิจ",
}


@pytest.mark.parametrize(
    ("headline", "number"),
    [
        ("น้ำท่วมตลาดเก่าเชียงใหม่", 4),
        ("น้ำท่วม ตลาดเก่า เชียงใหม่!", 4),
        ("นํ้าท่วมตลาดเก่าเชียงใหม่", 4),
        ("น้ำท่วมตลาดเก่าเชียงไหม่", 4),
        ("รถบรรทุกพลิกคว่ำ กม. ๑๒ ถนนสายเอเชีย", 7),
        ("fake news about rice price", 9),
        ("รถบรรทุกพลิกคว่ำ กม. 21 ถนนสายเอเชีย", None),
        ("น้ำท่วมสนามบินภูเก็ต", None),
        ("น้ำแล้ง", None),
        ("ข่าวน้ำท่วมขัง ในเขตเศรษฐกิจค่ะ", 11),
        ("น้ำท่วมขังๆ ในเขตเศรษฐกิจ กทม.", 11),
        ("กรณีน้ำท่วมขังในเขตเศรษฐกิจหลายพื้นที่วันนี้", 11),
        ("เขตเศรษฐกิจน้ำท่วมขัง", 11),
        ("น้ำท่วมขังในเขตเศรษฐกิจ 3 จุด", 11),
        ("นำ้ท่วมขังในเขตเศรษกิจ", 11),
        ("น้ำท่วม", None),
        ("น้ำท่วมตลาดเก่าเชียงราย", None),
        ("เขตเศรษฐกิจพิเศษเปิดรับนักลงทุน", None),
        ("…", None),
    ],
)
def test_the_open_issue_that_says_the_same(headline, number):
    assert double_of(headline, OPEN) == number


def test_where_nothing_is_open_nothing_is_alike():
    assert double_of("น้ำท่วม", {}) is None


def test_of_two_that_say_the_same_the_older_one_is_named():
    assert double_of("น้ำท่วมตลาดเก่า", {5: "น้ำท่วม ตลาดเก่า", 3: "น้ำท่วมตลาดเก่า"}) == 3
