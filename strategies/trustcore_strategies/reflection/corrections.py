"""Choices that a judge takes back, and what it chooses instead."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

from trustcore_strategies.reflection.choices import Choice, Unread, only
from trustcore_strategies.reflection.framings import Framing
from trustcore_strategies.reflection.letters import lettered
from trustcore_strategies.reflection.lines import Line, spans_of
from trustcore_strategies.reflection.signs import DELIMITERS, WRAPPING

_RETRACTS = re.compile(
    r"(?:^|[.!?。！？\n,，:;\u2014-])[\s*_(]{0,8}(?:oh,? |no,? |hm{1,8},? |but )?(?:wait(?:,? no\b)?|oh,? no\b|actually|correction|sorry|i mean(?:t)?\b|make that|scratch that|on second thou?ghts?|hold on|let me (?=re|double|think again|start)|moment|warte|attends|en fait|espera|en realidad|aspetta|стоп|подожд|等等|等一下|不对|待って)"
    r"|(?:\.\.|[\u2026\u2013\u2014]|\s-) ?no,? (?=(?:it(?:['\u2019]s| is) |that(?:['\u2019]s| is) )?\W{0,3}(?:(?-i:[A-Z])\b|true|false|correct|incorrect|right|wrong))",
    re.IGNORECASE,
)
"""Begins a clause in which somebody takes back what they said."""


_REVOKES = re.compile(
    r"[-\s]{0,2}(?:reconsider|think again|start (?:over|again)|rethink)\b", re.IGNORECASE
)
"""Goes on from the beginning of such a clause so that nothing of what was said stands."""


_SENTENCE = re.compile(r"[^.!?,;:\n\u3002]{0,160}")
"""The rest of a sentence, or of its first part."""


_UNSURE = 0.5
"""The value of an option that says neither; what else it is called is said of nothing else."""


def kept(said: Choice | Unread, reply: str, start: int, framing: Framing) -> Choice | Unread:
    """A choice, unless the judge takes it back behind it: then what it says instead."""
    if said is Unread.SEVERAL:
        return _corrected(reply, start, framing) or said
    if isinstance(said, Unread) or said.at is None:
        return said
    taken_back = _RETRACTS.search(reply, max(start, said.at + 1))
    if taken_back is None:
        return said
    rest = reply[taken_back.end() :]
    others = [one for one in framing.options if one is not said.option]
    names = [rf"(?-i:{one.letter})" for one in others if one.letter]
    unsure = [word for one in others if one.value == _UNSURE for word in one.synonyms]
    texts = [one.text for one in others if framing.judges]
    words = [re.escape(word).replace("'", "['\u2019]") for word in (*texts, *unsure)]
    if _REVOKES.match(rest):
        return _corrected(reply, said.at + 1, framing) or Unread.SEVERAL
    named = re.search(
        rf"(?<!\w)(?:{'|'.join((*names, *words))})(?![\w'\u2019])", rest, re.IGNORECASE | re.ASCII
    )
    if named is None:
        return said
    return _corrected(reply, said.at + 1, framing) or Unread.SEVERAL


def _corrected(reply: str, start: int, framing: Framing) -> Choice | None:
    """What a judge says behind the last words that take something back, if that is one choice."""
    end = None
    for taken_back in _RETRACTS.finditer(reply, start):
        end = taken_back.end()
    if end is None:
        return None
    lines = [Line.read(reply, *span, framing) for span in spans_of(reply, end)]
    choices = [choice for line in lines for choice in line.choices]
    said = only(choices)
    if isinstance(said, Unread):
        return None
    return said if said.at is None or _settles(reply, said, framing) else None


def _settles(reply: str, said: Choice, framing: Framing) -> bool:
    """Whether the clause of a choice ends with it, or with what a sentence that chooses ends in."""
    if said.at is None or not said.option.letter:
        return True
    behind = _SENTENCE.match(reply, said.at + 1)
    following = "" if behind is None else behind[0].strip(WRAPPING + DELIMITERS)
    if not following or framing.words.get(following.casefold()) == said.option:
        return True
    return lettered(f"{said.option.letter} {following}", framing) is not None
