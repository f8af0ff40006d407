"""Verdicts that a judge gives in another language than English: "Falso.", "Die Antwort ist falsch"."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.verdict import verdict
from trustcore_strategies.reflection.framings import Framing, Option

_LONGEST = 80

_IS = r"(?:ist|war|est|es|è|é|is|är|er)"
_SENTENCE = re.compile(
    rf"(?:\w{{1,6}} )?(?:\w{{4,14}} )?(?:antwort|aussage|réponse|affirmation|respuesta|afirmación|risposta|affermazione|resposta|afirmação|antwoord|svaret|ответ|утверждение)"
    rf"(?: (?!{_IS} )\w{{4,14}})?(?: (?P<before>no|non|não|не|n['\u2019]))? ?(?:{_IS} )?(?:(?P<behind>nicht|pas|niet|inte|ikke|не) )?(?P<word>\w{{2,14}})"
    r"|(?:\w{0,8}?)(?:答案|回答|说法|陈述)(?:\w{0,2}?是)?(?P<denied>不)?(?P<sign>\w{1,3}?)的?",
    re.IGNORECASE,
)
"""A sentence about the answer with a word for a verdict at its end."""

_HEDGED = re.compile(r"\w*(?:ly|ble)$")
"""Words that only lean to a verdict, in English and French."""


def in_a_word(reply: str, framing: Framing) -> Option | None:
    """The option that one word says which is all of a reply, in whatever language."""
    word = reply.strip(" \t\r\n.!*_\"'`\u3002\uff01")
    if not framing.judges or not word or len(word) > _LONGEST or " " in word or _HEDGED.match(word):
        return None
    return _meant(word, framing, denied=False)


def in_a_sentence(piece: str, framing: Framing) -> Option | None:
    """The option that a sentence says of the answer in another language than English."""
    found = _SENTENCE.fullmatch(piece, 0, _LONGEST) if len(piece) <= _LONGEST else None
    if found is None:
        return None
    if found["sign"]:
        return _meant(found["sign"], framing, denied=found["denied"] is not None)
    denied = found["before"] is not None or found["behind"] is not None
    word = found["word"].casefold()
    # Where the dictionary has another gender or an adverb: "correcte", "falsa", "fausse", "неверный".
    forms = (word, word[:-1], f"{word[:-1]}o", f"{word[:-2]}о", f"{word[:-3]}x")
    meant = (_meant(form, framing, denied=denied) for form in forms)
    return next((option for option in meant if option is not None), None)


def _meant(word: str, framing: Framing, *, denied: bool) -> Option | None:
    said = verdict(fold(word))
    if said not in ("yes", "no"):
        return None
    value = float((said == "yes") != denied)
    return next((option for option in framing.options if option.value == value), None)
