"""A question as text: its words, what of them an answer may repeat, and the sentence that asks."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.claims import content
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.words import stem, words

_IMPLIED = tuple(
    (frozenset(asked.split()), frozenset(more.split()))
    for asked, more in (
        ("mountain mountains peak peaks summit volcano volcanoes", "mount mt"),
        (
            "where city town country state continent region place located",
            "located situated lies lie found",
        ),
        ("place position rank finish finished", "came come placed place finished ranked took"),
    )
)
"""Words of a question, and what is no news beside them: Mount where a mountain is asked for."""

LONGEST = 16_000
"""Characters of a question that are looked at, from its end."""

_KIND_OF_VALUE = re.compile(r"\bhow [a-z]+|\b(?:what|which) (?:year|date|day|month|time)\b")
"""What a question has that says what kind of value it asks for: how many, what year."""

_SUBJECT = re.compile(
    r"(?:what|who)(?:'s|\u2019s| is| are| was| were) (?P<subject>[^?\n]{3,200}\w['\"\u2019\u201d]?) ?\?",
    re.IGNORECASE,
)

_LITERAL = re.compile(r"\d.*\d|['\"\u2018\u201c]")
"""What stands in a question of which an answer that repeats it has no news: numbers and quotes."""


@frozen(eq=False, slots=False)
class QuestionText:
    """A question and its words; each is found out when asked for.

    Attributes:
        text: Its text, cleaned.
    """

    text: str

    @lazily
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(words(self.text))

    @lazily
    def known(self) -> frozenset[str]:
        """Its words and their stems, which an answer may repeat without saying anything."""
        syllables = {mark for word in self.words if word[0] > "\uabff" for mark in word}
        stems = {stem(word) for word in self.words}
        implied = (more for asked, more in _IMPLIED if not asked.isdisjoint(self.words))
        return self.words | stems | syllables.union(*implied)

    @lazily
    def content(self) -> frozenset[str]:
        """The stems of its content words."""
        return content(self._folded)

    @lazily
    def sought(self) -> frozenset[str]:
        """The stems of the content words of what it asks, but for what kind of value."""
        return content(_KIND_OF_VALUE.sub(" ", self._asked)) - IDLE

    @lazily
    def compared(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The stems of what alone stands in front of "than" and behind it."""
        before, than, after = self._asked.partition(" than ")
        sides = (frozenset(map(stem, words(before))), frozenset(map(stem, words(after))))
        return (sides[0] - sides[1], sides[1] - sides[0]) if than else None

    @lazily
    def subject(self) -> str:
        """What it asks the value of, in lower case, where that holds digits or quotation marks."""
        found = _SUBJECT.fullmatch(self.text.strip())
        subject = "" if found is None else found["subject"].lower()
        return subject if _LITERAL.search(subject) is not None else ""

    @lazily
    def _folded(self) -> str:
        return fold(self.text)

    @lazily
    def _asked(self) -> str:
        return _asked(self._folded)


def _asked(folded: str) -> str:
    """The sentence that asks: the last one with a question mark, or else all of a short text."""
    mark = max(folded.rfind("?"), folded.rfind("\uff1f"), folded.rfind("\u061f"))
    if mark < 0:
        return folded.strip().rpartition("question is:")[2].rpartition("\n")[2][-600:]
    start = max(folded.rfind(stop, 0, mark) for stop in (". ", "\n", "! ", "? ", ": ", "。"))
    return folded[start + 1 : mark + 1].strip()
