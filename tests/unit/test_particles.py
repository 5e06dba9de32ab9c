"""One list of particles: whatever is said nicely means the same in every command."""

import re
from pathlib import Path

import pytest
from monday import first, line

import domain.grammar
from domain.chat.commands import Accept, FileReport, List, OpenIssue
from domain.grammar.polite import PARTICLE, SURE_PARTICLE

PARTICLES = ("ครับ", "ค่ะ", "ครับผม", "คร้าบ", "ค่า", "จ้า", "จ้ะ", "ฮะ", "นะคะ", "นะครับ", "ขอรับ", "เจ้าค่ะ")
SURE = [each for each in PARTICLES if re.fullmatch(f"(?:{SURE_PARTICLE})+", each)]


@pytest.mark.parametrize("nicely", PARTICLES)
def test_particles_end_a_command_alike(nicely):
    assert isinstance(first(f"#รายการ {nicely}").outcome, List)
    assert first(f"#รายการ {nicely}").unread == ""
    assert isinstance(first(f"#รับรอง 1 ทั้งหมด {nicely}").outcome, Accept)
    report = first(f"#รายงาน 1 รับทราบ{nicely}").outcome
    assert isinstance(report, FileReport)
    assert report.going_on
    issue = first(f"#ประเด็น น้ำท่วม ด่วน{nicely}\nถึง: ปภ.\nภายใน: พรุ่งนี้").outcome
    assert isinstance(issue, OpenIssue)
    assert issue.urgency == "urgent"


@pytest.mark.parametrize("nicely", SURE)
def test_a_particle_stands_before_the_number(nicely):
    assert line(f"#รายงาน{nicely} 9 ชี้แจงแล้ว")["issue_no"] == 9


@pytest.mark.parametrize("word", ["ค่า", "น้า", "ขอรับ"])
def test_what_is_a_word_too_goes_before_no_number(word):
    assert line(f"#รายงาน {word} 9 ชี้แจงแล้ว")["issue_no"] is None


def test_there_is_one_list():
    modules = Path(domain.grammar.__file__).parent.glob("*.py")
    listed = {each.name for each in modules if re.search(r"ครับ\|", each.read_text("utf-8"))}

    assert listed == {"polite.py"}
    assert "ครับ" in PARTICLE


@pytest.mark.parametrize("nicely", ["", "ครับ", "ค่ะท่าน"])
def test_who_is_assigned_politely_is_assigned(nicely):
    issue = first(f"#มอบหมาย{nicely} ปภ. และกรมชลประทาน ชี้แจงข่าวเขื่อนแตก ภายใน 14.00 น. วันนี้").outcome

    assert isinstance(issue, OpenIssue)
    assert issue.agencies == ("MOI-DDPM", "MOAC-RID")
