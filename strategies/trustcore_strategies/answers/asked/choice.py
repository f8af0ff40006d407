"""The choice for which a question asks: among options, between alternatives, yes or no."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.alternatives import Alternatives, alternatives
from trustcore_strategies.answers.asked.text import LONGEST, QuestionText
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.options import Options, options
from trustcore_strategies.answers.refusal import refuses
from trustcore_strategies.answers.text import clean

_FALSE = re.compile(
    r"\b(?:which|what|identify|find|choose|select|name)\b[^.?\n]{0,60}\b(?:false|incorrect|wrong|untrue|not|except|odd one)\b"
)

_AUXILIARY = re.compile(
    r"(?!was (?:ist|sind|war|waren|hat|haben|bedeute[tn]|koste[tn]|mach(?:t|en)|heisst|kann|fur|wird|wurde|passiert|geschah|versteht|nennt|ergibt|essen|frisst|fressen)\b)(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must|am|isn't|aren't|doesn't|don't|didn't|won't|ist|sind|war|hat|haben|kann|darf|gibt|wird"
    r"|est-ce|es|esta|son|tiene|puede|hay|e vero|ha|sono|existe|tem|pode|is het|kan|heeft|क्या|هل|правда ли|является ли|est-il|est-elle|y a-t-il)\b"
)

_INVERTED = re.compile(
    r"^(?!.*\b(?:qui|que|quoi|quel(?:le)?s?|ou|quand|comment|combien|pourquoi)\b)[^?]{3,120}?\b[a-z]+-(?:t-)?(?:il|elle|on|ils|elles)\b"
    r"|, (?:right|correct|isn't it|isnt it|is it not|aren't they|don't they|doesn't it|won't it|nicht wahr|oder|n'est-ce pas|verdad|no)\s?\?$| (?:right|correct)\s?\?$"
)
"""A question of yes or no by its order in French, or by what stands behind a claim."""

_EXPLICIT = re.compile(
    r"yes or no|true or false|truth value|yes/no|true/false|\(y/n\)|oui ou non|ja oder nein|si o no|是否|吗|嗎|ますか|ですか|か。|ли\b"
)

_ASKS_WHAT = re.compile(
    r"何|誰|どこ|いつ|いくつ|なぜ|どの|どう|どれ|いくら|who|what|where|when|which|how|哪|什么|谁|多少|几|怎"
)

_OR = re.compile(r"\bor\b(?! not)|\boder\b|\bou\b")


_ALSO = re.compile(
    r"\balso\b|\b(?:and|then) (?:(?:by|at|in|on|for|to) )?(?:give|name|state|extract|provide|return|list|tell|say|identify|translate|how|what|which|who|where|when)\b(?! (?:an? |the |your |one |me )*(?:\w+ ){0,2}(?:reasons?|reasoning|rationale|explanation|justification|sentence|why|confidence|because))"
)
"""What follows a choice that something else is asked for, too."""

_FIELDS = frozenset(("fields", "keys", "columns", "attributes"))
"""Words of a question that names what is to be given, and not what it can be."""

_DECIDES = re.compile(r"\b(?:whether|decide|determine|judge|verify|check|classif\w+)\b")
_OTHER_QUESTION = re.compile(r"\b(?:who|what|which|where|when|how)\b[^?]*\?[^?]*\?")
_SORTS = re.compile(r"\b(?:classif|categor[iy]|label|intent|route|moderat|exactly one|one of)")
"""Words of instructions by which texts are sorted."""


class AskedChoice(QuestionText):
    """A question, as far as it says between what to choose."""

    @lazily
    def options(self) -> Options:
        """The options that it offers, as words by label."""
        found = options(self.text)
        if found or not self.given:
            return found
        lettered = options(self.given)
        return lettered if "A" in lettered or "a" in lettered else found

    @lazily
    def open_option(self) -> str:
        """The one option that says that it cannot be told; empty where there is none."""
        found = [label for label, option in self.options.items() if refuses(" ".join(option))]
        return found[0] if len(found) == 1 else ""

    @lazily
    def negated(self) -> bool:
        """Whether it asks which of its options is false."""
        return _FALSE.search(self._folded) is not None

    @lazily
    def verdict(self) -> bool:
        """Whether it asks for yes or no."""
        if self.options:
            return False
        if _verdict(self._asked):
            return self.text.isascii() or not self.alternatives
        given = "" if "?" in self.text else self.instructions
        told = fold(given[:LONGEST])
        return _DECIDES.search(told) is not None and _EXPLICIT.search(told) is not None

    @lazily
    def alternatives(self) -> Alternatives:
        """The things between which it asks to choose, where it offers no options."""
        if self.options or not _FIELDS.isdisjoint(self.words):
            return ()
        return alternatives(self._folded) or self._labels

    @lazily
    def further(self) -> bool:
        """Whether it asks for something beside a choice, and not for its reason."""
        if self._folded.count("?") > 1 and _ALSO.search(self._folded) is None:
            return self._asked.count(" ") > 1 and _OTHER_QUESTION.search(self._folded) is not None
        return _ALSO.search(self._folded) is not None

    @lazily
    def _labels(self) -> Alternatives:
        """Those that the instructions name, to a text that asks nothing or is to be sorted."""
        if not self.instructions:
            return ()
        given = fold(clean(self.instructions[:LONGEST]))
        return () if _SORTS.search(given) is None else alternatives(given)


def _verdict(asked: str) -> bool:
    bare = asked.strip(" \u00bf\"'\u2013\u2014-")
    if _EXPLICIT.search(bare) and not (
        _ASKS_WHAT.search(bare) and not re.search("yes|true|是否", bare)
    ):
        return True
    clause = bare.rpartition(", ")[2]
    begins = _AUXILIARY.match(bare) or _AUXILIARY.match(clause) or _INVERTED.search(bare)
    return (
        begins is not None
        and not _OR.search(bare)
        and not bare.startswith(("has been", "es cuanto"))
    )
