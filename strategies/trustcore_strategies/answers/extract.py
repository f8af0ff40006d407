"""Finding the final answer in a text that a model wrote.

Every search here is linear in the length of the text, whatever the text is: patterns look for a
literal word, what stands around it is looked at over a bounded distance, and of very many such
places only the last are looked at. Of a text beyond 64 kB both ends are read.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections import deque

import orjson
from attrs import evolve, frozen

from trustcore.labels.visible import visible
from trustcore_strategies.answers.corrections import corrected_until
from trustcore_strategies.answers.json_fields import json_answer
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
    r"[.!?](?=\s|$)(?:(?<=[^\W\d_]{3}.)|(?<=[\d)\]}\"'\u201d\u2019%$].)|(?<=^[A-Z].)|(?<=[\s(][B-HJ-Z]\.)(?=\s+[A-Z][a-z]))|[\u3002\uff01\uff1f]"
)
_SURE = ("probability", "confidence", "likelihood", "certainty")
_CERTAINTY = re.compile("|".join(f"{noun}|{noun.title()}|{noun.upper()}" for noun in _SURE))
_BEFORE_CERTAINTY = re.compile(r"[,;(\[.\n][ \t*_>\-]{0,6}$")
_AFTER_CERTAINTY = re.compile(r"(?: level| score| \([^)\n]{0,40}\))?[ *_]{0,3}[:=]")
_TAG = re.compile(
    r"<(answer|final_answer|final|output|result|response|solution)(?:\s[^<>\n]{0,80})?>",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|){1,2}[ \t]*\n[ \t]*\|(?:[^|\n]*\|)?([^|\n]*)\|[ \t]*(?!\n[ \t]*\|)$",
    re.MULTILINE,
)

_TOTAL = re.compile(
    r"^[ \t]*\|[ \t*_]{0,4}(?:grand |final |overall )?(?:total|sum|answer|result|summe|gesamt|ergebnis|résultat|resultado|итого|合计|合計)[ \t*_:]{0,4}\|(?:[^|\n]*\|){0,6}?([^|\n]+)\|[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)

_WINDOW = 60
"""Characters in front of a noun that can be part of its label."""

_LONGEST_BOX = 10_000
"""Characters; what runs on for longer is no answer in a box."""

_LONGEST_ANSWER = 20_000
"""Characters after a label that can be its answer."""

_TRIED = 48
"""Labels; of more than these the last are looked at."""

_SOMETHING = re.compile(r"\S")
_UNDERLINE = re.compile(r"(?:-{3,200}|={3,200})[ \t]{0,8}\n\s{0,8}(?=\S)")
"""What stands below a line to make it a heading."""

_BLANKS = " \t\r\n*_"
_QUOTES = {
    '"': '"',
    "'": "'",
    "`": "`",
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u300c": "\u300d",
    "\u00ab": "\u00bb",
}


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
        return _span(text, 0, len(text), marked=False)
    label = None if lettered else SHORT.match(text)
    start = _after_role(text, 0) if label is None else label.end()
    end = _before_certainty(text, start, len(text))
    return _span(text, start, end, marked=label is not None)


def _final(text: str, *, lettered: bool) -> Final:
    begin, end = visible(text)
    begin = _after_role(text, begin)
    whole = text if end == len(text) else text[:end]
    for finder in (_boxed, _json, _tagged, _hashes, _stated):
        found = finder(whole, begin)
        if found is not None:
            return found
    short = None if lettered else _short_label(whole, begin)
    found = (
        _fenced(whole, begin)
        or _block(whole, begin)
        or short
        or _row(whole, begin)
        or _opening(whole, begin)
    )
    if found is not None:
        return found
    return _span(whole, begin, _before_certainty(whole, begin, end), marked=False)


def _after_role(text: str, begin: int) -> int:
    """Where a reply begins behind the name of the role that speaks, if that was written."""
    role = ROLE.match(text, begin) if text[begin : begin + 1] in {"a", "A", "*"} else None
    return begin if role is None else role.end()


def _span(text: str, start: int, end: int, *, marked: bool) -> Final:
    """Trim the edges: blanks, quotes, emphasis and the full stop."""
    piece = text[start:end].rstrip(_BLANKS)
    end = start + len(piece)
    start = end - len(piece.lstrip(_BLANKS))
    if end - start > 1 and text[end - 1] in ".\u3002" and text[end - 2] != ".":
        end = start + len(text[start : end - 1].rstrip(_BLANKS))
    while end - start > 1 and _quoted(text[start:end]):
        start, end = start + 1, end - 1
    return Final(start, end, text[start:end], marked)


def _quoted(piece: str) -> bool:
    """Whether one pair of quotation marks stands around all of a piece."""
    closing = _QUOTES.get(piece[0])
    return closing is not None and piece[-1] == closing and closing not in piece[1:-1]


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


def _tagged(text: str, begin: int) -> Final | None:
    """What stands in the last tag for an answer; it may be cut off before the closing tag."""
    if "<" not in text or ">" not in text:
        return None
    last = deque(_TAG.finditer(text, begin), maxlen=1)
    if not last:
        return None
    found = _span(text, last[0].end(), _find(text, f"</{last[0][1]}", last[0].end()), marked=True)
    return found if found.text else None


def _hashes(text: str, begin: int) -> Final | None:
    """What follows `####` in the last line, as GSM8K marks answers."""
    end = begin + len(text[begin:].rstrip())
    start = text.rfind("\n", begin, end) + 1 or begin
    return _span(text, start + 4, end, marked=True) if text.startswith("####", start) else None


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
        final = None if where is None else _span(text, *where, marked=True)
        if final is not None and final.text:
            inner = _stated_within(text, final, nouns)
            return inner if inner is not None else final
    return None


def _stated_within(text: str, final: Final, nouns: re.Pattern[str]) -> Final | None:
    """An answer that is stated in what a label gives: "Final Answer: The answer is 42. I hope"."""
    noun = nouns.search(text, final.start, min(final.end, final.start + 80))
    where = None if noun is None else _phrased(text, noun)
    if where is None or where[1] > final.end + 1:
        return None
    inner = _span(text, *where, marked=True)
    return inner if inner.text else None


def _labelled(text: str, begin: int, noun: re.Match[str]) -> tuple[int, int] | None:
    """The rest of the label's line or, when that is empty, the paragraph or code below it."""
    after = AFTER.match(text, noun.end())
    if after is None or not _opens_line(text, begin, noun.start()):
        return None
    something = _SOMETHING.search(text, after.end(), after.end() + _LONGEST_ANSWER)
    start = len(text) if something is None else something.start()
    underline = _UNDERLINE.match(text, start) if text[start : start + 1] in {"-", "="} else None
    start = start if underline is None else underline.end()
    if text.startswith("```", start):
        start = _find(text, "\n", start)
        return start, _find(text, "```", start)
    below = "\n" in text[after.end() : start]
    end = _find(text, "\n\n" if below else "\n", start)
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
    if after is None or (
        noun.start() > 0 and noun[0].isascii() and text[noun.start() - 1].isalnum()
    ):
        return None
    start = after.end()
    end = _before_certainty(text, start, _find(text, "\n", start))
    if (
        end - start > 1
        and text[start + 1] == "."
        and text[start].isupper()
        and text[start + 2 : start + 3].isspace()
    ):
        return start, start + 1
    sentence = _SENTENCE_END.search(text, start, end)
    return start, corrected_until(text, end if sentence is None else sentence.end())


