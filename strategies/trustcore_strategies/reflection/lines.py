"""Which options a line of a judge's reply names, clause by clause."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.clauses import (
    denies,
    goes_beyond,
    is_label,
    of_the_question,
    without_copula,
    worded,
)
from trustcore_strategies.reflection.framings import Framing, Option, bare, opposite
from trustcore_strategies.reflection.letters import enumerated, in_capitals, lettered
from trustcore_strategies.reflection.signs import LOOKALIKES, WITHIN, WRAPPING
from trustcore_strategies.reflection.surroundings import Clause, counts, is_asked

_PIECE = re.compile(rf"[\w\s{WITHIN}]+")
"""A clause: it is cut at every other sign, be it a stop, a bracket of any script or a picture."""

_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_QUOTED = re.compile(r"(?<!\S)'([^'\n]{1,80})'(?!\w)")
_LINE = re.compile(r"[^\r\n]+")
_SOMETHING = re.compile(r"[^\W_]")

_CHECKED = re.compile(
    r"[\s*+-]{0,8}(?:\[[xX\u2713\u2714]\]|\u2611)|[^\n]{0,80}\|\s{0,8}[xX\u2713\u2714\u2705]\s{0,8}\|?\s{0,8}$"
    r"|[\s*(+-]{0,8}[A-Z]\b[^\n]{0,80}?[\u2713\u2714\u2705\u2611\u2190\u2b05\U0001f448]\ufe0f?[\s*]{0,8}$|[\s*+-]{0,8}[\u2713\u2714\u2705\u2611]\ufe0f?[\s*(]{0,8}[A-Z]\b"
)
"""A line of a list, a row of a table or an option that is ticked, in front or behind."""

_LISTED = re.compile(r"[\s*+>(\[-]{0,8}(?:[Oo]ption )?[A-Z][\s*_]{0,4}[).:\]-]")
_ANNOUNCES = re.compile(
    r"(?!.*\b(?:right|correct|best|final|my|choose|pick|select)\b)[^\n]{0,80}\b(?:options|choices|answers|each (?:of|option|choice|answer|one))[^\n]{0,40}:[\s*_]{0,4}$",
    re.IGNORECASE,
)
"""Ends in front of a list of options, and chooses none."""

_CONTRAST = re.compile(r"(?:but|rather|instead|sondern|sino|mais) (?:rather )?", re.IGNORECASE)
"""Begins a clause that stands against the one in front of it, whatever that denied."""

_OR = re.compile(r"or (?:(?:maybe|perhaps|possibly|even|rather|else) )?(?=\S)", re.IGNORECASE)
"""Begins a clause with an alternative to what was chosen, which then is not."""

_DENIED_YET = re.compile(r"(?:\bnot|\bnever|n['\u2019]t)$", re.IGNORECASE)
"""Ends a clause whose denial goes on behind what is put in: "it is not, in fact, correct"."""

_STOP = re.compile("[.!;\u3002\uff01]")
"""Ends a sentence: what it says of a choice does not hold for the next one."""


_ANSWERS = {"yes": True, "no": False}
"""Whether what was asked just before is chosen: "A? No." does not call the answer wrong."""

_SHORT = 40
"""Up to this many characters a small letter is a choice; in prose "a" is an article."""


@frozen
class Line:
    """What a line of a reply names.

    Attributes:
        choices: The options.
        chatty: Whether it says anything else.
        checked: Whether its box is checked.
        listed: Whether it begins with a letter, as one of a list does.
        announces: Whether it says that a list of all options follows.
    """

    choices: Sequence[Choice]
    chatty: bool
    checked: bool = False
    listed: bool = False
    announces: bool = False

    @classmethod
    def read(cls, reply: str, start: int, end: int, framing: Framing) -> Line:
        if not framing.judges and (written := framing.written.get(bare(reply[start:end]))):
            return cls([Choice(written)], chatty=False)
        small = len(reply[start:end].strip()) <= _SHORT
        choices: list[Choice] = []
        chatty = False
        before = ""
        verdict = remarked = False
        asked: Choice | None = None
        clauses = [*pieces(reply, start, end), ("", end)]
        for (piece, at), (behind, _) in pairwise(clauses):
            if before and (contrast := _CONTRAST.match(piece)) and denies(before):
                piece, at, before = piece[contrast.end() :], at + contrast.end(), ""  # noqa: PLW2901  (the clause itself)
            elif before and (_STOP.search(reply, at - 3, at) or goes_beyond(piece, before)):
                before = ""
            if asked is not None and (holds := _ANSWERS.get(piece.casefold())) is not None:
                choices += _answered(asked, framing, holds=holds)
                asked = None
                continue
            skipped = _alternative(piece) if choices else 0
            choice = named(piece[skipped:], at + skipped, framing, small=small)
            if choice is None and choices and (others := enumerated(piece)):
                choices += _all_of(others, framing)
                continue
            if choice is None:
                chatty = chatty or not is_label(piece)
                if not (before and _DENIED_YET.search(before)):
                    before = piece
                continue
            clause = Clause(reply, piece, at, end, before, behind)
            second = choice.at is not None and (
                verdict or (remarked and _of_the_question(piece, framing))
            )
            if counts(clause, choice.option, framing, behind_verdict=second):
                choices.append(choice)
                before = ""
                verdict = choices[0].at is None
            else:
                chatty = True
                remarked = remarked or choice.at is None
                asked = choice if is_asked(clause) else None
                before = f"{before} {piece}" if denies(before) else before
        found = (
            one.match(reply, start, end) is not None for one in (_CHECKED, _LISTED, _ANNOUNCES)
        )
        return cls(choices, chatty, *found)

    @property
    def pure(self) -> Sequence[Choice]:
        return () if self.chatty else self.choices


def spans_of(reply: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a reply that say something begin and end."""
    for line in _LINE.finditer(reply, start):
        if _SOMETHING.search(line.group()):
            yield line.span()


