"""What a person did that cannot be carried out. The sentence is made by `domain.words`."""

from domain.say import Choice


class Refused(Exception):
    """A command that is answered with one sentence and changes nothing but the audit.

    `code` names the reason in the audit; `sentence` is for the person, in their language,
    and `choices` what they may answer with one tap.
    """

    def __init__(self, code: str, sentence: str, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.choices = choices
