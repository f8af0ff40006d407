"""Facts about the solar system, from the tables beside this file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random

from attrs import frozen

from tools.embedded.question import Question

TABLES = Path(__file__).parent / "tables"

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

WORDINGS: dict[str, dict[str, Sequence[str]]] = {
    "moons": {
        "planet": (
            "Which planet does {name} orbit?", "Around which planet does the moon {name} go?", "What planet is {name} a moon of?",
            "{name} is a moon of which planet?", "Name the planet that {name} circles.", "The moon {name} belongs to which planet?",
            "To which planet does the moon {name} belong?", "What does the moon {name} orbit?", "Which planet has the moon {name}?",
            "What is the planet of the moon {name}?",
        ),
        "discoverer": (
            "Who discovered {name}?", "Who discovered the moon {name}?", "Who found the moon {name}?", "By whom was {name} discovered?",
            "Name the discoverer of {name}.", "Who was the discoverer of the moon {name}?", "Who first saw {name}?",
            "{name} was discovered by whom?", "Which astronomer discovered {name}?", "Who is credited with finding {name}?",
        ),
        "discovered": (
            "When was {name} discovered?", "In which year was {name} discovered?", "What year was the moon {name} found?",
            "Give the year of the discovery of {name}.", "In what year was the moon {name} first seen?",
            "The moon {name} was discovered in which year?", "When did someone discover {name}?", "In what year was {name} found?",
        ),
    },
    "bodies": {
        "kind": (
            "What kind of body is {name}?", "What is {name}?", "Is {name} a dwarf planet, an asteroid or a centaur?",
            "What sort of object is {name}?", "How is {name} classified?", "{name} is what kind of object?",
        ),
        "discoverer": (
            "Who discovered {name}?", "Who found {name}?", "By whom was {name} discovered?", "Name the discoverer of {name}.",
            "Who was the discoverer of {name}?", "Who first saw {name}?", "{name} was discovered by whom?",
            "Which astronomer discovered {name}?", "Who is credited with finding {name}?",
        ),
        "discovered": (
            "When was {name} discovered?", "In which year was {name} discovered?", "What year was {name} found?",
            "Give the year of the discovery of {name}.", "In what year was {name} first seen?", "{name} was discovered in which year?",
            "When did someone discover {name}?", "In what year was {name} found?",
        ),
    },
    "missions": {
        "target": (
            "Where did {name} go?", "What did {name} visit?", "What was the target of {name}?", "Which world was {name} sent to?",
            "Which body did the mission {name} explore?", "To what did the probe {name} fly?", "What did the mission {name} study?",
            "{name} was sent to explore what?", "Where was the mission {name} sent?",
        ),
        "agency": (
            "Who launched {name}?", "Which agency launched {name}?", "Who sent {name}?", "Which agency or country built {name}?",
            "Whose mission was {name}?", "Who was behind the mission {name}?", "{name} was launched by whom?",
        ),
        "launched": (
            "When was {name} launched?", "In which year was {name} launched?", "What year did {name} start?",
            "Give the launch year of {name}.", "In what year did the mission {name} begin?", "{name} was launched in which year?",
            "When did {name} leave Earth?",
        ),
        "kind": (
            "What kind of mission was {name}?", "What type of spacecraft was {name}?", "Was {name} an orbiter, a lander, a rover or a flyby?",
            "What sort of probe was {name}?", "{name} was what kind of spacecraft?",
        ),
    },
    "astronauts": {
        "mission": (
            "On which mission did {name} fly?", "Which mission is {name} known for?", "What mission did {name} take part in?",
            "{name} flew on which mission?", "Name the mission of {name}.", "Which spacecraft did {name} fly on?",
        ),
        "country": (
            "Which country did {name} fly for?", "Where was {name} from?", "What country did {name} come from?",
            "{name} flew for which country?", "Which country sent {name} into space?",
        ),
        "born": (
            "When was {name} born?", "In which year was {name} born?", "What is the birth year of {name}?",
            "Give the year in which {name} was born.", "{name} was born in what year?",
        ),
    },
    "planets": {
        "order": (
            "Which planet from the Sun is {name}, as a number?", "What number is {name} from the Sun?",
            "What is the position of {name} from the Sun?", "Counting from the Sun, which number is {name}?",
            "What place does {name} have, counted from the Sun?",
        ),
        "kind": (
            "What kind of planet is {name}?", "What type of planet is {name}?", "Is {name} a rocky planet, a gas giant or an ice giant?",
            "How is the planet {name} classified?", "What sort of planet is {name}?",
        ),
        "size_rank": (
            "What is the size rank of {name} among the planets?", "By size, which number is {name} among the planets?",
            "What rank does {name} have among the planets by size?",
        ),
        "largest_moon": (
            "What is the largest moon of {name}?", "Which moon of {name} is the largest?", "What is the biggest moon of {name}?",
            "Name the largest moon of {name}.", "What is the name of the largest moon of {name}?", "{name}'s largest moon is called what?",
        ),
        "discoverer": (
            "Who discovered {name}?", "Who discovered the planet {name}?", "Who found the planet {name}?", "By whom was {name} discovered?",
            "Name the discoverer of the planet {name}.", "Which astronomer discovered {name}?",
        ),
        "discovered": (
            "When was {name} discovered?", "In which year was the planet {name} discovered?", "What year was {name} found?",
            "Give the year of the discovery of {name}.",
        ),
        "deity": (
            "After which god is {name} named?", "What was {name} the god of?", "Which god or goddess gave {name} its name?",
            "Whom is the planet {name} named after?",
        ),
        "nickname": (
            "What is the nickname of {name}?", "What is {name} also called?", "By what other name is {name} known?",
            "What do people call {name}?",
        ),
        "first_visitor": (
            "Which spacecraft first visited {name}?", "What was the first probe to visit {name}?",
            "Which probe was the first to fly past {name}?", "Name the first spacecraft to reach {name}.",
        ),
        "moons": (
            "How many moons does {name} have?", "What is the number of moons of {name}?", "How many moons orbit {name}?",
            "How many known moons has {name}?",
        ),
        "rings": ("Does {name} have rings?", "Is there a ring around {name}?", "Has {name} got rings?"),
    },
    "order": {
        "planet": (
            "Which planet is number {name} from the Sun?", "What is planet number {name} from the Sun?",
            "Name planet number {name}, counted from the Sun.", "Which planet is in place {name} from the Sun?",
        ),
        "ordinal": (
            "Which is the {name} planet from the Sun?", "What is the {name} planet from the Sun?", "Name the {name} planet from the Sun.",
            "Which planet is the {name} from the Sun?",
        ),
        "largest": (
            "Which is the {name} largest planet?", "What is the {name} largest planet?", "Name the {name} largest planet in the solar system.",
            "Which planet is the {name} largest?",
        ),
        "known_as": (
            "Which planet is called the {name}?", "Which planet is known as the {name}?", "What planet do people call the {name}?",
            "Name the planet called the {name}.",
        ),
        "after": (
            "Which planet comes after {name}?", "What is the next planet after {name}?", "Going out from the Sun, which planet follows {name}?",
        ),
        "before": (
            "Which planet comes before {name}?", "What is the planet just inside the orbit of {name}?",
            "Going out from the Sun, which planet is just before {name}?",
        ),
    },
}  # fmt: skip

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
        return Question(text, self.value, kind, rivals=self.rivals, working=working, fact=f"{self.table} {self.attribute} {self.name}")


@cache
def facts() -> Sequence[Fact]:
    """All facts, in the order of the tables."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for table, rows in _tables():
        for row in rows:
            for attribute, value in row.items():
                if attribute != "name" and value:
                    found.setdefault((table, attribute), []).append((row["name"], value))
    return [
        Fact(table, attribute, name, value, *_tier(table, attribute, name), _rivals(values, value))
        for (table, attribute), values in found.items()
        for name, value in values
    ]


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
    """Whether this wording of this fact is kept for measuring; every fact keeps one for training."""
    if len(fact.wordings) < 4 and wording == fact.wordings[0]:
        return False
    return share(f"{fact.table} {fact.attribute} {fact.name} {wording}") < HELD_OUT


_BEFORE = ("", "", "", "", "Question: ", "Please answer: ", "Quick question: ", "Tell me: ", "I would like to know: ")
_BEHIND = ("", "", "", "", " Answer briefly.", " Just the answer, please.", " Give only the answer.", " One word or number.")


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
    for table in ("planets", "moons", "bodies", "missions", "astronauts"):
        with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if table == "planets":
            yield "order", _ordering(rows)
        yield table, rows


def _ordering(planets: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    names = [row["name"] for row in planets]
    by_size = sorted(planets, key=lambda row: int(row["size_rank"]))
    rows = [{"name": str(n), "planet": name} for n, name in enumerate(names, 1)]
    rows += [{"name": word, "ordinal": name} for word, name in zip(_ORDINALS, names, strict=True)]
    rows += [{"name": word, "largest": row["name"]} for word, row in zip(_ORDINALS[1:], by_size[1:], strict=False)]
    rows += [{"name": row["nickname"], "known_as": row["name"]} for row in planets]
    rows += [{"name": one, "after": other} for one, other in zip(names, names[1:], strict=False)]
    rows += [{"name": other, "before": one} for one, other in zip(names, names[1:], strict=False)]
    return rows
