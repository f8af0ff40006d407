"""What a sentence gives as its reason: "the supplier is late" behind "because"."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.months import MONTH
from trustcore_strategies.answers.words import CAPITALISED

_LONGEST = 400
"""Characters; a longer text tells more than one reason."""

_SENTENCE_END = re.compile(rf"[.!?](?=\s){BEHIND_NONE}\s+\S|\n")

_GIVES = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|caused by|results? from|weil|wegen|aufgrund|parce que?|\u00e0 cause d[eu]|en raison d[eu]|porque|debido a|perch\u00e9|a causa d[ei]|потому что|из-за)\s+(?P<reason>\S[^.!?;\n]*)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r", (?:so|and|leading|causing|making|resulting)\b.*")
_IDLE_NAMES = IDLE | MONTH.keys()
_DENIED = re.compile(r"\b(?:not|never|no|nobody|neither|nor|nicht|kein\w*|pas|nunca|non)\b|n't\b")


def reason(final: str, known: Collection[str]) -> str:
    """The reason that a sentence gives for what was asked; all of any other text.

    Args:
        final: The answer.
        known: The question's words and their stems: a name that is none of them, or a denial, in
            front of the reason makes it one of something else.
    """
    if len(final) > _LONGEST or _SENTENCE_END.search(final) is not None:
        return final
    found = list(_GIVES.finditer(final))
    if len(found) != 1 or not found[0].start():
        return final
    front = final[: found[0].start()]
    named = (fold(one) for one in CAPITALISED.findall(front))
    if _DENIED.search(front) or any(one not in known and one not in _IDLE_NAMES for one in named):
        return final
    return _GOES_ON.sub("", found[0]["reason"])
