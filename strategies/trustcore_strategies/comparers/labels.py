"""Which of some labels a text names."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import orjson
from attrs import field, frozen

from trustcore_strategies.answers.extract import final_answer

Matched = Literal["exact", "read", "fallback"]

_LONGEST = 20_000
"""Characters at the beginning and at the end of a text that are looked at."""

_MARKS = " \t\r\n*_`\"'“”‘’«»„()[]{}<>.,;:!?-–—=|/\\"  # noqa: RUF001  (quotes of several languages)
_FILLER = (
    r"(?:the|a|an|really|at|all|very|quite|clearly|about|being|classified|labelled|labeled|as|be|to|of|any|in|class|label|category|option"
    r"|un|une|le|la|el|ein|eine|einen|der|die|das|pas|plus)"
)
_NOT = re.compile(
    rf"(?:\b(?:not|no|never|neither|nor|without|cannot|isn['’]?t|aren['’]?t|wasn['’]?t|doesn['’]?t|don['’]?t|can['’]?t|won['’]?t"  # noqa: RUF001
    rf"|rather than|instead of|other than|rule out|ruled out|exclude|excludes|opposed to|far from|nicht|kein|keine|keinen|weder|noch"
    rf"|pas|ni|non|nunca|ninguno|nem|não|niet|geen|не|ни)\b(?:\W+{_FILLER}\b){{0,3}}|[不非没])\W*$",
    re.IGNORECASE,
)
"""What takes back the label that follows it."""

_SCALE = re.compile(r"(?<![\w.])(\d+)\s*(?:/|out of|von|sur|de)\s*\d+(?![\w.])", re.IGNORECASE)
_END = re.compile(r"[ \t*_]*(?:[^\w\s]|[\r\n]|$)")
_WORDS = re.compile(r"[\W_]+")


@frozen
class LabelReading:
    """What a text says of some labels.

    Attributes:
        label: The label; the fallback where none can be read.
        matched: "exact": the text is the label; "read": the text names it and no other;
            "fallback": it names none, or several.
    """

    label: str = field(repr=False)
    matched: Matched


class LabelReader:
    """A reader of some labels. Whole words count, the longest label first, and negation.

    Args:
        labels: Two or more, all different. The last one is the fallback.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        self._plain = {_plain(label): label for label in reversed(self._labels)}
        self._negations = _negations(self._plain)
        longest = sorted(self._labels, key=len, reverse=True)
        self._pattern = re.compile("|".join(f"({_form(one)})" for one in longest), re.IGNORECASE)
        self._longest = longest

    def read(self, text: str) -> LabelReading:
        """The label that a text names."""
        if len(text) > 2 * _LONGEST:
            text = text[:_LONGEST] + "\n" + text[-_LONGEST:]
        exact = self._exact(text)
        if exact is not None:
            return LabelReading(exact, "exact")
        final = final_answer(text).text
        for part in (_field(text), final, *_conclusions(text), text):
            found = None if part is None else self._exact(part) or self._named(part)
            if found is not None:
                return LabelReading(found, "read")
        return LabelReading(self._labels[-1], "fallback")

    def _exact(self, text: str) -> str | None:
        bare = text.strip()
        return bare if bare in self._labels else self._plain.get(_plain(bare))

    def _named(self, text: str) -> str | None:
        """The only label that a text names and does not take back."""
        text = _SCALE.sub(r"\1", text)
        named: dict[str, None] = {}
        for match in self._pattern.finditer(text):
            label = self._longest[
                next(i for i, one in enumerate(match.groups()) if one is not None)
            ]
            if len(label) == 1 and label.isalpha() and not _stands_alone(match, label):
                continue  # "a" is an article, and "I" a person
            if _NOT.search(text[max(0, match.start() - 60) : match.start()]):
                opposite = self._negations.get(_plain(label))
                if opposite is not None:
                    named[opposite] = None
                continue
            named[label] = None
        return next(iter(named)) if len(named) == 1 else None


def _stands_alone(match: re.Match[str], letter: str) -> bool:
    """Whether a letter is meant as such: written as the label is, and no word follows."""
    return match[0] == letter and _END.match(match.string, match.end()) is not None


def _plain(text: str) -> str:
    """A text without marks at its ends, in which blanks, underscores and hyphens are one."""
    bare = text.strip(_MARKS).lstrip("#" + _MARKS)  # what ends in # may be a name
    words = _WORDS.split(bare.casefold())
    kept = " ".join(word for word in words if word)
    marks = bare[len(bare.rstrip("+#%")) :]
    return f"{kept} {marks}" if marks else kept or text.strip()


def _form(label: str) -> str:
    """A pattern that finds a label as whole words, however its words are joined."""
    stripped = label.strip()
    pieces = [re.escape(piece) for piece in re.split(r"[\s_-]+", stripped) if piece]
    body = r"[\s_-]+".join(pieces) if pieces else re.escape(stripped)
    before = r"(?<![^\W_])" if stripped[:1].isalnum() else r"(?<!\S)"
    after = r"(?![^\W_]|[+#](?![\s.,]))" if stripped[-1:].isalnum() else r"(?![\w+#])"
    return before + body + after if stripped.isascii() else body


def _negations(plain: dict[str, str]) -> dict[str, str]:
    """For each label the one that says that it is not so: "not spam" for "spam"."""
    found = {}
    for name, label in plain.items():
        for before in ("not ", "no ", "non ", "un", "in"):
            if name.startswith(before) and name[len(before) :] in plain:
                found[name[len(before) :]] = label
    return found


def _field(text: str) -> str | None:
    """The only text of a JSON object, or the one under a name that labels have."""
    begin, end = text.find("{"), text.rfind("}")
    if begin < 0 or end <= begin:
        return None
    try:
        row = orjson.loads(text[begin : end + 1])
    except orjson.JSONDecodeError:
        return None
    if not isinstance(row, dict):
        return None
    texts = {key.casefold(): value for key, value in row.items() if isinstance(value, str)}
    named = ("label", "class", "category", "answer", "classification", "sentiment", "result")
    found = next((texts[name] for name in named if name in texts), None)
    return next(iter(texts.values())) if found is None and len(texts) == 1 else found


def _conclusions(text: str) -> list[str]:
    """The last line and the first, if a text has several: there the label stands."""
    lines = [line for line in text.splitlines() if line.strip()]
    sentences = re.split(r"(?<=[.!?。])\s+", lines[-1]) if lines else []
    last = sentences[-1:] if len(sentences) > 1 else []
    return [*last, lines[-1], lines[0]] if len(lines) > 1 else last
