"""Seats: by which right somebody is in the groups (letter 2560, clause 3.1; R14)."""

from collections.abc import Mapping
from enum import StrEnum


class Seat(StrEnum):
    """The ten kinds of members that the clause names, in its order; heads are named by T14."""

    PERMANENT_SECRETARY = "permanent_secretary"
    DIRECTOR_GENERAL = "director_general"
    EQUAL_RANK = "equal_rank"
    PUBLIC_ORGANIZATION = "public_organization"
    SPOKESPERSON = "spokesperson"
    SPOKESPERSONS_BUREAU = "spokespersons_bureau"
    DIGITAL_GOVERNMENT = "digital_government"
    PRIME_MINISTERS_OFFICE = "prime_ministers_office"
    PUBLIC_RELATIONS = "public_relations"
    PUBLIC_SECTOR_DEVELOPMENT = "public_sector_development"


THAI: Mapping[Seat, str] = {
    Seat.PERMANENT_SECRETARY: "ปลัดกระทรวง",
    Seat.DIRECTOR_GENERAL: "อธิบดี",
    Seat.EQUAL_RANK: "หัวหน้าส่วนราชการเทียบเท่า",
    Seat.PUBLIC_ORGANIZATION: "ผู้อำนวยการองค์การมหาชน",
    Seat.SPOKESPERSON: "โฆษกประจำกระทรวง",
    Seat.SPOKESPERSONS_BUREAU: "ผู้แทนสำนักโฆษก",
    Seat.DIGITAL_GOVERNMENT: "ผู้แทนสำนักงานรัฐบาลอิเล็กทรอนิกส์",
    Seat.PRIME_MINISTERS_OFFICE: "ผู้แทนสำนักเลขาธิการนายกรัฐมนตรี",
    Seat.PUBLIC_RELATIONS: "ผู้แทนกรมประชาสัมพันธ์",
    Seat.PUBLIC_SECTOR_DEVELOPMENT: "ผู้แทนสำนักงาน ก.พ.ร.",
}

_SHORT: Mapping[str, Seat] = {
    "โฆษกกระทรวง": Seat.SPOKESPERSON,
    "โฆษก": Seat.SPOKESPERSON,
    "หัวหน้าส่วนราชการที่เรียกชื่ออย่างอื่น": Seat.EQUAL_RANK,
    "สำนักโฆษก": Seat.SPOKESPERSONS_BUREAU,
    "ผู้แทนสรอ.": Seat.DIGITAL_GOVERNMENT,
    "ผู้แทนสพร.": Seat.DIGITAL_GOVERNMENT,
    "ผู้แทนสลน.": Seat.PRIME_MINISTERS_OFFICE,
    "ผู้แทนกปส.": Seat.PUBLIC_RELATIONS,
    "ผู้แทนก.พ.ร.": Seat.PUBLIC_SECTOR_DEVELOPMENT,
}
_WORDS = (
    {seat.value: seat for seat in Seat}
    | {name.replace(" ", ""): seat for seat, name in THAI.items()}
    | dict(_SHORT)
    | {str(number): seat for number, seat in enumerate(Seat, start=1)}
)


def read_seat(written: str) -> Seat | None:
    """Return the seat that a cell names, by word or by its number in the clause.

    Empty gives `None`; raises ValueError for anything else.
    """
    folded = "".join(written.split()).lower()
    if not folded:
        return None
    if folded not in _WORDS:
        raise ValueError(f"no such seat: {written} (1 to {len(Seat)}, or as in clause 3.1)")
    return _WORDS[folded]
