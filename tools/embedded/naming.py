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


Many = tuple[Sequence[str], Sequence[str], Sequence[str]]
"""Wordings, right answers and wrong ones."""


@cache
def _many() -> Sequence[Many]:
    """All questions with many right answers, from facts that are known."""
    found = [
        _examples("a rocky planet", "planets", "kind", "rocky planet"),
        _those(("Name a planet with rings.", "Which planet has rings?"), "planets", "rings", "Yes"),
        _examples("an ice giant", "planets", "kind", "ice giant"),
        _examples("a gas giant", "planets", "kind", "gas giant"),
        _examples("a dwarf planet", "bodies", "kind", "dwarf planet"),
        (
            ("Name a planet.", "Name any planet."),
            facts.names("planets"),
            ["Titan", "Ceres", "Cassini", "Io"],
        ),
    ]
    for planet in ("Mars", "Jupiter", "Saturn", "Uranus", "Neptune", "Pluto"):
        also = f"Which moon orbits {planet}?"
        found.append(_examples(f"a moon of {planet}", "moons", "planet", planet, also))
    for target in ("the Moon", "Venus", "Mars", "Jupiter", "the Sun"):
        wordings = (
            f"Name a mission to {target}.",
            f"Which mission went to {target}?",
            f"Give an example of a mission to {target}.",
        )
        found.append(_those(wordings, "missions", "target", target))
    return found


def _examples(what: str, table: str, attribute: str, value: str, *also: str) -> Many:
    return _those((f"Name {what}.", f"Give an example of {what}.", *also), table, attribute, value)


def _those(wordings: Sequence[str], table: str, attribute: str, value: str) -> Many:
    """Right are those that have the value."""
    known = _common(table, attribute)
    right = [fact.name for fact in known if fact.value == value]
    return wordings, right, [fact.name for fact in known if fact.value != value]


def _common(table: str, attribute: str) -> list[Fact]:
    return [
        fact
        for fact in facts.facts()
        if (fact.table, fact.attribute, fact.tier) == (table, attribute, "known")
    ]
