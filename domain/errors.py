"""What a person did that cannot be carried out. The sentence is made by `domain.words`."""

from domain.chat.mistakes import Gap
from domain.say import Choice


class Refused(Exception):
    """A command that is answered with one sentence and changes nothing but the audit.

    `code` names the reason in the audit; `sentence` is for the person, in their language,
    and `choices` what they may answer with one tap. `asks` is what may be said alone next.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        choices: tuple[Choice, ...] = (),
        *,
        asks: Gap | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.choices = choices
        self.asks = asks
