"""Reading deadlines as Thai officials type them, in Thai and English.

`tokens` splits a text into the words of `words` and `phrases`; `reading` lets the rules of `dates`,
`weekdays`, `spans`, `clocks` and `periods` make statements of them; `combine` joins these.
Pure: now and the calendar are arguments, the machine's zone and locale play no part.
"""

from domain.deadlines.at_start import (
    is_a_deadline,
    leading_deadline,
    read_deadline,
    starts_like_a_deadline,
)
from domain.deadlines.outcome import Caution, Deadline, Unreadable, Why

__all__ = [
    "Caution",
    "Deadline",
    "Unreadable",
    "Why",
    "is_a_deadline",
    "leading_deadline",
    "read_deadline",
    "starts_like_a_deadline",
]
