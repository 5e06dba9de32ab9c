"""What an office's own paper has: read from a file that the office writes, in TOML."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, FilePath, ValidationError

from domain.thai_dates import Language
from domain.words.paper import PUT_IN, SENTENCES


def _known(sentences: dict[str, str]) -> dict[str, str]:
    """Refuse sentences that the paper does not have, or that want what it cannot put in."""
    for name, said in sentences.items():
        if name not in SENTENCES:
            raise ValueError(f"there is no sentence {name!r}; there are {', '.join(SENTENCES)}")
        try:
            said.format_map(dict.fromkeys(PUT_IN, ""))
        except (KeyError, IndexError, ValueError) as wrong:
            raise ValueError(f"{name}: only {{{'}, {'.join(PUT_IN)}}} can be put in") from wrong
    return sentences


class BadLetterhead(ValueError):
    """A letterhead that cannot be used; the text is one line that says what to mend."""


class Letterhead(BaseModel):
    """An office's particulars; what is empty is left to be filled in by hand.

    `garuda` is a picture file; `closing` the phrase above the signature; `sentences` those that
    the office words itself, by their names.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    department: str = ""
    number: str = ""
    address: str = ""
    urgency: str = ""
    closing: str = ""
    signer: str = ""
    position: str = ""
    garuda: FilePath | None = None
    sentences: Annotated[dict[str, str], AfterValidator(_known)] = {}

    def sentence(self, name: str, language: Language, put_in: Mapping[str, str]) -> str:
        """Return a sentence with what belongs in it, in the office's own words if it has any."""
        said = self.sentences.get(name) or SENTENCES[name][language == "en"]
        return said.format_map(put_in)


def read_letterhead(path: Path) -> Letterhead:
    """Read a letterhead; a picture's path is taken from its folder. Raises BadLetterhead."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        if garuda := told.get("garuda"):
            told["garuda"] = path.parent / str(garuda)
        return Letterhead.model_validate(told)
    except OSError as wrong:
        raise BadLetterhead(f"{path} cannot be read: {wrong.strerror}") from wrong
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise BadLetterhead(f"{path}, {place}: {first['msg']}") from wrong
    except ValueError as wrong:
        raise BadLetterhead(f"{path} is no TOML file: {wrong}") from wrong
