"""The one value that a text of several clauses gives, among all that it names.

"Lake Baikal, at 1,642 m. Second place goes to Lake Tanganyika with 1,470 m" gives 1,642 m.
"""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from trustcore_strategies.answers.candidate import Candidate, candidates, is_known, of_kind
from trustcore_strategies.answers.clauses import Clause, begins_bare
from trustcore_strategies.answers.counted import counted_quantity
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.question import Question


def told_quantity(
    text: str, said: Collection[str], clauses: Callable[[], Sequence[Clause]], asked: Question
) -> Quantity | None:
    """The quantity that a text gives as its answer; None where that can't be told.

    Args:
        text: The text.
        said: Its words.
        clauses: Gives its clauses, none of a text that is too long.
        asked: The question.
    """
    if _gives_none(text, said, asked):
        return None
    named = of_kind(candidates(text, None), asked)
    if not named or (len(named) <= _BOTH_ENDS and _has_range(text)):
        return None
    if _are_one(named) and _FORMULA.search(text) is None:
        return named[0].value
    parts = clauses()
    told = [
        one
        for part in parts
        for one in candidates(part.text, part)
        if one.at or part is parts[0] or _ITEM.match(part.text) is None
    ]
    found = _told(text, said, parts, of_kind(told, asked), asked)
    return None if found is None or _is_in_range(found) else found.value


_ITEM = re.compile(r"\d{1,2}[.)](?= |$)")
"""The number of a line of a list."""


def _gives_none(text: str, said: Collection[str], asked: Question) -> bool:
    """Whether a text gives no one quantity: something else is asked for, or it leaves it open."""
    if asked.balance or not _OF_EQUATIONS.isdisjoint(asked.words):
        return True
    if asked.share and _OUT_OF.search(text) is not None:
        return True
    hedges = not _HEDGING.isdisjoint(said) and _HEDGED.search(text) is not None
    may_count_none = asked.counted and not _NONE.isdisjoint(said)
    return hedges or (may_count_none and _counts_none(text, asked))


_OUT_OF = re.compile(r"\d(?: [a-z]+)? out of ")
"""What tells a share in two numbers."""


def _is_in_range(one: Candidate) -> bool:
    """Whether a quantity may be an end of a range."""
    return "=" not in one.text and _has_range(one.text)


def _has_range(text: str) -> bool:
    """Whether a text has two numbers that may be the ends of a range."""
    return _DASHED.search(text) is not None or _RANGE.search(text) is not None


def _are_one(named: Sequence[Candidate]) -> bool:
    """Whether all quantities are the same."""
    return all(one.value == named[0].value for one in named)


_BOTH_ENDS = 2
"""Quantities of a range."""


def _told(
    text: str,
    said: Collection[str],
    parts: Sequence[Clause],
    told: Sequence[Candidate],
    asked: Question,
) -> Candidate | None:
    """The one of several quantities that a text gives."""
    able = [one for one in told if one.given] or told
    if not able:
        return None
    if able[0].clause is parts[0] and (begins_bare(parts) or _in_front(text, parts[0])):
        return able[0]
    if _FORMULA.search(_BRACKETED.sub("", text)) is not None:
        return None if _POWER.search(text) is not None else _of_working(parts, able)
    if _are_one(able):
        return able[0]
    if all(is_known(one.value, asked) for one in able):
        return None
    works = not _WORKING.isdisjoint(said) and _WORKS.search(text) is not None
    return _of_several(parts, able, works=works)


def _in_front(text: str, first: Clause) -> bool:
    """Whether all that stands behind a value is in brackets."""
    return first.bare and text.rstrip(" .")[-1:] == ")"


def _of_several(parts: Sequence[Clause], able: Sequence[Candidate], *, works: bool) -> Candidate:
    """The one of several that is told first, last or with most words of the question."""
    first = [one for one in able if one.clause is parts[0]]
    if len(first) == 1 and first[0].weight >= _MUCH:
        return first[0]
    last = [one for one in able if one.clause is parts[-1]]
    if len(last) == 1 and _NOW.match(parts[-1].text) is not None:
        return last[0]
    best = max(able, key=lambda one: one.weight)
    if works and (best.weight < _MUCH or able[-1].weight > 0):
        return next((one for one in reversed(able) if not one.aside), able[-1])
    return _concluding(parts, able) or best


