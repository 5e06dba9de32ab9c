"""Questions are answered by the reply alone: what does not fit is asked for, never pushed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from channel import Channel, drain_outbox
from life import edits

from bot.deps import words_of
from domain.delivery import TOKEN_LIFE
from domain.pace import Lately
from domain.say import Say

pytestmark = pytest.mark.anyio

FLOOD = "#ประเด็น {}\nถึง: ปภ.\nภายใน: พรุ่งนี้ 15.00 น."
CARD = {
    "type": "bubble",
    "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "x"}]},
}


@pytest.fixture
async def channel(deps, platform, carrier):
    return await Channel(deps, platform, carrier).bind()


def asked(number, objects=1):
    """The answer to a question, as so many cards."""
    return [Say(f"{number}", card=CARD, again=f"#list {number}")] * objects


async def test_what_one_reply_does_not_hold_is_offered_and_never_pushed(channel):
    answers = [say for number in range(6) for say in asked(number)]

    await channel.answer(*answers, token=channel.token(), changes_duty=False)
    await drain_outbox(channel.deps)

    pointer = words_of(channel.deps.settings).ask_again(["#list 4", "#list 5"])
    assert channel.said() == ["0", "1", "2", "3", pointer]
    assert channel.calls() == ["reply"]
    (row,) = await channel.rows()
    offered = row.messages[-1]["quickReply"]["items"]
    assert [each["action"]["text"] for each in offered] == ["#list 4", "#list 5"]


async def test_a_receipt_is_said_before_answers_that_fill_the_reply(channel):
    receipt = replace(Say("received"), changes_duty=True)

    await channel.answer(*asked(1, 5), receipt, *asked(2), token=channel.token())
    await drain_outbox(channel.deps)

    assert channel.said()[:2] == ["received", "2"]
    assert "#list 1" in channel.said()[2]
    assert channel.calls() == ["reply"]
    assert channel.platform.quota.used == 0


async def test_where_no_answer_has_room_each_is_asked_for_by_itself(channel):
    await channel.answer(*asked(1, 5), *asked(2, 5), token=channel.token(), changes_duty=False)
    await drain_outbox(channel.deps)

    (told,) = channel.said()
    assert "#list 1" in told
    assert "#list 2" in told
    assert channel.calls() == ["reply"]


@pytest.mark.parametrize(("again", "calls"), [("#list", ["reply"]), ("", ["reply", "push"])])
async def test_who_only_asked_in_private_is_not_answered_by_a_push(channel, again, calls):
    token = channel.token()
    channel.group_id = None
    channel.platform.clock.advance(TOKEN_LIFE * 2)

    say = Say("answer", again=again)
    until = channel.deps.clock()
    await channel.answer(say, token=token, to=channel.nok, changes_duty=False, token_until=until)
    await drain_outbox(channel.deps)

    assert channel.calls() == calls


async def test_a_long_list_is_read_page_by_page(town):
    for number in range(0, 15, 5):
        said = (FLOOD.format(f"ข่าวลวง {number + each}") for each in range(5))
        await town.answer("ia", "issuer", "\n".join(said))
    await town.later(timedelta(days=2))
    town.fresh("ir")
    made = len(town.carrier.calls)

    first, pointer = await town.hear("ir", "ddpm", "#ค้าง")
    (second,) = await town.hear("ir", "ddpm", "#ค้าง 2")
    none = await town.answer("ddpm", "ddpm", "#list 12")

    assert pointer == "และอีก 5 รายการ ดูต่อ: พิมพ์ #ค้าง 2"
    assert all("รวม 15 ประเด็น" in page for page in (first, second))
    shown = [
        [number for number in range(1, 16) if f"#{number} ข่าวลวง" in page]
        for page in (first, second)
    ]
    assert shown == [list(range(1, 11)), list(range(11, 16))]
    assert "ประเด็นที่รอรายงาน" in none
    assert "มี 1 หน้า หากหมายถึงประเด็น #12: พิมพ์ #สถานะ 12" in none
    assert {path.rsplit("/", 1)[-1] for path, _, _ in town.carrier.calls[made:]} == {"reply"}


SOON = timedelta(seconds=5)
TOO_OFTEN = "มีคำถามเข้ามาถี่เกินไป"


async def heard(town, text, who="ddpm", chat="ir"):
    """How many answers a message brings, and whether one says that its sender asks too often."""
    town.platform.clock.advance(SOON)
    said = await town.hear(chat, who, text)
    return len(said), any(TOO_OFTEN in each for each in said)


async def test_who_asks_too_often_is_told_so_once_and_may_report_all_the_same(town):
    town.set(questions_a_minute=4)
    await town.answer("ia", "issuer", FLOOD.format("น้ำท่วม"))
    await town.later(timedelta(minutes=1))
    town.fresh("ir")

    asked = [await heard(town, text) for text in ("#list", "#mine", "#help", "#list")]
    told = await heard(town, "#list", chat="ddpm")  # in another chat
    silent = [await heard(town, "#list") for _ in range(2)]
    reported = await heard(town, "#ack 1"), await heard(town, "#report 1 ชี้แจงแล้ว\n#status 1")
    other = await heard(town, "#list", "rid")

    assert asked == [(1, False)] * 4
    assert told == (1, True)
    assert silent == [(0, False)] * 2
    assert [said[1] for said in reported] == [False] * 2
    assert [row.text for row in await town.reports()] == ["ชี้แจงแล้ว"]
    assert other == (1, False)
    town.platform.clock.advance(timedelta(minutes=1))
    assert await heard(town, "#list") == (1, False)


async def test_what_other_workers_have_answered_counts_and_what_comes_twice_does_not(town):
    town.set(questions_a_minute=6)
    workers = [town.deps, replace(town.deps, lately=Lately())]
    found = []
    for number in range(8):
        town.app.state.deps = workers[number % 2]
        town.platform.clock.advance(SOON)
        town.says("ir", "ddpm", "#list")
        waiting = town.platform.webhooks.drain()
        for each in (*waiting, *waiting):
            await town.post(each.body, each.headers)
        await town.work()
        found.append([TOO_OFTEN in said for said in town.fresh("ir")])

    assert found == [[False]] * 6 + [[True], []]


async def test_a_stranger_who_asks_and_asks_is_answered_no_more_often(town):
    town.set(questions_a_minute=3)

    assert [await heard(town, "#list", "guest") for _ in range(5)] == [
        *[(1, False)] * 3,
        (1, True),
        (0, False),
    ]


async def test_a_question_that_is_edited_again_and_again_counts_each_time(town):
    town.set(questions_a_minute=3)
    message = town.says("ir", "ddpm", "#list")
    await town.deliver()
    await town.work()
    answers = []
    for number in range(4):
        text = ("#mine", "#list")[number % 2]
        answers.append(await edits(town, "ir", "ddpm", message, text, later=SOON))

    assert [TOO_OFTEN in said for said in answers] == [False, False, True, False]
    assert answers[3] == ""


async def test_a_report_that_is_edited_into_a_question_is_told_however_often_one_asks(town):
    town.set(questions_a_minute=1)
    await town.answer("ia", "issuer", FLOOD.format("น้ำท่วม"))
    message = town.says("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    for _ in range(3):
        await heard(town, "#list")

    said = await edits(town, "ir", "ddpm", message, "#list", later=SOON)

    assert said
    assert TOO_OFTEN not in said
