"""The Messaging API: from a request of the bot to LINE's answer."""
