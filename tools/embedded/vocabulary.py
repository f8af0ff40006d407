"""Makes the vocabulary: the fixed sentences of our judges, and the words of the training text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from random import Random

from tools.embedded import arithmetic, corpus, facts, judging, tasks
from trustcore import Message
from trustcore_providers.embedded.tokenizer import Tokenizer
from trustcore_strategies.reflection.framings import FRAMINGS
from trustcore_strategies.reflection.prompt import (
    answer_material,
    comparing_request,
    judge_request,
)
from trustcore_strategies.reflection.rivals import comparisons

WORDS = 1100
"""How many words there are at most; all others are spelled."""

_MATERIAL = re.compile(r"(?<![0-9a-f])(?=[0-9]*[a-f])[0-9a-f]{8}(?![0-9a-f])|\0[a-z]\0")
_OPTIONS = re.compile(r"(?<=>>\n)\([A-Z]\) .*?(?=\n<</options)", re.DOTALL)
_CHATS = (("user",), ("system", "user"), ("user", "assistant", "user"))
_WORD = re.compile(" ?[A-Za-z]+")
_LEAST = 40


def phrases() -> list[str]:
    """What is the same in every request to a judge: all of it but codes, questions and answers."""
    found: dict[str, None] = {}
    for reasoning, roles in product((False, True), _CHATS):
        chat = [Message(role, "\0q\0") for role in roles]
        material = answer_material(chat, "\0a\0")
        requests = [judge_request(one, material, reasoning=reasoning) for one in FRAMINGS.values()]
        compared = comparisons(chat, "\0a\0", ("\0b\0",))[0]
        requests.append(comparing_request(compared, chat, reasoning=reasoning))
        for request in requests:
            text = _OPTIONS.sub("\0o\0", request.messages[0].text)
            found.update(dict.fromkeys(_MATERIAL.split(text)))
    return sorted(one for one in found if one)


def words() -> list[str]:
    """The commonest words of the training text, but for the names of the things it is about.

    Names are spelled, so that one that was never seen looks like one that was seen seldom.
    """
    rng = Random(0)
    names = {
        word
        for fact in facts.facts()
        if fact.table not in ("planets", "order")
        for word in fact.name.split()
    }
    counts: Counter[str] = Counter()
    for _ in range(60_000):
        for source in (arithmetic.draw, facts.draw, tasks.draw):
            question = source(rng)
            counts.update(_WORD.findall(f"{question.text}\n{question.answer}\n{question.working}"))
    for _ in range(20_000):
        counts.update(_WORD.findall(judging.dressed(rng, facts.draw(rng), "x")))
    counts.update(dict.fromkeys(("Final", " choice", "true", "false"), _LEAST))
    for text in corpus.SYSTEM:
        counts.update(dict.fromkeys(_WORD.findall(text), _LEAST))
    planets = {fact.name for fact in facts.facts() if fact.table == "planets"}
    kept = [word for word, count in counts.most_common() if count >= _LEAST and len(word) > 1]
    return sorted([word for word in kept if word.strip() not in names - planets][:WORDS])


def build() -> Tokenizer:
    """The tokenizer of the model."""
    return Tokenizer(phrases(), words())
