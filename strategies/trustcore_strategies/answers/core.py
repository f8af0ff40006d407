"""What a sentence says beyond the question: "Canberra" of "The capital of Australia is Canberra."."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.abbreviations import ABBREVIATIONS
from trustcore_strategies.answers.east_asian_news import news
from trustcore_strategies.answers.idle import IDLE, is_idle, is_known
from trustcore_strategies.answers.said_around import (
    LONGEST,
    without_denied,
    without_speech,
    without_tail,
)
from trustcore_strategies.answers.words import names_letter

_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|[^\\W\\d_](?:[^\\W\\d_]|['\u0300-\u036f\u0900-\u109f-](?=[^\\W_]|[\u0900-\u109f]))*|\\d[\\d.,]*\\d|[^\\s]"
)
_TWO_LETTERS = re.compile("[A-Za-z]{2}")
_BEFORE_NEWS = frozenset("はがも是为為叫、，:：在由은는이가")
_AFTER_NEWS = frozenset("的はがでだ是。．.、，입이은는가예의")
"""Characters of scripts without blanks behind which, and in front of which, the news may stand."""


def core(text: str, known: Collection[str]) -> str:
    """Strip the question's words and idle ones from both ends of a text.

    Args:
        text: One sentence; a longer text is returned as it is.
        known: The question's words and their stems.
    """
    if len(text) > LONGEST or (text.isalpha() and text.isascii()):
        return text
    bare = without_tail(without_denied(text)).strip()
    plain = bare.isascii()
    if not plain or "'" in bare:
        bare = without_speech(bare)
    expression = _expression(bare)
    if expression is not None and _GIVES.search(bare, 0, expression):
        return bare if _RANGES.search(bare, 0, expression) else bare[expression:]
    found = _core(bare, expression, known) if plain else _core_of_any(bare, known)
    return bare if found in ABBREVIATIONS else found or _given(bare) or text


_RANGES = re.compile(r"\d\S* (?:to|and|until|bis|und|\u00e0|et|a|y|e|en) $")
"""What stands in front of the upper end of a range: from 70 to."""

_GIVES_NUMBER = re.compile(
    r"[^\d\n]{2,}(?:\b(?:is|are|was|were|be|equals|ist|est|es|son|fue|\u00e8|\u00e9)|=|:) ?(?P<number>[-+]?[$\u20ac\u00a3]?\d(?:[\d.,]*\d)?(?: ?[%\u00b0])?)"
)


def _given(bare: str) -> str | None:
    """The number that a sentence of nothing but words of the question gives: the slope is 3."""
    found = _GIVES_NUMBER.fullmatch(bare.rstrip(" .!"))
    return None if found is None else found["number"]


_FURTHER = re.compile(r",\s*(?:and |or )?|\s(?:and|or)\s")
_LONGEST_THING = 3
"""Words of a thing that a list names beside others."""


def with_last_things(found: str, text: str) -> str:
    """The core of a text that is a list, with its last things, which the question names as well."""
    front, _, behind = text.partition(found)
    parts = _FURTHER.split(behind.rstrip(" ."))
    lacks = not parts[0] and len(parts) > 1 and all(map(_is_thing, parts[1:]))
    return text[len(front) :].rstrip(" .") if lacks else found


def _is_thing(part: str) -> bool:
    said = part.split()
    return 0 < len(said) <= _LONGEST_THING and said[0].lower() not in IDLE


_TOPIC = re.compile(
    r"(?P<topic>[^\u306f,.;\n]{2,40})\u306f(?P<comment>[^\u306f,.;\n]{1,20}?)(?:\u3067\u3059|\u3067\u3042\u308b|\u3060|\u3067\u3057\u305f)?"
    r"|(?P<theme>[^\u662f\u4e3a,.;\n]{2,40})(?<![\u4e0d\u6c92\u6ca1\u975e\u7121\u65e0])[\u662f\u4e3a\u53eb](?P<rheme>[^\u662f,.;\n]{1,20})"
)
"""A sentence of Japanese or Chinese whose topic repeats the question, and what it says of that."""


def _comment(bare: str, known: Collection[str]) -> str:
    """What a sentence of Japanese or Chinese says of its topic, where that is the question's."""
    found = _TOPIC.fullmatch(bare)
    if found is None:
        return ""
    topic = found["topic"] or found["theme"]
    asked = sum(letter in known for letter in topic)
    if 2 * asked < len(topic):
        return ""
    said = found["comment"] or found["rheme"]
    return said.rstrip("".join(known) + "\u7684") if said[-1] == "\u7684" else said


