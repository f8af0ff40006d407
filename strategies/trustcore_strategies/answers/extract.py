"""Finding the final answer in a text that a model wrote.

Every search here is linear in the length of the text, whatever the text is: patterns look for a
literal word, what stands around it is looked at over a bounded distance, and of very many such
places only the last are looked at. Of a text beyond 64 kB both ends are read.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections import deque

from attrs import evolve

from trustcore.labels.visible import visible
from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.corrections import corrected_until
from trustcore_strategies.answers.enclosed import (
    behind_hashes,
    block,
    boxed,
    bracketed,
    fenced,
    in_json,
    row,
    tagged,
)
from trustcore_strategies.answers.final import LONGEST_ANSWER, Final, span, within_reach
from trustcore_strategies.answers.labels import AFTER, BEFORE, ROLE, SHORT, STATES, nouns_in
from trustcore_strategies.answers.opening import first_line

READ = 65_536
"""Characters; of a longer text this much is read, half of it from each end."""

_LINE = 400
"""Characters; in a line that is no longer and has no marks only a label is looked for."""

_STRUCTURED = re.compile(r"[^\x20\x21\x24-\x3b\x3f-\x5a\x5e\x5f\x61-\x7a\u00c0-\u024f]")
"""Marks of markup and lines, and scripts in which a label ends otherwise than in a colon."""

_BREAKS = ".!?:;/(\n,\u3002\uff01\uff1f"
_FINISHED = re.compile(r"\[([^\]\[\n]{0,400})\]")
_SENTENCE_END = re.compile(
    rf"[.!?](?=\s|$){BEHIND_NONE}(?:(?<=[^\W\d_]{{3}}.)|(?<=[\d)\]}}\"'\u201d\u2019%$].)|(?<=^[A-Z].)|(?<=[\s(][B-HJ-Z]\.)(?=\s+[A-Z][a-z]))|[\u3002\uff01\uff1f]"
)
_SURE = ("probability", "confidence", "likelihood", "certainty")
_SURE_INSIDE = tuple(noun[1:] for noun in _SURE)
"""Without their first letters, which may be capitals."""

_CERTAINTY = re.compile("|".join(f"{noun}|{noun.title()}|{noun.upper()}" for noun in _SURE))
_BEFORE_CERTAINTY = re.compile(r"[,;(\[.\n][ \t*_>\-]{0,6}$")
_AFTER_CERTAINTY = re.compile(r"(?: level| score| \([^)\n]{0,40}\))?[ *_]{0,3}[:=]")


_WINDOW = 60
"""Characters in front of a noun that can be part of its label."""


_TRIED = 48
"""Labels; of more than these the last are looked at."""

_ASSESSMENTS = frozenset(
    f"{degree}{word}"
    for degree in ("", "indeed ", "also ", "in fact ", "statistically ", "not ")
    for word in (
        *("accurate", "consistent", "correct", "exact", "found", "incorrect", "meaningful"),
        *("plausible", "positive", "reasonable", "right", "significant", "sound", "unique"),
        *("valid", "verified", "wrong", "clear", "as follows", "as expected"),
    )
)
"""What is said of an answer or a result."""

_CHECKING = re.compile(
    r"\b(?:check|confirm|ensure|if|implies|indicates|likely|means|show|suggests|sure|that|verify|whether)"
    r"(?:s|ing)? (?:that )?(?:\w+ )?(?:final |correct )?$"
)
"""What stands in front of an answer that is spoken of."""

_ANY = re.compile(
    r"\b(?:an?|another|any|each|every|some|(?:in|into|from|within) (?:the|its|their)) $",
    re.IGNORECASE,
)
"""What stands in front of an answer that is any one, or holds something: each row in the result."""

_SOMETHING = re.compile(r"\S")
_UNDERLINE = re.compile(r"(?:-{3,200}|={3,200})[ \t]{0,8}\n\s{0,8}(?=\S)")
"""What stands below a line to make it a heading."""


def final_answer(text: str, *, lettered: bool = False) -> Final:
    r"""Find the final answer in a text.

    In this order: the last `\boxed{...}`; an answer field of a JSON object; `<answer>` and the
    like; `#### 72` as the last line; the last of "Answer: ...", "the answer is ...", `Finish[...]`
    in any of the field's languages; a short first line before an explanation; or else all of the
    reply. Thinking, end marks, a next question and a stated "Probability: 0.9" are never part of it.

    Args:
        text: What a model wrote.
        lettered: Whether the question offers an option A, so that "A: ..." is no label.
    """
    if len(text) <= _LINE and _STRUCTURED.search(text) is None:
        return _line(text, lettered=lettered)
    if len(text) <= READ:
        return _final(text, lettered=lettered)
    tail = len(text) - READ // 2
    found = _final(text[tail:], lettered=lettered)
    if found.marked:
        return evolve(found, start=found.start + tail, end=found.end + tail)
    head = _final(text[: READ // 2], lettered=lettered)
    if head.marked:
        return head
    return Final(head.start, found.end + tail, text[head.start : found.end + tail], marked=False)


def _line(text: str, *, lettered: bool) -> Final:
    """What a line without marks says: what it states, or all behind a short label, if any."""
    found = _stated(text, 0)
    if found is not None:
        return found
    if ":" not in text:
        return span(text, 0, len(text), marked=False)
    label = None if lettered else SHORT.match(text)
    start = _after_role(text, 0) if label is None else label.end()
    end = _before_certainty(text, start, len(text))
    return span(text, start, end, marked=label is not None)


def _final(text: str, *, lettered: bool) -> Final:
    begin, end = visible(text)
    begin = _after_role(text, begin)
    whole = text if end == len(text) else text[:end]
    for finder in (boxed, bracketed, in_json, tagged, behind_hashes, _stated):
        found = finder(whole, begin)
        if found is not None:
            return found
    short = None if lettered else _short_label(whole, begin)
    found = (
        _arrowed(whole, begin)
        or fenced(whole, begin)
        or block(whole, begin)
        or short
        or row(whole, begin)
        or _opening(whole, begin)
    )
    if found is not None:
        return found
    return span(whole, begin, _before_certainty(whole, begin, end), marked=False)


def _after_role(text: str, begin: int) -> int:
    """Where a reply begins behind the name of the role that speaks, if that was written."""
    role = ROLE.match(text, begin) if text[begin : begin + 1] in {"a", "A", "*"} else None
    return begin if role is None else role.end()


def _stated(text: str, begin: int) -> Final | None:
    """The last place where the text says what its answer is."""
    nouns = nouns_in(text)
    if nouns is None:
        return None
    for noun in reversed(deque(nouns.finditer(text, begin), maxlen=_TRIED)):
        where = (
            _finished(text, noun.end())
            if noun.group().lower() == "finish"
            else _labelled(text, begin, noun) or _phrased(text, noun)
        )
        final = None if where is None else span(text, *where, marked=True)
        if final is not None and final.text and not _assesses(text, noun, final):
            inner = _stated_within(text, final, nouns)
            return inner if inner is not None else final
    return None


def _assesses(text: str, noun: re.Match[str], final: Final) -> bool:
    """Whether it is only said how good an answer is: "to ensure that our solution is accurate"."""
    if final.text.lower() not in _ASSESSMENTS:
        return False
    return _CHECKING.search(text, max(0, noun.start() - _WINDOW), noun.start()) is not None


def _stated_within(text: str, final: Final, nouns: re.Pattern[str]) -> Final | None:
    """An answer that is stated in what a label gives: "Final Answer: The answer is 42. I hope"."""
    noun = nouns.search(text, final.start, min(final.end, final.start + 80))
    where = None if noun is None else _phrased(text, noun)
    if where is None or where[1] > final.end + 1:
        return None
    inner = span(text, *where, marked=True)
    return inner if inner.text else None


def _labelled(text: str, begin: int, noun: re.Match[str]) -> tuple[int, int] | None:
    """The rest of the label's line or, when that is empty, the paragraph or code below it."""
    after = AFTER.match(text, noun.end())
    if after is None or not _opens_line(text, begin, noun.start()):
        return None
    if "=" in after[0] and text.count("```", begin, noun.start()) % 2:
        return None  # a program's variable
    something = _SOMETHING.search(text, after.end(), after.end() + LONGEST_ANSWER)
    start = len(text) if something is None else something.start()
    underline = _UNDERLINE.match(text, start) if text[start : start + 1] in {"-", "="} else None
    start = start if underline is None else underline.end()
    if text.startswith("```", start):
        start = within_reach(text, "\n", start)
        return start, within_reach(text, "```", start)
    below = "\n" in text[after.end() : start]
    end = within_reach(text, "\n\n" if below else "\n", start)
    return start, _before_certainty(text, start, corrected_until(text, end))


