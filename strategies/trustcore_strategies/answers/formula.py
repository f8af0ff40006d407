"""Formulas: read as expressions and compared by their values at chosen points."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import NoReturn
from zlib import crc32

from attrs import define, evolve, field, frozen

from trustcore_strategies.answers.formula_words import GREEK, in_signs, is_mathematical

_LONGEST = 240
"""Characters; a longer text is not taken for a formula."""

_DEEPEST = 30
"""Brackets inside one another; what is nested deeper is no formula."""

_NO_IMAGINARY = 1e-9
_THREE_DIGITS = 10
"""A number from which on one decimal place makes three digits."""

_POINTS = 3
"""How many values are tried for the variables, the last one below zero."""

_ABOVE_ZERO = _POINTS - 1
"""Points at which all variables are positive: roots and logarithms are the same there."""

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
    "pi ln log lg sin cos tan asin acos atan arcsin arccos arctan exp sqrt frac infinity".split()
)
"""Folded words of one of which a formula without signs and digits has at least one."""

_LONG_NAME = re.compile(r"[^\W\d_]{3,}")
_FACTORS = re.compile("sqrt|sin|cos|tan|log|ln|pi")
"""Letters in a row with one of these are a known name with factors: "xsin", "abc" is not."""

_SPLIT = re.compile("|".join([*sorted(_NAMES, key=len, reverse=True), r"[^\W\d_]"]))
_CONSTANTS: Mapping[str, complex] = {"pi": math.pi, "π": math.pi, "e": math.e, "i": 1j}
_FUNCTIONS: Mapping[str, Callable[[complex], complex]] = {
    "sqrt": cmath.sqrt, "cbrt": lambda value: value ** (1 / 3), "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan, "asin": cmath.asin,
    "acos": cmath.acos, "atan": cmath.atan, "arcsin": cmath.asin, "arccos": cmath.acos, "arctan": cmath.atan,
    "sinh": cmath.sinh, "cosh": cmath.cosh, "tanh": cmath.tanh, "exp": cmath.exp, "ln": cmath.log, "abs": abs,
    "floor": lambda value: complex(math.floor(value.real)), "ceil": lambda value: complex(math.ceil(value.real)),
    "log": lambda value: cmath.log(value) / math.log(10), "lg": lambda value: cmath.log(value) / math.log(10), "sec": lambda value: 1 / cmath.cos(value),
    "csc": lambda value: 1 / cmath.sin(value), "cot": lambda value: cmath.cos(value) / cmath.sin(value),
}  # fmt: skip
_OF_SEVERAL: Mapping[str, Callable[..., complex]] = {
    "max": lambda *given: complex(max(map(_real, given))), "min": lambda *given: complex(min(map(_real, given))),
    "gcd": lambda *given: complex(math.gcd(*map(_whole, given))), "lcm": lambda *given: complex(math.lcm(*map(_whole, given))),
}  # fmt: skip
"""Functions of what stands between commas."""


def _real(value: complex) -> float:
    return value.real if not value.imag else _fail()


def _whole(value: complex) -> int:
    number = _real(value)
    return int(number) if number.is_integer() else _fail()


_DEFINED = re.compile(
    r"[^\W\d_]'{0,3}(?:_\w{1,3})?(?:\([^\W\d_](?:,[^\W\d_])*\))?|d[^\W\d_]?/d[^\W\d_](?:.{1,60})?"
)
"""What is set to something rather than equal to it: y, f(x), f'(x), g(x, y), y'', dy/dx."""

_DEGREES = re.compile(r"(\d+(?:\.\d+)?) ?degrees?\b")
"""An angle inside of a formula; a text that is one angle and nothing else is a quantity."""

_RADIANS = re.compile(r"\s*\brad(?:ians?)?$")
"""The unit of an angle that is a mere number."""

_MEASURED = re.compile(
    r"(?P<value>[^=<>]{0,60}(?:[\d)π]|pi|sqrt\(\w{1,9}\)))[ *]{0,2}(?P<unit>[a-zA-Z°²³][a-zA-Z °^\d/²³]{0,30})"
)
"""An expression and a unit behind it: 25π cm^2."""

_OF_INTEGRATION = re.compile(r"\+ ?c$")
"""The constant that an antiderivative ends in, in either case."""

_RELATIONS = {"=": "=", "<": "<", ">": "<", "<=": "<=", ">=": "<=", "!=": "!="}


class _NotAFormulaError(Exception):
    """A text that is no expression."""


