"""Every sentence the bot says: one class per language, in parts by occasion.

Why no gettext: a sentence here is a function of typed values, so the type checker sees a missing
argument, and a missing translation, in both languages (`Words` is the union of the two).
"""

from datetime import tzinfo

from domain.thai_dates import Language
from domain.words.english import English
from domain.words.thai import Thai

Words = Thai | English

__all__ = ["English", "Thai", "Words", "words_for"]


def words_for(language: Language, tz: tzinfo, *, with_thai_digits: bool = False) -> Words:
    """Return the sentences of a language, with times in the given zone."""
    spoken = English if language == "en" else Thai
    return spoken(tz, with_thai_digits=with_thai_digits)
