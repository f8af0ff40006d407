"""Which rating a judge's reply gives, and why it says so.

It stands behind a word for it on a line of its own ("Rating: 4"), else alone on a line ("**4/5**"),
else at the beginning ("4 - it is backed"), else behind a word for it in a sentence ("I rate it 4").
The first of these that a reply has decides: all numbers in that place must be the same, and on the
scale. What a reply quotes does not count. Time is linear in the length.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from trustcore import Completion, TokenLogprobs
from trustcore.labels.align import token_indices
from trustcore.labels.visible import visible

LEAST_MASS = 0.5
"""Below this probability of all ratings together, their shares say little."""

Scale = tuple[int, int]

_READ = 20_000
"""Characters of a reply that are read: a rating is at its beginning, or a short reply's end."""

_LONGEST_REASON = 200
_LEAST_WORDS = 3
"""Of what stands around a rating in a sentence, for it to be a reason."""

_NUMBER = r"(?<![\d.,])-?\d{1,4}(?:[.,]\d{1,4})?(?![\d%]|[.,]\d)"
_OF_SCALE = r"(?:\s{0,3}(?:/|out of|of|\u5206\s{0,2}/)\s{0,3}(?P<most>\d{1,4})\b)?"
_ALONE = re.compile(
    rf"[^\w\d.,-]{{0,12}}(?P<number>{_NUMBER}){_OF_SCALE}"
    r"(?:\s{0,2}(?:stars?|points?|\u5206|\u70b9))?[^\w\d]{0,12}",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"[^\w\d.,-]{{0,12}}(?P<number>{_NUMBER}){_OF_SCALE}"
    r"[*_`)\]]{0,4}\s{0,3}(?::|\s[-\u2013\u2014]\s|\u2013|\u2014|[.;,]\s|\()",
    re.IGNORECASE,
)
"""A number that a reason follows on the same line: "4 - it answers", "5. All is backed"."""

