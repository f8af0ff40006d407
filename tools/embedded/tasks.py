"""Short tasks around what the model knows: yes or no, choices, classes, extraction, naming."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from random import Random

from tools.embedded import arithmetic, facts, naming, unknown
from tools.embedded.facts import Fact
from tools.embedded.question import Question, slip

LETTERS = "ABCD"


HELD_OUT = 0.05
"""Share of all texts of tasks that no training text has."""


def draw(rng: Random) -> Question:
    """A task of the training text."""
    return _draw(rng, reserved=False)


def held_out(rng: Random, kinds: Collection[str]) -> Question:
    """A task that no training text has."""
    while True:
        found = _draw(rng, reserved=True)
        if found.kind in kinds:
            return found


def _draw(rng: Random, *, reserved: bool) -> Question:
    while True:
        task = rng.choices(_TASKS, _WEIGHTS)[0]
        found = task(rng)
        if (facts.share(found.text) < HELD_OUT) is reserved:
            return found


def yes_or_no(rng: Random) -> Question:
    """Whether a proposed value of a fact, or result of a sum, is true."""
    true = rng.random() < 0.5
    answer, rival = ("Yes", "No") if true else ("No", "Yes")
    if rng.random() < 0.5:
        asked = arithmetic.draw(rng)
        while not asked.working or asked.kind == "comparison":
            asked = arithmetic.draw(rng)
        left = asked.working.partition(" = ")[0]
        shown = asked.answer if true else asked.wrong(rng)
        text = rng.choice(
            (
                "Is {a} = {b}?",
                "Is it true that {a} = {b}?",
                "Is {a} equal to {b}?",
                "Does {a} make {b}?",
            )
        )
        return Question(
            text.format(a=left, b=shown),
            answer,
            "yes or no",
            rivals=(rival,),
            working=asked.working,
        )
    fact = facts.draw_fact(rng)
    shown = fact.value if true else _rival(rng, fact)
    statement = _STATEMENTS.get((fact.table, fact.attribute))
    if statement is None:
        return yes_or_no(rng)
    text = rng.choice(
        ("Is it true that {}?", "True or false: {}?", "Is this right: {}?", "Is it right that {}?")
    )
    text = text.format(statement.format(name=fact.name, value=shown))
    if text.startswith("True"):
        answer, rival = ("True", "False") if true else ("False", "True")
    return Question(
        text, answer, "yes or no", rivals=(rival,), working=f"{fact.name}: {fact.value}."
    )


def choice(rng: Random) -> Question:
    """One of three or four options, by its letter."""
    fact = facts.draw_fact(rng)
    others = sorted(set(fact.rivals))
    if len(others) < 2:
        return choice(rng)
    options = [fact.value, *rng.sample(others, min(len(others), rng.choice((2, 3))))]
    rng.shuffle(options)
    lines = "\n".join(f"({letter}) {one}" for letter, one in zip(LETTERS, options, strict=False))
    right = LETTERS[options.index(fact.value)]
    closing = rng.choice(
        ("Reply with the letter.", "Answer with one letter.", "Which letter is right?")
    )
    asked = facts.ask(fact, rng).text
    rivals = [letter for letter, _ in zip(LETTERS, options, strict=False) if letter != right]
    return Question(
        f"{asked}\n{lines}\n{closing}",
        right,
        "choice",
        rivals=rivals,
        working=f"{fact.name}: {fact.value}.",
    )


def classify(rng: Random) -> Question:
    """What class a name or a number is of."""
    if rng.random() < 0.4:
        number = rng.randrange(10 ** rng.randint(1, 5))
        answer, rival = ("even", "odd") if number % 2 == 0 else ("odd", "even")
        text = rng.choice(
            ("Is {n} even or odd?", "Is the number {n} odd or even?", "Even or odd: {n}?")
        )
        return Question(
            text.format(n=number),
            answer,
            "classification",
            rivals=(rival,),
            working=f"{number} is {answer}.",
        )
    label = rng.choice(sorted(_classes()))
    name = rng.choice(_classes()[label])
    text = rng.choice(
        (
            "Is {name} a planet, a moon, an asteroid, a mission or an astronaut?",
            "Classify {name} as planet, moon, asteroid, mission or astronaut.",
            "To which class does {name} belong: planet, moon, asteroid, mission or astronaut?",
            "Label this name as planet, moon, asteroid, mission or astronaut: {name}",
        )
    )
    rivals = [one for one in _classes() if one != label]
    also = [one for one in rivals if name in _classes()[one]]
    return Question(
        text.format(name=name),
        label,
        "classification",
        others=also,
        rivals=[one for one in rivals if one not in also],
    )


def extract(rng: Random) -> Question:
    """Find a part of a sentence."""
    fact = facts.draw_fact(rng)
    statement = _STATEMENTS.get((fact.table, fact.attribute))
    if statement is None:
        return extract(rng)
    sentence = statement.format(name=fact.name, value=fact.value)
    way = rng.random()
    if fact.value.isdigit() and way < 0.6:
        text = rng.choice(
            (
                "Which year or number is in this text: {}.",
                "Extract the number from this text: {}.",
                "Find the number in: {}.",
            )
        )
        return Question(text.format(sentence), fact.value, "extraction", rivals=fact.rivals)
    text = rng.choice(
        (
            "What is this text about: {}.",
            "Extract the first name from this text: {}.",
            "Which name comes first in: {}.",
        )
    )
    first = (
        min((fact.name, fact.value), key=sentence.index) if fact.value in sentence else fact.name
    )
    other = fact.value if first == fact.name else fact.name
    return Question(text.format(sentence), first, "extraction", rivals=(other,))


def farther(rng: Random) -> Question:
    """Which of two planets is farther out, or larger."""
    (one, first), (other, second) = rng.sample(list(enumerate(_planets("order"))), 2)
    far, near = (first, second) if one > other else (second, first)
    way = rng.random()
    if way < 0.3:
        text = rng.choice(
            (
                "Which is farther from the Sun, {a} or {b}?",
                "Which planet is farther out: {a} or {b}?",
            )
        )
        return Question(text.format(a=first, b=second), far, "order of planets", rivals=(near,))
    if way < 0.6:
        text = rng.choice(
            (
                "Which is closer to the Sun, {a} or {b}?",
                "Which planet is nearer to the Sun: {a} or {b}?",
            )
        )
        return Question(text.format(a=first, b=second), near, "order of planets", rivals=(far,))
    sizes = _planets("size_rank")
    large, small = sorted((first, second), key=sizes.index)
    if way < 0.8:
        text = rng.choice(("Which is larger, {a} or {b}?", "Which planet is bigger: {a} or {b}?"))
        return Question(text.format(a=first, b=second), large, "order of planets", rivals=(small,))
    text = rng.choice(("Which is smaller, {a} or {b}?", "Which planet is smaller: {a} or {b}?"))
    return Question(text.format(a=first, b=second), small, "order of planets", rivals=(large,))


_STATEMENTS = {
    ("moons", "planet"): "{name} is a moon of {value}",
    ("moons", "discoverer"): "{name} was discovered by {value}",
    ("moons", "discovered"): "{name} was discovered in {value}",
    ("bodies", "kind"): "{name} is of the kind {value}",
    ("bodies", "discoverer"): "{value} discovered {name}",
    ("bodies", "discovered"): "{name} was discovered in {value}",
    ("missions", "target"): "{name} was sent to {value}",
    ("missions", "agency"): "{value} launched {name}",
    ("missions", "launched"): "{name} was launched in {value}",
    ("missions", "kind"): "{name} was of the kind {value}",
    ("astronauts", "mission"): "{name} flew on {value}",
    ("astronauts", "country"): "{name} flew for {value}",
    ("astronauts", "born"): "{name} was born in {value}",
    ("planets", "order"): "{name} is number {value} from the Sun",
    ("planets", "largest_moon"): "{value} is the largest moon of {name}",
    ("planets", "discoverer"): "{name} was discovered by {value}",
    ("order", "known_as"): "{value} is called the {name}",
    ("order", "after"): "{value} comes after {name}",
}


def _rival(rng: Random, fact: Fact) -> str:
    return (
        slip(rng, fact.value)
        if fact.value.isdigit() and rng.random() < 0.5
        else rng.choice(fact.rivals)
    )


@cache
def _planets(attribute: str) -> Sequence[str]:
    ranked = [
        fact for fact in facts.facts() if (fact.table, fact.attribute) == ("planets", attribute)
    ]
    return [fact.name for fact in sorted(ranked, key=lambda fact: int(fact.value))]


@cache
def _classes() -> dict[str, list[str]]:
    asteroids = {
        fact.name for fact in facts.facts() if (fact.attribute, fact.value) == ("kind", "asteroid")
    }
    return {
        "planet": facts.names("planets"),
        "moon": facts.names("moons"),
        "asteroid": [name for name in facts.names("bodies") if name in asteroids],
        "mission": facts.names("missions"),
        "astronaut": facts.names("astronauts"),
    }


_TASKS: Sequence[Callable[[Random], Question]] = (
    yes_or_no,
    choice,
    classify,
    extract,
    farther,
    naming.name_one,
    naming.between,
    unknown.about_itself,
)
_WEIGHTS = (0.24, 0.2, 0.12, 0.1, 0.1, 0.14, 0.04, 0.06)
