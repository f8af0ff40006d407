"""Formulas: read as expressions and compared by their values at chosen points."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import cmath
import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from attrs import evolve, frozen

from trustcore_strategies.answers.expression import ABOVE_ZERO, POINTS, NotAFormulaError, values
from trustcore_strategies.answers.formula_words import GREEK, in_signs, is_mathematical

_LONGEST = 240
"""Characters; a longer text is not taken for a formula."""

_NO_IMAGINARY = 1e-9
_THREE_DIGITS = 10
"""A number from which on one decimal place makes three digits."""

_SIGNS = re.compile(
    r"[-+*/^=<>!|√±∞]|sqrt|frac|\bpi\b|\bln\b|\blo?g\b|\b(?:(?:arc|a)?(?:sin|cos|tan)|exp)\b|\b(?:gcd|lcm|max|min)\(|[a-zA-Z]\d|\d[a-zA-Z]\b|\bO\(|[θπλαβγ]|infinity|\binf\b|log_|cbrt|floor|ceil|abs\(|\b(?:alpha|beta|gamma|theta|lambda|omega)\b"
)
_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|([^\W\d_]+)|(<=|>=|!=|\*\*|[-+*/^=<>!|()\[\]{},√±∞;_'%]))"
)
_NAMES = (
    "arcsin arccos arctan sinh cosh tanh sqrt cbrt asin acos atan sin cos tan sec csc cot log lg ln exp abs floor ceil min max"
    " gcd lcm pi infinity inf theta alpha beta gamma delta lambda mu sigma phi omega rho tau epsilon union in or and mod"
).split()
_WORDS_IN_FORMULAS = frozenset(_NAMES) | {"infty", "cdot", "times", "degrees", "degree"}
FORMULA_WORDS = frozenset(
    "infinite infinitely pi ln log lg sin cos tan asin acos atan arcsin arccos arctan exp sqrt frac infinity".split()
)
"""Folded words of one of which a formula without signs and digits has at least one."""

_LONG_NAME = re.compile(r"[^\W\d_]{3,}")
_FACTORS = re.compile("sqrt|sin|cos|tan|log|ln|pi")
"""Letters in a row with one of these are a known name with factors: "xsin", "abc" is not."""

_SPLIT = re.compile("|".join([*sorted(_NAMES, key=len, reverse=True), r"[^\W\d_]"]))
_DEFINED = re.compile(
    r"[^\W\d_]'{0,3}(?:\^(?:-1|\{-1\}|\(-1\)))?(?:_\w{1,3})?(?:\([^\W\d_](?:,[^\W\d_])*\))?|d[^\W\d_]?/d[^\W\d_](?:.{1,60})?"
)
"""What is set to something rather than equal to it: y, f(x), f'(x), g(x, y), y'', dy/dx."""

_DEGREES = re.compile(r"(\d+(?:\.\d+)?) ?degrees?\b")
"""An angle inside of a formula; a text that is one angle and nothing else is a quantity."""

_RADIANS = re.compile(r"\s*\brad(?:ians?)?$")
"""The unit of an angle that is a mere number."""

_LOG_BASE = re.compile(r"(?<![^\W_])log(\d{1,2}) ?(?=[(a-zA-Z])")
"""A logarithm to a base that is written beside its name: log2(8)."""

_INFINITE = re.compile(
    r"(?:(?:it|the limit|there|this|that) )?(?:(?:is|are|diverges|tends|goes|grows|equals|approaches) )?(?:to )?(?:(?P<below>negative|minus) |(?:positive|plus) |an? )?"
    r"(?:infinity|infinite(?:ly many| number of)?(?: (?:solutions?|values?|answers?|ways|roots))?)[. ]*"
)
"""What has no end, or has no end in number."""

_MEASURED = re.compile(
    r"(?P<value>[^=<>]{0,60}(?:[\d)π]|pi|sqrt\(\w{1,9}\)))[ *]{0,2}(?P<unit>[a-zA-Z°²³][a-zA-Z °^\d/²³]{0,30})"
)
"""An expression and a unit behind it: 25π cm^2."""

_OTHER_BASE = re.compile(r"0[bxoBXO][\dA-Fa-f]{1,32}")
"""A numeral that begins with a mark of its base, and is no product of zero."""