@frozen
class Formula:
    """An expression, or two of them in a relation.

    Attributes:
        relation: "" for a mere expression.
        values: Its values at the chosen points; of both sides where there is a relation.
        difference: The difference of the sides of an equation at these points, where what is set
            to something is a side like the other; empty where there is no equation.
        absolute: Whether it has absolute values, which are something else below zero.
    """

    relation: str
    values: tuple[complex, ...]
    difference: tuple[complex, ...] = ()
    absolute: bool = False


def formula(text: str) -> Formula | None:
    """Read a text that is a formula and nothing else, or None. LaTeX must be plain already."""
    if len(text) > _LONGEST:
        return None
    text = _in_signs(_RADIANS.sub("", text) if "rad" in text else text)
    if _SIGNS.search(text) is None:
        return None
    bare = text.strip(" .,;:")
    tokens = _tokens(_OF_INTEGRATION.sub("+ C", bare) if "x" in bare else bare)
    if tokens is None:
        return None
    try:
        return evolve(_related(tokens), absolute=True) if _absolute(tokens) else _related(tokens)
    except (_NotAFormulaError, ArithmeticError, ValueError, RecursionError):
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
        Formula("", _values([GREEK.get(bare, bare)])) if len(bare) == 1 and bare.isalpha() else None
    )


def same_formula(one: Formula, other: Formula) -> bool:
    """Whether two formulas have the same values, up to rounding."""
    if one.difference and other.difference and _proportional(one.difference, other.difference):
        return True
    if one.relation != other.relation or len(one.values) != len(other.values):
        return False
    points = _POINTS if one.absolute or other.absolute else _ABOVE_ZERO
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
        if place % _POINTS < points
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
        return Formula("", _values(tokens))
    if len(places) > 1:
        return (
            Formula("", _values(tokens[places[-1] + 1 :]))
            if {tokens[at] for at in places} == {"="}
            else _fail()
        )
    left, sign, right = tokens[: places[0]], tokens[places[0]], tokens[places[0] + 1 :]
    named = _DEFINED.fullmatch("".join(left)) is not None
    if sign == "=" and named and left[0].isalpha() and left[0] not in right:
        return Formula("", _values(right), _difference(left, right) if len(left) == 1 else ())
    turned = _DEFINED.fullmatch("".join(right)) is not None
    if sign == "=" and turned and len(left) > 1 and right[0].isalpha() and right[0] not in left:
        return Formula("", _values(left))
    if sign in {">", ">="}:
        left, right = right, left
    apart = _difference(left, right) if sign == "=" else ()
    if sign == "=" and len(left) > 1 and max(map(abs, apart)) < _NO_IMAGINARY:
        return Formula("", _values(right))  # what it is worked out to
    return Formula(_RELATIONS[sign], (*_values(left), *_values(right)), apart)


def _difference(left: list[str], right: list[str]) -> tuple[complex, ...]:
    sides = zip(_values(left), _values(right), strict=True)
    return tuple(one - other for one, other in islice(sides, _ABOVE_ZERO))


def _proportional(one: Sequence[complex], other: Sequence[complex]) -> bool:
    """Whether two equations are one but for a factor: y = 2x + 1, 2x - y + 1 = 0."""
    if not all(one) or not all(other):
        return False
    factors = [mine / theirs for mine, theirs in zip(one, other, strict=True)]
    return all(cmath.isclose(factors[0], factor, rel_tol=1e-7) for factor in factors)


def _fail() -> NoReturn:
    raise _NotAFormulaError


def _values(tokens: list[str]) -> tuple[complex, ...]:
    values = [_Parser(tokens, point).value() for point in range(_ABOVE_ZERO)]
    try:
        values.append(_Parser(tokens, _ABOVE_ZERO).value())
    except (_NotAFormulaError, ArithmeticError, ValueError):  # of no value below zero
        values.append(0j)
    if any(cmath.isnan(value) for value in values):
        raise _NotAFormulaError
    return tuple(values)


