"""What the model cannot know, and what it is to say of itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

from tools.embedded import facts
from tools.embedded.question import Question


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


@cache
def _values(table: str, attribute: str) -> Sequence[str]:
    return tuple(
        fact.value for fact in facts.facts() if (fact.table, fact.attribute) == (table, attribute)
    )
