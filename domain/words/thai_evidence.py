"""Files and links that come with a report, in Thai."""

from domain.words.voice import Voice


class ThaiEvidence(Voice):
    """Files and links that come with a report."""
