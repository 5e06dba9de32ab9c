"""The title of a web page, out of its first bytes."""

import re
from html.parser import HTMLParser

LONGEST_TITLE = 200
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_THAI = re.compile(r"(?:tis-?620|windows-874|cp874|iso-8859-11)", re.IGNORECASE)
# Others that Python knows are no charsets of pages, and some are slow.
_KNOWN = re.compile(r"(?:utf-8|utf-16(?:le|be)?|windows-125\d|iso-8859-\d{1,2})", re.IGNORECASE)


def page_title(body: bytes, content_type: str) -> str:
    """Return the page's title in one line, clipped; empty where there is none.

    The charset is that of the header, else of the page, else UTF-8 where it fits, else Thai.
    """
    parser = _Title()
    parser.feed(_decoded(body, content_type))
    title = "".join(each if each.isprintable() else " " for each in "".join(parser.pieces))
    return " ".join(title.split())[:LONGEST_TITLE]


def _decoded(body: bytes, content_type: str) -> str:
    header, page = _HEADER.search(content_type), _META.search(body)
    named = header[1] if header else page[1].decode() if page else ""
    if _THAI.fullmatch(named):
        return body.decode("cp874", "replace")
    if _KNOWN.fullmatch(named):
        return body.decode(named, "replace")
    # The body may end in the middle of a character.
    whole = body.decode("utf-8", "ignore")
    return whole if len(whole.encode()) >= len(body) - 3 else body.decode("cp874", "replace")


class _Title(HTMLParser):
    """Keeps the text of the first title."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._inside, self._done = False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the first title; an SVG inside the page has titles of its own."""
        self._inside = tag == "title" and not self._done

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        if tag == "title" and self._inside:
            self._inside, self._done = False, True

    def handle_data(self, data: str) -> None:
        """Keep what stands in the title."""
        if self._inside:
            self.pieces.append(data)
