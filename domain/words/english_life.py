"""Judging, moving and ending issues, in English."""

from domain.words.voice import Voice


class EnglishLife(Voice):
    """Judging, moving and ending issues."""
