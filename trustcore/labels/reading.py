"""Which of some labels a text names."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from attrs import field, frozen

from trustcore.labels.negation import is_open, is_taken_back, opposites
from trustcore.labels.places import closing_lines, json_values, said_to_be
from trustcore.labels.visible import visible
from trustcore.records.label import Matched

_LONGEST = 20_000
"""Characters at the beginning and at the end of a text that are looked at."""

_MARKS = r"[\s*_`\"'“”‘’«»„()\[\]{}<>.,;:!?\-–—=|/\\#→~$。]"
_SCALE = re.compile(r"\s*(?:/|out of|von|sur|de)\s*\d+(?!\w|[.,]\d)", re.IGNORECASE)
_ENDS = re.compile(r"[ \t*_\"'”’`)\]]*(?:[^\w\s]|[\r\n]|$)")
_BOX = re.compile(r"\s*\\boxed\{(?:\\text\{)?|\}\s*$")
_COMMON = frozenset(
    "a i an am as at be by de do en et go he if in is it la le me my of on or so to un up us we y e o".split()
)
"""Words that a text has anyway: as labels they must stand alone."""


@frozen
class LabelReading:
    """What a text says of some labels.

    Attributes:
        label: The label; the fallback where none can be read.
        matched: "exact": the text is the label; "read": the text names it and no other;
            "fallback": it names none, or several.
        start: Where the label stands in the text; -1 where none does: nothing was read, or the
            label is the opposite of one that is denied.
        end: Where it ends.
    """

    label: str = field(repr=False)
    matched: Matched
    start: int = -1
    end: int = -1


@lru_cache(maxsize=256)
def reader_of(labels: tuple[str, ...]) -> LabelReader:
    """The reader of some labels, made once."""
    return LabelReader(labels)


class LabelReader:
    """A reader of some labels. Whole words count, the longest label first, and negation.

    What is written exactly as a label is that label. Otherwise it is looked for where a text says
    its answer: as all of it, in a JSON object, alone on its first or its last line, behind "the
    label is", and last anywhere. Two labels at one of these places mean that none is read.

    Args:
        labels: Two or more, all different. The last one is the fallback.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        self._longest = sorted(self._labels, key=len, reverse=True)
        self._by_text = {label.strip(): label for label in reversed(self._labels)}
        alike = Counter(_words(one) for one in self._labels)
        forms = "|".join(f"({_form(one, literal=alike[_words(one)] > 1)})" for one in self._longest)
        self._named_as = re.compile(forms, re.IGNORECASE)
        self._alone = re.compile(f"{_MARKS}*?(?:{forms}){_MARKS}*", re.IGNORECASE)
        self._opposites = opposites({_words(one): one for one in self._labels})

    def read(self, text: str) -> LabelReading:
        """The label that a text names."""
        if len(text) > 2 * _LONGEST:
            return self._read_ends(text)
        bare = text.strip()
        exact = self._by_text.get(bare)
        if exact is not None:
            start = text.index(bare)
            return LabelReading(exact, "exact", start, start + len(bare))
        begin, end = visible(text)
        found = self._found(text, begin + _skipped(_BOX, text[begin:end]), end)
        if len({one.label for one in found}) == 1:
            return found[0]
        return LabelReading(self._labels[-1], "fallback")

    def _read_ends(self, text: str) -> LabelReading:
        """The label that a long text names at its end, or else at its beginning."""
        cut = len(text) - _LONGEST
        found = self.read(text[cut:])
        if found.matched == "fallback":
            return self.read(text[:_LONGEST])
        return LabelReading(found.label, "read", found.start + cut, found.end + cut)

    def _found(self, text: str, begin: int, end: int) -> Sequence[LabelReading]:
        """The labels at the first place that has any."""
        found = self._lone(text, begin, end) or self._valued(text, begin, end)
        if found:
            return found
        lines = closing_lines(text, begin, end)
        found = [one for line in lines for one in self._lone(text, *line)]
        return found or self._said(text, begin, end) or self._named(text, begin, end)

    def _said(self, text: str, begin: int, end: int) -> Sequence[LabelReading]:
        """The labels that a text says are its answer: alone there, or else named there."""
        places = list(said_to_be(text, begin, end))
        alone = [
            (one, place.final)
            for place in places
            for one in self._lone(text, place.start, place.end)
        ]
        if alone:
            return [one for one, final in alone if final][-1:] or [one for one, _ in alone]
        firm = [place for place in places if place.firm]
        named = (self._named(text, place.start, place.end) for place in reversed(firm))
        return next((found for found in named if found), ())

    def _lone(self, text: str, begin: int, end: int) -> Sequence[LabelReading]:
        """The label that a stretch is, marks around it aside."""
        found = self._alone.fullmatch(text, begin, end)
        return () if found is None else [self._reading(found)]

    def _valued(self, text: str, begin: int, end: int) -> Sequence[LabelReading]:
        """The labels that the values of a JSON object are."""
        found = []
        for value in json_values(text[begin:end]):
            match = self._alone.fullmatch(value)
            if match is not None:
                at = text.rfind(value.strip(), begin, end)
                one = self._reading(match)
                found.append(LabelReading(one.label, "read", at, at + len(value.strip())))
        return found

    def _named(self, text: str, begin: int, end: int) -> Sequence[LabelReading]:
        """The labels that a stretch names and does not take back, each once.

        Where it names none, the opposites of those that it denies.
        """
        named: dict[str, LabelReading] = {}
        denied: dict[str, LabelReading] = {}
        stretch, at = text[begin:end], begin
        while at < end and (match := self._named_as.search(text, at, end)) is not None:
            found = self._reading(match)
            scale = _SCALE.match(text, match.end(), end) if match[0].isdecimal() else None
            at = max(match.end() if scale is None else scale.end(), at + 1)
            if _is_word(found.label) and not _stands_alone(match, found.label):
                continue
            start = match.start() - begin
            if is_open(stretch, start):
                continue
            if is_taken_back(stretch, start, match.end() - begin):
                opposite = self._opposites.get(found.label)
                if opposite is not None:
                    denied.setdefault(opposite, LabelReading(opposite, "read"))
                continue
            named.setdefault(found.label, found)
        return list((named or denied).values())

    def _reading(self, match: re.Match[str]) -> LabelReading:
        place = next(at for at, one in enumerate(match.groups()) if one is not None)
        return LabelReading(self._longest[place], "read", *match.span(place + 1))


