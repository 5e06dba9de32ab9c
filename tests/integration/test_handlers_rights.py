"""Who may say what, and where: every command, by every kind of person, in every kind of chat."""

from itertools import cycle

import pytest
from fakes import MONDAY

from domain.chat.commands import Kind
from domain.chat.rights import Place, Role
from domain.chat.table import TABLE as ROWS
from domain.words import words_for
from simulator.model.membership import Membership

pytestmark = pytest.mark.anyio

CHATS = ("ia", "ir", "1:1", "elsewhere")
PEOPLE = ("issuer", "ddpm", "evaluator", "admin", "guest")
TABLE = {
    #         issuer, reporter, evaluator, admin, guest; each in IA, IR, 1:1, an unbound group
    "bind": ("..p.", "..p.", "..p.", "..p.", "..p."),
    "join": ("...u", "...u", "...u", "...u", "...u"),
    "issue": (".ppu", "rrru", "rrru", "rrru", "eeeu"),
    "report": ("rrru", "p.pu", "rrru", "rrru", "e.eu"),
    "progress": ("rrru", "...u", "rrru", "rrru", "eeeu"),
    "ack": ("rrru", "...u", "rrru", "rrru", "eeeu"),
    "extend": ("...u", "...u", "rrru", "rrru", "eeeu"),
    "transfer": ("...u", "...u", "rrru", "rrru", "eeeu"),
    "return": ("...u", "rrru", "...u", "rrru", "eeeu"),
    "accept": ("...u", "rrru", "...u", "rrru", "eeeu"),
    "excuse": ("...u", "rrru", "...u", "rrru", "eeeu"),
    "object": ("rrru", "p..u", "rrru", "rrru", "eeeu"),
    "uphold": ("rrru", "rrru", "...u", "rrru", "eeeu"),
    "dismiss": ("rrru", "rrru", "...u", "rrru", "eeeu"),
    "grant": ("...u", "rrru", "rrru", "rrru", "eeeu"),
    "refuse": ("...u", "rrru", "rrru", "rrru", "eeeu"),
    "edit": ("...u", "rrru", "rrru", "rrru", "eeeu"),
    "remind": ("...u", "rrru", "rrru", "...u", "eeeu"),
    "snooze": ("rrru", "p..u", "rrru", "rrru", "eeeu"),
    "status": ("...u", "...u", "...u", "...u", "eeeu"),
    "list": ("...u", "...u", "...u", "...u", "eeeu"),
    "overdue": ("...u", "...u", "...u", "...u", "eeeu"),
    "mine": ("...u", "...u", "...u", "...u", "eeeu"),
    "stats": ("...u", "...u", "...u", "...u", "eeeu"),
    "quota": ("rrru", "rrru", "rrru", "...u", "eeeu"),
    "close": ("...u", "rrru", "rrru", "rrru", "eeeu"),
    "reopen": ("...u", "rrru", "rrru", "rrru", "eeeu"),
    "cancel": ("...u", "rrru", "rrru", "rrru", "eeeu"),
    "roster": ("rrru", "rrru", "rrru", "...u", "eeeu"),
    "vouch": ("rrru", "rrru", "rrru", "...u", "eeeu"),
    "appraisal": ("rrru", "rrru", "rrru", "...u", "eeeu"),
    "workspace": ("pp.u", "pp.u", "pp.u", "pp.u", "eeeu"),
    "notify": ("pp.u", "pp.u", "rrru", "pp.u", "eeeu"),
    "agenda": ("...u", "...u", "...u", "...u", "eeeu"),
    "result": ("rrru", "...u", "...u", "rrru", "eeeu"),
    "help": ("....", "....", "....", "....", "...."),
}
"""`.` carried out (or refused for another reason), else refused: `p` place, `r` role, `e` not
enrolled, `u` unbound group. A guest's report in IR is kept aside."""
SHARES = [tuple(TABLE)[start : start + 6] for start in range(0, len(TABLE), 6)]
"""Each is one case, so that no case runs for long while the others have ended."""
REST = {
    "bind": " ABCDE-FGHIJ",
    "join": " ABCDE-FGHIJ",
    "issue": "\nน้ำท่วม\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น.",
    "report": " 1 ชี้แจงแล้ว",
    "progress": " 1",
    "ack": " 1",
    "status": " 1",
    "extend": " 1 พรุ่งนี้ 16.00 น.",
    "transfer": " 1 กรมประมง ไม่ใช่ของเรา",
    "return": " 1 ปภ. ยังไม่ชัด",
    "accept": " 1",
    "excuse": " 1 ปภ. ประเด็นซ้ำ",
    "object": " 1 รายงานทางหนังสือแล้ว",
    "uphold": " 1 ปภ. มีหนังสือ",
    "dismiss": " 1 ปภ. ไม่มีหนังสือ",
    "grant": " 1",
    "refuse": " 1",
    "edit": " 1\nกำหนด: พรุ่งนี้ 14.00 น.",
    "remind": " 1",
    "snooze": " 1 พรุ่งนี้ 9.00 น. รอผล",
    "close": " 1",
    "reopen": " 1",
    "cancel": " 1 ซ้ำ",
    "agenda": " 6",
    "result": " 6.1 80",
    "appraisal": " กรมประมง",
}


