"""What stands behind `#notify`: a way, a brief, both; what is neither changes nothing."""

import pytest
from monday import first

from domain.chat.commands import Notify


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("", Notify()),
        ("ครับ", Notify()),
        ("group", Notify(in_group=True)),
        ("in the group please", Notify(in_group=True)),
        ("แจ้งในกลุ่มครับ", Notify(in_group=True)),
        ("direct", Notify(in_group=False)),
        ("ทางแชตส่วนตัว", Notify(in_group=False)),
        ("1:1", Notify(in_group=False)),
        ("ในแชตนี้", Notify(in_group=False)),
        ("brief on", Notify(brief=True)),
        ("brief", Notify(brief=True)),
        ("brief off", Notify(brief=False)),
        ("no brief", Notify(brief=False)),
        ("สรุปเช้า", Notify(brief=True)),
        ("ขอรับสรุปเช้าด้วยค่ะ", Notify(brief=True)),
        ("สรุปเช้า ปิด", Notify(brief=False)),
        ("ไม่รับสรุปเช้าแล้ว", Notify(brief=False)),
        ("กลุ่ม งดสรุปเช้า", Notify(in_group=True, brief=False)),
    ],
)
def test_ways_and_the_brief_are_read(typed, command):
    for word in ("#notify", "#รับแจ้ง", "#การแจ้งเตือน"):
        assert first(f"{word} {typed}").outcome == command


@pytest.mark.parametrize("typed", ["12", "ไม่เอากลุ่ม", "not in the group", "กลุ่มวันจันทร์", "both"])
def test_what_is_none_of_these_is_kept_to_be_asked(typed):
    assert first(f"#notify {typed}").outcome == Notify(unknown=typed)


def test_who_says_alert_means_the_reminder_of_an_issue():
    assert first("#แจ้งเตือน 12").outcome.meant == "remind"
