"""Whether a question asks for a number: a count, a measure, a calculation."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.lazily import lazily

COUNT = Cued(
    r"how (?:many|much|far|long|old|tall|high|fast|often|deep|wide|heavy|big|large)\b|(?:which|what) (?:place|position|rank|page|chapter|floor)\b|\bport (?:number|does|do)\b|\bdefault port\b|what (?:is|are|was) the (?:(?:missing|next|previous|first|last|largest|smallest|greatest|lowest|highest|unknown) )?(?:value|number|total|sum|product|area|"
    r"volume|probability|average|mean|cost|price|distance|speed|perimeter|population|percentage)|what (?:is|was|were) (?:[a-z]+ ){0,3}?(?:revenue|turnover|profit|salary|income|budget|height|weight|mass|temperature|gdp|net worth|boiling point|melting point|elevation)\b(?! of what)|what (?:percent|number|fraction|percentage|share of|proportion of)\b|\bcalculate\b"
    r"|\bcompute\b|\bevaluate\b|combien|wie ?viele?|wie (?:lange|hoch|weit|alt)|cuant[oa]s?|\bwas kost(?:et|en)\b|quant[oiae]s?\b|сколько|多少|几(?!乎)|幾|いくつ|いくら|何(?:人|個|年|回|本|円|枚)|몇|인구|كم\b|कितन|hoeveel|\bkac\b|\bile\b|what amount\b|what (?:do|did|will|would|must|should) (?:i|we|you|he|she|they) (?:have to |need to )?(?:pay|owe)\b",
    cues=(
        *(
            "how",
            "place",
            "position",
            "rank",
            "port",
            "page",
            "chapter",
            "floor",
            "value",
            "number",
            "total",
            "sum",
            "product",
        ),
        *("area", "volume", "probability", "average", "mean", "cost", "price", "distance"),
        *("speed", "perimeter", "population", "revenue", "turnover", "profit", "salary"),
        *("income", "budget", "height", "weight", "mass", "temperature", "gdp", "net worth"),
        *("boiling point", "melting point", "elevation", "percent", "fraction", "calculate"),
        *(
            "compute",
            "evaluate",
            "combien",
            "wie",
            "was kost",
            "cuant",
            "quant",
            "hoeveel",
            "kac",
            "ile",
            "amount",
            "pay",
            "owe",
        ),
    ),
)

_MEASURE = (
    "value|sum|area|volume|probability|average|mean|median|cost|price|distance|speed|velocity|perimeter|circumference"
    "|population|percentage|(?:square|cube) root|difference between \\d|quotient|remainder|(?:boiling|freezing|melting) point"
    "|half.life|gcd|lcm|(?:greatest|least|lowest|highest) common \\w+|factorial|atomic (?:number|mass|weight)|molar mass|slope|length|width|height|depth|weight|mass|radius|diameter|density|perimeter"
)

_MEASURED = Cued(
    rf"\b(?:(?:whats?|what s)(?: is| was| are)? (?:the|its|his|her|their|my) |(?:find|determine|give|estimate|state|work out) (?:the |its )?)(?:(?!of\b|by\b|truth\b)[a-z]+ ){{0,2}}(?:{_MEASURE})\b(?= ?[?.,!]| ?$| (?:after|at|between|by|for|from|he|if|in|it|of(?! what\b)|on|per|she|that|they|to|when|with|you)\b)"
    r"|\bconvert (?:[a-z]+ ){0,3}\$?\d[\d.,]* ?(?!am\b|pm\b)[a-z%\u20ac$\u00a3]|\b(?:round|add|subtract|multiply|divide) \$?\d|\b(?:express|write) \d\S{0,12} (?:as|in) "
    r"|\bberechne|\brechne\b|\bcalcul[ae]|\bcalcola|\bconvert(?:is|ir|i|a) \d|\bconvierte \d|\bwandle \d",
    cues=(
        *("what", "find", "determine", "give", "estimate", "state", "work out", "conv"),
        *("round", "express", "write", "add", "subtract", "multiply", "divide", "rechne"),
        *("calc", "wandle"),
    ),
)

_ARITHMETIC = re.compile(
    r"\d!(?![^\W\d])|\d\s*(?:[-+x^]|[*/%]{1,2}|plus|minus|times|divided by|over|mal|fois|por|\u4e58|\u52a0)\s*\d"
)

_COUNTED = re.compile(
    r"how many|combien|wie viele|cuantos|cuantas|quanti|quante|quantos|quantas|сколько|多少|几|幾|いくつ|何人|몇|인구|population|einwohner|habitants?|habitantes|people live|کم|كم|कितन|hoeveel"
)

_OF_THINGS = re.compile(
    r"(?:how many|combien de|wie ?viele|cuant[oa]s|quant[ie]|quant[oa]s|сколько) (?:more |other |total |new |of the )*(?!(?:are|were|is|was|of|do|does|did|can|could|will|would|have|has|had|in|there|they|he|she|you|more|less|times|sind|gibt|hay|son|ci|ha|para|sono)\b)[^\W\d_]{3}"
)

SHARE_OF = Cued(
    r"(?:what|how much|which number) (?:is|are) \d[\d.,]* ?(?:%|percent|per cent) of",
    cues=("%", "percent", "per cent"),
)
"""Asks for a number of which it gives the share."""


_GRADING = frozenset(("score", "scores", "grade", "graded", "rubric", "rating"))
_PARTS = frozenset(("fraction", "ratio", "slope", "probability", "part"))
"""Words of a question of which 3/4 is one number, whatever else it speaks of."""


_SCALE = re.compile(r"\bscale (?:of|from) (?:1|0|one|zero) ?(?:to|-) ?(?:\d|five|ten)")


class AskedNumber(QuestionText):
    """A question, as far as it says whether it asks for a number."""

    @lazily
    def number(self) -> bool:
        """Whether it asks for a number."""
        if SHARE_OF.search(self._folded) is not None:
            return True
        return (
            COUNT.search(self._asked) is not None
            or _MEASURED.search(self._asked) is not None
            or _ARITHMETIC.search(self._asked) is not None
            or _SCALE.search(self._asked) is not None
        )

    @lazily
    def graded(self) -> bool:
        """Whether it asks for a grade or a score, of which the highest may be named as well."""
        if not _PARTS.isdisjoint(self.words):
            return False
        return not _GRADING.isdisjoint(self.words) or _SCALE.search(self._folded) is not None

    @lazily
    def counted(self) -> bool:
        """Whether it asks for a whole number of things."""
        return _COUNTED.search(self._asked) is not None

    @lazily
    def things(self) -> bool:
        """Whether it asks how many things of a kind there are that it names."""
        return _OF_THINGS.search(self._asked) is not None