_OF_INTEGRATION = re.compile(r"\+ ?c$")
"""The constant that an antiderivative ends in, in either case."""

_RELATIONS = {"=": "=", "<": "<", ">": "<", "<=": "<=", ">=": "<=", "!=": "!="}


@frozen
class Formula:
    """An expression, or two of them in a relation.

    Attributes:
        relation: "" for a mere expression, "O" for an order of growth.
        values: Its values at the chosen points; of both sides where there is a relation.
        difference: The difference of the sides of an equation at these points, where what is set
            to something is a side like the other; empty where there is no equation.
        absolute: Whether it has absolute values, which are something else below zero.
    """

    relation: str
    values: tuple[complex, ...]
    difference: tuple[complex, ...] = ()
    absolute: bool = False

    def times(self, factor: Fraction) -> Formula:
        """A multiple of a mere expression."""
        return evolve(self, values=tuple(value * float(factor) for value in self.values))


_IT_IS = re.compile(
    r"^(?:(?:so|then|thus|hence),? )?(?:it|that|this)(?:(?:'s|\u2019s| is| was| would be)(?: equal to)?| equals| gives) (?=\S)",
    re.IGNORECASE,
)
"""Words in front of a formula, which are no product of the variables I, t, i and s."""

_BEGINS_IT_IS = frozenset("ISTHisth")


def formula(text: str) -> Formula | None:
    """Read a text that is a formula and nothing else, or None. LaTeX must be plain already."""
    if len(text) > _LONGEST:
        return None
    text = _IT_IS.sub("", text, count=1) if text[:1] in _BEGINS_IT_IS else text
    infinite = _INFINITE.fullmatch(text.lower()) if "nfinit" in text else None
    if infinite is not None:
        text = "-\u221e" if infinite["below"] else "\u221e"
    if "log" in text:
        text = _LOG_BASE.sub(r"log_\1", text)
    text = _in_signs(_RADIANS.sub("", text) if "rad" in text else text)
    if _SIGNS.search(text) is None:
        return None
    bare = text.strip(" .,;:")
    if _OTHER_BASE.fullmatch(bare) is not None:
        return None
    tokens = _tokens(_OF_INTEGRATION.sub("+ C", bare) if "x" in bare else bare)
    if tokens is None:
        return None
    try:
        return evolve(_related(tokens), absolute=True) if _absolute(tokens) else _related(tokens)
    except (NotAFormulaError, ArithmeticError, ValueError, RecursionError):
        return None


def _absolute(tokens: list[str]) -> bool:
    """Whether an expression has absolute values but those of which logarithms are taken."""
    bars = [place for place, piece in enumerate(tokens) if piece in {"|", "abs"}]
    logged = sum(2 for place in bars if place and tokens[place - 1] in {"ln", "log"})
    return len(bars) > logged


def _in_signs(text: str) -> str:
    """A text in signs, of which each name may stand in a formula; empty where one may not."""
    for name in _LONG_NAME.finditer(text):
        if not _may_be_in_formula(name[0]):
            return ""  # prose, of which the first name tells that
    text = in_signs(text)
    return text if all(map(_is_in_formula, _LONG_NAME.findall(text))) else ""


@lru_cache(maxsize=10_000)
def _may_be_in_formula(name: str) -> bool:
    """Whether letters in a row may stand in a formula in signs, or in one in words."""
    return is_mathematical(name.lower()) or _is_in_formula(name)


def _is_in_formula(name: str) -> bool:
    """Whether letters in a row are a known name, or one with factors."""
    return name.lower() in _WORDS_IN_FORMULAS or _FACTORS.search(name) is not None


def measured(text: str) -> tuple[Formula, str] | None:
    """A text that is an expression with a unit behind it, as the two; None for any other."""
    constant = "π" in text or "pi" in text or "sqrt" in text or "√" in text
    found = _MEASURED.fullmatch(text.strip(" .")) if constant else None
    value = None if found is None else formula(found["value"])
    return None if found is None or value is None else (value, found["unit"].strip())


def variable(text: str) -> Formula | None:
    """A text that is one letter, as a formula beside which another can stand; else None."""
    bare = text.strip(" $.")
    return (
        Formula("", values([GREEK.get(bare, bare)])) if len(bare) == 1 and bare.isalpha() else None
    )


