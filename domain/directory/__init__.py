"""The directory: which agencies are meant by what people type.

Ambiguous names give choices and are never picked; what was not typed exactly is named as assumed.
"""

from domain.directory.directory import Directory
from domain.directory.index import Match
from domain.directory.name_list import Found
from domain.directory.names import Place
from domain.directory.nearest import slips_between
from domain.directory.normal_form import Folded, fold

__all__ = ["Directory", "Folded", "Found", "Match", "Place", "fold", "slips_between"]
