"""Questions with many right answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

from tools.embedded import facts
from tools.embedded.facts import Fact
from tools.embedded.question import Question


def name_one(rng: Random) -> Question:
    """A question with many right answers."""
    wording, right, wrong = rng.choice(_many())
    answer = rng.choice(right)
    text = facts.decoration(rng).format(rng.choice(wording))
    return Question(
        text, answer, "many answers", others=[one for one in right if one != answer], rivals=wrong
    )


def between(rng: Random) -> Question:
    """A number out of many."""
    low = rng.randrange(90)
    high = low + rng.randrange(4, 12)
    right = [str(number) for number in range(low + 1, high)]
    answer = rng.choice(right)
    text = rng.choice(
        (
            "Name a number between {a} and {b}.",
            "Give me a number between {a} and {b}.",
            "Pick a number between {a} and {b}.",
        )
    )
    wrong = [str(number) for number in (*range(max(0, low - 5), low), *range(high + 1, high + 6))]
    return Question(
        text.format(a=low, b=high),
        answer,
        "many answers",
        others=[one for one in right if one != answer],
        rivals=wrong,
    )


@cache
def _many() -> Sequence[tuple[Sequence[str], list[str], list[str]]]:
    """Wordings, right answers and wrong ones, from facts that are known."""
    found: list[tuple[Sequence[str], list[str], list[str]]] = [
        (
            ("Name a rocky planet.", "Give an example of a rocky planet."),
            _with("planets", "kind", "rocky planet"),
            _without("planets", "kind", "rocky planet"),
        ),
        (
            ("Name a planet with rings.", "Which planet has rings?"),
            _with("planets", "rings", "Yes"),
            _without("planets", "rings", "Yes"),
        ),
        (
            ("Name an ice giant.", "Give an example of an ice giant."),
            _with("planets", "kind", "ice giant"),
            _without("planets", "kind", "ice giant"),
        ),
        (
            ("Name a gas giant.", "Give an example of a gas giant."),
            _with("planets", "kind", "gas giant"),
            _without("planets", "kind", "gas giant"),
        ),
        (
            ("Name a dwarf planet.", "Give an example of a dwarf planet."),
            _with("bodies", "kind", "dwarf planet"),
            _without("bodies", "kind", "dwarf planet"),
        ),
        (
            ("Name a planet.", "Name any planet."),
            facts.names("planets"),
            ["Titan", "Ceres", "Cassini", "Io"],
        ),
    ]
    for planet in ("Mars", "Jupiter", "Saturn", "Uranus", "Neptune", "Pluto"):
        wording = (
            f"Name a moon of {planet}.",
            f"Give an example of a moon of {planet}.",
            f"Which moon orbits {planet}?",
        )
        found.append(
            (wording, _with("moons", "planet", planet), _without("moons", "planet", planet))
        )
    for target in ("the Moon", "Venus", "Mars", "Jupiter", "the Sun"):
        wording = (
            f"Name a mission to {target}.",
            f"Which mission went to {target}?",
            f"Give an example of a mission to {target}.",
        )
        found.append(
            (wording, _with("missions", "target", target), _without("missions", "target", target))
        )
    return found


def _with(table: str, attribute: str, value: str) -> list[str]:
    return [fact.name for fact in _common(table, attribute) if fact.value == value]


def _without(table: str, attribute: str, value: str) -> list[str]:
    return [fact.name for fact in _common(table, attribute) if fact.value != value]


def _common(table: str, attribute: str) -> list[Fact]:
    return [
        fact
        for fact in facts.facts()
        if (fact.table, fact.attribute, fact.tier) == (table, attribute, "known")
    ]