def _skipped(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return 0 if found is None else found.end()


def _is_word(label: str) -> bool:
    """Whether a label is a letter, or a word that texts have anyway."""
    bare = label.strip()
    return bare.casefold() in _COMMON or (len(bare) == 1 and bare.isalpha() and not bare.isupper())


def _stands_alone(match: re.Match[str], label: str) -> bool:
    """Whether a letter is meant as such: written as the label is, and no word follows."""
    return match[0] == label.strip() and _ENDS.match(match.string, match.end()) is not None


def _words(label: str) -> str:
    """The words of a label in lower case, without what joins them; other signs stay."""
    return " ".join(re.split(r"[\s_-]+", label.strip().casefold())) or label


def _form(label: str, *, literal: bool) -> str:
    """A pattern that finds a label as whole words, however its words are joined.

    Args:
        label: The label.
        literal: Whether another label differs in nothing but case and what joins words.
    """
    stripped = label.strip()
    if not stripped:
        return r"(?!)"
    begin = re.match(r"\W*", stripped)
    lead = begin[0] if begin else ""
    inner = stripped[len(lead) :].rstrip("_-") or stripped[len(lead) :]
    pieces = re.split(r"[\s_-]+", inner)
    body = re.escape(lead) + r"[\s_-]+".join(map(re.escape, pieces))
    body += re.escape(stripped[len(lead) + len(inner) :])
    if literal:
        body = f"(?-i:{re.escape(stripped)})"
    if not stripped.isascii():
        return body
    before = r"(?<![^\W_])" + (r"(?<!\d[.,])(?<![\d.]-)" if stripped[:1].isdecimal() else "")
    digits = r"(?![.,]\d)" if stripped[-1:].isdecimal() else ""
    after = r"(?![^\W_]|[+#](?![\s.,]))" if stripped[-1:].isalnum() else r"(?![\w+#])"
    return before + body + digits + after
