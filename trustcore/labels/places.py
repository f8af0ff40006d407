"""Where in a text its answer stands: values of JSON, lines that close it, what "the label is"."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import orjson
from attrs import frozen

Stretch = tuple[int, int]
"""Where something begins in a text and ends."""

_NOUN = (
    r"(?:answer|label|category|class|classification|sentiment|verdict|decision|choice|prediction|result|conclusion|rating|score|intent|topic|output|type|tag|response"
    r"|antwort|kategorie|klasse|ergebnis|réponse|catégorie|classe|respuesta|etiqueta|categoría|risposta|categoria|resposta|ответ|категория|答案|标签|回答|ラベル|정답)"
)
_SAID = re.compile(
    rf"(?:\b(?:(?:final|correct|right|best|most \w+|my|the|predicted|overall)\s+)*{_NOUN}\b[ \w*\"'_)\]]{{0,24}}?(?:[:=：]|\bis\b|\bwould be\b|\bist\b|\best\b|\bes\b|->|→)"
    r"|\b(?:classif(?:y|ied)|categori[sz]ed?|label(?:led|ed)?|rated?|tag(?:ged)?|described|mark(?:ed)?)\b[^.\n]{0,40}?\b(?:as|with)\b"
    r"|\b(?:go(?:ing)? with|choose|pick|settle on|conclude|therefore|thus|hence|overall|altogether|in conclusion|insgesamt|donc)\b[,:]?"
    r"|(?P<heading>(?:^|\n)[ \t>*#-]*\w[\w ]{0,24}[:：=]))",
    re.IGNORECASE,
)
_FINAL = re.compile(r"final|therefore|thus|hence|overall|conclu|insgesamt|donc", re.IGNORECASE)
_STOPS = re.compile(r"(?<=[^\s.])[.!?](?=\s|$)|[;\n。]")
_VALUE = ("label", "class", "category", "answer", "classification", "sentiment", "result")


def json_values(text: str) -> Sequence[str]:
    """What a JSON object or list holds: the value under a name that labels have, or all."""
    found = _json(text)
    if isinstance(found, dict):
        texts = {str(key).casefold(): _text(value) for key, value in found.items()}
        named = next((texts[name] for name in _VALUE if texts.get(name)), None)
        return [named] if named else [one for one in texts.values() if one]
    return [one for one in map(_text, found) if one] if isinstance(found, list) else ()


def closing_lines(text: str, begin: int, end: int) -> Sequence[Stretch]:
    """The first line and the last; none of a text of one line."""
    lines = [
        (begin + found.start(), begin + found.end())
        for found in re.finditer(r"[^\r\n]*[^\s`][^\r\n]*", text[begin:end])
    ]
    return (lines[0], lines[-1]) if len(lines) > 1 else ()


@frozen
class Said:
    """A stretch of a text of which the text says that it is something.

    Attributes:
        start: Where it begins.
        end: Where it ends: with the sentence.
        firm: Whether that is an answer, and not just whatever the heading of a line names.
        final: Whether it says that nothing comes after it.
    """

    start: int
    end: int
    firm: bool
    final: bool


def said_to_be(text: str, begin: int, end: int) -> Iterator[Said]:
    """What follows "the label is" and the like, in order."""
    for found in _SAID.finditer(text, begin, end):
        stop = _STOPS.search(text, found.end(), end)
        firm, final = found["heading"] is None, _FINAL.search(found[0]) is not None
        yield Said(found.end(), end if stop is None else stop.start(), firm, final)


def _json(text: str) -> object:
    for opening, closing in ("{}", "[]"):
        first, last = text.find(opening), text.rfind(closing)
        if 0 <= first < last:
            try:
                return orjson.loads(text[first : last + 1])
            except orjson.JSONDecodeError:
                continue
    return None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else ""
