"""LINE's rules for message objects: structure, limits, and what depends on the destination."""

from simulator.messages.check import Destination, check_messages, plain_text

__all__ = ["Destination", "check_messages", "plain_text"]
