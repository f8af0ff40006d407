"""Whether a question asks for code, or for what some gives."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.lazily import lazily

_CODE = re.compile(
    r"\bcode\b|python|javascript|\bjava\b|\bsql\b|\b(?:write|give|construct|build|create) (?:an? |the )?(?:[a-z]+ )?query\b|\bquery (?:that|to|which|for)\b|(?:write|implement|define|create|complete|fix|call)\b[^.?!\n]{0,60}\bfunction|function (?:that|which|to) (?:return|take|check|comput|print|sort|count)|\bregex|\bbash\b|\bshell\b|\bscripts?\b|\bcommands?\b|expression that (?:match|evaluat|return)|\bwhere clause\b|snippet|\bprogram\b|\bc\+\+|\b(?:in|using) rust\b|\brust (?:code|function|method|program|struct|macro|snippet|one-?liner)|html|css\b|implement"
)

_OUTPUT = Cued(
    r"what (?:does|do|will|would|did|is|gets?|are)\b[^?]{0,300}?\b(?:printed|displayed|logged|outputs?|returned|(?:print|return|display|log|evaluate to|produce|yield|show)(?!\()(?= ?[?\n]| in | when | if | to the | on | for | here\b|$))|(?:\boutput|\bresult|\breturn value|\bvalue) (?:of|when|from)\b",
    cues=(
        *("print", "display", "log", "output", "return", "evaluate", "produce", "yield"),
        *("show", "result", "value"),
    ),
)
"""What a program gives, which is a value and no program."""

_NO_CODE = re.compile(
    r"(?:how (?:many|much|old|long|far|tall|high|fast|big|large|deep|heavy|often)|who(?:m|se)?|when|where|(?:in|on|at) (?:which|what) (?:year|country|city|date)|(?:is|are|was|were|does|do|did|has|have)(?! there)|what(?: is|'s| are) (?:the )?(?:[a-z]+ )?(?:type|complexity|difference|extension|purpose|meaning|default|name|port|version|data ?type)|what (?:does|do) [^?]{1,80} (?:do|mean|stand for))\b"
)
"""How a question begins that asks for a number, a person, a time or a place, whatever it is about."""

_CODE_CUES = (
    *("code", "python", "java", "sql", "query", "function", "regex", "bash", "shell", "script"),
    *(
        "command",
        "where clause",
        "expression",
        "snippet",
        "program",
        "c++",
        "rust",
        "html",
        "css",
        "implement",
    ),
)
"""Without any of these no code is asked for; the pattern is dear, since no first letter is known."""

_NAMED_CODE = re.compile(
    r"\b(?:postal|zip|area|country|dress|error|status|product|access|dial\w*|airport|currency|tracking|promo\w*|discount|coupon|voucher|qr|bar|booking|reference|order|security|tax|colou?r|hex|morse|course|activation|verification|iata|iso) codes?\b"
)


class AskedCode(QuestionText):
    """A question, as far as it says whether it asks for code."""

    @lazily
    def code(self) -> bool:
        """Whether it asks for code, and not for what some gives."""
        folded = self._folded
        if not any(map(folded.__contains__, _CODE_CUES)):
            return False
        if _NO_CODE.match(self._asked) is not None:
            return False
        if "code" in folded:
            folded = _NAMED_CODE.sub("", folded)
        return _CODE.search(folded) is not None and not self.output

    @lazily
    def output(self) -> bool:
        """Whether it asks for what a program gives, a value and no program."""
        return _OUTPUT.search(self._folded) is not None
