"""The distinct answers of candidate and samples, as lettered options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase

from attrs import evolve, frozen

from trustcore import Message
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.reflection.framings import CLUSTERED, Framing, clustered
from trustcore_strategies.reflection.prompt import shown

MOST_RIVALS = 4
_SAME = 0.5
"""From here on two answers are taken for one."""

_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")

_OPTION = re.compile(r"(?<![A-Za-z])(?:[B-Z]|A(?! [a-z])|[a-z](?=[).:]))(?![A-Za-z])")
"""A letter that may be an option of a question: "A" in front of a word is an article."""


@frozen
class Rivals:
    """What samples say besides the answer.

    Attributes:
        texts: The other answers, the commonest first, 4 at most.
        unanimous: Whether there are samples and all say what the answer says.
    """

    texts: tuple[str, ...]
    unanimous: bool


def rivals(comparison: Comparison, answer: str, drawn: tuple[str, ...]) -> Rivals:
    """Group samples by what they say, as the strategy `consistency` reads them.

    Samples that are empty or refuse are rivals of nobody.
    """
    groups: list[list[str]] = []
    agreeing = 0
    texts = [text for text in drawn if text.strip()]
    for text in texts:
        if comparison.agreement(answer, text) >= _SAME:
            agreeing += 1
        elif not comparison.reading(text).refusal and not comparison.reading(text).empty:
            _add(groups, text, comparison)
    groups.sort(key=len, reverse=True)
    found = tuple(group[0] for group in groups[:MOST_RIVALS])
    return Rivals(found, bool(texts) and agreeing == len(texts))


def comparisons(chat: Sequence[Message], answer: str, others: Sequence[str]) -> Sequence[Framing]:
    """The clustered question in its two orders."""
    texts = [shown(text) for text in (answer, *others)]
    free = letters([message.text for message in chat] + texts, len(texts) + 1)
    last = len(texts) - 1
    return (
        clustered(CLUSTERED[0], free, texts, own=0),
        clustered(CLUSTERED[1], free, texts[::-1], own=last),
    )


def asked_alone(framing: Framing, texts: Sequence[str]) -> Framing:
    """A framing whose letters can only be its own, where none of them stands in any text."""
    if any(found[0].upper() in framing.letters for one in texts for found in _OPTION.finditer(one)):
        return framing
    return evolve(framing, sole=True)


def letters(texts: Sequence[str], count: int) -> str:
    """Letters in a row that stand alone in no text, such as those of the question's options.

    Never "I": who chooses may say "I choose". The last of the alphabet where there are none such.
    """
    taken = {"I"} | {found.upper() for text in texts for found in _LETTER.findall(text)}
    for start in range(len(ascii_uppercase) - count + 1):
        run = ascii_uppercase[start : start + count]
        if taken.isdisjoint(run):
            return run
    return ascii_uppercase[-count:]


def _add(groups: list[list[str]], text: str, comparison: Comparison) -> None:
    for group in groups:
        if comparison.agreement(group[0], text) >= _SAME:
            group.append(text)
            return
    groups.append([text])
