"""Where a text parts into clauses: at its marks, and at the words with which one begins."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trustcore_strategies.answers.abbreviations import BEHIND_NONE

_HARD = re.compile(
    rf"[.!?;:\n\u2014\u3002\uff01\uff1f](?:(?<=[^\W_][^\W_][.!?]){BEHIND_NONE}(?<![A-Z][b-df-hj-np-tv-xz]\.)(?<![A-Z][b-df-hj-np-tv-xz][b-df-hj-np-tv-xz]\.)\s+(?=[^\W\d_]|[\"'(*$\u20ac\u00a3])|(?<=[^\W\d_][^\W\d_][^\W\d_][^\W\d_][.!?])\s+(?=\d)|(?<=[)\]%\"'\u00b0.][.!?])\s+(?=\S)|(?<=\w\w\w[;:])\s+|(?<=\d[;:])\s+|(?<=\n)\s*|(?<=\u2014)(?=[^\W\d_])|(?<=[\u3002\uff01\uff1f]))"
)
"""Where a sentence ends, or what a colon, a line or a dash ends."""

_JOINING = frozenset(
    "but so while whereas although though because since however therefore thus hence unlike despite"
    " aber sondern also weil w\u00e4hrend obwohl statt mais donc car pero sino porque mientras aunque"
    " quindi perch\u00e9 mentre sebbene mas portanto enquanto embora \u043d\u043e \u043f\u043e\u044d\u0442\u043e\u043c\u0443 \u0445\u043e\u0442\u044f i.e.".split()
)
"""Words with which a clause begins, with a comma in front or without."""

_JOINING_TWO = {
    "even": "though", "rather": "than", "instead": "of", "as": "opposed", "tandis": "que",
    "alors": "que", "that": "is,", "or": "rather",
    "and": "now", "but": "now", "\u0442\u0430\u043a": "\u043a\u0430\u043a",
}  # fmt: skip
"""The same of two words."""

_BEHIND_COMMA = frozenset(
    "ist sind war waren hat which who where as and und et y e \u0438 \u0430 ma da not nor nicht pas with the this that there in it its he she"
    " they we you his her il elle on es er sie lo la le les der die das el los las gli o os".split()
)
"""Words with which one begins behind a comma."""

_VERBS = frozenset("is was are were has had have uses does did can will".split())
_PREPOSITIONS = frozenset("the to by at in with for".split())
_DASHES = frozenset("-\u2013\u2014")
_MAY_BEGIN = _JOINING | {"and"} | {f"{word}," for word in _JOINING} | _DASHES | _JOINING_TWO.keys()
"""Words with which a clause can begin where no comma stands in front."""

CONCLUDES = re.compile(
    r"\W{0,2}(?:so|therefore|thus|hence|consequently|overall|in the end|ultimately|now|today|currently|also|daher|folglich|donc|c'est-\u00e0-dire|i\.e\.|por (?:lo )?tanto|as\u00ed que|quindi|portanto|\u043f\u043e\u044d\u0442\u043e\u043c\u0443|\u6240\u4ee5|\u56e0\u6b64|\u3057\u305f\u304c\u3063\u3066)(?!\w)|\W{0,2}(?:\u6240\u4ee5|\u56e0\u6b64|\u3057\u305f\u304c\u3063\u3066)",
    re.IGNORECASE,
)
"""How a clause begins that says what follows."""


def parts_of(text: str) -> list[str]:
    """The clauses of a text in their order, each without the mark behind it."""
    found: list[str] = []
    for sentence in _sentences(text):
        for part in _parts(sentence):
            if found and found[-1][-1] == ":" and _is_labelled(found[-1], part):
                found[-1] += f" {part}"
            else:
                found.append(part)
    return found


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with the mark behind it."""
    begin = 0
    for mark in _HARD.finditer(text):
        yield text[begin : mark.start() + 1]
        begin = mark.end()
    yield text[begin:]


def _parts(sentence: str) -> Iterator[str]:
    """The clauses of a sentence, each without the comma behind it."""
    tokens = sentence.split()
    begin = 0
    for at in range(1, len(tokens)):
        word = tokens[at]
        may = word in _MAY_BEGIN or word[0] == "(" or tokens[at - 1][-1] == ","
        if may and _begins(tokens, at) and tokens[at - 1].rstrip(",").lower() not in _JOINING:
            part = " ".join(tokens[begin:at]).rstrip(",")
            begin = at + (tokens[at] in _DASHES)
            if part:
                yield part
    rest = " ".join(tokens[begin:])
    if rest:
        yield from filter(None, _EASTERN.split(rest)) if not rest.isascii() else (rest,)


_EASTERN = re.compile(r"(?<=[\u3040-\u9fff]),")


def _begins(tokens: Sequence[str], at: int) -> bool:
    """Whether a clause begins with a word of a sentence."""
    word, before = tokens[at], tokens[at - 1]
    behind = tokens[at + 1] if at + 1 < len(tokens) else ""
    third = tokens[at + 2] if at + 2 < len(tokens) else ""
    if word in _JOINING or word.rstrip(",") in _JOINING:
        return behind != ""
    if word in _DASHES:
        return before[-1:].isalpha() and behind[:1].isalpha()
    if word[0] == "(":
        return third != "" and ")" not in word and ")" not in behind
    if word == "and" and before[-1] != "," and behind != "now":
        return behind[:1].isupper() and third in _VERBS
    return _JOINING_TWO.get(word) == behind != "" or (
        before[-1] == "," and behind != "" and _begins_behind_comma(word, behind)
    )


def _begins_behind_comma(word: str, behind: str) -> bool:
    """Whether a clause begins with a word behind a comma."""
    if word in _BEHIND_COMMA:
        return True
    if word[0].isupper():
        return behind in _VERBS
    return word.endswith(("s", "ed", "te", "ve")) and behind in _PREPOSITIONS


_LABEL = 2
"""Blanks of a label in front of a colon, and of a value behind it."""


def _is_labelled(front: str, part: str) -> bool:
    """Whether a colon stands between a label and what it names, and ends no value."""
    if part.count(" ") < _LABEL:
        return True
    return front.count(" ") < _LABEL and CONCLUDES.match(front) is not None
