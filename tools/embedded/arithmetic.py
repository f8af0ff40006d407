"""Sums, differences, products and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from tools.embedded.facts import share
from tools.embedded.question import Question

HELD_OUT = 0.05
"""Share of all pairs of numbers that no training text has."""

LENGTHS = {1: 0.14, 2: 0.27, 3: 0.36, 4: 0.2, 5: 0.02863, 6: 0.0009, 7: 0.00035, 8: 0.00012}
"""How many digits the longer number of a sum or difference has in the training text."""

_PLUS = (
    "What is {a} + {b}?",
    "{a} + {b} =",
    "{a} + {b}",
    "{a}+{b}",
    "Calculate {a} + {b}.",
    "What is {a} plus {b}?",
    "Add {a} and {b}.",
    "How much is {a} + {b}?",
    "What is the sum of {a} and {b}?",
    "Work out {a} + {b}.",
    "{a} plus {b} is what?",
    "What do you get when you add {a} and {b}?",
    "Find {a} + {b}.",
)
_MINUS = (
    "What is {a} - {b}?",
    "{a} - {b} =",
    "{a} - {b}",
    "{a}-{b}",
    "Calculate {a} - {b}.",
    "What is {a} minus {b}?",
    "Subtract {b} from {a}.",
    "How much is {a} - {b}?",
    "Work out {a} - {b}.",
    "Take {b} away from {a}.",
    "What is the difference of {a} and {b}?",
    "Find {a} - {b}.",
)
_TIMES = (
    "What is {a} * {b}?",
    "{a} * {b} =",
    "{a} * {b}",
    "{a} x {b}",
    "Calculate {a} * {b}.",
    "What is {a} times {b}?",
    "Multiply {a} by {b}.",
    "How much is {a} x {b}?",
    "What is the product of {a} and {b}?",
    "Find {a} times {b}.",
)
_LARGER = (
    "Which is larger, {a} or {b}?",
    "Which number is greater: {a} or {b}?",
    "What is more, {a} or {b}?",
)
_SMALLER = ("Which is smaller, {a} or {b}?", "Which number is less: {a} or {b}?")
_IS_LARGER = ("Is {a} larger than {b}?", "Is {a} greater than {b}?", "Is {a} more than {b}?")
_STORIES = (
    ("Tom has {a} apples and gets {b} more. How many apples does he have?", "+"),
    ("A shop sold {a} books on Monday and {b} on Tuesday. How many books did it sell?", "+"),
    ("There are {a} red and {b} blue balls in a box. How many balls are there?", "+"),
    ("Anna had {a} coins and spent {b}. How many coins are left?", "-"),
    ("A train carried {a} people and {b} got off. How many people are still on it?", "-"),
    ("A probe needs {a} days to Mars. {b} days have passed. How many days remain?", "-"),
    ("There are {a} boxes with {b} pens each. How many pens are there?", "*"),
)
_DO: dict[str, Callable[[int, int], int]] = {
    "+": int.__add__,
    "-": int.__sub__,
    "*": int.__mul__,
}


def draw(rng: Random) -> Question:
    """A question of the training text."""
    while True:
        found = _drawn(rng)
        if found is not None and not found.fact.startswith("held out"):
            return found


def _drawn(rng: Random) -> Question | None:
    way = rng.random()
    if way < 0.42:
        return calculation(rng, "+", *pair(rng, _length(rng)))
    if way < 0.66:
        return calculation(rng, "-", *_ordered(rng, *pair(rng, _length(rng))))
    if way < 0.78:
        return calculation(rng, "*", *factors(rng))
    if way < 0.94:
        return comparison(rng, *pair(rng, rng.choice((1, 2, 3, 4))))
    return story(rng)


def held_out(rng: Random, sign: str, low: int, high: int) -> Question:
    """A calculation with numbers that no training text has.

    Args:
        rng: Where chance comes from.
        sign: One of "+", "-", "*" and "?" for a comparison.
        low: Digits of the longer number, at least.
        high: Digits of the longer number, at most.
    """
    while True:
        length = rng.randint(low, high)
        a, b = pair(rng, length) if low < high else (_number(rng, length), _number(rng, length))
        if sign == "*":
            b = rng.randrange(2, 10) if rng.random() < 0.5 else rng.randrange(11, 100)
        if sign == "?":
            found = comparison(rng, a, b)
        else:
            found = calculation(rng, sign, *(_ordered(rng, a, b) if sign == "-" else (a, b)))
        if found is not None and found.fact.startswith("held out"):
            return found


def calculation(rng: Random, sign: str, a: int, b: int) -> Question:
    """One calculation, worded at random."""
    words = {"+": _PLUS, "-": _MINUS, "*": _TIMES}[sign]
    answer = _DO[sign](a, b)
    length = max(len(str(a)), len(str(b)))
    kind = f"{_NAMES[sign]}, {length} digit{'s' if length > 1 else ''}"
    text = rng.choice(words).format(a=a, b=b)
    return Question(
        text, str(answer), kind, working=f"{a} {sign} {b} = {answer}.", fact=_mark(sign, a, b)
    )


def comparison(rng: Random, a: int, b: int) -> Question | None:
    """Which of two numbers is larger or smaller, or whether one is."""
    if a == b:
        return None
    large, small = str(max(a, b)), str(min(a, b))
    more, less = f"{large} > {small}.", f"{small} < {large}."
    wordings: Sequence[str]
    way = rng.random()
    if way < 0.4:
        wordings, answer, rival, working = _LARGER, large, small, more
    elif way < 0.75:
        wordings, answer, rival, working = _SMALLER, small, large, less
    else:
        answer, rival = ("Yes", "No") if a > b else ("No", "Yes")
        wordings, working = _IS_LARGER, more
    text = rng.choice(wordings).format(a=a, b=b)
    mark = _mark("?", a, b)
    return Question(text, answer, "comparison", rivals=(rival,), working=working, fact=mark)


def story(rng: Random) -> Question:
    """A calculation in words."""
    text, sign = rng.choice(_STORIES)
    a, b = pair(rng, rng.choice((1, 2, 2, 3)))
    a, b = (a % 20 + 2, b % 9 + 2) if sign == "*" else (max(a, b), min(a, b))
    answer = _DO[sign](a, b)
    return Question(
        text.format(a=a, b=b),
        str(answer),
        "story",
        working=f"{a} {sign} {b} = {answer}.",
        fact=_mark("s" + sign, a, b),
    )


_NAMES = {"+": "sum", "-": "difference", "*": "product"}


@cache
def _lengths() -> tuple[list[int], list[float]]:
    return list(LENGTHS), list(LENGTHS.values())


def _length(rng: Random) -> int:
    return rng.choices(*_lengths())[0]


def pair(rng: Random, length: int) -> tuple[int, int]:
    """Two numbers, the longer one of so many digits; the other often as long."""
    other = length if rng.random() < 0.6 else rng.randint(1, length)
    a, b = _number(rng, length), _number(rng, other)
    return (a, b) if rng.random() < 0.5 else (b, a)


def _number(rng: Random, length: int) -> int:
    return rng.randrange(0 if length == 1 else 10 ** (length - 1), 10**length)


def _ordered(rng: Random, a: int, b: int) -> tuple[int, int]:
    """Mostly the larger number first: few differences are below zero."""
    return (a, b) if rng.random() < 0.12 else (max(a, b), min(a, b))


def factors(rng: Random) -> tuple[int, int]:
    """Two numbers to multiply: mostly of one or two digits."""
    way = rng.random()
    if way < 0.3:
        return rng.randrange(13), rng.randrange(13)
    if way < 0.55:
        return rng.randrange(10, 100), rng.randrange(2, 10)
    if way < 0.8:
        return rng.randrange(10, 100), rng.randrange(10, 100)
    return rng.randrange(100, 1000), rng.randrange(2, 10 if way < 0.9 else 100)


def _mark(sign: str, a: int, b: int) -> str:
    """Which numbers a question is about, and whether training texts have them."""
    numbers = f"{a} {sign} {b}"
    return f"{'held out' if share(numbers) < HELD_OUT else 'seen'} {numbers}"
