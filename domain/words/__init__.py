"""Every sentence the bot says: one class, in parts by occasion.

Thai is short, polite, as government chats are written, without particles; English says the same.
Why no gettext: a sentence here is a method of typed values that hands both languages to
`Voice.say`, so the type checker sees a missing argument, and a missing translation.
"""

from datetime import tzinfo

from domain.thai_dates import Language
from domain.words.appraisal import AppraisalWords
from domain.words.assignments import AssignmentWords
from domain.words.cards import CardWords
from domain.words.edit import EditWords
from domain.words.evidence import EvidenceWords
from domain.words.excuses import ExcuseWords
from domain.words.joint import JointWords
from domain.words.ledger import LedgerWords
from domain.words.lists import ListWords
from domain.words.message_edited import MessageEditedWords
from domain.words.mistakes import MistakeWords
from domain.words.notices import NoticeWords
from domain.words.notify import NotifyWords
from domain.words.objections import ObjectionWords
from domain.words.people import PeopleWords
from domain.words.quarterly import QuarterlyWords
from domain.words.quarters import QuarterWords
from domain.words.quota import QuotaWords
from domain.words.refusals import RefusalWords
from domain.words.reopen import ReopenWords
from domain.words.reports import ReportWords
from domain.words.requests import RequestWords
from domain.words.roster import RosterWords
from domain.words.slips import SlipWords
from domain.words.snooze import SnoozeWords
from domain.words.unread import UnreadWords


class Words(
    AppraisalWords,
    AssignmentWords,
    CardWords,
    EditWords,
    EvidenceWords,
    ExcuseWords,
    JointWords,
    LedgerWords,
    ListWords,
    MessageEditedWords,
    MistakeWords,
    NoticeWords,
    NotifyWords,
    ObjectionWords,
    PeopleWords,
    QuarterlyWords,
    QuarterWords,
    QuotaWords,
    RefusalWords,
    ReopenWords,
    ReportWords,
    RequestWords,
    RosterWords,
    SlipWords,
    SnoozeWords,
    UnreadWords,
):
    """All sentences, in the language that is chosen when it is made."""


def words_for(language: Language, tz: tzinfo, *, with_thai_digits: bool = False) -> Words:
    """Return the sentences of a language, with times in the given zone."""
    return Words(language, tz, with_thai_digits=with_thai_digits)
