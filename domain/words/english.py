"""Saphan in English: the same sentences, as short and as polite."""

from domain.words.english_answers import EnglishAnswers
from domain.words.english_cards import EnglishCards
from domain.words.english_evidence import EnglishEvidence
from domain.words.english_figures import EnglishFigures
from domain.words.english_life import EnglishLife
from domain.words.english_mistakes import EnglishMistakes
from domain.words.english_notices import EnglishNotices
from domain.words.english_people import EnglishPeople
from domain.words.english_refusals import EnglishRefusals
from domain.words.english_retold import EnglishRetold


class English(
    EnglishAnswers,
    EnglishCards,
    EnglishEvidence,
    EnglishFigures,
    EnglishLife,
    EnglishMistakes,
    EnglishNotices,
    EnglishPeople,
    EnglishRefusals,
    EnglishRetold,
):
    """All sentences in English."""

    language = "en"
