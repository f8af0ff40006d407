"""What a judge that reasons concludes where it does not end with a line that says its choice."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trustcore_strategies.reflection.choices import Choice, only
from trustcore_strategies.reflection.framings import Framing, bare
from trustcore_strategies.reflection.letters import lettered
from trustcore_strategies.reflection.lines import Line, pieces
from trustcore_strategies.reflection.other_languages import in_a_sentence
from trustcore_strategies.reflection.phrases import plain
from trustcore_strategies.reflection.sentences import about_the_answer, concludes, gives_reason

_MOST_SENTENCES = 3
"""At the end of a reply, of which one may be the conclusion; the others explain it."""

_LAST_LINES = 3
_LONGEST = 1000
"""Characters of a sentence that is read."""

_ENDS = re.compile(
    r"[.!?][*_\"'\u201d\u2019)\]]{0,4}(?=\s+[^a-z\s\"\u201d]|\s*$)|[\u3002\uff01\uff1f]"
)
"""Ends a sentence; behind a quoted question it may go on."""

_EXPLAINS = re.compile(
    r"(?!.*\b(?:but|however|although|though|wait|actually|let|if|unless|except|otherwise|not sure|might|could)\b)"
    r".*[.!\u3002][\s*_\"')\]]*",
    re.IGNORECASE | re.DOTALL,
)
"""A whole sentence that may stand behind a conclusion without taking anything back."""

_WINDOW = 40
_ANNOUNCES = re.compile(
    r"\b(?:is|be|conclusion|answer|verdict|choice|option)[\s*_]{0,4}:[\s*_]*$", re.IGNORECASE
)
"""Stands in front of a line that is a conclusion."""

_LEADS = re.compile(
    r"(?:\w+ing|based|given|all in all|in \w+|after|upon|as such|overall|finally|ultimately|clearly|indeed|yes|no|well)\b|[^\x00-\x7f]{1,8}$|.{0,40}(?:なので|ので|から|ため|므로|니까)$|[^\W\d_]{1,12}$",
    re.IGNORECASE,
)
"""Leads to what a sentence says, without a condition."""

_NAMED = re.compile(
    r"(?:the|this|that) (?:(?:proposed|given|suggested|stated|candidate|provided) )?(?:answer|response|statement|claim)\b",
    re.IGNORECASE,
)


def conclusion(reply: str, spans: Sequence[tuple[int, int]], framing: Framing) -> Sequence[Choice]:
    """What the last sentences of a reply say of the answer, or choose, if that is a conclusion.

    Args:
        reply: The reply.
        spans: Where its lines begin and end.
        framing: How the judge was asked.
    """
    sentences = [one for span in spans[-_LAST_LINES:] for one in _sentences(reply, *span)]
    for start, end in sentences[: -_MOST_SENTENCES - 1 : -1]:
        if end - start > _LONGEST:
            return ()
        line = Line.read(reply, start, end, framing)
        if line.choices:
            chosen = only(line.choices)
            announced = line.pure and _ANNOUNCES.search(reply, max(0, start - _WINDOW), start)
            concluded = announced or _is_conclusion(reply, start, end, framing)
            return (chosen,) if isinstance(chosen, Choice) and concluded else ()
        if not _EXPLAINS.fullmatch(reply, start, end):
            return ()
    return ()


def stated_first(
    reply: str, spans: Sequence[tuple[int, int]], framing: Framing
) -> Sequence[Choice]:
    """What the first line of a reply chooses, if it says nothing else and the end agrees."""
    if len(spans) < 2:
        return ()
    first, last = (Line.read(reply, *span, framing) for span in (spans[0], spans[-1]))
    chosen = only([*first.pure, *last.choices]) if first.pure else None
    ended = _EXPLAINS.fullmatch(reply, *spans[-1]) is not None
    return (chosen,) if isinstance(chosen, Choice) and ended else ()


def _sentences(reply: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a line that say something begin and end."""
    begun = start
    for stop in (*(found.end() for found in _ENDS.finditer(reply, start, end)), end):
        if any(map(str.isalpha, reply[begun:stop])):
            yield begun, stop
            begun = stop


def _is_conclusion(reply: str, start: int, end: int, framing: Framing) -> bool:
    """Whether a sentence that names an option draws a conclusion, or says so of the answer."""
    clauses = [piece for piece, _ in pieces(reply, start, end)]
    saying = [
        at
        for at, piece in enumerate(clauses)
        if about_the_answer(piece, framing) or _picks(piece, framing)
    ]
    if not saying:
        return False
    led = clauses[: saying[-1] + 1]
    if any(map(concludes, led)) or any(map(gives_reason, led[:-1])):
        return True
    if _EXPLAINS.fullmatch(reply, start, end) is None:
        return False
    chosen = " ".join(led[-2:]) if len(led[-1]) == 1 else led[-1]
    if len(chosen) > 1 and (_picks(chosen, framing) or _says(chosen, framing)):
        return True
    named = _NAMED.search(led[-1]) or in_a_sentence(led[-1], framing)
    return bool(named) and all(map(_LEADS.match, led[:-1]))


def _says(chosen: str, framing: Framing) -> bool:
    """Whether an answer stands in front of its own letter: "It is Lima (K)"."""
    option = None if framing.judges else framing.letters.get(chosen[-1])
    return option is not None and chosen[:-1].strip().casefold().endswith(bare(option.text))


def _picks(piece: str, framing: Framing) -> bool:
    """Whether a clause is a word for an option, or a letter that cannot be one of the question's."""
    if framing.judges and plain(piece).casefold() in framing.words:
        return True
    if framing.judges and not framing.sole and "answer" in piece.casefold():
        return False
    return lettered(piece, framing) is not None
