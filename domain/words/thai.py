"""Saphan in Thai: short, polite, as government chats are written, without particles."""

from domain.words.thai_answers import ThaiAnswers
from domain.words.thai_cards import ThaiCards
from domain.words.thai_evidence import ThaiEvidence
from domain.words.thai_figures import ThaiFigures
from domain.words.thai_life import ThaiLife
from domain.words.thai_mistakes import ThaiMistakes
from domain.words.thai_notices import ThaiNotices
from domain.words.thai_people import ThaiPeople
from domain.words.thai_refusals import ThaiRefusals
from domain.words.thai_retold import ThaiRetold


class Thai(
    ThaiAnswers,
    ThaiCards,
    ThaiEvidence,
    ThaiFigures,
    ThaiLife,
    ThaiMistakes,
    ThaiNotices,
    ThaiPeople,
    ThaiRefusals,
    ThaiRetold,
):
    """All sentences in Thai."""
