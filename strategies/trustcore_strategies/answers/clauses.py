"""The clauses of a text, and the one among them that answers a question.

"Although Sydney is larger, Canberra is the capital" answers in its second one.
"""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from attrs import frozen

from trustcore_strategies.answers.clause_bounds import CONCLUDES, parts_of
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.words import stem, words

LONGEST = 800
"""Characters; a longer text works something out."""

_DENYING = frozenset(
    "not never no nor neither cannot cant wont isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt couldnt"
    " shouldnt wouldnt nicht kein keine keinen keiner keines pas non nao ni \u043d\u0435 \u043d\u0435\u0442 misread thought confuse confused"
    " confuses mistake mistaken mistakenly wrong wrongly incorrect incorrectly reject rejected rejects ruled exclude excluded excludes".split()
)
"""Words of a clause that denies something."""

_DENIED_ABROAD = re.compile(
    r"[\u4e0d\u6ca1\u6c92\u975e]|\u3067\u306f\u306a\u304f|\uc544\ub2c8|\uc54a|(?:\u304c|\u3051\u3069|\u3051\u308c\u3069\u3082?|\u3082\u306e\u306e|\uc9c0\ub9cc),?$"
)
"""The same in languages that part no words, and what ends a clause there that concedes something."""

_SUPPOSED = frozenset("it the you he she they we i there".split())
"""Words behind "if" in a clause that supposes something."""

CONCEDES = re.compile(
    r"\W{0,2}(?:[Aa]lthough|[Tt]hough|[Ee]ven though|While|Whereas|[Dd]espite|[Ii]n spite of|[Cc]ontrary to|[Ii]nstead of|[Rr]ather than|[Uu]nlike|[Aa]s opposed to|[Nn]ote that|Many|Some|Most people|People|You might|You may|You'd|[Oo]ne might|It is often|It's often|It is tempting|It's tempting|[Ii]f|[Oo]bwohl|[Zz]war|W\u00e4hrend|[Ss]tatt|[Bb]ien que|[Mm]\u00eame si|Alors que|Tandis que|[Aa]unque|Mientras|[Ss]ebbene|Mentre|[Aa]nche se|[Ee]mbora|Enquanto|\u0425\u043e\u0442\u044f|\u0445\u043e\u0442\u044f|\u867d\u7136|\u96d6\u7136|\u5c3d\u7ba1)(?!\w)"
)
"""How a clause begins that tells what does not answer."""

_DOUBTS = re.compile(
    r"\b(?:without|instead|unlike|rather than|opposed to|former\w*|followed by|after|second to|next to|previous\w*|origin\w+|initial\w*|at first|used to|until|compared (?:to|with)|than|between|from|may|might|could|gegensatz zu|contrairement \u00e0|a diferencia de|a differenza di|ao contr\u00e1rio de|would have|urspr\u00fcnglich|fr\u00fcher|d'abord|antes|prima)\b",
    re.IGNORECASE,
)
"""What stands in front of a value that a clause may not give."""

_WHOLE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))(?: [a-z]+){0,4} (?:out of|of (?:the|all|its|their|these|those))(?: total)? \S?$"
)
"""What stands in front of the number of all of which a part is told: 20 of the 70."""

_BELONGS = re.compile(r"(?<!city)(?<!town)(?<!name)(?<!state)(?<!island) of (?:the )?$")
"""What stands in front of whom something belongs to, or is about."""

_CONCLUSION = 1
"""Words of the question that a conclusion counts for."""

_NEAR = 40
"""Characters in front of a value in which a clause can say that it does not give it."""

_ASIDE = 0.5
"""Words of the question that brackets take from what stands in them."""


@frozen(eq=False, slots=False)
class Clause:
    """A clause of a text.

    Attributes:
        text: Its text.
        asking: The words of the sentence that asks and their stems.
        conceded: Whether it denies something, or begins by conceding it.
    """

    text: str
    asking: frozenset[str]
    conceded: bool

    @lazily
    def weight(self) -> float:
        """How many words of the question it has, more where it concludes, less in brackets."""
        said = words(self.text)
        led = said if "," not in self.text else _behind_lead(self.text, said)
        repeated = self.asking.intersection(map(stem, set(led).difference(IDLE)))
        found = len(repeated) + _CONCLUSION * (CONCLUDES.match(self.text) is not None)
        return found - _ASIDE * (self.text[0] == "(")

    @property
    def bare(self) -> bool:
        """Whether it is no more than a value: That's Rembrandt."""
        points = _POINTS.match(self.text)
        bare = self.text if points is None else self.text[points.end() :]
        blanks = bare.count(" ")
        if blanks < _FEW:
            return _NO_VALUE.search(bare) is None
        return blanks < _MEASURED and not bare[0].isalpha() and _NO_VALUE.search(bare) is None

    def may_give(self, at: int, *, number: bool = False) -> bool:
        """Whether it may give the name or the number that stands at a place in it."""
        if self.conceded or _DOUBTS.search(self.text, max(0, at - _NEAR), at) is not None:
            return False
        return (_WHOLE if number else _BELONGS).search(self.text, 0, at) is None


