"""What a person did that cannot be carried out. The sentence is made by `domain.words`.

Refused
"""


class Refused(Exception):
    """A command that is answered with one sentence and changes nothing but the audit.

    `code` names the reason in the audit; `sentence` is for the person, in their language.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
