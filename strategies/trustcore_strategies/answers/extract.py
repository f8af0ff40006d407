"""Finding the final answer in a text that a model wrote.

Every search here is linear in the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from trustcore_strategies.answers.json_fields import json_answer

_LABEL = re.compile(
    r"(?:^|(?<=[.!?:;/(]))[ \t>*#_\-]{0,8}(?:(?:so|thus|therefore|hence|the|my|your|a|final|best|correct|short|exact|direct|most"
    r"|likely|overall)[ ,]{1,2}){0,5}"
    r"(?:answers?|guess|result|solution|conclusion|response|verdict)\b[ ]?(?:is)?[ *_]{0,4}(?:[:=]|$)[ \t*_]{0,8}",
    re.IGNORECASE | re.MULTILINE,
)
_PHRASE = re.compile(
    r"\b(?:answer|result|solution|guess)\b(?: to (?:the|this|your) question)?[ *_]{0,4}"
    r"(?: is| are| was| would be| should be| must be)(?: therefore| thus| then)?[ *_]{0,4}:?[ \n*_]{1,4}"
    r"(?!(?:based|not|that|from|correct|wrong)\b)",
    re.IGNORECASE,
)
_FINISH = re.compile(r"\bfinish\[([^\]\n]*)\]", re.IGNORECASE)
_HASHES = re.compile(r"^####[ \t]*(?=\S)", re.MULTILINE)
_CERTAINTY = re.compile(
    r"(?:^|[,;(\[.\n])[ \t*_>\-]{0,6}(?:probability|confidence|likelihood|certainty)"
    r"(?: level| score| \([^)\n]{0,40}\))?[ *_]{0,3}[:=]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?:[^\W\d_]{3}|\d|[)\]}\"'\u201d\u2019%$])[.!?](?=\s|$)|[\u3002\uff01\uff1f]"
)
_SOMETHING = re.compile(r"\S")
_EDGES = " \t\r\n\"'\u201c\u201d\u2018\u2019*_`"


@frozen
class Final:
    """Where the final answer stands in a text.

    Attributes:
        start: Index of its first character in the text.
        end: Index after its last character.
        text: The answer itself, as it was meant: unescaped where it stood in JSON.
        marked: Whether the text itself says that this is its answer; otherwise it is all of it.
    """

    start: int
    end: int
    text: str
    marked: bool


def final_answer(text: str) -> Final:
    r"""Find the final answer in a text.

    In this order: the last `\boxed{...}`; an answer field of a JSON object; `#### 72` as the last
    line; the last of "Answer: ...", "the answer is ...", `Finish[...]`; or else the whole text.
    Reasoning in front of `</think>` and a stated "Probability: 0.9" are never part of it.
    """
    begin = _after_reasoning(text)
    for finder in (_boxed, _json, _hashes, _stated):
        found = finder(text, begin)
        if found is not None:
            return found
    return _span(text, begin, _before_certainty(text, begin, len(text)), marked=False)


def _after_reasoning(text: str) -> int:
    closing = text.rfind("</think>")
    return 0 if closing < 0 else closing + len("</think>")


def _span(text: str, start: int, end: int, *, marked: bool) -> Final:
    """Trim the edges: blanks, quotes, emphasis and the full stop."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if end - start > 1 and text[end - 1] == "." and text[end - 2] != ".":
        end -= 1
    return Final(start, end, text[start:end], marked)


def _boxed(text: str, begin: int) -> Final | None:
    r"""The content of the last `\boxed{...}`, its braces balanced."""
    command = max(text.rfind("\\boxed{", begin), text.rfind("\\fbox{", begin))
    if command < 0:
        return None
    start = text.index("{", command) + 1
    depth = 1
    for brace in re.finditer(r"\\.|[{}]", text[start:]):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return _span(text, start, start + brace.start(), marked=True)
    return _span(text, start, _line_end(text, start), marked=True)


def _json(text: str, begin: int) -> Final | None:
    found = json_answer(text, begin)
    return None if found is None else Final(*found, marked=True)


def _hashes(text: str, begin: int) -> Final | None:
    """What follows `####` when that is the last line: elsewhere it is a heading."""
    found = _last(_HASHES, text, begin)
    if found is None:
        return None
    end = _line_end(text, found.end())
    return None if text[end:].strip() else _span(text, found.end(), end, marked=True)


def _stated(text: str, begin: int) -> Final | None:
    """The last place where the text says what its answer is."""
    finders: tuple[Callable[[str, int], tuple[int, int, int] | None], ...]
    finders = (_labelled, _phrased, _finished)
    found = [one for one in (finder(text, begin) for finder in finders) if one is not None]
    for _, start, end in sorted(found, reverse=True):
        final = _span(text, start, end, marked=True)
        if final.text:
            return final
    return None


def _labelled(text: str, begin: int) -> tuple[int, int, int] | None:
    """The rest of the label's line or, when that is empty, the paragraph or code below it."""
    found = _last(_LABEL, text, begin)
    if found is None:
        return None
    start = _value_start(text, found.end())
    if text.startswith("```", start):
        start = _line_end(text, start)
        end = _find(text, "```", start)
    elif "\n" in text[found.end() : start]:
        end = _before_certainty(text, start, _find(text, "\n\n", start))
    else:
        end = _before_certainty(text, start, _line_end(text, start))
    return found.start(), start, end


def _value_start(text: str, start: int) -> int:
    something = _SOMETHING.search(text, start)
    return len(text) if something is None else something.start()


def _phrased(text: str, begin: int) -> tuple[int, int, int] | None:
    found = _last(_PHRASE, text, begin)
    if found is None:
        return None
    start = found.end()
    line = _before_certainty(text, start, _line_end(text, start))
    sentence = _SENTENCE_END.search(text, start, line)
    return found.start(), start, line if sentence is None else sentence.end()


def _finished(text: str, begin: int) -> tuple[int, int, int] | None:
    found = _last(_FINISH, text, begin)
    return None if found is None else (found.start(), *found.span(1))


def _last(pattern: re.Pattern[str], text: str, begin: int) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text, begin):  # noqa: B007  (only the last one is wanted)
        pass
    return last


def _line_end(text: str, start: int) -> int:
    return _find(text, "\n", start)


def _find(text: str, wanted: str, start: int) -> int:
    """Where something comes next, or else the end."""
    found = text.find(wanted, start)
    return len(text) if found < 0 else found


def _before_certainty(text: str, start: int, end: int) -> int:
    """Where a stated probability begins, which is about the answer and no part of it."""
    found = _CERTAINTY.search(text, start, end)
    return end if found is None or found.start() == start else found.start()
