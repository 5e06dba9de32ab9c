"""Links: what is called, what never is, and what is kept of it. Rule F7."""

import gzip
from datetime import timedelta
from functools import partial

import httpx
import pytest
from fakes import Streamed
from town import GATHERED

from bot.evidence.links import MOST_BYTES, LinkRefused, Unreachable, Web, check_due, resolve
from models.evidence.link_checks import LinkCheck
from models.exports import Export
from simulator.model.phones import Phones

pytestmark = pytest.mark.anyio

NAMES = {
    "news.example.com": ["203.0.114.10"],
    "xn--12c1fe0br.com": ["203.0.114.11"],
    "inside.example.com": ["10.0.0.5"],
    "both.example.com": ["203.0.114.10", "127.0.0.1"],
    "mapped.example.com": ["::ffff:169.254.169.254"],
    "nowhere.example.com": [],
}
HTML = {"content-type": "text/html; charset=utf-8"}


class Stage:
    """A web of answers by path; keeps what was asked of which address."""

    def __init__(self, answers=None):
        self.answers, self.asked = answers or {}, []
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._handle))
        self.web = Web(client, self._resolve)

    async def _resolve(self, host, port):
        if host not in NAMES:
            raise Unreachable("no such host")
        return NAMES[host]

    async def _handle(self, request):
        self.asked.append(request)
        return self.answers.get(request.url.path, page("<title>หน้าแรก</title>"))()


def page(body, status=200, **headers):
    """Say how to answer: a response can be read only once."""
    return partial(answered, status, {**HTML, **headers}, body.encode())


def answered(status, headers, *body):
    return httpx.Response(status, headers=headers, stream=Streamed(*body))


def moved(to):
    return partial(answered, 302, {"location": to})


async def test_a_link_is_called_at_the_checked_address_under_its_own_name():
    stage = Stage()

    seen = await stage.web.visit("https://news.example.com/a?b=1#c")

    assert (seen.status, seen.title) == (200, "หน้าแรก")
    (request,) = stage.asked
    assert request.url.host == "203.0.114.10"
    assert request.headers["host"] == "news.example.com"
    assert request.extensions["sni_hostname"] == "news.example.com"


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:80/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://１２７.０.０.１/",
        "http://inside.example.com/",
        "http://both.example.com/",
        "http://mapped.example.com/",
        "http://nowhere.example.com/",
        "http://news.example.com:8080/",
        "http://news.example.com:443/",
        "https://news.example.com:22/",
        "http://user:secret@news.example.com/",
        "http://news.example.com@127.0.0.1/",
        "ftp://news.example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://",
        "http://news.example.com\\@127.0.0.1/",
        "http://[::1",
    ],
)
async def test_links_that_lead_inside_are_never_called(link):
    stage = Stage()

    with pytest.raises((LinkRefused, Unreachable)):
        await stage.web.visit(link)

    assert stage.asked == []


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/admin",
        "//127.0.0.1/admin",
        "http://inside.example.com/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://2130706433/",
        "http://news.example.com:6379/",
    ],
)
async def test_a_redirect_inside_is_refused(to):
    stage = Stage({"/go": moved(to)})

    with pytest.raises(LinkRefused):
        await stage.web.visit("http://news.example.com/go")

    assert len(stage.asked) == 1


async def test_redirects_are_followed_three_times():
    stage = Stage({"/1": moved("/2"), "/2": moved("3"), "/3": moved("https://news.example.com/4")})

    seen = await stage.web.visit("http://news.example.com/1")

    assert seen.url == "https://news.example.com/4"


async def test_a_redirect_loop_ends():
    stage = Stage({"/loop": moved("/loop")})

    with pytest.raises(LinkRefused, match="too many redirects"):
        await stage.web.visit("http://news.example.com/loop")

    assert len(stage.asked) == 4


class Endless(httpx.AsyncByteStream):
    """A body without end; counts what was taken of it."""

    taken = 0

    async def __aiter__(self):
        yield b"<title>long</title>"
        while True:
            self.taken += 1000
            yield b"x" * 1000


async def test_a_body_without_end_is_read_no_further_than_needed():
    body = Endless()
    stage = Stage({"/": partial(httpx.Response, 200, headers=HTML, stream=body)})

    seen = await stage.web.visit("http://news.example.com/")

    assert seen.title == "long"
    assert body.taken <= MOST_BYTES + 1000


