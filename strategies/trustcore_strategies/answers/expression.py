"""Expressions: evaluated at chosen points as their tokens are read."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping
from typing import NoReturn
from zlib import crc32

from attrs import define, field

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


_OF_ONE = frozenset(("sqrt", "cbrt", "abs", "floor", "ceil"))
"""Functions that without brackets are of one factor only."""


def _is_number(piece: str) -> bool:
    return piece[:1].isdecimal()


def _is_letter(piece: str) -> bool:
    return (len(piece) == 1 and piece.isalpha()) or piece == "pi"


def _real(value: complex) -> float:
    return value.real if not value.imag else _fail()


def _whole(value: complex) -> int:
    number = _real(value)
    return int(number) if number.is_integer() else _fail()


POINTS = 3
"""How many values are tried for the variables, the last one below zero."""

ABOVE_ZERO = POINTS - 1
"""Points at which all variables are positive: roots and logarithms are the same there."""

_DEEPEST = 30
"""Brackets inside one another; what is nested deeper is no formula."""


class NotAFormulaError(Exception):
    """A text that is no expression."""


def _fail() -> NoReturn:
    raise NotAFormulaError


def values(tokens: list[str]) -> tuple[complex, ...]:
    """The values at the points of the expression that all tokens are.

    Raises:
        NotAFormulaError: They are none.
    """
    found = [_Parser(tokens, point).value() for point in range(ABOVE_ZERO)]
    try:
        found.append(_Parser(tokens, ABOVE_ZERO).value())
    except (NotAFormulaError, ArithmeticError, ValueError):  # of no value below zero
        found.append(0j)
    if any(map(cmath.isnan, found)):
        raise NotAFormulaError
    return tuple(found)


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
            raise NotAFormulaError
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
                raise NotAFormulaError
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
            raise NotAFormulaError
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
        if piece == "O" and self._next() == "(":
            return 7.123 * self._power()
        if piece in _CONSTANTS:
            return complex(_CONSTANTS[piece])
        if len(piece) > 1 and piece in {"union", "in", "or", "and", "mod"}:
            raise NotAFormulaError
        while self._next() in {"_", "'"} and self._next():
            piece += self._take()
            if piece[-1] == "_":
                piece += self._index()
        sign = 1 if self.point < ABOVE_ZERO else -1
        return complex(sign * (0.3 + (crc32(f"{piece}/{self.point}".encode()) % 9973) / 4999))

    def _applied(self, name: str) -> complex:
        """A function of what follows, to a power that is written in front of it."""
        power = 1.0 + 0j
        if self._next() == "^":
            self.at += 1
            power = self._signed_atom()
            if power == -1 and f"a{name}" in _FUNCTIONS:
                name, power = f"a{name}", 1.0 + 0j
        return _FUNCTIONS[name](self._argument(name)) ** power

    def _argument(self, name: str) -> complex:
        """What a function is of: in brackets, or a number and the letters behind it, as in sin 2x."""
        of_multiple = name not in _OF_ONE and _is_number(self._next())
        value = self._power()
        while of_multiple and _is_letter(self._next()):
            value *= self._power()
        return value

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
            raise NotAFormulaError
        return given

    def _bracketed(self, closing: str) -> complex:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotAFormulaError
        value = self._sum()
        if self._take() != closing:
            raise NotAFormulaError
        self.depth -= 1
        return value


def _factorial(base: complex) -> complex:
    if base.imag or not 0 <= base.real <= 170:
        raise NotAFormulaError
    return complex(math.gamma(base.real + 1))  # between whole numbers, too: n! is not n