def _core_of_any(bare: str, known: Collection[str]) -> str:
    """The core of a text of any script."""
    if bare[0] > "\u2fff":
        said = _comment(bare, known) or news(bare, known)
        if said:
            return said
    found = list(_TOKEN.finditer(bare))
    if not any((len(mark[0]) > 1 and mark[0].isalpha()) or mark[0] > "\u2fff" for mark in found):
        return bare
    first, last = 0, len(found)
    named = names_letter(bare)
    while first < last and is_idle(found[first][0], known, front=not named):
        if first and found[first][0][0].isupper() and not is_known(found[first][0], known):
            break
        first += 1
    while first < last and is_idle(found[last - 1][0], known, front=False):
        last -= 1
    while (
        0 < first < len(found)
        and _is_cjk(found[first - 1][0])
        and found[first - 1][0] not in _BEFORE_NEWS
    ):
        first -= 1
    while last < len(found) and _is_cjk(found[last][0]) and found[last][0] not in _AFTER_NEWS:
        last += 1
    piece = found[first:last] and _widened(bare, found[first].start(), found[last - 1].end())
    return piece or bare


def _core(bare: str, expression: int | None, known: Collection[str]) -> str | None:
    """The core of an ASCII text, of which no more words than needed are looked at."""
    if not _has_word(bare):
        return bare
    if bare.replace(" ", "").isalpha():
        return _core_of_words(bare, known)
    start = _first_news(bare, known)
    if expression is not None:
        return bare[expression if start is None else min(start, expression) :]
    end = None if start is None else _last_news(bare, start, known)
    return None if start is None or end is None else _widened(bare, start, end)


def _core_of_words(bare: str, known: Collection[str]) -> str | None:
    """The core of a text of nothing but ASCII letters and blanks."""
    said, front = bare.split(" "), not names_letter(bare)
    for first, word in enumerate(said):
        named = first > 0 and word[:1].isupper() and not is_known(word, known)
        if named or (word and not is_idle(word, known, front=front)):
            break
    else:
        return None
    for last in range(len(said), first, -1):
        if said[last - 1] and not is_idle(said[last - 1], known, front=False):
            return " ".join(said[first:last])
    return None


def _has_word(bare: str) -> bool:
    """Whether an ASCII text has a word of letters alone, and of more than one."""
    if _TWO_LETTERS.search(bare) is None:
        return False
    if "'" not in bare and "-" not in bare:
        return True
    return any(len(mark[0]) > 1 and mark[0].isalpha() for mark in _TOKEN.finditer(bare))


_OF_EXPRESSION = re.compile(
    r"(?:[-+*/^=().,\[\]{}|!\d'\u03c0\u221a\u221e]|(?<![^\W\d_])(?:sin|cos|tan|ln|log|exp|sqrt|pi|[a-zA-Z]{1,2})(?![^\W\d_]))+"
)
_JOINED = re.compile(r"[\w)\]] ?[-+*/^=] ?[\w(\[-]")


def _expression(bare: str) -> int | None:
    """Where the expression begins in which a text ends, of which every sign is news."""
    if not (
        "=" in bare or "^" in bare or "+" in bare or "*" in bare or "/" in bare or " - " in bare
    ):
        return None
    start = len(bare)
    for piece in reversed(bare.split(" ")):
        if piece and (_OF_EXPRESSION.fullmatch(piece) is None or _WORDS.match(piece)):
            break
        start -= len(piece) + 1
    start = max(start + 1, 0)
    return start if _JOINED.search(bare, start) is not None else None