def _opens_line(text: str, begin: int, end: int) -> bool:
    """Whether only "The final" and the like stand between here and the last break."""
    lowest = max(begin, end - _WINDOW)
    last = max(text.rfind(mark, lowest, end) for mark in _BREAKS)
    if last < 0 and lowest > begin:
        return False
    return BEFORE.fullmatch(text, max(last + 1, begin), end) is not None


def _phrased(text: str, noun: re.Match[str]) -> tuple[int, int] | None:
    """The rest of the sentence after "the answer is"."""
    after = STATES.match(text, noun.end())
    if after is None or _ANY.search(text, max(0, noun.start() - _WINDOW), noun.start()):
        return None
    if noun.start() > 0 and noun[0].isascii() and text[noun.start() - 1].isalnum():
        return None
    if _SUBORDINATE.search(text, max(0, noun.start() - _WINDOW), noun.start()) is not None:
        return None
    start = after.end()
    end = _before_certainty(text, start, within_reach(text, "\n", start))
    if (
        end - start > 1
        and text[start + 1] == "."
        and text[start].isupper()
        and text[start + 2 : start + 3].isspace()
    ):
        return start, start + 1
    sentence = _SENTENCE_END.search(text, start, end)
    return start, corrected_until(text, end if sentence is None else sentence.end())


