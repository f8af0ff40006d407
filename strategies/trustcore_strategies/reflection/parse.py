"""Which option a judge's reply chose.

The reply is cut into pieces at punctuation. A piece that is a letter, an option's words, or a
letter after words such as "the answer is" names an option. Lines that say nothing else come
first; all pieces count when there is no such line. Exactly one option must be named: a judge that
names two, or whose letter and words disagree, has chosen none. Time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache

from attrs import frozen

from trustcore_strategies.reflection.framings import Framing, Option

WRAPPING = " \t\r\n\u00a0\u200b\ufeff'\u2019_/$|\\-~"
"""What may stand around a letter without meaning anything."""

DELIMITERS = '.!?,;:()[]{}<>"*`#=\u201c\u201d\u2013\u2014\uff08\uff09\uff1a\u3002\uff0c\u3001'
"""Where a reply is cut: ASCII, then typographic and Chinese quotes, dashes, brackets and stops."""
_PIECE = re.compile(f"[^{re.escape(DELIMITERS)}]+")
_LINE = re.compile(r"[^\r\n]+")
_SOMETHING = re.compile(f"[^{re.escape(DELIMITERS + WRAPPING)}]")
_FINAL = re.compile(r"final[ _]choice", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?i:answer|choice|option|verdict|letter|choose|chose|pick|select|go with)(?i: is)? ([A-Z])$"
)
_SUBJECT = re.compile(
    r"^(?:i think |i believe )?(?:(?:the |this )?(?:proposed )?answer|it|this)"
    r"(?:'s| is| seems| looks| appears)(?: to be)? "
)
_LABELS = frozenset(("answer", "choice", "option", "verdict", "letter", "is", "final_choice"))
_DENIALS = (" not", "n't", "n\u2019t", "neither", " nor", "never")
"""What an option may follow without being chosen."""

_LONGEST_PHRASE = 80
_LEAD_WINDOW = 24
_SHORT = 40
"""Up to this many characters a small letter is a choice; in prose "a" is an article."""


class Unread(Enum):
    """Why a reply chose nothing."""

    EMPTY = "empty"
    """There was no text, or nothing after the thinking."""
    NOTHING = "nothing"
    """No option was named."""
    SEVERAL = "several"
    """More than one option was named."""


@frozen
class Choice:
    """The option that a reply chose.

    Attributes:
        option: The option.
        at: Where its letter stands in the reply; None where its words were found alone.
    """

    option: Option
    at: int | None = None


def choose(reply: str, framing: Framing, *, reasoning: bool = False) -> Choice | Unread:
    """Find the option that a reply chose.

    The last "Final choice" decides where there is one. Without one, a judge that was to reason
    has decided only if its last line says nothing but an option: what it mentions on its way, or
    when cut short, is no choice.
    """
    start = _after_thinking(reply)
    if not reply[start:].strip():
        return Unread.EMPTY
    final = _last_final(reply, start)
    if final is not None:
        return _only(_final_line(reply, final, framing))
    spans = list(_spans(reply, start))
    lines = [_Line.read(reply, *span, framing) for span in (spans[-1:] if reasoning else spans)]
    pure = [choice for line in lines for choice in line.pure]
    if pure or reasoning:
        return _only(pure)
    return _only([choice for line in lines for choice in line.choices])


@frozen
class _Line:
    """The options that a line names, and whether it says anything else."""

    choices: Sequence[Choice]
    chatty: bool

    @classmethod
    def read(cls, reply: str, start: int, end: int, framing: Framing) -> _Line:
        small = len(reply[start:end].strip()) <= _SHORT
        choices: list[Choice] = []
        chatty = False
        denied = False
        for piece, at in _pieces(reply, start, end):
            choice = _named(piece, at, framing, small=small)
            if choice is not None and not denied:
                choices.append(choice)
            else:
                chatty = chatty or not _is_label(piece)
            denied = piece[-_LEAD_WINDOW:].casefold().endswith(_DENIALS)
        return cls(choices, chatty)

    @property
    def pure(self) -> Sequence[Choice]:
        return () if self.chatty else self.choices


def _after_thinking(reply: str) -> int:
    end = reply.rfind("</think>")
    if end >= 0:
        return end + len("</think>")
    return len(reply) if reply.lstrip().startswith("<think>") else 0


def _last_final(reply: str, start: int) -> int | None:
    last = None
    for found in _FINAL.finditer(reply, start):
        last = found.end()
    return last


def _final_line(reply: str, start: int, framing: Framing) -> Sequence[Choice]:
    something = _SOMETHING.search(reply, start)
    if something is None:
        return ()
    line = _LINE.match(reply, something.start())
    return () if line is None else _Line.read(reply, *line.span(), framing).choices


def _spans(reply: str, start: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(reply, start):
        if _SOMETHING.search(line.group()):
            yield line.span()


def _pieces(reply: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    # Same length, so that positions hold: a dash between blanks is punctuation, "B-cell" is a word.
    line = reply[start:end].replace(" - ", " : ")
    for found in _PIECE.finditer(line):
        piece = found.group().lstrip(WRAPPING)
        if piece:
            yield piece.rstrip(WRAPPING), start + found.end() - len(piece)


def _named(piece: str, at: int, framing: Framing, *, small: bool) -> Choice | None:
    letters = _letters(framing)
    if len(piece) == 1:
        option = letters.get(piece.upper() if small else piece)
        return None if option is None else Choice(option, at)
    if (lead := _LEAD.search(piece[-_LEAD_WINDOW:])) and lead[1] in letters:
        return Choice(letters[lead[1]], at + len(piece) - 1)
    return _worded(piece, at, framing) if len(piece) <= _LONGEST_PHRASE else None


def _worded(piece: str, at: int, framing: Framing) -> Choice | None:
    said = " ".join(piece.split()).casefold().replace("\u2019", "'")
    said = _SUBJECT.sub("", said)
    if (option := _words(framing).get(said)) is not None:
        return Choice(option)
    letter, _, words = said.partition(" ")
    option = _words(framing).get(words)
    return Choice(option, at) if option is not None and option.letter.lower() == letter else None


@cache
def _letters(framing: Framing) -> dict[str, Option]:
    return {option.letter: option for option in framing.options}


@cache
def _words(framing: Framing) -> dict[str, Option]:
    return {
        words: option for option in framing.options for words in (option.text, *option.synonyms)
    }


def _is_label(piece: str) -> bool:
    last = piece.split()[-1:] if len(piece) <= _SHORT else [piece]
    return _LABELS.issuperset(map(str.casefold, last))


def _only(choices: Sequence[Choice]) -> Choice | Unread:
    if not choices:
        return Unread.NOTHING
    if len({choice.option.letter for choice in choices}) > 1:
        return Unread.SEVERAL
    return next((choice for choice in choices if choice.at is not None), choices[0])
