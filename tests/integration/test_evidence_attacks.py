"""Files that lie: about their kind, their size, their name, and how much they unpack to."""

import io
import zipfile

import httpx
import pytest
from collecting import JPEG, issue_and_report, open_desk
from fakes import Streamed
from photographs import history

from bot.evidence import file_type
from bot.evidence.fetch import Empty, TooLarge, receive
from bot.line.api import LineError, LineUnavailable, Unauthorised
from bot.line.content import Gone, MessageContent, NotReady, open_content
from domain.evidence import FileFormat

pytestmark = pytest.mark.anyio


@history
async def reported(town):
    """Issue 1, and a report of the DDPM on it."""
    return await issue_and_report(town)


@pytest.fixture
async def desk(town, platform, carrier):
    async with open_desk(town, platform) as opened:
        yield opened


def packed(entries, **more):
    """An archive of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return file.getvalue()


LIES = [
    ("photo.jpg", b"MZ\x90\0" + b"\0" * 200, "exe"),
    ("report.pdf", b"<!DOCTYPE html><script>location='//evil'</script>", "html"),
    ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "svg"),
    ("minutes.docx", packed({"run.exe": b"MZ"}), "zip"),
    ("minutes.docx", packed({"[Content_Types].xml": b"", "word/vbaProject.bin": b""}), "zip"),
    ("film.mp4", b"\x7fELF" + b"\0" * 100, None),
    ("nothing.jpg", b"\0" * 50, "empty"),
]


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(("name", "body", "really"), LIES)
async def test_a_file_that_lies_is_recorded_as_what_it_is_and_not_kept(desk, name, body, really):
    desk.sends("ddpm", body, kind="file", name=name)
    told = await desk.told()

    (row,) = await desk.rows()
    assert (row.state, row.name, row.kind) == ("refused", name, "")
    assert row.extension == (really or row.extension) != ""
    assert desk.stored() == {}
    assert "ไม่รับ" in told
    assert row.extension.upper() in told


@pytest.mark.usefixtures("reported")
async def test_a_picture_that_is_called_a_program_is_a_picture(desk):
    desk.sends("ddpm", JPEG, kind="file", name="../../../etc/cron.d/run\u202egpj.exe")
    await desk.told()

    (row,) = await desk.rows()
    assert (row.state, row.kind, row.extension) == ("kept", "image", "jpg")
    assert row.name == "rungpj.exe"
    (path,) = desk.stored()
    assert path == f"{row.sha256[:2]}/{row.sha256}"


@pytest.mark.usefixtures("reported")
async def test_what_is_too_large_is_not_kept(desk, town):
    town.set(evidence_limit=1000)
    desk.sends("ddpm", JPEG)
    told = await desk.told()

    assert [row.state for row in await desk.rows()] == ["too_large"]
    assert desk.stored() == {}
    assert "ใหญ่กว่า 1 KB" in told


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("name", ["__proto__.pdf", "%00.pdf", "{mention}", "=HYPERLINK(1).pdf"])
async def test_strange_names_are_data_only(desk, name):
    desk.sends("ddpm", JPEG, kind="file", name=name)
    told = await desk.told()

    assert [row.name for row in await desk.rows()] == [name]
    assert f"“{name}”" in told


async def pieces(*chunks):
    for chunk in chunks:
        yield chunk


async def endless():
    while True:
        yield b"x" * 1000


@pytest.mark.parametrize(
    ("announced", "chunks", "error"),
    [
        (5000, pieces(b"x"), TooLarge),
        (10, endless(), TooLarge),
        (None, endless(), TooLarge),
        (0, pieces(), Empty),
        (None, pieces(b""), Empty),
    ],
)
async def test_what_is_received_is_counted_whatever_was_announced(
    tmp_path, announced, chunks, error
):
    with pytest.raises(error):
        await receive(MessageContent(announced, chunks), tmp_path, 4000)

    assert list(tmp_path.iterdir()) == []


DOCX = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (packed(DOCX), "docx"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "odt"),
        (packed({**DOCX, "word/media/x.bin": b"\0" * 10_000_000}), "zip"),
        (packed({**DOCX, **{f"word/{each:090}": b"" for each in range(4000)}}), "zip"),
        (packed(DOCX)[:-30], "zip"),
        (b"PK\x03\x04" + b"\0" * 100, "zip"),
    ],
)
def test_archives_are_looked_into_without_being_unpacked(tmp_path, body, found):
    file = tmp_path / "file"
    file.write_bytes(body)

    form = file_type.inspect(file, largest_unpacked=5_000_000, largest_directory=500_000)

    assert (form.extension if isinstance(form, FileFormat) else form) == found


def answering(status, *body, **headers):
    """A LINE that answers always the same."""

    async def handle(request):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.Response(status, headers=named, stream=Streamed(*body))

    return httpx.MockTransport(handle)


async def first_bytes(settings, transport):
    async with open_content(settings, transport) as line, line.stream("1/../x") as content:
        return b"".join([chunk async for chunk in content.chunks])


@pytest.mark.parametrize(
    ("transport", "error"),
    [
        (answering(202), NotReady),
        (answering(202, b"", content_length="0"), NotReady),
        (answering(200, content_length="0"), NotReady),
        (answering(404, b"{}"), Gone),
        (answering(410, b"{}"), Gone),
        (answering(401, b'{"message": "no"}'), Unauthorised),
        (answering(500), LineUnavailable),
        (answering(302, location="http://127.0.0.1/"), LineError),
    ],
)
async def test_what_is_no_content_is_told_apart(settings, transport, error):
    with pytest.raises(error):
        await first_bytes(settings, transport)


async def test_content_is_asked_for_with_our_token_and_comes_as_it_is(settings):
    asked = []

    async def handle(request):
        asked.append(request)
        return httpx.Response(
            200, headers={"content-encoding": "gzip"}, stream=Streamed(b"\x1f\x8b")
        )

    assert await first_bytes(settings, httpx.MockTransport(handle)) == b"\x1f\x8b"
    (request,) = asked
    assert str(request.url) == "https://api-data.line.me/v2/bot/message/1%2F..%2Fx/content"
    assert request.headers["authorization"] == "Bearer a-token"


async def test_a_connection_that_breaks_is_tried_again(settings):
    async def handle(request):
        raise httpx.ConnectError("no")

    with pytest.raises(LineUnavailable):
        await first_bytes(settings, httpx.MockTransport(handle))
