"""What the page shows in both languages: to newcomers, of calls, of who has read what."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import get_args, get_type_hints

import httpx
import pytest

from simulator.http import create_app
from simulator.page.suggestions import Suggestion
from simulator.page.words import CALLS, WORDS
from simulator.scenarios.scenario import Step, listed, read

pytestmark = pytest.mark.anyio
Look = Callable[..., Awaitable[str]]
HELLO = [{"type": "text", "text": "hello"}]
TRIES = (Suggestion(("ทักทาย", "Greet"), ("สวัสดี", "hello"), "Nok", 1),)
THAI = re.compile("[\u0e00-\u0e7f]+")


@pytest.fixture
async def look(cast, anyio_backend: str) -> AsyncIterator[Look]:
    """Fetch a piece of the page of a simulator that has something to try."""
    app = create_app(cast.platform, suggestions=TRIES)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://page"
    ) as client:

        async def fetch(path: str = "/", **query: str) -> str:
            answer = await client.get(path, params=query)
            assert answer.status_code == 200
            return answer.text

        yield fetch


async def test_a_newcomer_finds_what_to_try_and_a_word_on_each_day(look):
    for lang, tried, said in (("th", "ทักทาย", "สวัสดี"), ("en", "Greet", "hello")):
        whole = await look(lang=lang)

        assert re.findall('role="tab" id="tab-([a-z]+)"', whole)[0] == "scenarios"
        assert f"<b>{tried}</b>" in whole
        assert f'data-text="{said}"' in whole
        for name in listed():
            day = read(name)
            assert not day.enrolled or day.about.split(" · ")[lang == "en"] in whole


async def test_who_brings_a_bot_of_their_own_sees_calls_first_and_nothing_to_try(cast):
    transport = httpx.ASGITransport(app=create_app(cast.platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
        whole = (await client.get("/")).text

    assert re.findall('role="tab" id="tab-([a-z]+)"', whole)[0] == "conditions"
    assert 'data-command="try"' not in whole


async def test_the_page_is_english_all_through(cast, look):
    cast.membership.describes(cast.nok, about="กรมประมง · ผู้รายงาน\nFisheries · reporter")
    cast.phones.says(cast.group, cast.nok, "gone soon")
    cast.phones.unsends(cast.nok, cast.platform.chats.last(cast.group).id)
    cast.phones.says(cast.group, cast.nok, "hello")
    await cast.line.push(cast.group, HELLO)
    await cast.line.quota()

    whole = await look(lang="en")

    for searched in (r'data-find="[^"]*"', r'<a class="language".*?</a>'):
        whole = re.sub(searched, "", whole)
    assert THAI.findall(whole) == []
    assert "Fisheries" in whole


def test_every_word_of_the_thai_page_is_thai():
    names_of_line = {"language", "secret", "token"}
    words = {
        **{key: th for key, (th, _) in WORDS.items()},
        **{k: th for k, (th, _) in CALLS.items()},
    }

    assert {key for key, th in words.items() if not THAI.search(th)} == names_of_line
    assert {key for key, (_, en) in WORDS.items() if THAI.search(en)} == {"language"}


async def test_a_push_is_told_in_the_language_of_the_page(cast, look):
    await cast.line.push(cast.group, HELLO)

    assert re.findall(r'class="via push"[^>]*>(.*?)<', await look()) == ["คิดโควตา"]
    assert re.findall(r'class="via push"[^>]*>(.*?)<', await look(lang="en")) == ["push"]


async def test_routine_calls_are_folded_and_what_went_wrong_is_not(cast, look):
    await cast.line.quota()
    await cast.line.consumption()
    await cast.line.push(cast.group, HELLO)
    await cast.line.member_name(cast.group, cast.stranger)
    await cast.line.quota()

    ledger = await look("/page/ledger", lang="en")

    assert re.findall(r"<summary>(.*?)</summary>", ledger) == ["1 routine calls", "2 routine calls"]
    unfolded = re.sub(r"<details.*?</details>", "", ledger, flags=re.DOTALL)
    assert re.findall(r"<code>(\w+)</code>", unfolded) == ["getGroupMemberProfile", "pushMessage"]


async def test_read_counts_are_those_of_line(cast, look):
    said = cast.phones.says(cast.group, cast.nok, "hello").id
    assert await reads(look, cast.group, cast.nok) == {}

    cast.phones.says(cast.group, cast.lek, "hello Nok")
    assert await reads(look, cast.group, cast.nok) == {said: "Read 1"}
    await look(f"/page/chats/{cast.group}/entries", seen_by=cast.stranger)
    assert await reads(look, cast.group, cast.nok) == {said: "Read 1"}  # from outside
    cast.membership.joins(cast.group, cast.stranger)
    await look(f"/page/chats/{cast.group}/entries", seen_by=cast.stranger)
    assert await reads(look, cast.group, cast.nok) == {said: "Read 2"}

    alone = cast.phones.says(cast.nok, cast.nok, "#mine").id
    assert await reads(look, cast.nok, cast.nok) == {}
    await cast.line.push(cast.nok, HELLO)
    assert await reads(look, cast.nok, cast.nok) == {alone: "Read"}
    assert 'class="read" aria-live="off">Read</small>' in await look(lang="en", p3=cast.nok)


async def reads(look: Look, chat: str, person: str) -> dict[str, str]:
    """What somebody sees of who has read their messages, by message id."""
    found: dict[str, str] = json.loads(
        await look(f"/page/chats/{chat}/reads", seen_by=person, lang="en")
    )
    return found


async def test_the_past_is_forgotten_but_for_people_and_groups(cast, look):
    first = cast.phones.says(cast.group, cast.nok, "#bind CODE").id
    await cast.line.push(cast.group, HELLO)

    cast.platform.forget_the_past()

    whole = await look()
    assert "#bind" not in whole
    assert 'class="entry' not in whole
    assert (cast.platform.acts, cast.platform.ledger, cast.platform.quota.used) == ([], [], 2)
    assert int(cast.phones.says(cast.group, cast.nok, "again").id) > int(first)


async def test_a_step_tells_what_is_done_in_it_where_nothing_is_said(cast):
    app = create_app(cast.platform)
    app.state.player.scenario = read("sloppy")
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://page"
    ) as client:
        steps = (await client.get("/page/scenarios")).text

    assert "ดวงใจ พงษ์ไพร: ยกเลิกการส่งข้อความ" in steps
    assert re.findall(r": *</li>", steps) == []
    assert {f"act_{act}" for act in get_args(get_type_hints(Step)["act"])} <= {*WORDS, "act_says"}