def same_formula(one: Formula, other: Formula) -> bool:
    """Whether two formulas have the same values, up to rounding."""
    if one.difference and other.difference and _proportional(one.difference, other.difference):
        return True
    if one.relation != other.relation or len(one.values) != len(other.values):
        return False
    if one.relation == "O":
        return _proportional(one.values[:ABOVE_ZERO], other.values[:ABOVE_ZERO])
    points = POINTS if one.absolute or other.absolute else ABOVE_ZERO
    if one.relation in {"=", "!="}:
        half = len(one.values) // 2
        turned = (*other.values[half:], *other.values[:half])
        return _close(one.values, other.values, points) or _close(one.values, turned, points)
    return _close(one.values, other.values, points)


def is_rounded(one: Formula, value: Fraction, places: int | None) -> bool:
    """Whether a number is a constant, or with two decimal places what that rounds to."""
    first = one.values[0]
    if one.relation or abs(first.imag) > _NO_IMAGINARY:
        return False
    if any(not cmath.isclose(first, other, rel_tol=1e-9) for other in one.values):
        return False
    if cmath.isclose(first, float(value), rel_tol=1e-12):
        return True
    if places is None or places < 1 or (places < 2 and abs(value) < _THREE_DIGITS):
        return False
    return abs(first.real - float(value)) <= 0.5000001 * 10.0**-places


def _close(one: Sequence[complex], other: Sequence[complex], points: int) -> bool:
    """Whether values are the same at the first points, those of either side of a relation."""
    return all(
        cmath.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
        for place, (a, b) in enumerate(zip(one, other, strict=True))
        if place % POINTS < points
    )


def _tokens(text: str) -> list[str] | None:
    tokens: list[str] = []
    at = 0
    text = text.rstrip()
    if "degree" in text:
        text = _DEGREES.sub(r"(\1*pi/180)", text)
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found[2]:
            tokens.extend([GREEK.get(name, name) for name in _SPLIT.findall(found[2])])
        else:
            tokens.append(found[1] or found[3])
    return tokens or None


def _related(tokens: list[str]) -> Formula:
    """An expression or a relation; a variable that is set to something is that thing."""
    places = [place for place, piece in enumerate(tokens) if piece in _RELATIONS]
    if not places:
        order = tokens[:2] == ["O", "("] and tokens[-1] == ")"
        return Formula("O", values(tokens[1:])) if order else Formula("", values(tokens))
    if len(places) > 1:
        if {tokens[at] for at in places} != {"="}:
            raise NotAFormulaError
        return Formula("", values(tokens[places[-1] + 1 :]))
    left, sign, right = tokens[: places[0]], tokens[places[0]], tokens[places[0] + 1 :]
    named = _DEFINED.fullmatch("".join(left)) is not None
    if sign == "=" and named and left[0].isalpha() and left[0] not in right:
        return Formula("", values(right), _difference(left, right) if len(left) == 1 else ())
    turned = _DEFINED.fullmatch("".join(right)) is not None
    if sign == "=" and turned and len(left) > 1 and right[0].isalpha() and right[0] not in left:
        return Formula("", values(left))
    if sign in {">", ">="}:
        left, right = right, left
    apart = _difference(left, right) if sign == "=" else ()
    if sign == "=" and len(left) > 1 and max(map(abs, apart)) < _NO_IMAGINARY:
        return Formula("", values(right))  # what it is worked out to
    return Formula(_RELATIONS[sign], (*values(left), *values(right)), apart)


def _difference(left: list[str], right: list[str]) -> tuple[complex, ...]:
    sides = zip(values(left), values(right), strict=True)
    return tuple(one - other for one, other in islice(sides, ABOVE_ZERO))


def _proportional(one: Sequence[complex], other: Sequence[complex]) -> bool:
    """Whether two equations are one but for a factor: y = 2x + 1, 2x - y + 1 = 0."""
    if not all(one) or not all(other):
        return False
    factors = [mine / theirs for mine, theirs in zip(one, other, strict=True)]
    return all(cmath.isclose(factors[0], factor, rel_tol=1e-7) for factor in factors)