def refusals(kind, words):
    """The sentence of each refusal of a command."""
    right = ROWS[Kind(kind)].right
    places = [place for place in Place if place in right.places]
    return {
        words.wrong_place(Kind(kind), places): "p",
        **{
            words.wrong_role(Kind(kind), sorted(right.roles), mine): "r"
            for mine in ((), {Role.REPORTER}, {Role.ADMIN})
        },
        words.not_enrolled(): "e",
        words.unbound_group(): "u",
    }


@pytest.fixture
def elsewhere(town):
    """A group that is not bound, with everybody in it."""
    group = Membership(town.platform).new_group("other", list(town.people.values()))
    town.chats["elsewhere"] = group.group_id
    town.platform.webhooks.drain()


def speak(town, kind):
    """Everybody types a command in every chat; gives who and which chat, by message id."""
    spoken = cycle(ROWS[Kind(kind)].words)
    return {
        town.says(who if chat == "1:1" else chat, who, f"#{next(spoken)}{REST.get(kind, '')}"): (
            kind,
            who,
            chat,
        )
        for who in PEOPLE
        for chat in CHATS
    }


async def answers(town, typed):
    """Let all be carried out at once; gives the first words of each answer, by what was typed."""
    batches = town.platform.webhooks.drain()
    events = [event for batch in batches for event in batch.events]
    asked = {event["replyToken"]: typed[event["message"]["id"]] for event in events}
    for batch in batches:
        assert await town.post(batch.body, batch.headers) == 200
    await town.work()
    replies = [body for path, body, _ in town.carrier.calls if path.endswith("/reply")]
    assert len(asked) == len(typed)
    return {asked[body["replyToken"]]: body["messages"][0].get("text") for body in replies}


@pytest.mark.parametrize("kinds", SHARES, ids=lambda kinds: f"{kinds[0]} to {kinds[-1]}")
@pytest.mark.usefixtures("elsewhere")
async def test_everybody_may_what_the_table_says_and_hears_why_not_else(kinds, town, settings):
    words = words_for("th", settings.timezone)
    typed = {}
    for kind in kinds:
        typed |= speak(town, kind)
    said = await answers(town, typed)

    wrong = []
    for kind in kinds:
        sentences = refusals(kind, words)
        for who, expected in zip(PEOPLE, TABLE[kind], strict=True):
            first = [said.get((kind, who, chat)) for chat in CHATS]
            heard = "".join(sentences.get(each, ".") for each in first)
            if heard != expected:
                wrong.append(f"#{kind} {who}: {heard}, not {expected}")
    assert wrong == []
    assert len(await town.issues()) == ("issue" in kinds)


def test_the_table_knows_every_command():
    assert set(TABLE) == {str(kind) for kind in ROWS}


async def test_help_lists_only_what_a_person_may_do_here(town):
    issuer = await town.answer("ia", "issuer", "#help")
    reporter = await town.answer("ir", "ddpm", "#วิธีใช้")
    guest = await town.answer("guest", "guest", "#help")

    assert "#ประเด็น" in issuer
    assert "#รายงาน" not in issuer
    assert "#รายงาน" in reporter
    assert "#ประเด็น" not in reporter
    assert "#โควตา" not in issuer + reporter + guest
    assert "#ลงทะเบียน" in guest
    assert "#สถานะ" not in guest
    assert "#โควตา" in await town.answer("admin", "admin", "#help")


@pytest.mark.parametrize("topic", ["report", "รายงาน"])
async def test_help_on_a_command_shows_an_example(topic, town):
    assert "#รายงาน 12" in await town.answer("ir", "ddpm", f"#help {topic}")


@pytest.mark.parametrize("topic", ["#รายงาน 12", "คำสั่งรายงาน", "การรายงาน"])
async def test_help_knows_a_topic_however_it_is_named(topic, town):
    assert "#รายงาน 12" in await town.answer("ir", "ddpm", f"#วิธีใช้ {topic}")


async def test_help_says_that_it_does_not_know_a_topic(town):
    answer = await town.answer("ir", "ddpm", "#วิธีใช้ ถ่ายรูป")

    assert "ไม่มีคำสั่ง “ถ่ายรูป”" in answer
    assert "#รายงาน" in answer
    assert "ไม่มีคำสั่ง" not in await town.answer("ir", "ddpm", "#วิธีใช้ หน่อยค่ะ")


async def test_help_shows_an_enrolled_person_last_what_they_never_need(town):
    answer = await town.answer("ir", "ddpm", "#วิธีใช้")

    assert answer.index("#รายงาน") < answer.index("#ลงทะเบียน")
    assert answer.index("#ของฉัน") < answer.index("#ผูกกลุ่ม")


async def test_answers_are_free(town):
    for who in ("issuer", "ddpm", "guest"):
        await town.answer("ir", who, "#help")

    assert town.platform.quota.used == 0
    assert {entry.via for entry in town.entries("ir")} == {"reply"}
    assert town.now == MONDAY