_MUCH = 3
"""Words of the question of which a first clause has so many only where it answers."""


def _of_working(parts: Sequence[Clause], able: Sequence[Candidate]) -> Candidate | None:
    """What a text gives that has a formula: first, in its conclusion, or as a result."""
    last = [one for one in able if one.clause is parts[-1]]
    if len(last) == 1 and _THEREFORE.match(parts[-1].text) is not None:
        return last[0]
    results = [one for one in able if _RESULTS.search(one.text, 0, one.at) is not None]
    if results and results[-1].clause is parts[-1]:
        return able[-1]
    first = [one for one in able if one.clause is parts[0]]
    if len(first) == 1 and first[0].weight >= 1 and "=" not in parts[0].text:
        return first[0]
    return results[-1] if results and results[-1] is able[-1] else None


_RESULTS = re.compile(
    r"(?:[=\u2248](?: ?[Aa]nswer:)?|\b(?:gives?|yields?|makes|totals?|equals?|ergibt|ergeben|macht|machen|font|soit|hacen|fanno)) ?$"
)
"""What stands in front of a result."""


_NOW = re.compile(r"(?:and |but )?(?:now|today|currently)\b", re.IGNORECASE)
"""How a last clause begins that says what has become of what was."""


def _concluding(parts: Sequence[Clause], able: Sequence[Candidate]) -> Candidate | None:
    """The one quantity of a last clause that says what follows from several."""
    last = [one for one in able if one.clause is parts[-1]]
    first = [one for one in able if one.clause is parts[0]]
    if len(last) != 1 or _THEREFORE.match(parts[-1].text) is None:
        return None
    return last[0] if len(first) != 1 or first[0].weight < 1 else None


_THEREFORE = re.compile(
    r"(?:(?:so|therefore|thus|hence|daher|also|donc|por (?:lo )?tanto|as\u00ed que|ent\u00e3o|quindi|portanto)\b|which (?:rounds to|comes to|works out (?:at|to)|gives|makes|equals|is (?:about|roughly)) (?=\S{0,3}\d))",
    re.IGNORECASE,
)


_OF_EQUATIONS = frozenset(
    "solve roots solutions simplify factor expand derivative integral equation equations".split()
)
"""Words of a question whose answer is an expression, or several values."""

_HEDGING = frozenset("unless depends depending may might could or".split())
_WORKING = frozenset(
    "step first next finally total altogether combined together leaving leaves remain left gone"
    " after makes gives".split()
)
"""Without any of these words a text hedges nothing, or works nothing out."""

_HEDGED = re.compile(
    r"\b(?:unless|depend(?:s|ing)|(?:may|might|could) be|or (?:is|was) it)\b", re.IGNORECASE
)
"""What leaves open which value it is."""


_NONE = frozenset("no 0 null cero nul \u043d\u043e\u043b\u044c \u043d\u0443\u043b\u044c".split())
"""Without any of these words a text does not say that there are none."""


def _counts_none(text: str, asked: Question) -> bool:
    """Whether a text says that there are none of what is counted."""
    found = counted_quantity(text, asked.content, asked.words)
    return found is not None and found.number.value == 0


_RANGE = Cued(r"(?i)\bbetween \S*\d|\bfrom \S+ to |\d(?: \w+)? to \S?\d", cues=("between ", " to "))
_DASHED = re.compile(r"\d ?[-\u2013] ?\d")
_FORMULA = re.compile(r"=|\^|\*\*")
"""What a formula or a working has."""

_POWER = re.compile(r"\^|\*\*")
_BRACKETED = re.compile(r"\([^()]*\)")
_WORKS = re.compile(
    r"\b(?:step \d|first\b.{1,80}\bthen\b|next,|finally\b|(?:in |for a )?total(?: of|:|,)? \S{0,2}\d|altogether|combined|together (?:they|that|you|it)|leaving|leaves\b|remain|left\b|gone\b|after \w+ing\b|(?:that|this|which) (?:makes|gives|leaves) (?:a total of |us )?\S?\d)",
    re.IGNORECASE,
)
"""What a text has that gets to its number step by step, so that it gives it last."""
