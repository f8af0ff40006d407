"""Final answers that marks enclose: boxes, tags, fences, JSON, rows of tables."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections import deque

import orjson
from attrs import evolve

from trustcore_strategies.answers.final import Final, span, within_reach
from trustcore_strategies.answers.json_fields import json_answer

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
_SCALE = re.compile(
    r"(?:\\\)|\\\]|\$)?\s{0,3}\\?((?:thousand|million|billion|trillion|percent)\b|%)", re.IGNORECASE
)
"""What multiplies the number in a box from behind it."""

_LONGEST_BOX = 10_000
"""Characters; what runs on for longer is no answer in a box."""


def boxed(text: str, begin: int) -> Final | None:
    r"""The content of the last `\boxed{...}`, its braces balanced."""
    command = max(text.rfind("\\boxed{", begin), text.rfind("\\fbox{", begin))
    if command < 0:
        return None
    start = text.index("{", command) + 1
    depth = 1
    for brace in re.finditer(r"\\.|[{}]", text[start : start + _LONGEST_BOX]):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if depth == 0:
            found = span(text, start, start + brace.start(), marked=True)
            scale = _SCALE.match(text, start + brace.end()) if found.text[-1:].isdecimal() else None
            return found if scale is None else evolve(found, text=f"{found.text} {scale[1]}")
    return span(text, start, within_reach(text, "\n", start), marked=True)


_IN_BRACKETS = re.compile(r"\[\[\s{0,4}([^\[\]\n]{1,40}?)\s{0,4}\]\]")


def bracketed(text: str, begin: int) -> Final | None:
    """The last thing in double brackets, in which judges give what they decide: [[A]]."""
    last = deque(_IN_BRACKETS.finditer(text, begin), maxlen=1) if "[[" in text else None
    return span(text, *last[0].span(1), marked=True) if last else None


def in_json(text: str, begin: int) -> Final | None:
    """The answer field of a JSON object."""
    found = json_answer(text, begin)
    return None if found is None else Final(*found, marked=True)


def tagged(text: str, begin: int) -> Final | None:
    """What stands in the last tag for an answer; it may be cut off before the closing tag."""
    if "<" not in text or ">" not in text:
        return None
    last = deque(_TAG.finditer(text, begin), maxlen=1)
    if not last:
        return None
    found = span(
        text, last[0].end(), within_reach(text, f"</{last[0][1]}", last[0].end()), marked=True
    )
    return found if found.text else None


def behind_hashes(text: str, begin: int) -> Final | None:
    """What follows `####` in the last line, as GSM8K marks answers."""
    end = begin + len(text[begin:].rstrip())
    start = text.rfind("\n", begin, end) + 1 or begin
    return span(text, start + 4, end, marked=True) if text.startswith("####", start) else None


_BEFORE_FENCE = 120
"""Characters that a reply may have in front of the fence that is its answer."""

FENCED = re.compile(
    r"^[ \t]{0,3}```[\w+-]{0,20}[ \t]*\n(.*?)^[ \t]{0,3}```", re.MULTILINE | re.DOTALL
)


def fenced(text: str, begin: int) -> Final | None:
    """What stands in the one fence of a reply that has little else."""
    if text.count("```", begin) != 2:
        return None
    found = FENCED.search(text, begin)
    if found is None or found.start() - begin > _BEFORE_FENCE or not found[1].strip():
        return None
    return span(text, *found.span(1), marked=True)


_BLOCK = re.compile(r"[^\n{\[]{1,120}:[ \t]{0,4}\n{1,3}(?=[{\[])")
_INLINE_CODE = re.compile(r"[^`\n]{0,60}(?<!`)`([^`\n]{3,200})`(?!`)[^`\n]{0,12}")
_CODE_MARK = re.compile(r"[()=\[\]<>{}]|^[a-z]+ -")


def block(text: str, begin: int) -> Final | None:
    """The JSON below a line that announces it, or the one piece of code in a sentence."""
    announced = _BLOCK.match(text, begin)
    end = begin + len(text[begin:].rstrip()) if announced is not None else 0
    if announced is not None and text[end - 1 : end] in {"}", "]"}:
        return span(text, announced.end(), end, marked=True)
    embedded = _embedded(text, begin)
    if embedded is not None:
        return span(text, *embedded, marked=True)
    inline = _INLINE_CODE.fullmatch(text, begin) if "`" in text else None
    if inline is None or not _CODE_MARK.search(inline[1]):
        return None
    return span(text, *inline.span(1), marked=True)


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


def row(text: str, begin: int) -> Final | None:
    """The last cell of the row of a total, or of the one row of a table of one or two columns."""
    if "|" not in text:
        return None
    last = deque(_TOTAL.finditer(text, begin), maxlen=1)
    found = last[0] if last else _ROW.search(text, begin)
    return None if found is None else span(text, *found.span(1), marked=True)


DATA_LANGUAGES = frozenset(
    "json jsonl text txt plain plaintext markdown md csv tsv yaml yml toml xml math latex tex output".split()
)
"""What fences are called that hold no program."""

_NO_PROGRAM = DATA_LANGUAGES | {"html"}
"""The same with pages, whose tags are taken out of an answer."""


def in_program(text: str, start: int) -> bool:
    """Whether a fence of a programming language begins right in front, in which `**` is a sign."""
    line = text[:start].rstrip().rpartition("\n")[2].strip()
    language = line[3:].strip().lower()
    return line.startswith("```") and language != "" and language not in _NO_PROGRAM


_PROGRAM = re.compile(
    r"^[ \t]{0,3}```[ \t]*(?P<language>[\w+#]{1,15})[ \t]*\n.*?(?:^[ \t]{0,3}```[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)


def without_programs(text: str) -> str:
    """A text that works something out without its programs, where it says more than these."""
    shorter = _PROGRAM.sub(
        lambda found: found[0] if found["language"].lower() in _NO_PROGRAM else "", text
    )
    return shorter if any(map(str.isdigit, shorter)) else text
