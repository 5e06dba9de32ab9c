"""Saphan in Thai: short, polite, as government chats are written, without particles."""

from domain.words.thai_answers import ThaiAnswers
from domain.words.thai_cards import ThaiCards
from domain.words.thai_figures import ThaiFigures
from domain.words.thai_mistakes import ThaiMistakes
from domain.words.thai_notices import ThaiNotices
from domain.words.thai_refusals import ThaiRefusals


class Thai(ThaiAnswers, ThaiCards, ThaiFigures, ThaiMistakes, ThaiNotices, ThaiRefusals):
    """All sentences in Thai."""
