"""Which organisations a row means, by code or by name, and never by a guess."""

from collections.abc import Callable
from functools import cache

from domain.directory import Directory
from domain.roster.row_agencies import NotOneAgency, meant

Finder = Callable[[str, str], tuple[tuple[str, ...], str]]
"""From a code and a name to the codes that they mean, or to why they mean none."""


def finder(directory: Directory) -> Finder:
    """Return what finds organisations; the same names stand in very many rows."""

    @cache
    def find(code: str, name: str) -> tuple[tuple[str, ...], str]:
        known = directory.agency(code) if code else None
        if not code and not name:
            return (), "which organisation?"
        if code and known is None:
            return (), f"no agency has the code {code}"
        if known is not None and name in ("", known.name_th, known.name_en):
            return (known.code,), ""
        try:
            named = directory.expand(meant(name, directory))
        except NotOneAgency as why:
            return (), str(why)
        if known is not None and named != (known.code,):
            return (), f"{code} is {known.name_th}, not {name}"
        return named, ""

    return find
