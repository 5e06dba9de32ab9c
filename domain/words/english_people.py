"""Who is in the groups and on the roster, in English."""

from domain.words.voice import Voice


class EnglishPeople(Voice):
    """Who is in the groups and on the roster."""
