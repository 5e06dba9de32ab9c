"""The file store, as a folder and as an object store: whole, once, and gone when erased."""

import os

import pytest

from bot.evidence.store import open_files, place_of
from bot.settings import SettingsError, load_settings

pytestmark = pytest.mark.anyio

SHA = "ab" + "0" * 62


def incoming(files, body=b"hello"):
    file = files.incoming / "new"
    file.write_bytes(body)
    return file


@pytest.fixture(params=["folder", "store"])
def where(request, tmp_path):
    if request.param == "folder":
        return str(tmp_path / "files")
    (tmp_path / "files").mkdir()
    return (tmp_path / "files").as_uri()


async def test_a_file_stands_under_its_hash_once(where, tmp_path):
    with open_files(where) as files:
        for _ in range(2):
            file = incoming(files)
            await files.keep(file, SHA)
            assert not file.exists()

    assert (tmp_path / "files" / "ab" / SHA).read_bytes() == b"hello"
    assert place_of(SHA) == f"ab/{SHA}"


async def test_erasing_twice_is_no_error(where, tmp_path):
    with open_files(where) as files:
        await files.keep(incoming(files), SHA)
        await files.erase(SHA)
        await files.erase(SHA)

    assert not (tmp_path / "files" / "ab" / SHA).exists()


async def test_a_store_that_refuses_is_an_oserror(where, tmp_path):
    with open_files(where) as files:
        file = incoming(files)
        (tmp_path / "files" / "ab").write_bytes(b"in the way")
        with pytest.raises(OSError, match=r"refused|exists|directory"):
            await files.keep(file, SHA)


def test_leftovers_of_a_crash_are_swept_when_they_are_old(tmp_path):
    with open_files(str(tmp_path)) as files:
        old, new = files.incoming / "old", files.incoming / "young"
        for file in (old, new):
            file.write_bytes(b"half")
        os.utime(old, (0, 0))

    with open_files(str(tmp_path)) as files:
        assert [file.name for file in files.incoming.iterdir()] == ["young"]


def test_nobody_else_may_look_into_the_folder(tmp_path):
    with open_files(str(tmp_path / "files")) as files:
        assert files.incoming.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("files", "foo://bucket", "SAPHAN_FILES"),
        ("evidence_limit", "50", "SAPHAN_EVIDENCE_LIMIT"),
        ("evidence_limit", "0MB", "SAPHAN_EVIDENCE_LIMIT"),
        ("evidence_within", "soon", "SAPHAN_EVIDENCE_WITHIN"),
        ("check_links", "perhaps", "SAPHAN_CHECK_LINKS"),
    ],
)
def test_wrong_settings_are_named(name, value, cure):
    with pytest.raises(SettingsError, match=cure):
        load_settings(
            _env_file=None,
            line_channel_secret=("s",),
            line_channel_access_token="t",
            **{name: value},
        )


def test_sizes_and_switches_are_read():
    settings = load_settings(
        _env_file=None,
        line_channel_secret=("s",),
        line_channel_access_token="t",
        evidence_limit="20 mb",
        check_links="OFF",
        files="s3://bucket/evidence",
    )

    assert (settings.evidence_limit, settings.check_links) == (20 * 1024**2, False)
