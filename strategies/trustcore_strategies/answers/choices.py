"""Multiple-choice questions: the options that a question offers and the one an answer picks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from trustcore_strategies.answers.words import words

_OPTION = re.compile(r"(?:^|(?<=\s))\(?([A-J])[).:][ \t]{1,4}(?=\S)", re.MULTILINE)
_PICK = re.compile(
    r"(?:option |choice )?[(\[*_]{0,4}([A-J])(?:[*_]{0,3}[)\].:]{1,2}[*_]{0,3}(?:\s|$)|[*_]{0,3}$)"
)
_LONE = re.compile(r"(?:option |choice )?[(\[*_]{0,4}([A-Ja-j])[)\].:*_]{0,4}$", re.IGNORECASE)
_NAMED = re.compile(r"\(([A-J])\)|\b[Oo]ption[ *_(]{1,4}([A-J])\b")
_FEWEST = 2

Options = Mapping[str, tuple[str, ...]]
"""The words of each option, by letter."""


def options(question: str) -> Options:
    """The options that a question offers, each as the words of its first line.

    Options are "A.", "A)", "(A)" or "A:", from A on without a gap, the last such run; empty when
    the question offers fewer than two.
    """
    runs: list[list[re.Match[str]]] = []
    for found in _OPTION.finditer(question):
        if found[1] == "A":
            runs.append([found])
        elif runs and ord(found[1]) == ord(runs[-1][-1][1]) + 1:
            runs[-1].append(found)
    offered = [run for run in runs if len(run) >= _FEWEST]
    return _texts(question, offered[-1]) if offered else {}


def _texts(question: str, run: list[re.Match[str]]) -> Options:
    ends = [found.start() for found in run[1:]] + [len(question)]
    texts = (question[found.end() : end] for found, end in zip(run, ends, strict=True))
    return {
        found[1]: words(text.partition("\n")[0]) for found, text in zip(run, texts, strict=True)
    }


def choice(final: str, said: tuple[str, ...], offered: Options) -> str | None:
    """The letter of the option that a final answer picks; None when it picks none or several.

    Args:
        final: The final answer.
        said: Its words.
        offered: What the question offers.
    """
    letter = lone_letter(final) or leading_letter(final)
    if letter in offered:
        return letter
    same = [letter for letter, text in offered.items() if text == said]
    if same:
        return same[0]
    named = {braced or called for braced, called in _NAMED.findall(final)} & offered.keys()
    return named.pop() if len(named) == 1 else None


def lone_letter(final: str) -> str | None:
    """The letter of an answer that is nothing else, as in "b", "(B)" and "option B"."""
    found = _LONE.match(final)
    return None if found is None else found[1].upper()


def leading_letter(final: str) -> str | None:
    """The letter in front of an answer, as in "(B) Paris" and "B. Paris"."""
    found = _PICK.match(final)
    return None if found is None else found[1]