_GIVES = re.compile(
    r"(?:^|\W)(?:is|equals|equal to|are|was|be|becomes|gives|yields|to|as|ist|lautet|est|es|\u00e8|\u00e9|:) $",
    re.IGNORECASE,
)
"""What stands in front of an expression that is what the sentence says."""

_WORDS = re.compile(r"(?:is|of|to|as|in|at|by|or|an|be|so|it|we)$", re.IGNORECASE)
"""Words of two letters, which are no product of two variables."""


def _first_news(bare: str, known: Collection[str]) -> int | None:
    """Where the first word stands that is no word of the question and not idle."""
    front = not names_letter(bare)
    for found in _TOKEN.finditer(bare):
        mark = found[0]
        named = found.start() > 0 and mark[0].isupper() and not is_known(mark, known)
        if named or not is_idle(mark, known, front=front):
            return found.start()
    return None


def _last_news(bare: str, start: int, known: Collection[str]) -> int | None:
    """Where the last such word ends that begins at a place or behind it."""
    end, front = len(bare), bare[start:]
    while pieces := front.rsplit(None, 1):
        piece, front = pieces[-1], pieces[0] if len(pieces) > 1 else ""
        at = bare.rindex(piece, start, end)
        for found in reversed(list(_TOKEN.finditer(bare, at, at + len(piece)))):
            if not is_idle(found[0], known, front=False):
                return found.end()
        end = at
    return None


def _is_cjk(mark: str) -> bool:
    return mark > "\u2fff" and len(mark) == 1


_BRACKET = re.compile(r"[()\[\]{}]")
_SIGNED = re.compile(r"(?<![^\W_])[A-Z][a-z]?\^?$|[A-Za-z]\S{0,12}[ ^]\d$")
"""What a sign behind belongs to: a grade, a note, an ion."""


def _behind_quotient(text: str, end: int) -> int:
    """Where a quotient ends of which only the front is news: 5/8, 100 Mbit/s."""
    over = _DENOMINATOR.match(text, end)
    return end if over is None else over.end()


_DENOMINATOR = re.compile(
    r"(?<=\d)/\d{1,9}(?![\d/])|(?<=[A-Za-z\u00b2\u00b3])/(?:s|sec|second|min|minute|h|hr|hour|day|d|yr|year|m|km|kg|l|ml|cm)(?![\w/])"
)
_POINT = re.compile(r"\.\d")


def _widened(text: str, start: int, end: int) -> str:
    """The piece with the signs and brackets that belong to it."""
    while start > 0 and text[start - 1] in "-+$\u20ac\u00a3\u00a5.([{<>=~\u00b1\u221a":
        start -= 1
    while start > 0 and (
        text[start - 1] == "^" or (text[start - 1].isalnum() and text[start - 1] < "\x7f")
    ):
        start -= 1
    while end < len(text) and text[end] in "%)]}\u00b0!":
        end += 1
    end = _behind_quotient(text, end) if text[end : end + 1] == "/" else end
    if text[end : end + 1] in {"-", "#"} and _SIGNED.search(text, start, end):
        end += 1
    piece = text[start:end]
    if piece[:1] in {"(", "["} and piece[-1:] in {")", "]"} and "," in piece:
        return piece  # an interval, of which one end need not be closed
    if _BRACKET.search(piece) is None:
        return piece.lstrip("=.").strip() if not _POINT.match(piece) else piece
    for opening, closing in ("()", "[]", "{}"):
        if piece.count(closing) > piece.count(opening) and opening not in piece:
            piece = piece.rstrip(closing)
        if piece.count(opening) > piece.count(closing) and closing not in piece:
            piece = piece.lstrip(opening)
    return piece.lstrip("=.").strip() if not _POINT.match(piece) else piece