@define
class _Parser:
    """A recursive descent over the tokens that evaluates as it goes."""

    tokens: list[str]
    point: int
    at: int = field(init=False, default=0)
    depth: int = field(init=False, default=0)
    barred: bool = field(init=False, default=False)

    def value(self) -> complex:
        """Evaluate all tokens."""
        value = self._sum()
        if self.at < len(self.tokens):
            raise _NotAFormulaError
        return value

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        piece = self._next()
        self.at += 1
        return piece

    def _sum(self) -> complex:
        value = self._product()
        while self._next() in {"+", "-"} and self._next():
            value += self._product() if self._take() == "+" else -self._product()
        return value

    def _product(self) -> complex:
        value = self._signed()
        while piece := self._next():
            if piece in {"*", "/"}:
                self.at += 1
                value = value * self._signed() if piece == "*" else value / self._signed()
            elif self._begins_factor(piece):
                value *= self._power()
            else:
                break
        return value

    def _begins_factor(self, piece: str) -> bool:
        if piece == "|":
            return not self.barred
        return piece in "([{√∞" or piece[0].isalnum() or piece == "."

    def _signed(self) -> complex:
        if self._next() in {"-", "+"} and self._next():
            return -self._signed() if self._take() == "-" else self._signed()
        return self._power()

    def _power(self) -> complex:
        base = self._atom()
        while self._next() == "!":
            self.at += 1
            base = _factorial(base)
        if self._next() in {"^", "**"} and self._next():
            self.at += 1
            exponent = self._signed()
            if abs(exponent) > 1000 or abs(base) ** abs(exponent.real) > 1e300:
                raise _NotAFormulaError
            return complex(base) ** exponent
        return base

    def _atom(self) -> complex:
        piece = self._take()
        if piece in {"(", "[", "{"} and piece:
            return self._bracketed({"(": ")", "[": "]", "{": "}"}[piece])
        if piece == "|":
            outer, self.barred = self.barred, True
            value = abs(self._bracketed("|"))
            self.barred = outer
            return value
        if piece == "√":
            return cmath.sqrt(self._power())
        if piece in {"∞", "infinity", "inf"}:
            return complex(1e99)
        if not piece or not (piece[0].isalnum() or piece[0] == "."):
            raise _NotAFormulaError
        if piece[0].isdecimal() or piece[0] == ".":
            return complex(float(piece))
        return self._named(piece)

    def _named(self, piece: str) -> complex:
        if piece == "log" and self._next() == "_":
            self.at += 1
            base = self._atom()
            return cmath.log(self._power()) / cmath.log(base)
        if piece in _FUNCTIONS:
            return self._applied(piece)
        if piece in _OF_SEVERAL and self._next() == "(":
            return _OF_SEVERAL[piece](*self._arguments())
        if piece == "O":
            return 7.123 * self._power()
        if piece in _CONSTANTS:
            return complex(_CONSTANTS[piece])
        if len(piece) > 1 and piece in {"union", "in", "or", "and", "mod"}:
            raise _NotAFormulaError
        while self._next() in {"_", "'"} and self._next():
            piece += self._take()
            if piece[-1] == "_":
                piece += self._index()
        sign = 1 if self.point < _ABOVE_ZERO else -1
        return complex(sign * (0.3 + (crc32(f"{piece}/{self.point}".encode()) % 9973) / 4999))

    def _applied(self, name: str) -> complex:
        """A function of what follows, to a power that is written in front of it."""
        power = 1.0 + 0j
        if self._next() == "^":
            self.at += 1
            power = self._signed_atom()
            if power == -1 and f"a{name}" in _FUNCTIONS:
                name, power = f"a{name}", 1.0 + 0j
        return _FUNCTIONS[name](self._power()) ** power

    def _signed_atom(self) -> complex:
        if self._next() != "-":
            return self._atom()
        self.at += 1
        return -self._atom()

    def _index(self) -> str:
        """What stands below a variable: 1, or n + 1 in brackets."""
        piece = self._take()
        closing = {"{": "}", "(": ")"}.get(piece)
        if closing is None:
            return piece
        end = self.tokens.index(closing, self.at) if closing in self.tokens[self.at :] else _fail()
        inside, self.at = self.tokens[self.at : end], end + 1
        return "".join(inside) if len(inside) == 1 else f"{{{''.join(inside)}}}"

    def _arguments(self) -> list[complex]:
        """What stands between commas in the brackets of a function."""
        self.at += 1
        given = [self._sum()]
        while self._next() == ",":
            self.at += 1
            given.append(self._sum())
        if self._take() != ")":
            raise _NotAFormulaError
        return given

    def _bracketed(self, closing: str) -> complex:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _NotAFormulaError
        value = self._sum()
        if self._take() != closing:
            raise _NotAFormulaError
        self.depth -= 1
        return value


def _factorial(base: complex) -> complex:
    if base.imag or not 0 <= base.real <= 170:
        raise _NotAFormulaError
    return complex(math.gamma(base.real + 1))  # between whole numbers, too: n! is not n
