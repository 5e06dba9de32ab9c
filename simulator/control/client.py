"""A driver for tests, demos and scripts: people, chats and clock over the control API."""

from typing import Any, Self

import httpx

from simulator.certificates import trusted

Json = dict[str, Any]
# Real seconds a driver waits for the bot before it gives up.
PATIENCE_SECONDS = 20.0


class SimulatorError(Exception):
    """The simulator refused what a driver asked; the text says why."""


class SimulatorClient:
    """An asynchronous client of the control API; close it, or use it as a context."""

    def __init__(self, base_url: str) -> None:
        self.url = base_url
        timeout = httpx.Timeout(10, read=PATIENCE_SECONDS + 10)
        self._http = httpx.AsyncClient(
            base_url=base_url, timeout=timeout, trust_env=False, verify=trusted()
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def person(self, name: str, *, friend: bool = False, about: str = "") -> str:
        """Add a person, `about` telling the page's readers who it is; return the user id."""
        body = {"name": name, "friend": friend, "about": about}
        return str((await self._send("POST", "/people", body))["user_id"])

    async def describes(self, person: str, about: str) -> None:
        """Note who a person is, for readers of the page."""
        await self._send("PATCH", f"/people/{person}", {"about": about})

    async def group(self, name: str, members: list[str], *, with_bot: bool = True) -> str:
        """Make a group of user ids, by default with the bot; return the group id."""
        body = {"name": name, "members": members, "with_bot": with_bot}
        return str((await self._send("POST", "/groups", body))["group_id"])

    async def says(self, chat: str, person: str, text: str, quote: str = "") -> str:
        """Say a text in a group or in one's own 1:1 chat; return the message id."""
        body = {"person": person, "text": text, "quote": quote}
        return str((await self._send("POST", f"/chats/{chat}/messages", body))["id"])

    async def sends_file(
        self, chat: str, person: str, content: bytes, media: str, *, kind: str, name: str = ""
    ) -> str:
        """Send an attachment (kind: image, video, audio, file); return the message id."""
        answer = await self._send(
            "POST",
            f"/chats/{chat}/files",
            params={"person": person, "kind": kind, "name": name},
            content=content,
            headers={"content-type": media},
        )
        return str(answer["id"])

    async def edits(self, person: str, message: str, text: str) -> None:
        """Change the text of an own message."""
        await self._send("PATCH", f"/messages/{message}", {"person": person, "text": text})

    async def unsends(self, person: str, message: str) -> None:
        """Withdraw an own message."""
        await self._send("DELETE", f"/messages/{message}", params={"person": person})

    async def taps(self, person: str, message: str, choice: str, **params: str) -> Json:
        """Tap the button with this label or data; return its action."""
        body = {"person": person, "choice": choice, "params": params}
        return dict(await self._send("POST", f"/messages/{message}/taps", body))

    async def joins(self, group: str, person: str) -> None:
        """Let a person join a group."""
        await self._send("POST", f"/groups/{group}/members", {"person": person})

    async def leaves(self, group: str, person: str) -> None:
        """Let a person leave a group."""
        await self._send("DELETE", f"/groups/{group}/members/{person}")

    async def invites_bot(self, group: str) -> None:
        """Invite the bot into a group."""
        await self._send("PUT", f"/groups/{group}/bot")

    async def removes_bot(self, group: str) -> None:
        """Remove the bot from a group."""
        await self._send("DELETE", f"/groups/{group}/bot")

    async def follows(self, person: str) -> None:
        """Let a person add the account as a friend."""
        await self._send("POST", f"/people/{person}/follow")

    async def blocks(self, person: str) -> None:
        """Let a person block the account."""
        await self._send("POST", f"/people/{person}/block")

    async def messages(self, chat: str, after: str = "0") -> list[Json]:
        """Return a chat's entries after a message id, oldest first."""
        return list(await self._get(f"/chats/{chat}/messages", after=after))

    async def next_from_bot(
        self, chat: str, after: str = "0", wait: float = PATIENCE_SECONDS
    ) -> list[Json]:
        """Return the bot's entries after a message id, waiting for the first (real seconds)."""
        path = f"/chats/{chat}/messages"
        return list(await self._get(path, after=after, sender="bot", wait=wait))

    async def settled(self, wait: float = PATIENCE_SECONDS) -> bool:
        """Wait until every due webhook has been answered; say whether that happened."""
        return bool((await self._get("/webhooks/idle", wait=wait))["idle"])

    async def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> str:
        """Move the clock forward; return the new time in ISO form."""
        seconds = ((days * 24 + hours) * 60 + minutes) * 60
        return str((await self._send("POST", "/clock", {"advance_seconds": seconds}))["now"])

    async def set_clock(self, at: str, *, running: bool | None = None) -> str:
        """Set the clock to an ISO instant with offset; let it run or stand still."""
        return str((await self._send("POST", "/clock", {"at": at, "running": running}))["now"])

    async def fault(self, kind: str, operation: str = "*", **options: Any) -> None:
        """Switch on a fault of the API (options: times, status, seconds)."""
        body = {"kind": kind, "operation": operation, **options}
        await self._send("POST", "/faults/api", body)

    async def webhook_faults(self, **options: Any) -> None:
        """Replace the faults of the webhooks (duplicate, reorder, drop, hold)."""
        await self._send("PUT", "/faults/webhooks", options)

    async def clear_faults(self) -> None:
        """Switch all faults off."""
        await self._send("DELETE", "/faults")

    async def conditions(self) -> dict[str, bool]:
        """Return which of the named conditions of LINE hold."""
        return dict(await self._get("/conditions"))

    async def condition(self, name: str, on: bool) -> None:
        """Switch one of the named conditions of LINE."""
        await self._send("PUT", f"/conditions/{name}", {"on": on})

    async def set_quota(self, limit: int | None, used: int | None = None) -> None:
        """Set the month's limit (None: none) and, if given, what is used up."""
        await self._send("PUT", "/quota", {"limit": limit, "used": used})

    async def set_channel(self, **options: Any) -> None:
        """Change switches of the channel, such as webhook_url."""
        await self._send("PATCH", "/channel", options)

    async def set_delivery(self, **options: Any) -> None:
        """Change batch_size, redelivery_count, redelivery_after_seconds, content_not_ready."""
        await self._send("PATCH", "/delivery", options)

    async def state(self) -> Json:
        """Return channel, clock, people, groups, quota and faults."""
        return dict(await self._get("/state"))

    async def ledger(self, after: int = 0) -> list[Json]:
        """Return the bot's API calls, oldest first, leaving out the first `after`."""
        return list(await self._get("/ledger", after=after))

    async def webhooks(self, after: int = 0) -> list[Json]:
        """Return the webhook requests, oldest first, leaving out the first `after`."""
        return list(await self._get("/webhooks", after=after))

    async def _get(self, path: str, **query: Any) -> Any:
        return await self._send("GET", path, params=query)

    async def _send(self, method: str, path: str, body: Json | None = None, **options: Any) -> Any:
        if body is not None:
            options["json"] = body
        answer = await self._http.request(method, f"/simulator{path}", **options)
        if answer.is_error:
            raise SimulatorError(f"{answer.request.url.path}: {answer.text}")
        return answer.json()
