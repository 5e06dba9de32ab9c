"""Attachments: the bytes behind image, video, audio and file messages [R §get-content]."""

from dataclasses import dataclass


@dataclass
class Content:
    """One attachment. `not_ready` counts how many more requests are answered with 202."""

    body: bytes
    media_type: str
    previewable: bool
    not_ready: int = 0
    gone: bool = False
