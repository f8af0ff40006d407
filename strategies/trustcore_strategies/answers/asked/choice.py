"""The choice for which a question asks: among options, between alternatives, yes or no."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.alternatives import Alternatives, alternatives
from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.options import Options, options
from trustcore_strategies.answers.refusal import refuses

_FALSE = re.compile(
    r"\b(?:which|what|identify|find|choose|select|name)\b[^.?\n]{0,60}\b(?:false|incorrect|wrong|untrue|not|except|odd one)\b"
)

_AUXILIARY = re.compile(
    r"(?!was (?:ist|sind|war|waren|hat|haben|bedeute[tn]|koste[tn]|mach(?:t|en)|heisst|kann|fur|wird|wurde|passiert|geschah|versteht|nennt|ergibt|essen|frisst|fressen)\b)(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must|am|isn't|aren't|doesn't|don't|didn't|won't|ist|sind|war|hat|haben|kann|darf|gibt|wird"
    r"|est-ce|es|esta|son|tiene|puede|hay|e vero|ha|sono|existe|tem|pode|is het|kan|heeft|क्या|هل|правда ли|является ли|est-il|est-elle|y a-t-il)\b"
)

_EXPLICIT = re.compile(
    r"yes or no|true or false|truth value|yes/no|true/false|\(y/n\)|oui ou non|ja oder nein|si o no|是否|吗|嗎|ますか|ですか|か。|ли\b"
)

_ASKS_WHAT = re.compile(
    r"何|誰|どこ|いつ|いくつ|なぜ|どの|どう|どれ|いくら|who|what|where|when|which|how|哪|什么|谁|多少|几|怎"
)

_OR = re.compile(r"\bor\b(?! not)|\boder\b|\bou\b")


class AskedChoice(QuestionText):
    """A question, as far as it says between what to choose."""

    @lazily
    def options(self) -> Options:
        """The options that it offers, as words by label."""
        return options(self.text)

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
        return not self.options and _verdict(self._asked)

    @lazily
    def alternatives(self) -> Alternatives:
        """The things between which it asks to choose, where it offers no options."""
        return () if self.options else alternatives(self._folded)


def _verdict(asked: str) -> bool:
    bare = asked.strip(" \u00bf\"'")
    if _EXPLICIT.search(bare) and not (
        _ASKS_WHAT.search(bare) and not re.search("yes|true|是否", bare)
    ):
        return True
    clause = bare.rpartition(", ")[2]
    begins = _AUXILIARY.match(bare) or _AUXILIARY.match(clause)
    return (
        begins is not None
        and not _OR.search(bare)
        and not bare.startswith(("has been", "es cuanto"))
    )
