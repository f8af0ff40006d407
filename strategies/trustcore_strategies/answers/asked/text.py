"""A question as text: its words, what of them an answer may repeat, and the sentence that asks."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from trustcore_strategies.answers.claims import content
from trustcore_strategies.answers.cloze import has_blank
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.prose import opposites
from trustcore_strategies.answers.words import CAPITALISED, stem, words

_IMPLIED = tuple(
    (frozenset(asked.split()), frozenset(more.split()))
    for asked, more in (
        ("mountain mountains peak peaks summit volcano volcanoes", "mount mt"),
        (
            "where city town country state continent region place located",
            "located situated lies lie found",
        ),
        ("who whom whose", "person individual"),
        ("place position rank finish finished", "came come placed place finished ranked took"),
    )
)
"""Words of a question, and what is no news beside them: Mount where a mountain is asked for."""

LONGEST = 16_000
"""Characters of a question that are looked at, from its end."""

_KIND_OF_VALUE = re.compile(r"\bhow [a-z]+|\b(?:what|which) (?:year|date|day|month|time)\b")
"""What a question has that says what kind of value it asks for: how many, what year."""

_SUBJECT = re.compile(
    r"(?:what|who)(?:'s|\u2019s| is| are| was| were) (?:the (?:result|value|output|answer|outcome) (?:of|to) )?(?P<subject>[^?\n]{3,200}[\w)\]!%]['\"\u2019\u201d]?) ?\?",
    re.IGNORECASE,
)

_QUOTED = re.compile(r"\"[^\"\n]{2,}\"|(?<!\w)'(?:[^'\n]|(?<=\w)'(?=\w)){2,}'(?!\w)")
_LITERAL = re.compile(r"\d.*\d|\d!|[\[\]{}()^=+*/\u221a'\"\u2018\u201c]")
"""What stands in a question of which an answer that repeats it has no news: numbers and quotes."""


_LOWER = re.compile(r"(?<!\w)[a-z\u00df-\u00ff\u0430-\u044f][^\W\d_]+")
_CAPITAL = re.compile(r"(?<!\w)[A-Z]")
_OF_WORDS = re.compile(
    r"(?<!\w)[A-Z][a-z]+(?:(?: (?:of|the|for|and|de|der|des|du))* [A-Z][a-z]+){1,6}"
)
"""A name of several words, which its letters name as well: ICJ."""

_SHORTEST_SENTENCE = 8
"""Characters of a sentence in front of the one that asks."""


@frozen(eq=False, slots=False)
class QuestionText:
    """A question and its words; each is found out when asked for.

    Attributes:
        text: Its text, cleaned.
        instructions: What was said of all questions, such as the labels that answers may have.
        given: All of its prompt, cleaned, where that gives something to be read as well.
    """

    text: str
    instructions: str = ""
    given: str = ""

    @lazily
    def parts(self) -> dict[tuple[str, bool, bool, bool], Any]:
        """The readings of parts of its answers, which often name the same thing."""
        return {}

    @lazily
    def phrases(self) -> dict[str, str | None]:
        """What the first clauses of its answers name, by their texts: answers often begin alike."""
        return {}

    @lazily
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(words(self.text))

    @lazily
    def known(self) -> frozenset[str]:
        """Its words and their stems, which an answer may repeat without saying anything."""
        said = self.words - self._named_before
        syllables = {mark for word in said if word[0] > "\uabff" for mark in word}
        stems = {stem(word) for word in said}
        implied = (more for asked, more in _IMPLIED if not asked.isdisjoint(said))
        return said | stems | syllables.union(*implied)

    @lazily
    def asking(self) -> frozenset[str]:
        """The words of the sentence that asks, and their stems."""
        said = words(self._asked)
        letters = (
            "".join(_CAPITAL.findall(name[0])).lower() for name in _OF_WORDS.finditer(self.text)
        )
        return frozenset((*said, *map(stem, said), *letters))

    @lazily
    def opposed(self) -> frozenset[str]:
        """Words that say the opposite of one of those that ask, and ask nothing themselves."""
        found = (opposites(word) for word in self.asking if word not in IDLE)
        return frozenset().union(*found) - self.asking

    @lazily
    def _named_before(self) -> frozenset[str]:
        """The names that it gives in front of the sentence that asks: one can be the answer."""
        if "?" not in self.text or len(self._asked) + _SHORTEST_SENTENCE > len(self._folded):
            return frozenset()
        named = {fold(name) for name in CAPITALISED.findall(self.text[: self.text.rfind("?")])}
        common = set(_LOWER.findall(self.text)).union(IDLE, words(self._asked))
        return frozenset(named - common)

    @lazily
    def outside_quotes(self) -> frozenset[str]:
        """The words that it does not quote and their stems; none where it quotes nothing."""
        bare = _QUOTED.sub(" ", self.text) if '"' in self.text or "'" in self.text else self.text
        said = () if bare is self.text else words(bare)
        return frozenset(said) | {stem(word) for word in said}

    @lazily
    def blank(self) -> bool:
        """Whether it has a blank to be filled."""
        return has_blank(self.text)

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
        lines = folded.strip().rpartition("question is:")[2].split("\n")
        long = (line for line in reversed(lines) if line.count(" ") > 1)
        return next(long, lines[-1]).strip()[-600:]
    start = max(folded.rfind(stop, 0, mark) for stop in (". ", "\n", "! ", "? ", ": ", "。"))
    if start > 0 and folded[start - 1 : start + 1].strip("0123456789") == "!":  # a factorial
        start = max(folded.rfind(stop, 0, start) for stop in (". ", "\n", "? ", ": ", "。"))
    return folded[start + 1 : mark + 1].strip()
