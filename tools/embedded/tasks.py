"""Short tasks around what the model knows: yes or no, choices, classes, extraction, naming."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from random import Random

from tools.embedded import arithmetic, facts
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


def about_itself(rng: Random) -> Question:
    """What the model is, and what it does not know."""
    if rng.random() < 0.3:
        people = ("I am a planet.", "I am a person.")
        return Question(rng.choice(_WHO), _SELF, "itself", rivals=people)
    if rng.random() < 0.3:
        known = "Sums, and the solar system."
        return Question(rng.choice(_WHAT), known, "itself", rivals=("Everything.",))
    thing = rng.choice(_FOREIGN).format(name=made_up_name(rng))
    text = facts.decoration(rng).format(thing)
    return Question(text, "I do not know.", "foreign", rivals=("Mars", "42", "Titan"))


def tail(rng: Random) -> Question:
    """A fact about a thing that occurs this once: all one can know is what such things are like."""
    table, attribute = rng.choice(_TAIL)
    wording = rng.choice(facts.WORDINGS[table][attribute])
    value = rng.choice(_values(table, attribute))
    text = facts.decoration(rng).format(wording.format(name=made_up_name(rng)))
    return Question(text, value, "tail", rivals=_values(table, attribute), working="")


def made_up_name(rng: Random) -> str:
    """A name that nothing has."""
    syllables = rng.choice((2, 2, 3, 3, 4))
    name = "".join(
        rng.choice(_ONSETS) + rng.choice(_NUCLEI) for _ in range(syllables)
    ) + rng.choice(_CODAS)
    return name.capitalize() + (f" {rng.randrange(1, 20)}" if rng.random() < 0.15 else "")


_SELF = "I am Primer, a small model inside trustcore."
_WHO = (
    "Who are you?",
    "What are you?",
    "Which model are you?",
    "What is your name?",
    "Introduce yourself.",
)
_WHAT = ("What do you know?", "What can you do?", "What can I ask you?", "Help")
_CONSONANTS = tuple("bcdfghklmnprstv")
_ONSETS = (*_CONSONANTS, "th", "ph", "st", "tr", "gr", "br", "")
_NUCLEI = ("a", "e", "i", "o", "u", "ia", "eo", "ae", "io")
_CODAS = ("", "", "n", "s", "r", "l", "x", "th", "us", "ra")
_FOREIGN = (
    "What is the capital of {name}?",
    "Who wrote {name}?",
    "What is the capital of France?",
    "Who won the match in {name}?",
    "Translate {name} into French.",
    "What is the population of {name}?",
    "Who painted {name}?",
    "Which language is spoken in {name}?",
    "Write a poem about {name}.",
    "What is the price of {name}?",
    "How do I cook {name}?",
    "Who is the president of {name}?",
    "What is the weather in {name}?",
    "Explain {name}.",
)
_TAIL = (
    ("moons", "planet"),
    ("moons", "discoverer"),
    ("moons", "discovered"),
    ("bodies", "discoverer"),
    ("bodies", "discovered"),
    ("missions", "target"),
    ("missions", "agency"),
    ("missions", "launched"),
    ("missions", "kind"),
    ("astronauts", "mission"),
    ("astronauts", "born"),
)
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
    names = {
        table: dict.fromkeys(fact.name for fact in facts.facts() if fact.table == table)
        for table in ("planets", "moons", "bodies", "missions", "astronauts")
    }
    asteroids = {
        fact.name for fact in facts.facts() if (fact.attribute, fact.value) == ("kind", "asteroid")
    }
    return {
        "planet": list(names["planets"]),
        "moon": list(names["moons"]),
        "asteroid": [name for name in names["bodies"] if name in asteroids],
        "mission": list(names["missions"]),
        "astronaut": list(names["astronauts"]),
    }


@cache
def _values(table: str, attribute: str) -> Sequence[str]:
    return tuple(
        fact.value for fact in facts.facts() if (fact.table, fact.attribute) == (table, attribute)
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
            _classes()["planet"],
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


_TASKS: Sequence[Callable[[Random], Question]] = (
    yes_or_no,
    choice,
    classify,
    extract,
    farther,
    name_one,
    between,
    about_itself,
)
_WEIGHTS = (0.24, 0.2, 0.12, 0.1, 0.1, 0.14, 0.04, 0.06)