def _finished(text: str, start: int) -> tuple[int, int] | None:
    found = _FINISHED.match(text, start)
    return None if found is None else found.span(1)


def _short_label(text: str, begin: int) -> Final | None:
    if ":" not in text and "=" not in text:
        return None
    last = deque(SHORT.finditer(text, begin), maxlen=1)
    if not last:
        return None
    end = _before_certainty(text, last[0].end(), _find(text, "\n", last[0].end()))
    return _span(text, last[0].end(), end, marked=True)


_FENCED = re.compile(
    r"^[ \t]{0,3}```[\w+-]{0,20}[ \t]*\n(.*?)^[ \t]{0,3}```", re.MULTILINE | re.DOTALL
)


def _fenced(text: str, begin: int) -> Final | None:
    """What stands in the one fence of a reply that has little else."""
    if text.count("```", begin) != 2:
        return None
    found = _FENCED.search(text, begin)
    if found is None or found.start() - begin > _WINDOW * 2 or not found[1].strip():
        return None
    return _span(text, *found.span(1), marked=True)


_BLOCK = re.compile(r"[^\n{\[]{1,120}:[ \t]{0,4}\n{1,3}(?=[{\[])")
_INLINE_CODE = re.compile(r"[^`\n]{0,60}(?<!`)`([^`\n]{3,200})`(?!`)[^`\n]{0,12}")
_CODE_MARK = re.compile(r"[()=\[\]<>{}]|^[a-z]+ -")


