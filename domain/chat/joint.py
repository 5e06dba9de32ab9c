"""What is asked and said of Joint KPIs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agenda:
    """`#agenda [CODE]`: how the agendas stand, or one of them, or one of their indicators."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """`#result CODE value [period] [agency]`: what an organisation achieved in an indicator.

    `value` and `period` are as typed, the period empty for the running quarter. `accepted` is what
    an evaluator says to a result that is there: then there is no value.
    """

    code: str
    value: str = ""
    period: str = ""
    agency: str | None = None
    accepted: bool | None = None


Joint = Agenda | Result