async def test_a_gzip_bomb_is_unpacked_to_the_same_limit():
    bomb = gzip.compress(b"<title>bomb</title>" + b"\0" * 50_000_000)
    answer = partial(answered, 200, {**HTML, "content-encoding": "gzip"}, bomb)

    assert (await Stage({"/": answer}).web.visit("http://news.example.com/")).title == "bomb"


@pytest.mark.parametrize(
    "answer",
    [
        partial(answered, 200, {**HTML, "content-encoding": "gzip"}, b"no gzip"),
        partial(answered, 200, {"content-type": "application/pdf"}, b"<title>x</title>"),
        partial(answered, 302, HTML),
    ],
)
async def test_what_has_no_title_has_none(answer):
    assert (await Stage({"/": answer}).web.visit("http://news.example.com/")).title == ""


async def test_the_own_machine_is_resolved_and_refused_by_the_real_resolver():
    async with httpx.AsyncClient(transport=httpx.MockTransport(_never)) as client:
        with pytest.raises(LinkRefused, match="not public"):
            await Web(client, resolve).visit("http://localhost/")


async def _never(request):
    raise AssertionError(request)


ISSUE = "#ประเด็น น้ำท่วม\nถึง ปภ.\nภายใน 3 วัน\nhttps://news.example.com/a http://127.0.0.1/x"


async def exported(town, what):
    return [row["link_checks"] for row in await town.exported(what)]


async def test_links_of_issues_and_reports_are_checked_and_exported(town):
    stage = Stage()
    await town.hear("ia", "issuer", ISSUE)
    await town.later(GATHERED)
    await town.hear("ir", "ddpm", "#รายงาน 1 แล้ว https://news.example.com/b")
    while await check_due(town.deps, stage.web):
        pass

    (found,) = await exported(town, Export.ISSUES)
    assert found == [
        {
            "url": "https://news.example.com/a",
            "state": "alive",
            "status": 200,
            "final_url": "https://news.example.com/a",
            "title": "หน้าแรก",
            "at": "2026-11-23T09:00:11+07:00",
            "reason": "",
        },
        {
            "url": "http://127.0.0.1/x",
            "state": "refused",
            "status": None,
            "final_url": "",
            "title": "",
            "at": "2026-11-23T09:00:11+07:00",
            "reason": "address not public",
        },
    ]
    ((of_report,),) = await exported(town, Export.REPORTS)
    assert (of_report["url"], of_report["state"]) == ("https://news.example.com/b", "alive")


@pytest.mark.parametrize(
    ("path", "answers", "states"),
    [
        ("/gone", {"/gone": page("", 404)}, ["broken"]),
        ("/down", {"/down": page("", 503)}, ["waiting", "waiting", "broken"]),
    ],
)
async def test_what_may_pass_is_tried_three_times(town, path, answers, states):
    stage = Stage(answers)
    await town.hear("ia", "issuer", ISSUE.replace("/a http://127.0.0.1/x", path))
    seen = []
    for _ in states:
        await check_due(town.deps, stage.web)
        (row,) = await town.rows(LinkCheck)
        seen.append(row.state)
        town.platform.clock.advance(timedelta(minutes=11))

    assert seen == states
    assert await check_due(town.deps, stage.web) == 0


async def test_an_unknown_host_is_unreachable(town):
    await town.hear("ia", "issuer", ISSUE.replace("news", "missing"))
    for _ in range(3):
        await check_due(town.deps, Stage().web)
        town.platform.clock.advance(timedelta(minutes=11))

    found = {row.error for row in await town.rows(LinkCheck)}
    assert found == {"no such host", "address not public"}


async def test_links_of_a_text_taken_back_are_forgotten_and_those_of_an_edit_are_checked(town):
    message = town.says("ia", "issuer", ISSUE)
    await town.deliver()
    await town.work()
    await town.hear("ia", "issuer", "#edit 1 เรื่อง: น้ำลด\nhttps://news.example.com/new")
    links = [row.url for row in await town.rows(LinkCheck)]
    assert links[-1] == "https://news.example.com/new"

    Phones(town.platform).unsends(town.people["issuer"], message)
    await town.deliver()
    await town.work()

    assert await town.rows(LinkCheck) == []
