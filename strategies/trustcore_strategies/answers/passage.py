"""The passages that a prompt gives to be read, apart from what it asks about them.

An answer names what stands in a passage, and repeats what is asked: the words of the question are no
news in it, those of a passage are.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from trustcore_strategies.answers.abbreviations import IN_ABBREVIATION
from trustcore_strategies.answers.passage_blocks import headed, numbered, spoken, structured, tagged
from trustcore_strategies.answers.passage_marks import ASKS, GIVES, QUOTES, is_passage
from trustcore_strategies.answers.words import LETTERS

_SHORTEST_STORY = 120
"""Characters of a prompt that can tell something without marks around it."""

_SETS_APART = re.compile("[:\uff1a\"'<\\n\u201c\u201e\u00ab\u300c\u300e]")
"""Marks of which a shorter one has some where it gives something to be read."""

_TOLD = 25
"""Words from which on what stands in front of a question without a label is a passage."""

_SENTENCE = re.compile(
    r"[^.!?\n。！？]*(?:[.!?](?!\s|$|[\"'”)])[^.!?\n。！？]*)*(?:[.!?。！？]+[\"'”)]*|\n|$)\s*"
)
_MATHS = re.compile(r"[=\\^$]|\d\s*[-+*/]\s*\d")
_SHOWS_FORM = re.compile(r"<[^<>\n]{2,}>|:\s*$|\b(?:for )?example\b|\be\.g\.", re.IGNORECASE)
"""What shows how an answer is to look, and tells nothing."""

_OPTION = re.compile(r"\s*\(?[A-H][.):]\s")

_WHOLE = re.compile(
    r"(?:^|[\s,(])(?:who|whom|whose|which|what|where|when|why|wer|wen|wem|welche[rsmn]?|was|wo|wann|warum|wieso|qui|quel(?:le)?s?|que|quoi|où|quand|pourquoi|quién(?:es)?|quien|qué|cuál(?:es)?|dónde|cuándo|chi|quale|quali|cosa|dove|perch[ée]|quem|qual|quais|onde|quando|кто|что|где|когда|почему|какой|какая|какое|какие|wie|waar|wanneer|welk)\b",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(
    r"\W{0,4}(?:answer|reply|respond|give|write|return|output|use|provide|choose|pick|select|list|name|think|note|please|do|don't|only|if|your|you|read|classify|determine|decide|identify|extract|consider|based|according|given|explain|keep|be|make|put|format|say|state|antworte|gib|wähle|réponds|répondez|choisis|responde|elige|rispondi|scegli)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|du|dein|vous|votre|usted|tu)\b", re.IGNORECASE)
_VERIFIED = re.compile(
    r"\b(?:true|false|correct|accurate|factual|statement|claim|wahr|falsch|vrai|faux|verdadero|falso)\b",
    re.IGNORECASE,
)
"""Words of a prompt that asks whether what it quotes is so, of which answers repeat the words."""


def without_passages(prompt: str) -> str:
    """A prompt without what it gives to be read; all of it where it gives nothing.

    A passage stands behind a label (Context: ...), in a tag of such a name, between quotation marks
    outside the sentence that asks, or in front of it as several sentences that instruct nobody.
    """
    if len(prompt) < _SHORTEST_STORY and _SETS_APART.search(prompt) is None:
        return prompt
    bare = _without(prompt, _labelled(prompt))
    for finder in (numbered, tagged, headed, spoken, structured):
        bare = _without(bare, finder(bare))
    left = _without(bare, _quoted(bare))
    if bare == prompt:
        left = _without_story(left)
    return left if len(LETTERS.findall(left)) > 1 else prompt


def _without(text: str, spans: Iterator[tuple[int, int]]) -> str:
    kept, end = [], 0
    for start, stop in spans:
        kept.append(text[end:start])
        end = max(end, stop)
    return "\n".join((*kept, text[end:])) if kept else text


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands behind a label begins and ends."""
    found = list(GIVES.finditer(text))
    if not found:
        return
    asks = [one.start() for one in ASKS.finditer(text)]
    last = _begin_of_questions(text)
    end = 0
    for one in found:
        if one.start() < end:
            continue
        stop = _end_of_labelled(text, one, asks, last)
        if stop is not None and is_passage(text[one.end() : stop]):
            end = stop
            yield one.start(), stop


