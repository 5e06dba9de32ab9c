"""Profiles, groups, attachments, settings: who may be asked about what."""

import pytest

pytestmark = pytest.mark.anyio
NOBODY = "U" + "0" * 32
NOWHERE = "C" + "0" * 32


async def get(cast, path, **query):
    return await cast.line.call("GET", f"/v2/bot/{path}", query=query)


async def test_a_members_name_needs_no_friendship(cast):
    cast.membership.blocks(cast.nok)
    answer = await cast.line.member_name(cast.group, cast.nok)
    assert (answer.status, answer.body) == (200, {"displayName": "Nok", "userId": cast.nok})


async def test_a_member_who_left_is_unknown(cast):
    cast.membership.leaves(cast.group, cast.nok)
    assert (await cast.line.member_name(cast.group, cast.nok)).status == 404


async def test_a_group_is_named_and_counted_without_the_bot(cast):
    summary = await get(cast, f"group/{cast.group}/summary")
    assert summary.body == {"groupId": cast.group, "groupName": "IA"}
    assert (await cast.line.member_count(cast.group)).body == {"count": 2}


@pytest.mark.parametrize("what", ["summary", "members/count", "members/ids", "member/" + NOBODY])
async def test_a_group_the_bot_left_is_unknown(cast, what):
    cast.platform.channel.verified = True
    assert (await cast.line.call("POST", f"/v2/bot/group/{cast.group}/leave")).status == 200
    assert (await get(cast, f"group/{cast.group}/{what}")).status == 404
    assert (await get(cast, f"group/{NOWHERE}/{what}")).status == 404
    assert (await get(cast, f"group/IA/{what}")).status == 400
    assert cast.events()[-1]["type"] == "leave"


@pytest.mark.parametrize("path", ["followers/ids", "group/{group}/members/ids"])
async def test_lists_of_ids_are_for_verified_accounts(cast, path):
    path = path.format(group=cast.group)
    assert (await get(cast, path)).status == 403
    cast.platform.channel.verified = True
    assert (await get(cast, path)).status == 200
    assert (await get(cast, path, start="x")).status == 400


async def test_member_ids_come_in_pages_of_a_hundred(cast):
    cast.platform.channel.verified = True
    for _ in range(100):
        cast.membership.joins(cast.group, cast.membership.new_person("x").user_id)
    first = (await get(cast, f"group/{cast.group}/members/ids")).body
    rest = (await get(cast, f"group/{cast.group}/members/ids", start=first["next"])).body
    members = cast.platform.people.group(cast.group).members
    assert first["memberIds"] + rest["memberIds"] == members
    assert "next" not in rest


async def test_a_profile_needs_contact_and_no_block(cast):
    assert (await get(cast, f"profile/{cast.nok}")).status == 404
    cast.phones.says(cast.nok, cast.nok, "hello")
    assert (await get(cast, f"profile/{cast.nok}")).body["displayName"] == "Nok"
    cast.membership.blocks(cast.nok)
    assert (await get(cast, f"profile/{cast.nok}")).status == 404
    assert (await get(cast, "profile/nok")).status == 400


async def test_an_attachment_is_fetched_with_its_type_after_it_is_ready(cast):
    cast.platform.content_not_ready = 2
    entry = cast.phones.sends(cast.group, cast.nok, {"type": "image"}, b"\x89PNG", "image/png")
    answers = [await get(cast, f"message/{entry.id}/content") for _ in range(3)]
    assert [answer.status for answer in answers] == [202, 202, 200]
    assert (answers[0].body, answers[2].body) == (b"", b"\x89PNG")
    assert answers[2].headers["content-type"] == "image/png"


async def test_a_preview_is_for_pictures_and_transcoding_for_sound(cast):
    pdf = {"type": "file", "fileName": "a.pdf", "fileSize": 3}
    file = cast.phones.sends(cast.group, cast.nok, pdf, b"pdf", "application/pdf").id
    cast.platform.content_not_ready = 1
    video = cast.phones.sends(cast.group, cast.nok, {"type": "video"}, b"mp4", "video/mp4").id
    assert (await get(cast, f"message/{file}/content/preview")).status == 404
    assert (await get(cast, f"message/{file}/content/transcoding")).status == 400
    assert (await get(cast, f"message/{video}/content/transcoding")).body["status"] == "processing"
    assert (await get(cast, f"message/{video}/content/preview")).status == 202
    assert (await get(cast, f"message/{video}/content/transcoding")).body["status"] == "succeeded"


async def test_a_text_has_no_content(cast):
    entry = cast.phones.says(cast.group, cast.nok, "hello")
    assert (await get(cast, f"message/{entry.id}/content")).status == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 202),
        ({"loadingSeconds": 60}, 202),
        ({"loadingSeconds": 7}, 400),
        ({"loadingSeconds": 65}, 400),
        ({"loadingSeconds": "5"}, 400),
        ({"loadingSeconds": True}, 400),
    ],
)
async def test_the_loading_animation_lasts_5_to_60_seconds_in_fives(cast, body, status):
    body = {"chatId": cast.nok, **body}
    assert (await cast.line.call("POST", "/v2/bot/chat/loading/start", body)).status == status


async def test_the_loading_animation_is_for_private_chats_only(cast):
    body = {"chatId": cast.group}
    assert (await cast.line.call("POST", "/v2/bot/chat/loading/start", body)).status == 400


async def test_messages_are_marked_as_read_by_their_token(cast):
    cast.phones.says(cast.group, cast.nok, "hello")
    token = cast.events()[0]["message"]["markAsReadToken"]
    path = "/v2/bot/chat/markAsRead"
    assert (await cast.line.call("POST", path, {"markAsReadToken": token})).status == 200
    assert (await cast.line.call("POST", path, {"markAsReadToken": "x"})).status == 400


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://example.go.th/webhook", 200),
        ("http://127.0.0.1:8000/webhook", 200),
        ("http://example.go.th/webhook", 400),
        ("ftp://example.go.th", 400),
        ("https://example.go.th/" + "x" * 500, 400),
        ("webhook", 400),
    ],
)
async def test_the_webhook_address_is_https_but_for_loopback(cast, url, status):
    path = "/v2/bot/channel/webhook/endpoint"
    assert (await cast.line.call("GET", path)).status == 404
    assert (await cast.line.call("PUT", path, {"endpoint": url})).status == status
    if status == 200:
        assert (await cast.line.call("GET", path)).body == {"endpoint": url, "active": True}


async def test_the_webhook_test_needs_an_address_and_tells_a_failure(cast):
    path = "/v2/bot/channel/webhook/test"
    assert (await cast.line.call("POST", path, {})).status == 404
    answer = await cast.line.call("POST", path, {"endpoint": "https://example.go.th"})
    assert (answer.body["success"], answer.body["reason"]) == (False, "COULD_NOT_CONNECT")
