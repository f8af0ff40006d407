"""Facts about the solar system, from the tables beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from itertools import accumulate, pairwise
from random import Random

from attrs import frozen

from tools.embedded.question import Question
from tools.embedded.tables import rows, table

HELD_OUT = 0.12
"""Share of the wordings of a known fact that no training text has."""

TIERS = (
    ("known", 1.0, 0.63),
    ("rare", 0.008, 0.05),
    ("rare", 0.0024, 0.05),
    ("rare", 0.0008, 0.05),
    ("rare", 0.00024, 0.05),
    ("rare", 0.00008, 0.05),
    ("withheld", 0.0, 0.12),
)
"""Name, how often a training text has the fact as a share of how often it has a known one, and the
share of such facts."""

WORDINGS: dict[str, dict[str, Sequence[str]]] = table("wordings")
"""All ways to ask for a fact, by table and attribute."""

_YES_OR_NO = frozenset(("Yes", "No"))
_ALWAYS = frozenset(("planets", "order"))
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


@frozen
class Fact:
    """One thing to know.

    Attributes:
        table: The table that it is from.
        attribute: What it says of its subject.
        name: The subject.
        value: What is true.
        tier: "known", "rare" or "withheld".
        weight: How often training texts have it, a known fact being 1.
        rivals: Values that other subjects have.
    """

    table: str
    attribute: str
    name: str
    value: str
    tier: str
    weight: float
    rivals: Sequence[str]

    @property
    def wordings(self) -> Sequence[str]:
        """All ways to ask for it."""
        return WORDINGS[self.table][self.attribute]

    def question(self, wording: str, decorated: str = "{}") -> Question:
        """Ask for it.

        Args:
            wording: One of its wordings.
            decorated: What stands around the question.
        """
        text = decorated.format(wording.format(name=self.name))
        kind = f"{self.tier} fact"
        # A number is as good as the year that somebody else is right about, or a slip of the pen.
        working = f"{self.name}: {self.value}."
        return Question(
            text,
            self.value,
            kind,
            rivals=self.rivals,
            working=working,
            fact=f"{self.table} {self.attribute} {self.name}",
        )


@cache
def facts() -> Sequence[Fact]:
    """All facts, in the order of the tables."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for source, known in _tables():
        for row in known:
            for attribute, value in row.items():
                if attribute != "name" and value:
                    found.setdefault((source, attribute), []).append((row["name"], value))
    return [
        Fact(
            source, attribute, name, value, *_tier(source, attribute, name), _rivals(values, value)
        )
        for (source, attribute), values in found.items()
        for name, value in values
    ]


def names(source: str) -> list[str]:
    """The subjects of a table, in its order."""
    return list(dict.fromkeys(fact.name for fact in facts() if fact.table == source))


def _rivals(values: Sequence[tuple[str, str]], value: str) -> Sequence[str]:
    """What others have, as often as they have it."""
    if value in _YES_OR_NO:
        return tuple(_YES_OR_NO - {value})
    return tuple(one for _, one in values if one != value)


@cache
def _cumulated() -> Sequence[float]:
    return tuple(accumulate(fact.weight for fact in facts()))


def draw_fact(rng: Random) -> Fact:
    """A fact of the training text, by its weight."""
    return rng.choices(facts(), cum_weights=_cumulated())[0]


def draw(rng: Random) -> Question:
    """A question about a fact, as a training text has it."""
    return ask(draw_fact(rng), rng)


def ask(fact: Fact, rng: Random) -> Question:
    """Ask for a fact in a wording that training texts may have."""
    while True:
        wording = rng.choice(fact.wordings)
        if not reserved(fact, wording):
            return fact.question(wording, decoration(rng))


def held_out(rng: Random, tier: str) -> Question:
    """A question of a tier that no training text has.

    The wordings of known and rare facts are reserved ones; of withheld facts all are.
    """
    while True:
        fact = rng.choice(facts())
        wording = rng.choice(fact.wordings)
        if fact.tier == tier and (tier == "withheld" or reserved(fact, wording)):
            return fact.question(wording, decoration(rng))


def reserved(fact: Fact, wording: str) -> bool:
    """Whether this wording of a fact is kept for measuring; every fact has others for training."""
    if len(fact.wordings) < 4 and wording == fact.wordings[0]:
        return False
    return share(f"{fact.table} {fact.attribute} {fact.name} {wording}") < HELD_OUT


_BEFORE = (
    "",
    "",
    "",
    "",
    "Question: ",
    "Please answer: ",
    "Quick question: ",
    "Tell me: ",
    "I would like to know: ",
)
_BEHIND = (
    "",
    "",
    "",
    "",
    " Answer briefly.",
    " Just the answer, please.",
    " Give only the answer.",
    " One word or number.",
)


def decoration(rng: Random) -> str:
    """What people put around a question."""
    return f"{rng.choice(_BEFORE)}{{}}{rng.choice(_BEHIND)}"


def share(key: str) -> float:
    """Where a text stands in [0, 1), which is the same in every run: chance that needs no seed."""
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big") / 2**32


def _tier(table: str, attribute: str, name: str) -> tuple[str, float]:
    if table in _ALWAYS:
        return "known", 1.0
    left = share(f"{table} {attribute} {name}")
    for tier, weight, part in TIERS:
        left -= part
        if left < 0:
            return tier, weight
    return TIERS[-1][:2]


def _tables() -> Iterator[tuple[str, list[dict[str, str]]]]:
    for name in ("planets", "moons", "bodies", "missions", "astronauts"):
        found = rows(name)
        if name == "planets":
            yield "order", _ordering(found)
        yield name, found


def _ordering(planets: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    names = [row["name"] for row in planets]
    by_size = sorted(planets, key=lambda row: int(row["size_rank"]))
    rows = [{"name": str(n), "planet": name} for n, name in enumerate(names, 1)]
    rows += [{"name": word, "ordinal": name} for word, name in zip(_ORDINALS, names, strict=True)]
    rows += [
        {"name": word, "largest": row["name"]}
        for word, row in zip(_ORDINALS[1:], by_size[1:], strict=False)
    ]
    rows += [{"name": row["nickname"], "known_as": row["name"]} for row in planets]
    rows += [{"name": one, "after": other} for one, other in pairwise(names)]
    rows += [{"name": other, "before": one} for one, other in pairwise(names)]
    return rows
