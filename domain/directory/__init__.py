"""The directory: which agencies are meant by what people type.

Ambiguous names give choices and are never picked; what was not typed exactly is named as assumed.
"""

from domain.directory.directory import Directory
from domain.directory.fold import Folded, fold
from domain.directory.index import Match
from domain.directory.names import Place
from domain.directory.reader import Found

__all__ = ["Directory", "Folded", "Found", "Match", "Place", "fold"]
