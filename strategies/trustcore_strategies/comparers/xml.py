"""XML in an answer, as JSON has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from attrs import define, field

_DECLARES = re.compile(r"<!(?!--|\[CDATA)")
_MARKUP = frozenset(
    (
        *("html", "head", "body", "div", "span", "p", "a", "b", "i", "u", "em", "strong", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "td", "th", "img"),
        *("form", "input", "button", "label", "nav", "section", "header", "footer", "main", "svg"),
    )
)
"""Elements of pages, which are programs rather than data: their order counts."""


@define
class Element:
    """An element of XML.

    Attributes:
        name: With its namespace's prefix.
        attributes: By name.
        text: What stands in it.
        inside: The elements in it.
    """

    name: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(factory=list)

    def data(self) -> Any:  # noqa: ANN401  (any JSON)
        """It as JSON has it."""
        return {
            "name": self.name,
            "attributes": self.attributes,
            "text": self.text.strip(),
            "inside": [one.data() for one in self.inside],
        }

    def elements(self) -> Iterator[Element]:
        """It, and all that are in it."""
        yield self
        for one in self.inside:
            yield from one.elements()


def xml_in(text: str) -> Any:  # noqa: ANN401  (any JSON)
    """The elements of XML; None for pages, and for what declares entities."""
    if text[:1] != "<" or text[-1:] != ">" or _DECLARES.search(text):
        return None
    open_elements = [Element("", {})]

    def begin(name: str, attributes: dict[str, str]) -> None:
        open_elements[-1].inside.append(Element(name, attributes))
        open_elements.append(open_elements[-1].inside[-1])

    def end(_: str) -> None:
        open_elements.pop()

    def said(characters: str) -> None:
        open_elements[-1].text += characters

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = said
    try:
        parser.Parse(text, True)
        root = open_elements[0]
        is_page = any(one.name.casefold() in _MARKUP for one in root.elements())
        return None if is_page else root.data()
    except (expat.ExpatError, RecursionError):
        return None
