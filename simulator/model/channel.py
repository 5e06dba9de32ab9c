"""The Messaging API channel and its official account: what LINE's two consoles hold."""

from dataclasses import dataclass


@dataclass
class Channel:
    """The channel's secrets, the account's face, and the switches in the consoles.

    `verified` opens the endpoints that list user ids; `chat_mode` is `chat` or `bot`.
    """

    secret: str = "simulated-channel-secret"
    token: str = "simulated-channel-access-token"
    bot_user_id: str = "U0000000000000000000000000005a9a0"
    bot_name: str = "Saphan"
    basic_id: str = "@000saphn"
    webhook_url: str = ""
    webhook_active: bool = True
    groups_allowed: bool = True
    verified: bool = False
    chat_mode: str = "bot"
