"""HTML brought down to Markdown text: what was written stays, tags, scripts and styles go."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from draftspec.backlog.words import words

_KNOWN = words("""a abbr article aside b blockquote body br center code dd del details div dl dt em font footer figure figcaption h1 h2 h3
    h4 h5 h6 head header hr html i iframe img input kbd label li link main mark meta nav ol p picture pre s script section small
    source span strike strong style sub summary sup svg table tbody td tfoot th thead title tr tt u ul video""")
_HIDDEN = frozenset({"script", "style", "head", "svg", "title", "iframe"})
_BLOCKS = words(
    "p div ul ol dl table tr blockquote pre hr section article header footer details summary figure dt dd h1 h2 h3 h4 h5 h6"
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])|<!--")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<(?=[!?])")
_MANY_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_ONLY_ENTITIES = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|#x27|apos);")


def markdown(text: str) -> str:
    """Return a text without HTML; Markdown and plain text in it stay as they are, and so does `List<String>`."""
    if "<" not in text and "&" not in text:
        return text
    if not any(match[1] is None or match[1].lower() in _KNOWN for match in _TAG.finditer(text)):
        return _ONLY_ENTITIES.sub(_entity, text)
    reader = _Reader()
    reader.feed(
        _DECLARATION.sub("&lt;", _COMMENT.sub("", text))
    )  # what is never closed is searched for again and again
    reader.close()
    return _MANY_BLANK.sub("\n\n", "".join(reader.parts)).strip()


def _entity(match: re.Match[str]) -> str:
    return {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " "}.get(match[0][1:-1], "'")


class _Reader(HTMLParser):
    """Gathers the text of a document, with a mark for each heading and list item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")
        elif tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "li":
            self.handle_data("\n- ")
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "input":
            self.handle_data("[x] " if any(name == "checked" for name, _ in attrs) else "[ ] ")
        elif tag in _BLOCKS:
            self.handle_data("\n\n" + ("#" * int(tag[1]) + " " if re.fullmatch("h[1-6]", tag) else ""))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag in ("td", "th"):
            self.handle_data(" | ")
        elif tag in _BLOCKS:
            self.handle_data("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
