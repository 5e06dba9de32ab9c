"""Judging, moving and ending issues, in Thai."""

from domain.words.voice import Voice


class ThaiLife(Voice):
    """Judging, moving and ending issues."""
