"""The parts of a short answer that can be its value: a first sentence, a gloss, a clause, a result."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.abbreviations import BEHIND_NONE, IN_ABBREVIATION
from trustcore_strategies.answers.core import core
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.said_around import without_denied

EXPRESSION = 300
"""Characters; a longer final answer is prose, and only looked through for what was asked."""

SOLVED = re.compile(
    r"(?:(?![a-z] ?=)[^=,;\n]{1,40}=[^=,;\n]{1,40}[,;] ?(?:so |and |then |hence |therefore |thus )?){1,4}(?P<number>[a-z] ?= ?[-+]?[\d./]{1,20})"
)
"""An equation, what follows from it, and the number that the variable is: 3x = 18, x = 6."""

_VARIABLE = re.compile(r"(?<![^\W_])(?!x\s*\d)[a-zA-Z](?![^\W_])|\d[a-wyz]\b")
_OPERATOR = re.compile(r"[-+*/^]")
_EQUATION = re.compile(r"[^=<>!]{1,200}(?:=[^=<>!]{1,200}){1,6}")
_SEVERAL = re.compile(r",\s|\b(?:or|and|oder|et|ou|y)\b")
_SET = re.compile(r"\s*[a-z]\s*")
_WORKED = re.compile(r"[-+*/^x\u221a!%]|[^\W\d_]")

_FIRST_SENTENCE = re.compile(
    rf"\s*([^.!?\n]{{1,80}}(?:{IN_ABBREVIATION}\.[^.!?\n]{{1,80}}){{0,3}})(?:[.!?](?=\s+[A-Z(\u00c0-\u00de]){BEHIND_NONE}|\n|\s+(?:because|since|\u2014|-(?!(?<=\d -)\s+[\d(\u221a]))\s)"
)
_SENTENCE_ENDS = (".", "!", "?", "\n", "because", "since", "\u2014", "-")
"""Without any of these no first sentence ends in front of another."""

_LISTED = re.compile(r"\s*\(?\w{1,2}[.)] [^\n]*\n\s*\(?\w{1,2}[.)] |\s*[A-Z]\. ?[A-Z]")
_ABBREVIATED = re.compile(r"[^\W\d_]{2,5}\. [A-Z\u00c0-\u00de(]\S*(?: [A-Z\u00c0-\u00de]\S*){0,2}")
"""A short word with a point in front of nothing but a name, which is no sentence: Agt. Smith."""

_INITIALS = re.compile(r"[A-Z]\. ?[A-Z]")
"""The beginning of a name, whose last initial ends no sentence: J. P. Morgan."""

_GLOSS = re.compile(r"([^()]{1,80}?)(?:\s+|(?<=[\u3040-\u9fff\uac00-\ud7af]))\(([^()]{1,80})\)")
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(
    r"([^,;\n]{1,40})[,;] (?:but|which|because|since|when|after|as|though|although|while|where|with|so|i|it|he|she|they|according|based|before|during)\b",
    re.IGNORECASE,
)
_ID_EST = re.compile(
    r"(.{1,80}?),? (?:i\.e\.|that is|also known as|aka|a\.k\.a\.|or simply|namely)[, ]+(.{1,60})",
    re.IGNORECASE,
)

_CUES = ("i.e.", "that is", "known as", "aka", "a.k.a.", "or simply", "namely")


def values(
    final: str, bare: str, known: Collection[str] = (), *, told: bool = False
) -> tuple[str, ...]:
    """The texts that can be the value of a short answer: all of it, its core, its first sentence.

    Args:
        final: The answer.
        bare: What it says beyond the question.
        known: The question's words and their stems.
        told: Whether the question asks for a reason, which is then what stands behind "because".
    """
    operated = _OPERATED.fullmatch(final) if "=" in final else None
    found = (
        without_denied(final),
        bare,
        *(() if operated is None else (operated["value"],)),
        *lead(final, told=told),
        *(core(one, known) for one in gloss(bare)),
    )
    return tuple(dict.fromkeys(form for form in found if form and len(form) <= EXPRESSION))


_OPERATED = re.compile(
    r"(?:\u222b|int\b|lim\b|\u2211|sum\b|d/d[a-z]\b|\(?d[a-z]?/d[a-z])[^=]{1,80}= ?(?P<value>[^=]{1,80})"
)
"""An operation and what it gives: the integral of 2x is x^2 + C."""


def clause(final: str) -> tuple[str, ...]:
    """The first clause of a sentence that goes on: "1936, but a similar one was in 1636"."""
    found = _CLAUSE.match(final)
    return () if found is None else (found[1],)


def lead(final: str, *, told: bool = False) -> tuple[str, ...]:
    """The first sentence of a text of several, where it is short, or what stands before a reason."""
    ends = any(map(final.__contains__, _SENTENCE_ENDS))
    found = _FIRST_SENTENCE.match(final) if ends else None
    if found is not None and told and final[found.end(1)] not in ".!?\n":
        return ()
    if found is not None and (
        _LISTED.match(final) or _ABBREVIATED.fullmatch(final) or _INITIALS.fullmatch(found[1])
    ):
        return ()
    return (
        (found[1],)
        if found is not None and len(found[1].split()) <= 8 and found.end() < len(final)
        else ()
    )


_MEASURED = re.compile(r"(?:about |approximately |~ ?)?[\d.,]+(?: ?\* ?10\^\d+)? ?[^\W\d_]{1,12}\b")
_ALSO = re.compile(r"(?:and|und|et|y|e|plus|sowie|\u0438) ", re.IGNORECASE)


def gloss(form: str) -> tuple[str, ...]:
    """Both ways in which a text says what it says: Hg (mercury)."""
    found = _GLOSS.fullmatch(form) if "(" in form else None
    if found is None and any(map(form.lower().__contains__, _CUES)):
        found = _ID_EST.fullmatch(form)
    if found is None or not any(mark.isalpha() for mark in found[1]):
        return ()
    named = _DIGIT.search(found[2]) and not _DIGIT.search(found[1])
    if named or _ALSO.match(found[2]) or _MEASURED.match(found[2]):  # once more, or another thing
        return (found[1].strip(),)
    return (found[1].strip(), found[2].strip())


def _has_variable(side: str) -> bool:
    """Whether a side of an equation is an expression with a variable, and no quantity: km/h."""
    if _VARIABLE.search(side) is None or _OPERATOR.search(side) is None:
        return False
    found = quantity(side)
    return found is None or not found.units[0].dimensions


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def result(form: str) -> Quantity | None:
    """The result of an equation: the side that is a number and nothing else, rather the last."""
    form = form.strip(" =")
    if "=" not in form or not _EQUATION.fullmatch(form) or _SEVERAL.search(form):
        return None
    sides = form.split("=")
    if len(sides) > 2:  # worked out step by step from an expression with letters
        found = quantity(sides[-1])
        if found is not None and _has_digit(sides[-2]):
            return found
    if any(map(_has_variable, sides)):
        return None
    if len(sides) == 2 and _SET.fullmatch(sides[0]):
        return None
    for side in (sides[-1], sides[0]):
        found = quantity(side)
        if found is not None and _WORKED.search(sides[0] if side is sides[-1] else sides[-1]):
            return found
    return None
