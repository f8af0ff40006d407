"""Which option a judge's reply chose.

The reply, without thinking and end marks, is cut into clauses at punctuation (`lines`). A clause
that is a letter, an option's words, a sentence that chooses a letter (`letters`), or one that calls
the answer right or wrong (`sentences`), names an option; what stands around it may keep it from
being chosen (`surroundings`). Lines that say nothing else come first; all clauses count when there
is no such line. Exactly one option must be named: a judge that names two, or whose letter and words
disagree, has chosen none, unless it takes one back (`corrections`). Time is linear in the length.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from trustcore.labels.visible import visible
from trustcore_strategies.reflection.choices import Choice, Unread, only
from trustcore_strategies.reflection.conclusions import conclusion, stated_first
from trustcore_strategies.reflection.corrections import kept
from trustcore_strategies.reflection.flags import choices_alone, flags
from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.lines import Line, spans_of
from trustcore_strategies.reflection.other_languages import in_a_word
from trustcore_strategies.reflection.signs import PLAIN

_FINAL = re.compile(
    r"(?:final[ _-](?:choice|decision|verdict)(?:[*_\"' ]{0,4}[:=(]|[*_ ]{1,4}(?:is|remains|(?:would|must|has to) be)\b)|\\boxed(?={)|final[ _-](?:choice|decision|verdict)(?=\W*$)"
    r"|(?:最[终終](?:的な)?(?:选择|選択|決定|决定|判断|判定|答案|回答|答え)|최종 ?(?:선택|답변?|판단)|endgültige (?:wahl|entscheidung|antwort)|(?:choix|réponse|décision|elección|respuesta|decisión|opción|escolha|resposta|decisão|scelta|risposta|decisione) final[ea]?|(?:окончательный|итоговый|финальный) (?:выбор|ответ|вердикт)|(?:الاختيار|الجواب|القرار|الحكم|الإجابة|الخيار) النهائية?)[*_\"' ]{0,4}[:=：])",
    re.IGNORECASE,
)
_IN_FINAL = ("nal", "boxed", "最", "최종", "ltige", "выбор", "ответ", "вердикт", "النهائي")
"""Each match has one, whatever its case; most replies have none, and are not searched."""

_AFFIRMS = re.compile(
    r"\W{0,4}(yes)[*_]{0,2}[.!](?!\s+(?:let|so|now|okay|ok|first|i|we|step|but|however|the (?:answer|option|question|proposed)|option)\b)(?!.*\b(?:but|however|not|though|although|except|whereas|fails?|wrong|incorrect|false|should|instead)\b)[^?]+$",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence of one word, and others behind it that turn nothing round."""

_PLACEHOLDER = re.compile(r"[\s*_:(\[]{0,8}X[\s*_.)\],]{0,8}")
"""What the form says that was asked for, which some repeat before they say what it is."""

_LONGEST = 2**16
"""Of a longer reply so many characters at its end are read: there judges decide."""

_CLOSING_TAG = re.compile(r"</([A-Za-z][\w-]{0,31})>")
_TAG = re.compile(r"</?([A-Za-z][\w-]{0,31})(?:\s[^<>]{0,80})?>")
_KEPT = 512
"""Readings that are kept for the whole process, of short replies alone."""

_FEW_WORDS = 80
"""Characters of a short reply: of all questions, judges say the same few words of most."""


def choose(reply: str, framing: Framing, *, reasoning: bool = False) -> Choice | Unread:
    """Find the option that a reply chose; see `_choose`."""
    read = _choose_once if len(reply) <= _FEW_WORDS else _choose
    return read(reply, framing, reasoning)


def _choose(reply: str, framing: Framing, reasoning: bool) -> Choice | Unread:  # noqa: FBT001  (cached)
    """Find the option that a reply chose.

    The last "Final choice" decides where there is one. Without one, a judge that was to reason
    has decided only if its last line says nothing but an option: what it mentions on its way, or
    when cut short, is no choice.
    """
    start, end = visible(reply)
    start = max(start, end - _LONGEST)
    reply = reply[:end].translate(PLAIN)
    if "</" in reply:
        reply = _without_tags(reply)
    if not reply[start:].strip():
        return Unread.EMPTY
    if flagged := flags(reply, start, framing):
        return only([Choice(option) for option in flagged])
    reply = choices_alone(reply, start, framing)
    final = _last_final(reply, start)
    if final is not None:
        lines_behind = spans_of(reply, final)
        line = next(lines_behind, None)
        if line and _PLACEHOLDER.fullmatch(reply, *line):
            line = next(lines_behind, None)
        if line:
            return kept(only(Line.read(reply, *line, framing).choices), reply, final, framing)
    spans = list(spans_of(reply, start))
    lines = [Line.read(reply, *span, framing) for span in (spans[-1:] if reasoning else spans)]
    deciding = _decisions(lines, framing) if len(lines) > 1 else lines
    pure: Sequence[Choice] = [choice for line in deciding for choice in line.pure]
    if not pure and reasoning:
        pure = conclusion(reply, spans, framing) or stated_first(reply, spans, framing)
    if pure or reasoning:
        return kept(only(pure), reply, start, framing)
    said = only([choice for line in deciding for choice in line.choices])
    if said is Unread.NOTHING and (word := _by_a_word(reply[start:], framing)) is not None:
        return Choice(word)
    return kept(said, reply, start, framing)


_choose_once = lru_cache(maxsize=_KEPT)(_choose)


def _by_a_word(reply: str, framing: Framing) -> Option | None:
    """The option that one word says which is all of a reply, or its first sentence."""
    if (option := in_a_word(reply, framing)) is not None or not framing.judges:
        return option
    first = _AFFIRMS.match(reply)
    return None if first is None else framing.words[first[1].casefold()]


def _without_tags(reply: str) -> str:
    """A reply with blanks for its tags, so that places hold; "<b>" is no small letter.

    Tags are what has a closing one: "<B>" alone is a letter in brackets.
    """
    closed = set(_CLOSING_TAG.findall(reply))
    return _TAG.sub(lambda tag: " " * len(tag[0]) if tag[1] in closed else tag[0], reply)


def _decisions(lines: Sequence[Line], framing: Framing) -> Sequence[Line]:
    """The lines that may decide: those with a checked box, or not all options one after the other.

    These are the question. So are those that an introduction announces to be looked at in turn.
    """
    lines = _without_reviews(lines)
    naming = [line for line in lines if line.choices]
    if checked := [line for line in naming if line.checked]:
        return checked
    count = len(framing.letters)
    if not 1 < count < len(naming):
        return lines
    first = [{choice.option.letter for choice in line.choices} for line in naming[:count]]
    return naming[count:] if first == [{letter} for letter in framing.letters] else lines


def _without_reviews(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without those of a list in which one option after the other is looked at."""
    kept: list[Line] = []
    announced = False
    for line in lines:
        if announced and line.chatty and line.listed:
            continue
        announced = line.announces
        kept.append(line)
    return kept


def _last_final(reply: str, start: int) -> int | None:
    last = None
    lowered = reply.lower()
    if not any(part in lowered for part in _IN_FINAL):
        return None
    for found in _FINAL.finditer(reply, start):
        last = found.end()
    return last