def pieces(reply: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The clauses of a line, and where each begins in the reply."""
    # Same length, so that positions hold: a dash between blanks is punctuation, "B-cell" is a word,
    # and so is 1,200; single quotes cut as double ones do.
    line = _IN_NUMBER.sub("_", reply[start:end].replace(" - ", " : "))
    line = _QUOTED.sub(r'"\1"', line) if "'" in line else line
    for found in _PIECE.finditer(line):
        piece = found.group().lstrip(WRAPPING)
        if piece:
            yield piece.rstrip(WRAPPING), start + found.end() - len(piece)


def named(piece: str, at: int, framing: Framing, *, small: bool) -> Choice | None:
    """The option that a clause names, be it chosen or not."""
    if piece[-1:] > "\u3000" and (short := without_copula(piece))[-1:] < "\u3000":
        piece = short
    if framing.judges:
        piece = _once(piece)
    if len(piece) == 1:
        letter = LOOKALIKES.get(piece, piece)
        option = framing.letters.get(letter.upper() if small else letter)
        if option is None and not framing.judges:
            return _or_none(framing.words.get(letter.casefold()))
        return None if option is None else Choice(option, at)
    if piece[-1:] in LOOKALIKES:
        piece = piece[:-1] + LOOKALIKES[piece[-1]]
    found = lettered(in_capitals(piece) if small else piece, framing) or worded(piece, framing)
    if found is None:
        return None
    option, place = found
    return Choice(option, None if place is None else at + place)


def _of_the_question(piece: str, framing: Framing) -> bool:
    return "answer" in piece or (not framing.sole and of_the_question(piece))


def _alternative(piece: str) -> int:
    """How long the words are that a clause puts in front of an alternative."""
    found = _OR.match(piece)
    return 0 if found is None else found.end()


def _all_of(letters: str, framing: Framing) -> Sequence[Choice]:
    """The options of a list of letters; where one has no option they are the question's."""
    own = framing.letters
    return [Choice(own[one]) for one in letters] if own.keys() >= set(letters) else []


def _once(piece: str) -> str:
    """A clause that is one word over and over, as small models write, as that word."""
    word, blank, rest = piece.partition(" ")
    return word if blank and set(rest.split()) == {word} else piece


def _answered(asked: Choice, framing: Framing, *, holds: bool) -> Sequence[Choice]:
    """What yes or no chooses behind an option that is asked for: "True? No." is "false"."""
    if holds:
        return [asked]
    by_letter = asked.option.letter and asked.at is not None
    other = None if by_letter or not framing.judges else opposite(asked.option, framing)
    return [] if other is None else [Choice(other)]


def _or_none(option: Option | None) -> Choice | None:
    return None if option is None else Choice(option)