_SUBORDINATE = re.compile(
    r"(?:^|[.!?\n] )(?:since|because|given that|if|when) [^.!?,\n]{0,50}$", re.IGNORECASE
)
"""What stands in front of an answer that another follows from: since the total is 5, it is."""


def _finished(text: str, start: int) -> tuple[int, int] | None:
    found = _FINISHED.match(text, start)
    return None if found is None else found.span(1)


def _short_label(text: str, begin: int) -> Final | None:
    if ":" not in text and "=" not in text:
        return None
    labels = (one for one in SHORT.finditer(text, begin) if not ("#" in one[0] and "=" in one[0]))
    last = deque(labels, maxlen=1)  # what a program's comment sets equal is no label
    if not last:
        return None
    end = _before_certainty(text, last[0].end(), within_reach(text, "\n", last[0].end()))
    return span(text, last[0].end(), end, marked=True)


_ARROW = re.compile(
    r"(?:(?:^|\n)[ \t]{0,8}(?:[\u2192\u21d2\u279c\u2794]|=>)|^[^A-Za-z\n\u2192]{1,80}\u2192(?= ?\S{0,2}\d))[ \t]{0,4}(?P<what>[^\n]{1,200})\s*$"
)
"""What an arrow points to at the end of a text: -> South."""


def _arrowed(text: str, begin: int) -> Final | None:
    """What an arrow in front of the last line names, or behind a number at the end."""
    if "\u2192" not in text and "=>" not in text and "\u21d2" not in text:
        return None
    found = _ARROW.search(text, begin)
    return None if found is None else span(text, *found.span("what"), marked=True)


def _opening(text: str, begin: int) -> Final | None:
    where = first_line(text, begin)
    return None if where is None else span(text, *where, marked=True)


_BARE_CERTAINTY = re.compile(
    r"(?<=[^\W\d_])[ \t.]{0,3}\n\s{0,6}(?:0?\.\d{1,4}|1\.0{1,4}|\d{1,3} ?%)\s*"
)


def _before_certainty(text: str, start: int, end: int) -> int:
    """Where a stated probability begins, which is about the answer and no part of it."""
    bare = _BARE_CERTAINTY.search(text, max(start, end - 40), end) if "\n" in text else None
    if bare is not None and not text[bare.end() : end].strip():
        end = bare.start()
    if not any(map(text.__contains__, _SURE_INSIDE)) and not text.isupper():
        return end
    for noun in _CERTAINTY.finditer(text, start, end):
        before = _BEFORE_CERTAINTY.search(text[max(start, noun.start() - 8) : noun.start()])
        stated = before is not None and _AFTER_CERTAINTY.match(text, noun.end(), end)
        if before is not None and stated and text[start : noun.start()].strip():
            return noun.start() - len(before.group())
    return end