_NAMES = (
    r"rating|score|grade|note|bewertung|punktzahl|puntuaci[o\u00f3]n|nota|\u8bc4\u5206|"
    r"\u8a55\u4fa1|\u043e\u0446\u0435\u043d\u043a\u0430"
)
_HEADED = re.compile(
    rf"[^\w\n]{{0,12}}(?:(?:final|my|the|overall) ){{0,2}}(?:{_NAMES})\b[^\w\n]{{0,6}}"
    rf"(?:is\b)?[^\w\n-]{{0,8}}(?P<number>{_NUMBER}){_OF_SCALE}",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\b(?:{_NAMES}|rated|(?:i|would|['\u2019]d) (?:would )?rate)\b"
    r"(?:[^\w\n]{0,6}(?:is|it|this|that|of|as|at|a|an|the|answer|question|would be|ist|es|est))"
    rf"{{0,4}}[^\w\n-]{{0,8}}(?P<number>{_NUMBER}){_OF_SCALE}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"\u201c\u00ab][^\"\u201c\u201d\u00bb\n]{0,400}[\"\u201d\u00bb]")
_SCALE_WORDS = re.compile(
    r"\b(?:on|from|using|scale of|scale from|between|range)?\s{0,2}(?:a |the )?(?:scale )?"
    r"(?:of |from |between )?\(?\b\d{1,3}\s{0,2}(?:to|-|\u2013|and|through)\s{0,2}\d{1,3}\b\)?"
    r"(?: scale)?,?",
    re.IGNORECASE,
)
_NAMING = re.compile(
    rf"(?:\b(?:(?:final|my|the|overall|i) ){{0,2}}(?:{_NAMES}|rate)\b[^\w\n]{{0,6}}"
    r"(?:(?:is|it|this)\b)?[^\w\n]*|[^\w.!?\"]+)\Z",
    re.IGNORECASE,
)
"""What stands in front of a number and names it."""

_AROUND = " \t\n*_:-\u2013\u2014({`,"
_LABEL = re.compile(r"^(?:reason(?:ing)?|why|because|explanation)\s*[:\-]\s*", re.IGNORECASE)
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_WORD = re.compile(rf"[^\w]{{0,8}}({'|'.join(_WORDS)})[^\w]{{0,8}}", re.IGNORECASE)


@frozen
class Rated:
    """The rating that a reply gives.

    Attributes:
        number: On the scale.
        at: Where its digits begin in the reply; None where it is a word.
        reason: What the reply says besides, on one line and shortened; empty where it says nothing.
    """

    number: float
    at: int | None
    reason: str = ""


def read_rating(reply: str, scale: Scale) -> Rated | None:
    """The rating that a reply gives; None where it gives none that is clear and on the scale."""
    start, end = visible(reply)
    # Digits of other scripts are one character each, as are those that they are read as.
    text = "".join(map(_digit, reply[start : min(end, start + _READ)]))
    own = _QUOTED.sub(lambda found: _blanked(found) if " " in found[0] else found[0], text)
    for named in (_headed, _alone, _opening, _labelled):
        found = list(named(own))
        if found:
            return _only(found, text, start, scale)
    return None


def expected(rated: Rated, reply: Completion, scale: Scale) -> float:
    """The expected rating over the alternatives at its token, where they are known.

    sum(p(number) * number) / sum(p(number)) over the numbers of the scale, as in G-Eval (Liu et al.
    2023, arXiv 2303.16634); else the rating itself.
    """
    known = None if reply.logprobs is None else _mean(rated, reply.text, reply.logprobs, scale)
    return rated.number if known is None else known


def _digit(character: str) -> str:
    if character.isascii() or not character.isdigit():
        return character
    return str(unicodedata.digit(character))


Named = tuple[str, str | None, int, int]
"""A number, the scale's end that stands behind it, where it begins, and where all of it ends."""


def _headed(text: str) -> Iterator[Named]:
    """What stands behind a word for it at the beginning of a line."""
    for at, line in _lines(text):
        found = _HEADED.match(line)
        if found is not None:
            yield _named(found, at)
            for other in _LABELLED.finditer(line, found.end()):
                yield _named(other, at)


def _alone(text: str) -> Iterator[Named]:
    """What is a line of its own."""
    for at, line in _lines(text):
        found = _ALONE.fullmatch(line)
        word = _WORD.fullmatch(line)
        if found is not None:
            yield _named(found, at)
        elif word is not None:
            yield _WORDS[word[1].lower()], None, -1, at + len(line)


def _opening(text: str) -> Iterator[Named]:
    """What begins the reply, where no other line begins with a number: that is a list."""
    begun = [(found, at) for at, line in _lines(text) if (found := _OPENING.match(line))]
    first = next(_lines(text), (0, ""))[0]
    if len(begun) == 1 and begun[0][1] == first:
        yield _named(*begun[0])


def _labelled(text: str) -> Iterator[Named]:
    """What stands behind a word for it anywhere."""
    for found in _LABELLED.finditer(_SCALE_WORDS.sub(_blanked, text)):
        yield _named(found, 0)


def _named(found: re.Match[str], at: int) -> Named:
    return found["number"], found["most"], at + found.start("number"), at + found.end()


def _only(found: Sequence[Named], text: str, start: int, scale: Scale) -> Rated | None:
    """The rating that all of them are; None where they differ, or are not on the scale."""
    numbers = {_on_scale(number, most, scale) for number, most, _, _ in found}
    number = numbers.pop() if len(numbers) == 1 else None
    _, _, at, end = found[-1]
    if number is None:
        return None
    before = _NAMING.sub("", text[: max(at, 0)][: 4 * _LONGEST_REASON])
    around = (_reason(before), _reason(text[end:]))
    reason = max(around, key=len)
    enough = len(reason.split()) >= _LEAST_WORDS
    return Rated(number, None if at < 0 else start + at, reason if enough else "")


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, line.rstrip()
        at += len(line)


def _on_scale(number: str, most: str | None, scale: Scale) -> float | None:
    """The number that was found, if it is on the scale and nobody named another scale."""
    value = float(number.replace(",", "."))
    other = most is not None and int(most) != scale[1]
    return None if other or not scale[0] <= value <= scale[1] else value


def _reason(text: str) -> str:
    """What is said besides a rating, as one line."""
    line = _LABEL.sub("", " ".join(text[: 4 * _LONGEST_REASON].split()).strip(_AROUND))
    fits = len(line) <= _LONGEST_REASON
    return line if fits else f"{line[: _LONGEST_REASON - 3]}..."


def _mean(rated: Rated, text: str, logprobs: TokenLogprobs, scale: Scale) -> float | None:
    """The mean of the ratings at the token of the number; None where it cannot be told."""
    if rated.at is None or not logprobs.tokens or not logprobs.top:
        return None
    found = token_indices(text, logprobs.tokens, rated.at, rated.at + 1)
    if not found:
        return None
    index = found[0]
    chosen = logprobs.tokens[index]
    seen = {chosen: logprobs.logprobs[index], **dict(logprobs.top[index])}
    read = {token: _number(token, scale) for token in seen}
    numbers = {token: number for token, number in read.items() if number is not None}
    if read[chosen] != rated.number or _split(numbers.values(), scale):
        return None
    masses = [(number, _mass(seen[token])) for token, number in numbers.items()]
    total = math.fsum(mass for _, mass in masses)
    if total < LEAST_MASS:
        return None
    mean = math.fsum(number * mass for number, mass in masses) / total
    return min(max(mean, float(scale[0])), float(scale[1]))


def _number(token: str, scale: Scale) -> float | None:
    bare = "".join(map(_digit, token)).strip(" \t\r\n*_\"'`(\u0120\u2581\u010a")
    if not bare.isascii() or not bare.isdigit() or len(bare) > 4:
        return None
    return float(bare) if scale[0] <= int(bare) <= scale[1] else None


def _split(numbers: Iterable[float], scale: Scale) -> bool:
    """Whether a number of several digits may be several tokens, the first of which is another."""
    return scale[1] > 9 and max(numbers, default=0) <= 9


def _mass(logprob: float) -> float:
    return math.exp(min(logprob, 0.0))  # some servers send a logarithm a hair above 0
