"""Who is in the groups and on the roster, in Thai."""

from domain.words.voice import Voice


class ThaiPeople(Voice):
    """Who is in the groups and on the roster."""
