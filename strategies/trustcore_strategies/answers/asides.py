"""What stands around a final answer and is no part of it: how sure it is, the advice to use it."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.question import Question

_CERTAINTY = re.compile(
    r"(?:confidence|certainty)(?: level| score)?: ?[\d.]{1,6} ?%?", re.IGNORECASE
)
"""What says how sure an answer is that is not there."""

_SURE = re.compile(
    r"(?<=\w)[.!]?,? (?:\(|(?:with|at) )(?:an? )?(?:confidence (?:level )?(?:of )?)?(?:\d{1,3} ?%|high|full|great|complete|absolute|medium|low)(?: (?:confidence|confident|certainty))?\)?[.! ]*$"
)
"""What says behind an answer how sure it is: with 95% confidence."""

_ADVICE = re.compile(
    r"(?:(?:you|i|we)(?: can| could| should|'d| would)? |just |simply ){0,3}(?:use|call|run|try|type|execute)(?: the)?(?: (?:command|function|expression|statement|method))?:? (?P<code>[^\s.](?:[^\n]{0,80}[^\s.])?)\.?",
    re.IGNORECASE,
)
_ASKING = frozenset(("confidence", "confident", "certainty", "certain", "sure"))
"""Words of a question of how sure something is."""

_PROSE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


def without_asides(final: str, asked: Question) -> str:
    """A final answer without how sure it is, and the code that it says to use: use print(x).

    Args:
        final: The answer, which may be nothing but how sure it is.
        asked: The question.
    """
    if _ASKING.isdisjoint(asked.words):
        if _CERTAINTY.fullmatch(final) is not None:
            return ""
        final = _SURE.sub("", final)
    found = _ADVICE.fullmatch(final) if asked.code else None
    return final if found is None or _PROSE.search(found["code"]) else found["code"]