def clauses(text: str, asking: frozenset[str], opposed: AbstractSet[str]) -> list[Clause]:
    """The clauses of a text in their order.

    Args:
        text: A text.
        asking: The words of the sentence that asks and their stems.
        opposed: Words that say the opposite of one of them.
    """
    return [Clause(part, asking, _concedes(part, opposed)) for part in parts_of(text)]


def first_clause(
    text: str, said: Collection[str], asking: frozenset[str], opposed: AbstractSet[str]
) -> Clause | None:
    """The first clause of a text that has nothing against it behind it; None of any other.

    Args:
        text: A text.
        said: Its words.
        asking: The words of the sentence that asks and their stems.
        opposed: Words that say the opposite of one of them.
    """
    if not _TURNING.isdisjoint(said):
        return None
    end = _FIRST.search(text)
    first = text if end is None else text[: end.start()]
    if not first.strip():
        return None
    return None if _opposes(first, opposed) else Clause(first, asking, conceded=False)


_FIRST = re.compile(
    r"[,;:.!?\s](?:(?<=[,;:]|[.!?])(?=\s)(?<![A-Z]\.)(?<!\d,)(?!\s(?:1\d|20)\d\d\b)|(?<=\s)(?=\(|(?:because|since)\s))"
)
_TURNING = _DENYING | frozenset(
    "but however although though while whereas rather instead despite unlike yet actually only may"
    " might could or if aber jedoch sondern obwohl mais pourtant pero aunque sino ma sebbene mas \u043d\u043e \u0430".split()
)
"""Words of a text that may take back what it says first."""


_LEADS_IN = Cued(
    r"(?i)(?:according to|based on|per|following|under|laut|gem\u00e4\u00df|nach|selon|d'apr\u00e8s|seg\u00fan|secondo|segundo) [^,]{2,80},",
    cues=(
        *("according to ", "based on ", "per ", "following ", "under ", "laut ", "nach "),
        *("selon ", "secondo ", "segundo "),
    ),
)


def _concedes(text: str, opposed: AbstractSet[str]) -> bool:
    """Whether a clause denies something, or begins by conceding it."""
    said = words(text)
    denies = not _DENYING.isdisjoint(said) or ("if" in said and _supposes(said))
    return denies or _opposes(text, opposed)


def _opposes(text: str, opposed: AbstractSet[str]) -> bool:
    """Whether a clause has the opposite of a word of the question, or begins by conceding."""
    if opposed:
        said = words(text)
        if not opposed.isdisjoint((*said, *map(stem, said))):
            return True
    if CONCEDES.match(text) is not None:
        return True
    return not text.isascii() and _DENIED_ABROAD.search(text) is not None


def _behind_lead(text: str, said: Sequence[str]) -> Sequence[str]:
    """The words of a clause without what it says in front by whom or what that is so."""
    found = _LEADS_IN.search(text)
    return said if found is None else words(text[: found.start()] + text[found.end() :])


def _supposes(said: Sequence[str]) -> bool:
    """Whether words suppose something: if it had been later."""
    return any(word == "if" and behind in _SUPPOSED for word, behind in pairwise(said))


_ENDS = ".!?"


def begins_bare(told: Sequence[Clause]) -> bool:
    """Whether a text begins with no more than a value of which brackets say nothing."""
    return told[0].bare and not (
        len(told) > 1 and told[1].text[0] == "(" and told[0].text[-1] not in _ENDS
    )


_POINTS = re.compile(
    r"(?:it|that|this|he|she|they|there|the answer)(?:'s|'re| is| was| are| were| would be) (?:only |just |about |around )?",
    re.IGNORECASE,
)
_FEW = 3
"""Blanks of a value."""

_NO_VALUE = re.compile(
    r"[(,=*/^+]|^(?:you|we|they|he|she|i) | (?:is|are|was|were|has|have)\b", re.IGNORECASE
)
"""What a clause has that works something out, or says something of a value."""

_MEASURED = 5
"""Blanks of one in figures: 3 h 35 min."""
