"""Values that a sentence sets apart: between quotation marks, as code, as a letter."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.enclosed import FENCED
from trustcore_strategies.answers.folding import fold

_LOOKED_AT = 600
"""Characters from the beginning of an answer in which its value is set apart."""

_SAYS = (
    r"(?:\b(?:is|are|was|were|be|becomes|reads|means|you (?:would |can )?say|said as|returns?|prints?|outputs?|gives?|yields|stands for|is short for|translate[sd]? (?:to|as|into)|ist|lautet|heisst|hei\u00dft|est|se traduit par|es|\u00e8|\u00e9)[ ]?:?"
    r"|\b(?:translation|sentence|version|form|voice|tense|text|word|phrase|spelling|correction|corrected|summary|rewritten|answer)[^:\n]{0,40}:)"
)
_KIND = r"(?:the (?:string|word|letter|number|term|phrase|value|character|name|option) )?"
_QUOTED = re.compile(
    rf"{_SAYS}(?: \n?|\n{{1,2}})[ \t]*{_KIND}(?:\"(?P<double>[^\"\n]{{1,300}})\"|'(?P<single>(?=[^\s'])(?:[^'\n]|(?<=\w)'(?=\w)){{1,300}})'(?!\w))(?P<end>[.!]?\s*(?:$|\n)|[.!] +(?=[A-Z]))",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r";|, (?:and|but|which|who|whose|where|when|known|called)\b|\b(?:not|never|no|nor|without)\b|n't\b|\bknown as\b",
    re.IGNORECASE,
)
"""What stands in front of a quotation that is no value: a denial, another thing that is said."""

_ANY_QUOTED = re.compile(r"\"([^\"\n]{1,300})\"|(?<!\w)'([^'\n]{1,300})'(?!\w)")
_LONGEST_FRONT = 25
"""Words of a sentence in front of what it quotes; a longer one tells something."""


def quoted_value(final: str, question: str) -> str | None:
    """What the first sentence of an answer quotes as the last thing that it says.

    'In French, "good night" is "bonne nuit".' gives "bonne nuit".

    Args:
        final: The answer.
        question: The question; what that names itself is no value, wherever it is quoted.
    """
    found = _QUOTED.search(final[:_LOOKED_AT])
    if found is None:
        return None
    front = final[: found.start()]
    if "\n" in front.strip() or ". " in front or len(front.split()) > _LONGEST_FRONT:
        return None
    asked, value = fold(question), found["double"] or found["single"]
    others = [one[1] or one[2] for one in _ANY_QUOTED.finditer(front)]
    if _OTHERWISE.search(front) or any(fold(one).strip(" .!?") not in asked for one in others):
        return None
    return None if fold(value).strip(" .!?,") in asked else value


_LETTER = re.compile(
    r"[^.!?\n]{3,160}?\b(?:is|be|are|was|should be|would be|will be|comes|:) (?:the letter )?[\"'(]?(?P<letter>[A-Z])[\"')]?[.!]?\s*"
)


def letter_value(final: str) -> str | None:
    """The single letter in which an answer of one sentence ends."""
    found = _LETTER.fullmatch(final)
    return None if found is None else found["letter"]


_SPAN = re.compile(r"`([^`\n]{1,300})`")
_USES = re.compile(
    rf"(?:{_SAYS}|\b(?:use|run|type|enter|command|executing|try)(?: the)?(?: [a-z]+){{0,3}}:?)\s{{1,2}}`",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\b(?:output|outputs|print|prints|printed|result|returns|displays?)\b[^\n]*\n+$", re.IGNORECASE
)
"""Ends what stands in front of a block that shows what a program gives."""

_KIND_OF_CODE = (
    r"(?:command|query|statement|expression|regex|regular expression|pattern|keyword|one-liner)"
)
_NAMED_CODE = re.compile(
    rf"[^.!?\n]{{0,200}}?(?:`(?P<called>[^`\n]{{1,300}})`(?: \([^()\n]{{1,60}}\))? {_KIND_OF_CODE}\b|\b{_KIND_OF_CODE} (?:is )?`(?P<code>[^`\n]{{1,300}})`)",
    re.IGNORECASE,
)
"""Code that the first sentence calls what was asked for, whatever examples follow."""

_DENIED = re.compile(r"\b(?:not|never|avoid|instead|wrong)\b|n't\b", re.IGNORECASE)


def code_value(text: str) -> str | None:
    """The one piece of code that an answer gives; None where it gives several, or denies it.

    That is what its first sentence names, its one block but for those that show what it prints, or
    else its one piece of code in a sentence.
    """
    first = text.strip().partition("\n")[0][:_LOOKED_AT]
    named = _NAMED_CODE.match(first)
    if named is not None and _DENIED.search(first[: named.end()]) is None:
        return named["called"] or named["code"]
    blocks = list(FENCED.finditer(text)) if "```" in text else []
    if blocks:
        shown = [
            one
            for one in blocks
            if not _OUTPUT.search(text[max(0, one.start() - 80) : one.start()])
        ]
        return str(shown[0][1]) if len(shown) == 1 else None
    used = _USES.search(first)
    spans: set[str] = set(_SPAN.findall(text))
    if used is None or len(spans) != 1 or _DENIED.search(first):
        return None
    return spans.pop()


_LAST_CODE = re.compile(r"[:,]\s{1,2}`(?P<code>[^`\n]{1,200})`[.!]?\s*$")


def last_code(text: str, question: str) -> str | None:
    """The code in which an answer ends behind a colon, or its one piece that is none of the question."""
    found = _LAST_CODE.search(text[-_LOOKED_AT:])
    if found is not None or "```" in text:
        return None if found is None else found["code"]
    spans = {one for one in _SPAN.findall(text) if one not in question}
    return spans.pop() if len(spans) == 1 else None
