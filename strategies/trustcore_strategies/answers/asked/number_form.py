"""The form of the number for which a question asks: a share, a unit, how it is written."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from fractions import Fraction

from trustcore_strategies.answers.asked.number import SHARE_OF
from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.units import Dimensions, Unit, meanings, units

_RATIO = Cued(
    r"\bratio\b|\b(?:mix|mixture|proportions?|blend) of [a-z ]{2,40} to |verhaltnis|\brapport\b|proporcion|razon|rapporto|proporcao|отношени|соотношени|比",
    cues=(
        "ratio",
        "mix",
        "proportion",
        "blend",
        "verhaltnis",
        "rapport",
        "proporcion",
        "razon",
        "proporcao",
    ),
)

_SHARE = re.compile(
    r"percent|%|growth|discount|interest|humidity|efficiency|accuracy|markup|concentration|alcohol content|inflation|slope|probabilit|chance|proportion|fraction|ratio|likelihood|divided by|quotient|prozent|pourcent|porcentaje|процент|百分|割合|퍼센트"
)

_SHARE_WORD = re.compile(
    r"\b(?:share|rate|odds|tip|tax(?:es)?|(?:what|which|how large an?) (?:part|portion)|how (?:much|many) of)\b"
)
"""By itself: a pattern all of whose branches begin with a letter is looked for six times as fast."""

_IN_UNIT = re.compile(r"\bin (?P<unit>[^?,;.:\n]{1,30})[?.]?\s*$")

_OF_ONE = frozenset(("probability", "fraction", "likelihood", "proportion", "divided", "quotient"))

_PERCENT = frozenset(("percent", "percentage", "percents"))

_DECIMAL_COMMA = re.compile(r"(?<![\d,.(])\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,9})(?![\d,.)])")

_INTERVAL = Cued(
    r"\binterval|\bdomain\b|for (?:which|what) (?:values? of )?[a-z]\b|inequalit|defined|what values|definitionsbereich",
    cues=(
        *("interval", "domain", "for which", "for what", "inequalit", "defined"),
        *("what values", "definitionsbereich"),
    ),
)

_TERMS = re.compile(r"in terms of ([^.?!\n]{1,60})")

_LONE = re.compile(r"(?<![^\W_])[a-z](?![^\W_])")

_DOTTING = frozenset(
    "wie ist der die das viel viele hoch gross lang weit kostet hat wieviel cuanto cuantos"
    " cuantas cuesta tiene mide el los las de la quanti quanto quante costa ha il quantos"
    " quantas custa tem o a hoeveel is de het groot".split()
) - {"is", "a", "o", "de", "ha"}

_ROUNDED = Cued(
    r"\bround\b|\bto (?:\w+|\d) (?:decimals?|decimal places|significant|places)|nearest (?:tenth|hundredth|thousandth)",
    cues=("round", "decimal", "significant", "places", "nearest"),
)


class AskedNumberForm(QuestionText):
    """A question, as far as it says in what form it asks for a number."""

    @lazily
    def ratio(self) -> bool:
        """Whether it asks for a ratio."""
        return _RATIO.search(self._folded) is not None

    @lazily
    def share(self) -> bool:
        """Whether it asks for a share, which is written as 12% or .12."""
        folded = SHARE_OF.pattern.sub("", self._folded)
        return any(one.search(folded) for one in (_SHARE, _SHARE_WORD))

    @lazily
    def fraction(self) -> bool:
        """Whether it asks for a part of one, which is no number of percent without a sign."""
        return not _OF_ONE.isdisjoint(self.words) and _PERCENT.isdisjoint(self.words)

    @lazily
    def commas(self) -> bool:
        """Whether it writes decimal places behind a comma."""
        return _DECIMAL_COMMA.search(self.text) is not None

    @lazily
    def dotted(self) -> bool:
        """Whether it is in a language that parts thousands by dots."""
        return len(_DOTTING & self.words) > 1

    @lazily
    def rounded(self) -> bool:
        """Whether it says to how many places its answer is to be rounded."""
        return _ROUNDED.search(self._folded) is not None

    @lazily
    def measures(self) -> frozenset[str]:
        """What the units measure that it names: lengths, times."""
        return frozenset(name for _, dimensions in self.units for name, _ in dimensions)

    @lazily
    def units(self) -> frozenset[tuple[Fraction, Dimensions]]:
        """The units that it names."""
        named = (word for word in self.words if len(word) > 1 and word not in IDLE)
        return frozenset(unit for word in named for unit in meanings(word))

    @lazily
    def unit(self) -> Unit | None:
        """The unit in which it asks for a number: how fast is it in km/h?"""
        found = _IN_UNIT.search(self.text)
        named = None if found is None else units(found["unit"].strip())
        return named[0] if named and named[0].dimensions and not named[0].nouns else None

    @lazily
    def variables(self) -> frozenset[str]:
        """The letters in terms of which it asks for an expression."""
        found = _TERMS.search(self._folded)
        return frozenset(() if found is None else _LONE.findall(found[1]))

    @lazily
    def interval(self) -> bool:
        """Whether it asks for a stretch of numbers."""
        return _INTERVAL.search(self._folded) is not None
