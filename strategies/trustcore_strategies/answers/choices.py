"""Multiple-choice questions: the options that a question offers and the one an answer picks."""

from __future__ import annotations

import re

from trustcore_strategies.answers.words import words

_OPTION = re.compile(r"(?:^|(?<=\s))\(?([A-J])[).:][ \t]{1,4}(?=\S)", re.MULTILINE)
_PICK = re.compile(r"(?:option|choice)?[ *_(\[]{0,4}([A-Ja-j])[)\].:,*_]{0,4}(?=\s|$)", re.IGNORECASE)
_NAMED = re.compile(r"\((?P<braced>[A-J])\)|\b(?:option|choice)[ *_(]{1,4}(?P<named>[A-J])\b")
_FEWEST = 2


def options(question: str) -> dict[str, tuple[str, ...]]:
    """The options that a question offers, by letter, each as the words of its first line.

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


def _texts(question: str, run: list[re.Match[str]]) -> dict[str, tuple[str, ...]]:
    ends = [found.start() for found in run[1:]] + [len(question)]
    texts = (question[found.end() : end] for found, end in zip(run, ends, strict=True))
    return {found[1]: words(text.partition("\n")[0]) for found, text in zip(run, texts, strict=True)}


def choice(final: str, offered: dict[str, tuple[str, ...]]) -> str | None:
    """The letter of the option that a final answer picks, or None when it picks none or several."""
    picked = _PICK.match(final)
    if picked is not None and picked[1].upper() in offered:
        return picked[1].upper()
    said = words(final)
    same = [letter for letter, text in offered.items() if text == said]
    if same:
        return same[0]
    named = {found["braced"] or found["named"] for found in _NAMED.finditer(final)} & offered.keys()
    return named.pop() if len(named) == 1 else None
