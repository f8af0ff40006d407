"""Passages of prompts by their form: in tags, behind numbers, below headings, conversations, rows."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator

from trustcore_strategies.answers.passage_marks import ASKING, ASKS, GIVEN, is_passage
from trustcore_strategies.answers.words import LETTERS

_BRACKETED = re.compile(r"^【(?P<name>[^】\n]{1,20})】", re.MULTILINE)
"""A heading of East Asia."""

_TAG = re.compile(rf"<(?P<name>{GIVEN})(?:\s[^<>\n]{{0,200}})?>", re.IGNORECASE)
_SOURCE = re.compile(r"(?:^|(?<=[.!?\"] ))\[(?P<number>\d{1,2})\] (?=\S)", re.MULTILINE)


def numbered(text: str) -> Iterator[tuple[int, int]]:
    """Where sources begin and end that stand behind their numbers: [1] ... [2] ..."""
    found = list(_SOURCE.finditer(text)) if "[1] " in text else []
    ends = [*(one.start() for one in found[1:]), len(text)][: len(found)]
    told = all(is_passage(text[one.end() : end]) for one, end in zip(found, ends, strict=True))
    if told and [int(one["number"]) for one in found[:2]] == [1, 2]:
        end = text.find("\n\n", found[-1].end())
        asks = ASKS.search(text, found[-1].end())
        end = len(text) if end < 0 else end
        yield found[0].start(), end if asks is None else min(end, asks.start())


def tagged(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands in a tag begins and ends, its tags with it."""
    end, never_closed = 0, set[str]()
    for found in _TAG.finditer(text) if "</" in text else ():
        name = found["name"].lower()
        if found.start() < end or name in never_closed:
            continue
        closing = re.compile(rf"</{name}>", re.IGNORECASE).search(text, found.end())
        if closing is None:
            never_closed.add(name)
        else:
            end = closing.end()
            yield found.start(), end


def headed(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands below a heading in East Asian brackets begins and ends, but for questions."""
    found = list(_BRACKETED.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)][: len(found)]
    for one, end in zip(found, ends, strict=True):
        if re.fullmatch(ASKING, one["name"], re.IGNORECASE) is None and is_passage(
            text[one.end() : end]
        ):
            yield one.start(), end


_SPEAKS = re.compile(
    r"^(?:\[?\d[\d/.:, -]{3,20}\]?[ \t]*-?[ \t]*)?(?P<name>[A-Z\u00c0-\u00de][\w .'-]{0,24}):[ \t]\S[^\n]*(?:\n|$)",
    re.MULTILINE,
)
_TURN = re.compile(r"[\w .'-]{1,24}:")
"""Whose turn it is to answer the last line."""

_ASKING = re.compile(ASKING, re.IGNORECASE)
_FEWEST_LINES = 3
"""Lines of which several people say some."""


def spoken(text: str) -> Iterator[tuple[int, int]]:
    """Where a conversation begins and ends, but for what is asked in its last line."""
    runs: list[list[re.Match[str]]] = []
    for line in _SPEAKS.finditer(text):
        if runs and runs[-1][-1].end() == line.start():
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        names = {line["name"] for line in run}
        if len(run) < _FEWEST_LINES or not 1 < len(names) < len(run):
            continue
        if any(_ASKING.fullmatch(name) for name in names):
            continue  # examples of questions and answers in front of the question
        front = text[: run[0].start()]
        asks = "?" in front or ("?" not in run[-1][0] and len(LETTERS.findall(front)) > 1)
        behind = text[run[-1].end() :].strip()
        asks = asks or (LETTERS.search(behind) is not None and _TURN.fullmatch(behind) is None)
        yield run[0].start(), run[-1 - (not asks)].end()


_ROWS = re.compile(r"(?:^[ \t]*[\[{\]}\"][^\n]*(?:\n|$))+", re.MULTILINE)


def structured(text: str) -> Iterator[tuple[int, int]]:
    """Where lines of JSON begin and end, beside which something is asked."""
    for found in _ROWS.finditer(text) if '":' in text else ():
        if found[0].count('":') > 1 and is_passage(found[0]) and "..." not in found[0]:
            yield found.span()
