"""Finding the final answer in a text that a model wrote.

Every search here is linear in the length of the text, whatever the text is: patterns look for a
literal word, and what stands around it is looked at over a bounded distance.
"""

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.json_fields import json_answer

_NOUNS = ("answer", "guess", "result", "solution", "conclusion", "response", "verdict", "finish")
_ANSWER = re.compile("|".join(f"{noun}|{noun.title()}|{noun.upper()}" for noun in _NOUNS))
_BEFORE_LABEL = re.compile(
    r"[ \t>*#_\-]{0,8}(?:(?:so|thus|therefore|hence|the|my|your|a|final|best|correct|short|exact"
    r"|direct|most|likely|overall)[ ,]{1,2}){0,5}",
    re.IGNORECASE,
)
_BREAKS = ".!?:;/(\n"
_AFTER_LABEL = re.compile(r"s?(?: is)?[ *_]{0,4}(?:[:=]|$)[ \t*_]{0,8}", re.MULTILINE)
_AFTER_NOUN = re.compile(
    r"(?: to (?:the|this|your) question)?[ *_]{0,4}"
    r"(?: is| are| was| would be| should be| must be)(?: therefore| thus| then)?[ *_]{0,4}"
    r":?[ \n*_]{1,4}(?!(?:based|not|that|from|correct|wrong)\b)"
)
_FINISHED = re.compile(r"\[([^\]\[\n]{0,400})\]")
_SENTENCE_END = re.compile(
    r"[.!?](?=\s|$)(?:(?<=[^\W\d_]{3}.)|(?<=[\d)\]}\"'\u201d\u2019%$].))|[\u3002\uff01\uff1f]"
)
_SURE = ("probability", "confidence", "likelihood", "certainty")
_CERTAINTY = re.compile("|".join(f"{noun}|{noun.title()}|{noun.upper()}" for noun in _SURE))
_BEFORE_CERTAINTY = re.compile(r"[,;(\[.\n][ \t*_>\-]{0,6}$")
_AFTER_CERTAINTY = re.compile(r"(?: level| score| \([^)\n]{0,40}\))?[ *_]{0,3}[:=]")

_WINDOW = 60
"""Characters in front of a noun that can be part of its label."""

_LONGEST_BOX = 10_000
"""Characters; what runs on for longer is no answer in a box."""

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
    piece = text[start:end].rstrip(_EDGES)
    end = start + len(piece)
    start = end - len(piece.lstrip(_EDGES))
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
    for brace in re.finditer(r"\\.|[{}]", text[start : start + _LONGEST_BOX]):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            return _span(text, start, start + brace.start(), marked=True)
    return _span(text, start, _find(text, "\n", start), marked=True)


def _json(text: str, begin: int) -> Final | None:
    found = json_answer(text, begin)
    return None if found is None else Final(*found, marked=True)


def _hashes(text: str, begin: int) -> Final | None:
    """What follows `####` when that is the last line: elsewhere it is a heading."""
    if "####" not in text:
        return None
    end = len(text.rstrip())
    start = text.rfind("\n", begin, end) + 1 or begin
    return _span(text, start + 4, end, marked=True) if text.startswith("####", start) else None


def _stated(text: str, begin: int) -> Final | None:
    """The last place where the text says what its answer is."""
    for noun in reversed(list(_ANSWER.finditer(text, begin))):
        where = (
            _finished(text, noun.end())
            if noun.group().lower() == "finish"
            else _labelled(text, begin, noun) or _phrased(text, noun)
        )
        final = None if where is None else _span(text, *where, marked=True)
        if final is not None and final.text:
            return final
    return None


def _labelled(text: str, begin: int, noun: re.Match[str]) -> tuple[int, int] | None:
    """The rest of the label's line or, when that is empty, the paragraph or code below it."""
    after = _AFTER_LABEL.match(text, noun.end())
    if after is None or not _opens_line(text, begin, noun.start()):
        return None
    something = _SOMETHING.search(text, after.end())
    start = len(text) if something is None else something.start()
    if text.startswith("```", start):
        start = _find(text, "\n", start)
        return start, _find(text, "```", start)
    below = "\n" in text[after.end() : start]
    return start, _before_certainty(text, start, _find(text, "\n\n" if below else "\n", start))


def _opens_line(text: str, begin: int, end: int) -> bool:
    """Whether only "The final" and the like stand between here and the last break."""
    lowest = max(begin, end - _WINDOW)
    last = max(text.rfind(mark, lowest, end) for mark in _BREAKS)
    if last < 0 and lowest > begin:
        return False
    return _BEFORE_LABEL.fullmatch(text, max(last + 1, begin), end) is not None


def _phrased(text: str, noun: re.Match[str]) -> tuple[int, int] | None:
    """The rest of the sentence after "the answer is"."""
    after = _AFTER_NOUN.match(text, noun.end())
    if after is None or (noun.start() > 0 and text[noun.start() - 1].isalnum()):
        return None
    start = after.end()
    end = _before_certainty(text, start, _find(text, "\n", start))
    sentence = _SENTENCE_END.search(text, start, end)
    return start, end if sentence is None else sentence.end()


def _finished(text: str, start: int) -> tuple[int, int] | None:
    found = _FINISHED.match(text, start)
    return None if found is None else found.span(1)


def _find(text: str, wanted: str, start: int) -> int:
    """Where something comes next, or else the end."""
    found = text.find(wanted, start)
    return len(text) if found < 0 else found


def _before_certainty(text: str, start: int, end: int) -> int:
    """Where a stated probability begins, which is about the answer and no part of it."""
    for noun in _CERTAINTY.finditer(text, start, end):
        before = _BEFORE_CERTAINTY.search(text[max(start, noun.start() - 8) : noun.start()])
        if before is not None and _AFTER_CERTAINTY.match(text, noun.end(), end):
            return noun.start() - len(before.group())
    return end