def _block(text: str, begin: int) -> Final | None:
    """The JSON below a line that announces it, or the one piece of code in a sentence."""
    announced = _BLOCK.match(text, begin)
    end = begin + len(text[begin:].rstrip()) if announced is not None else 0
    if announced is not None and text[end - 1 : end] in {"}", "]"}:
        return _span(text, announced.end(), end, marked=True)
    embedded = _embedded(text, begin)
    if embedded is not None:
        return _span(text, *embedded, marked=True)
    inline = _INLINE_CODE.fullmatch(text, begin) if "`" in text else None
    if inline is None or not _CODE_MARK.search(inline[1]):
        return None
    return _span(text, *inline.span(1), marked=True)


_AROUND = 300
"""Characters that a reply may have on each side of the JSON that it gives."""

_OBJECT = re.compile(r"\{\s*\"|\[\s*[{\"]")


_AHEAD = re.compile(r"(?:\A|[:.!\n])\s*\Z")
"""What stands in front of JSON that a reply gives, and not speaks of."""


def _embedded(text: str, begin: int) -> tuple[int, int] | None:
    """Where the one piece of JSON stands in a reply that has little else."""
    opening = _OBJECT.search(text, begin, begin + _AROUND) if "{" in text or "[" in text else None
    if opening is None or _AHEAD.search(text, begin, opening.start()) is None:
        return None
    end = text.rfind("}" if opening[0][0] == "{" else "]", opening.end()) + 1
    alone = opening.start() == begin and end == len(text.rstrip())
    if alone or not end or len(text) - end > _AROUND:
        return None
    try:
        orjson.loads(text[opening.start() : end])
    except orjson.JSONDecodeError:
        return None
    return opening.start(), end


def _row(text: str, begin: int) -> Final | None:
    """The last cell of the row of a total, or of the one row of a table of one or two columns."""
    if "|" not in text:
        return None
    last = deque(_TOTAL.finditer(text, begin), maxlen=1)
    found = last[0] if last else _ROW.search(text, begin)
    return None if found is None else _span(text, *found.span(1), marked=True)


def _opening(text: str, begin: int) -> Final | None:
    where = first_line(text, begin)
    return None if where is None else _span(text, *where, marked=True)


def _find(text: str, wanted: str, start: int) -> int:
    """Where something comes next within reach, or else the end of that."""
    found = text.find(wanted, start, start + _LONGEST_ANSWER)
    return min(len(text), start + _LONGEST_ANSWER) if found < 0 else found


_BARE_CERTAINTY = re.compile(
    r"(?<=[^\W\d_])[ \t.]{0,3}\n\s{0,6}(?:0?\.\d{1,4}|1\.0{1,4}|\d{1,3} ?%)\s*"
)


def _before_certainty(text: str, start: int, end: int) -> int:
    """Where a stated probability begins, which is about the answer and no part of it."""
    bare = _BARE_CERTAINTY.search(text, max(start, end - 40), end) if "\n" in text else None
    if bare is not None and not text[bare.end() : end].strip():
        end = bare.start()
    if not any(noun[1:] in text for noun in _SURE) and not text.isupper():
        return end
    for noun in _CERTAINTY.finditer(text, start, end):
        before = _BEFORE_CERTAINTY.search(text[max(start, noun.start() - 8) : noun.start()])
        stated = before is not None and _AFTER_CERTAINTY.match(text, noun.end(), end)
        if before is not None and stated and text[start : noun.start()].strip():
            return noun.start() - len(before.group())
    return end