def _end_of_labelled(text: str, label: re.Match[str], asks: list[int], last: int) -> int | None:
    """Where it ends: with its quotation marks, at the next label or at what is asked behind it."""
    start = label.end()
    while start < len(text) and text[start].isspace():
        start += 1
    quoted = QUOTES.match(text, start)
    if quoted is not None:
        return quoted.end()
    place = bisect_left(asks, label.end())
    if place < len(asks):
        return asks[place]
    if last > start:
        return last
    front = LETTERS.finditer(text, 0, label.start())
    return len(text) if len(list(islice(front, 2))) > 1 else None


_MOST_BEHIND = 25
"""Words that may stand behind the last question of a prompt: how it is to be answered."""

_ABBREVIATED = re.compile(rf"(?:{IN_ABBREVIATION}|(?<=\b(?:No))|(?<=\b(?:e\.g|i\.e)))\.\s*$")


def _begin_of_questions(text: str) -> int:
    """Where the questions begin in which a prompt ends, but for how to answer them; else 0."""
    spans = [one.span() for one in _SENTENCE.finditer(text) if one[0].strip()]
    begin, behind, asks = 0, 0, False
    for start, stop in reversed(spans):
        sentence = text[start:stop].rstrip(" \n\t\"')")
        if sentence[-1:] in {"?", "\uff1f", "\u061f"}:
            asks, begin = True, start
        elif asks and _ABBREVIATED.search(text, max(0, start - 8), stop):
            begin = start  # the front of the question's own sentence
        elif asks:
            break
        else:
            behind += len(LETTERS.findall(sentence))
            if behind > _MOST_BEHIND:
                return 0
    return begin if asks else 0


_HANDLED = re.compile(
    r"\b(?:translat\w+|correct|rewrite|rephrase|paraphrase|summar\w+|classif\w+|categor\w+|detect|label|identify|extract|\u00fcbersetz\w*|tradui\w*|traduc\w*|traduz\w*)\b",
    re.IGNORECASE,
)
"""Words of what is to be done with a text, even with one that asks something."""

_OPENS = frozenset((":", "\uff1a", "?", "\uff1f", "!", ".", ""))
"""What may stand in front of a quotation that is no part of a sentence."""

_ASKED_OF = re.compile(r"[^.!?\n]{0,200}[?\uff1f]")


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where what is quoted outside the sentence that asks begins and ends."""
    if _VERIFIED.search(text) is not None:
        return
    elsewhere = _HANDLED.search(text) is not None or "?" in QUOTES.sub("", text)
    for found in QUOTES.finditer(text):
        at = found.start() - 1
        while at >= 0 and text[at].isspace():
            at -= 1
        before = text[at] if at >= 0 else ""
        asked_of = not before and _ASKED_OF.match(text, found.end()) is not None
        asks = found[0][-2:-1] in {"?", "\uff1f"} and not elsewhere
        if before in _OPENS and not (asked_of or asks) and is_passage(found[0]):
            yield found.span()


def _without_story(text: str) -> str:
    """A prompt that ends in a question after the value of no calculation, without what it tells first."""
    bare = text.rstrip()
    if bare[-1:] not in {"?", "？"} or _MATHS.search(text) is not None:
        return text
    parts = [part for part in _SENTENCE.findall(bare) if part.strip()]
    asked = parts[-1] if parts else ""
    if (
        _WHOLE.search(asked) is None
        or len(LETTERS.findall(text)) - len(LETTERS.findall(asked)) < _TOLD
    ):
        return text
    kept = [part for part in parts[:-1] if _INSTRUCTS.match(part) or _YOU.search(part)]
    told = [part for part in parts[:-1] if part not in kept]
    if len(told) <= 1 or any(_SHOWS_FORM.search(part) or _OPTION.match(part) for part in told):
        return text
    return "".join((*kept, asked))
