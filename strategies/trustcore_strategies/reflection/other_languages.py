"""Verdicts that a judge gives in another language than English: "Falso.", "Die Antwort ist falsch"."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Sequence

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.verdict import verdict
from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.languages import (
    ADVERBS,
    ANSWER_SIGNS,
    LANGUAGES,
    LIMIT_SIGNS,
    RIGHT_SIGNS,
    WRONG_SIGNS,
    Language,
)

_LONGEST = 120
_MOST_WORDS = 16
"""Of a sentence that gives a verdict."""

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?|\d+")
_SIGNS = re.compile(
    rf"(?:.{{0,40}}?(?P<noun>{ANSWER_SIGNS})|(?P<bare>.{{0,12}}?))(?:(?:是|为|為|は|が|も|은|는|이|가)?.{{0,16}}?)"
    rf"(?:(?P<wrong>{WRONG_SIGNS})|(?P<right>{RIGHT_SIGNS}))"
    r"(?:的|了|です|だ|である|でした|だと言えます|と言えます|と考えられます|と判断します|といえます|います|いる|ません|ない|ありません|습니다|니다|입니다|이다|다|은 답|음|않습니다|닙니다)?$"
)
"""A sentence of Chinese, Japanese or Korean, which ends in its verdict."""

_BEFORE_SIGNS = re.compile(
    r"(?:所以|因此|故|于是|可见|显然|确实|完全|都|也|就|而且|这|這|那|该|该|其|它|此|是|并|也是|それ|これ|この|その|よって|したがって|従って|は|が|も|이것|그것|이|그|따라서|그러므로|는|은|가| |的)*"
)
"""All that stands in front of a verdict where no noun does."""

_LIMITED = re.compile(LIMIT_SIGNS)
_EITHER = re.compile(f"{WRONG_SIGNS}|{RIGHT_SIGNS}")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")

_HEDGED = re.compile(r"\w*(?:ly|ble)$")
"""Words that only lean to a verdict, in English and French."""


def in_a_word(reply: str, framing: Framing) -> Option | None:
    """The option that one word says which is all of a reply, in whatever language."""
    word = reply.strip(" \t\r\n.!*_\"'`\u3002\uff01")
    if not framing.judges or not word or len(word) > _LONGEST or " " in word or _HEDGED.match(word):
        return None
    if (option := in_a_sentence(word, framing)) is not None:
        return option
    said = verdict(fold(word))
    return _option(said == "yes", framing) if said in ("yes", "no") else None


def in_a_sentence(piece: str, framing: Framing) -> Option | None:
    """The option that a sentence says of the answer in another language than English."""
    if len(piece) > _LONGEST:
        return None
    holds = _in_signs(piece) if _EAST_ASIAN.search(piece) else _in_words(piece)
    return None if holds is None else _option(holds, framing)


def _option(holds: bool, framing: Framing) -> Option | None:  # noqa: FBT001  (of a pair)
    return next((one for one in framing.options if one.value == float(holds)), None)


def _in_signs(piece: str) -> bool | None:
    """Whether a clause of Chinese, Japanese or Korean calls the answer right; None if neither."""
    found = _SIGNS.fullmatch(piece)
    if found is None or _LIMITED.search(piece):
        return None
    word = "wrong" if found["wrong"] else "right"
    before = piece[: found.start(word)]
    if found["noun"] is None and not _BEFORE_SIGNS.fullmatch(before):
        return None
    if _EITHER.search(before):
        return None
    return word == "right"


def _in_words(piece: str) -> bool | None:
    """Whether a clause of another language calls the answer right; None if it says neither."""
    words = [word.casefold() for word in _LATIN_WORD.findall(piece)]
    if not 1 <= len(words) <= _MOST_WORDS:
        return None
    said = {holds for one in LANGUAGES if (holds := _in_language(words, one)) is not None}
    return said.pop() if len(said) == 1 else None


def _in_language(words: Sequence[str], language: Language) -> bool | None:
    end = next((at for at, word in enumerate(words) if word in language.reasons and at), len(words))
    words = words[:end]
    verdicts = [
        at
        for at, word in enumerate(words)
        if _is(word, language.right + language.wrong, language.endings)
    ]
    if len(verdicts) != 1:
        return None
    at = verdicts[0]
    before, behind = words[:at], words[at + 1 :]
    if any(word in language.limits for word in before):
        return None
    known = (*language.pronouns, *language.verbs, *language.denials, *language.between)
    if behind and _is(behind[-1], language.answers, ("", *language.endings)):
        stated = any(word in (*language.pronouns, *language.verbs) for word in before)
        if len(behind) > 1 or not stated or any(word not in known for word in before):
            return None
    elif any(word not in known for word in behind) or not _is_of_the_answer(words, at, language):
        return None
    denied = any(word in language.denials for word in (*before, *behind))
    return _is(words[at], language.right, language.endings) != denied


def _is_of_the_answer(words: Sequence[str], at: int, language: Language) -> bool:
    """Whether what stands around a verdict makes it one on the answer."""
    known = (*language.pronouns, *language.verbs, *language.denials, *language.between)
    before = words[:at]
    endings = ("", *language.endings)
    named = next((i for i, word in enumerate(before) if _is(word, language.answers, endings)), None)
    if named is None:
        return all(word in known or word.endswith(ADVERBS) for word in before)
    joined = language.bare or any(word in language.verbs for word in words[named:])
    if any(word in language.pronouns for word in before[:named]):  # "c'est la réponse correcte"
        joined = joined or all(word in known for word in before[:named])
    if (
        language.inverts and not joined
    ):  # "so ist die Antwort falsch", but not "ist die Antwort falsch"
        joined = any(word in language.verbs for word in before[1:named])
    return joined and not (language.inverts and before[0] in language.verbs)


def _is(word: str, stems: Sequence[str], endings: Sequence[str]) -> bool:
    return any(word.startswith(stem) and word[len(stem) :] in endings for stem in stems)
