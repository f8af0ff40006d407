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
from trustcore_strategies.answers.named_quantities import named_quantities
from trustcore_strategies.answers.quantity import Quantity
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

    @lazily
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that it names, which an answer may repeat: 5'11"."""
        return tuple(
            value for _, _, value in named_quantities(self.text) if not value.units[0].bare
        )

    @lazily
    def dimensions(self) -> frozenset[Dimensions]:
        """What a number measures that it asks for: a time, a length; none where it does not say."""
        if self.unit is not None:
            return _ALIKE.get(self.unit.dimensions, frozenset((self.unit.dimensions,)))
        counted = _HOW_MANY.search(self._asked)
        named = () if counted is None else meanings(counted["unit"])
        if any(dimensions for _, dimensions in named):
            return frozenset(dimensions for _, dimensions in named if dimensions)
        found = _MEASURES.search(self._asked)
        return frozenset() if found is None else _DIMENSIONS[found.lastgroup or ""]


_HOW_MANY = re.compile(
    r"\b(?:how many|wie viele|combien de|cuant[oa]s|quant[ie]) (?P<unit>[a-z]{3,})"
)

_MEASURES = re.compile(
    r"(?P<temperature>\btemperature|\b(?:boiling|melting|freezing) point|fahrenheit|celsius|temperatur)"
    r"|(?P<time>\bhow long (?:does|do|did|is the (?:trip|flight|journey|ride|drive|movie|film|video|wait|warranty|gestation|contract)|can|could|should|will|would|until|after|before|it takes?|to )|\bhow (?:much time|many (?:seconds|minutes|hours|days|weeks|months|years))|\bduration|wie lange|frist\b|combien de temps|cuanto (?:tiempo|dura|tarda)|quanto (?:tempo|dura))"
    r"|(?P<age>\bhow old\b|\bwie alt\b|\bquel age\b|\bcuantos anos\b|\bat what age\b)"
    r"|(?P<extent>\bhow long\b)"
    r"|(?P<length>\bhow (?:far|deep|tall|high|wide)\b|\b(?:distance|height|depth|width|length|altitude|elevation)\b|wie (?:weit|hoch|tief)\b)"
    r"|(?P<mass>\bweighs?\b|\bweight\b|\bhow heavy\b|\bmass of\b|wie schwer)"
    r"|(?P<money>\b(?:costs?|price|pays?|paid|fee|salary|revenue|earns?|deposit|rent|how much money|kostet|kosten|preis|coute(?:nt)?|pai(?:e|ent)|payer|prix|tarif|cuesta|pagar?|precio|costa|prezzo|preco)\b|\u591a\u5c11\u94b1|\u3044\u304f\u3089|\u6599\u91d1|\u7968\u4ef7|\u4ef7\u683c|\u0441\u0442\u043e\u0438\u0442|\u0446\u0435\u043d\u0430)"
    r"|(?P<speed>\bhow fast\b|\bspeed\b|\bvelocity\b)"
    r"|(?P<area>\barea\b|\bhow (?:big|large) is\b)"
    r"|(?P<share>\bpercent(?:age)?\b|\bwhat share\b|prozent|pourcent|porcentaje)"
)
"""Words of a question that say what the number measures for which it asks."""

_CURRENCIES = frozenset(
    ((name, 1),) for name in ("USD", "EUR", "GBP", "JPY", "CNY", "INR", "CHF", "CAD", "AUD", "RUB")
)
_TEMPERATURES: frozenset[Dimensions] = frozenset(
    ((name, 1),) for name in ("celsius", "fahrenheit", "K")
)
_DIMENSIONS: dict[str, frozenset[Dimensions]] = {
    "temperature": _TEMPERATURES,
    "time": frozenset(((("T", 1),),)),
    "age": frozenset(((), (("T", 1),))),
    "extent": frozenset(((("T", 1),), (("L", 1),))),
    "length": frozenset(((("L", 1),),)),
    "mass": frozenset(((("M", 1),),)),
    "money": _CURRENCIES,
    "speed": frozenset(((("L", 1), ("T", -1)),)),
    "area": frozenset(((("L", 2),),)),
    "share": frozenset(((("%", 1),),)),
}
_ALIKE: dict[Dimensions, frozenset[Dimensions]] = dict.fromkeys(_TEMPERATURES, _TEMPERATURES)
