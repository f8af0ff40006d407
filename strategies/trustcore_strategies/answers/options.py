"""The options that a question of multiple choice offers."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Mapping

from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.words import words

Options = Mapping[str, tuple[str, ...]]
"""The words of each option, by its label."""

_ALPHABETS = tuple(
    tuple(line.split())
    for line in (
        "A B C D E F G H I J K L",
        "a b c d e f g h i j k l",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "А Б В Г Д Е Ж З",
        "а б в г д е ж з",
        "Α Β Γ Δ Ε Ζ",
        "α β γ δ ε ζ",
        "i ii iii iv v vi vii",
        "I II III IV V VI VII",
        "أ ب ج د ه",
        "ا ب ج د ه",
        "א ב ג ד ה",
        "क ख ग घ ङ",
        "ア イ ウ エ オ",
        "甲 乙 丙 丁",
        "가 나 다 라 마",
        "ㄱ ㄴ ㄷ ㄹ",
    )
)

_LABELS = frozenset(label for alphabet in _ALPHABETS for label in alphabet)

_LABEL = r"[^\W\d_]{1,4}|\d{1,2}"

_LINE = re.compile(
    rf"^[ \t]*(?:[-*\u2022|][ \t]+)?(?P<open>[(\[])?(?P<label>{_LABEL})(?P<shut>[)\]]?[).:\]\uff0e\u3001,]|[ \t]?\||[ \t]+[-=][ \t]|[)\]])[ \t]{{0,6}}(?P<text>\S[^\n]*)",
    re.MULTILINE,
)

_INLINE = re.compile(
    rf"(?:^|(?<=[\s,;:?]))(?:[(\[](?P<bracketed>{_LABEL})[)\]]|(?P<marked>[A-Za-zА-я])[).:])[ \t]{{0,4}}(?=\S)",
    re.MULTILINE,
)

_SENTENCE_END = re.compile(rf"(?<=[^\W\d_]{{3}})\.{BEHIND_NONE}\s+(?=[A-Z][a-z]+ [^?]{{1,200}}\?)")

FEWEST = 2


def options(question: str) -> Options:
    """The options that a question offers, each as the words of its first line.

    They are labelled with letters of any script, digits or Roman numerals, in order from the first
    on, on lines of their own or one after another; the last such run counts. Empty when the
    question offers fewer than two.
    """
    by_line = [
        (found["label"], found["text"], found.start(), found.end())
        for found in _LINE.finditer(question)
    ]
    run = _last_run(by_line)
    if not run:
        inline = list(_INLINE.finditer(question)) or _counted(question)
        ends = [*(found.start() for found in inline[1:]), len(question)][: len(inline)]
        parts = [
            (found.group(found.lastgroup or 0), question[found.end() : end], found.start(), end)
            for found, end in zip(inline, ends, strict=True)
        ]
        run = _last_run(parts)
    return {label: words(_first_line(text)) for label, text in run}


_COUNTED = re.compile(r"(?<=[\s,;:?])(?P<label>\d{1,2})[.)][ \t]{1,4}(?=[^\W\d_])")
_CHOOSES = re.compile(r"\b(?:choose|select|pick|which|options?|identify)\b", re.IGNORECASE)


def _counted(question: str) -> list[re.Match[str]]:
    """The digits that mark options one after another, in a question that asks to choose."""
    if ("2." not in question and "2)" not in question) or not _CHOOSES.search(question):
        return []
    return list(_COUNTED.finditer(question))


def _first_line(text: str) -> str:
    return _SENTENCE_END.split(text.strip().partition("\n")[0], maxsplit=1)[0].rstrip(" ,;|")


def _last_run(found: list[tuple[str, str, int, int]]) -> list[tuple[str, str]]:
    """The last labels that follow one another from the first of their alphabet on."""
    best: list[tuple[str, str]] = []
    runs: list[tuple[tuple[str, ...], list[tuple[str, str]]]] = []
    for label, text, _, _ in found:
        if label not in _LABELS:
            continue
        grown = False
        for alphabet, run in runs:
            if len(run) < len(alphabet) and alphabet[len(run)] == label:
                run.append((label, text))
                grown = True
                if len(run) >= FEWEST:
                    best = run
        if not grown:
            runs = [run for run in runs if len(run[1]) >= FEWEST][-4:]
            runs.extend(
                (alphabet, [(label, text)]) for alphabet in _ALPHABETS if alphabet[0] == label
            )
    return best
