"""Files and links that come with a report, in English."""

from domain.words.voice import Voice


class EnglishEvidence(Voice):
    """Files and links that come with a report."""
