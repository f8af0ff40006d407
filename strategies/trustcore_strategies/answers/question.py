"""What a question asks for, as far as it says how its answer is to be read."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from trustcore_strategies.answers.choice import Options, options
from trustcore_strategies.answers.core import IDLE
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.units import Dimensions, meanings
from trustcore_strategies.answers.verdict import content
from trustcore_strategies.answers.words import stem, words

_LONGEST = 16_000
"""Characters of a question that are looked at, from its end."""

_COUNT = re.compile(
    r"how (?:many|much|far|long|old|tall|high|fast|often|deep|wide|heavy|big|large)\b|(?:which|what) (?:place|position|rank)\b|what (?:is|are|was) the (?:value|number|total|sum|product|area|"
    r"volume|probability|average|mean|cost|price|distance|speed|perimeter|population|percentage)|what (?:percent|number|fraction|percentage)\b|\bcalculate\b"
    r"|\bcompute\b|\bevaluate\b|combien|wie ?viele?|wie (?:lange|hoch|weit|alt)|cuant[oa]s?|quant[oiae]s?\b|сколько|多少|几个|幾|いくつ|いくら|何(?:人|個|年|回|本|円|枚)|몇|인구|كم\b|कितन|hoeveel|kac\b|ile\b"
)
_ARITHMETIC = re.compile(
    r"\d\s*(?:[-+*/x^]|plus|minus|times|divided by|over|mal|fois|por|\u4e58|\u52a0)\s*\d"
)
_COUNTED = re.compile(
    r"how many|combien|wie viele|cuantos|cuantas|quanti|quante|quantos|quantas|сколько|多少|几|幾|いくつ|何人|몇|인구|population|einwohner|habitants?|habitantes|people live|کم|كم|कितन|hoeveel"
)
_OF_THINGS = re.compile(
    r"(?:how many|combien de|wie ?viele|cuant[oa]s|quant[ie]|quant[oa]s|сколько) (?:more |other |total |new |of the )*(?!(?:are|were|is|was|of|do|does|did|can|could|will|would|have|has|had|in|there|they|he|she|you|more|less|times|sind|gibt|hay|son|ci|ha|para|sono)\b)[^\W\d_]{3}"
)
_DATE = re.compile(
    r"\bwhen\b|what (?:year|date|day|month|time|century|decade)|which (?:year|date|day|month|century|decade)|in what year|\bdate\b|quand|wann|cuando|quando|когда|何年|いつ|何时|什么时候|哪年|언제|متى|कब"
)
_DURATION = re.compile(
    r"how (?:long|much time)|\bduration|(?:running|run|elapsed|finish(?:ing)?|winning) time|wie lange|combien de temps|quelle duree|cuanto (?:tiempo|dura|tarda)|quanto (?:tempo|dura)|сколько времени|как долго|多长时间|多久|どのくらい|何時間|얼마나"
)
_RATIO = re.compile(
    r"\bratio\b|verhaltnis|\brapport\b|proporcion|razon|rapporto|proporcao|отношени|соотношени|比"
)
_SHARE = re.compile(
    r"percent|%|growth|discount|interest|humidity|efficiency|accuracy|markup|concentration|alcohol content|inflation|slope|probabilit|chance|proportion|fraction|ratio|likelihood|prozent|pourcent|porcentaje|процент|百分|割合|퍼센트"
)
_SHARE_WORD = re.compile(r"\b(?:share|rate|odds|tip|tax(?:es)?)\b")
"""By itself: a pattern all of whose branches begin with a letter is looked for six times as fast."""

_RANKED = re.compile(
    r"ranking|from (?:first|largest|smallest|highest|lowest|oldest|best|most|least|earliest)|sequence|steps?\b|ascending|descending|chronolog|coordinates|ordered|reihenfolge|classe[rz]?\b|ordena|順|排序|排列|по порядку|순서"
)
_DECIMAL_COMMA = re.compile(r"(?<![\d,.(])\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,9})(?![\d,.)])")
_RANKED_WORD = re.compile(r"\b(?:rank|order|sort)\b")
_ALL = re.compile(r"all that apply|\bsolutions\b")
_PLURAL = re.compile(
    r"\b(?:who|what|which)\b[^.?!]{0,40}?\b(?:are|were|have|do)\b|\b(?:two|three|four|five|six|seven|both|several|some|examples?)\b|\bwho (?:all|else|won the \w+s)\b"
    r"|\b(?:wer|welche|was)\b[^.?!]{0,20}\b(?:sind|waren)\b|\b(?:qui|quels?|quelles) (?:sont|etaient)\b|\b(?:quienes|cuales|quali|quais)\b|哪些|какие"
)
_WHICH_ONES = re.compile(
    r"(?:(?:in|on|of|for|to|from|by|at|with|and) )?(?:which|what) (?:(?!is|was|has|does)[a-z]+ ){0,2}?(?!is\b|was\b|has\b|does\b|years?\b)[a-z]{3,}(?<![sui])s (?:(?!is\b|was\b|has\b|does\b)[a-z]+(?<!s)\b|do\b)"
)
"""A noun in the plural with its verb: which countries border Chad."""

_INTERVAL = re.compile(
    r"\binterval|\bdomain\b|for (?:which|what) (?:values? of )?[a-z]\b|inequalit|defined|what values|definitionsbereich"
)
_FALLING = re.compile(
    r"descending|decreasing|(?:largest|biggest|highest|greatest|oldest|longest|tallest|heaviest|most \w+|fastest|best|latest)(?: \w+)? (?:first|to)|from (?:the )?(?:largest|biggest|highest|greatest|oldest|longest|tallest|heaviest|most|fastest|best|latest)"
)
_RISING = re.compile(
    r"ascending|increasing|(?:smallest|lowest|least \w+|youngest|shortest|lightest|slowest|earliest)(?: \w+)? (?:first|to)|from (?:the )?(?:smallest|lowest|least|youngest|shortest|lightest|slowest|earliest)"
)
_TERMS = re.compile(r"in terms of ([^.?!\n]{1,60})")
_LONE = re.compile(r"(?<![^\W_])[a-z](?![^\W_])")
_LIST = re.compile(
    r"\b(?:name|list|find|give|which are|what are|select|pick|choose|identify|solve|enumerate)\b[^.?!]{0,40}\b(?:all|the (?:\w+ )?\w+s|two|three|four|five|every|solutions?|roots?|colou?rs|that apply)\b|nenne|citez|enumera|nombra|列举|列出|挙げ|назовите"
)
_CODE = re.compile(
    r"\bcode\b|python|javascript|\bjava\b|\bsql\b|\bquery\b|(?:write|implement|define|create|complete|fix|call)\b[^.?!\n]{0,60}\bfunction|function (?:that|which|to) (?:return|take|check|comput|print|sort|count)|\bregex|bash|shell|script|command|expression that (?:match|evaluat|return)|snippet|\bprogram\b|\bc\+\+|\brust\b|html|css\b|implement"
)
_CODE_CUES = (
    *("code", "python", "java", "sql", "query", "function", "regex", "bash", "shell", "script"),
    *("command", "expression", "snippet", "program", "c++", "rust", "html", "css", "implement"),
)
"""Without any of these no code is asked for; the pattern is dear, since no first letter is known."""

_AUXILIARY = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must|am|isn't|aren't|doesn't|don't|didn't|won't|ist|sind|war|hat|haben|kann|darf|gibt|wird"
    r"|est-ce|es|esta|son|tiene|puede|hay|e vero|ha|sono|existe|tem|pode|is het|kan|heeft|क्या|هل|правда ли|является ли|est-il|est-elle|y a-t-il)\b"
)
_EXPLICIT = re.compile(
    r"yes or no|true or false|yes/no|true/false|\(y/n\)|oui ou non|ja oder nein|si o no|是否|吗|嗎|ますか|ですか|か。|ли\b"
)
_ASKS_WHAT = re.compile(
    r"何|誰|どこ|いつ|いくつ|なぜ|どの|どう|どれ|いくら|who|what|where|when|which|how|哪|什么|谁|多少|几|怎"
)
_PERSON = re.compile(
    r"\bwho(?:se|m)?\b|\bwer\b|\bqui\b|\bquien\b|\bchi\b|\bquem\b|\bwie is\b|кто|谁|誰|누구|\bمن\b|कौन|name of the (?:person|author|actor|singer|president|king)"
)
_PLACE = re.compile(
    r"\bwhere\b|\bwo(?:her|hin)?\b|\bou (?:est|se|a|sont)\b|\bdonde\b|\bdove\b|\bonde\b|где|откуда|哪里|哪裡|どこ|어디|\b(?:birthplace|location|located|address|hometown|born in)\b|what place"
)
_VERSION = re.compile(r"\bversions?\b|\breleases?\b")
_OR = re.compile(r"\bor\b(?! not)|\boder\b|\bou\b")


@frozen(eq=False, slots=False)
class Question:
    """A question, as far as it says how answers to it are to be read; found out when asked for.

    Attributes:
        text: Its text, cleaned.
    """

    text: str

    @lazily
    def options(self) -> Options:
        """The options that it offers, as words by label."""
        return options(self.text)

    @lazily
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(words(self.text))

    @lazily
    def known(self) -> frozenset[str]:
        """Its words and their stems, which an answer may repeat without saying anything."""
        syllables = {mark for word in self.words if word[0] > "\uabff" for mark in word}
        return self.words | {stem(word) for word in self.words} | syllables

    @lazily
    def content(self) -> frozenset[str]:
        """The stems of its content words."""
        return content(self._folded)

    @lazily
    def verdict(self) -> bool:
        """Whether it asks for yes or no."""
        return not self.options and _verdict(self._asked)

    @lazily
    def number(self) -> bool:
        """Whether it asks for a number."""
        return _COUNT.search(self._asked) is not None or _calculates(self._asked)

    @lazily
    def counted(self) -> bool:
        """Whether it asks for a whole number of things."""
        return _COUNTED.search(self._asked) is not None

    @lazily
    def date(self) -> bool:
        """Whether it asks for a point in time."""
        return _DATE.search(self._asked) is not None and not _COUNT.search(self._asked)

    @lazily
    def duration(self) -> bool:
        """Whether it asks how long something takes."""
        return _DURATION.search(self._folded) is not None

    @lazily
    def ratio(self) -> bool:
        """Whether it asks for a ratio."""
        return _RATIO.search(self._folded) is not None

    @lazily
    def commas(self) -> bool:
        """Whether it writes decimal places behind a comma."""
        return _DECIMAL_COMMA.search(self.text) is not None

    @lazily
    def share(self) -> bool:
        """Whether it asks for a share, which is written as 12% or .12."""
        return any(one.search(self._folded) for one in (_SHARE, _SHARE_WORD))

    @lazily
    def ranked(self) -> bool:
        """Whether the order of what it asks for counts."""
        return any(one.search(self._folded) for one in (_RANKED, _RANKED_WORD))

    @lazily
    def several(self) -> bool:
        """Whether it asks for a list."""
        return _LIST.search(self._asked) is not None or _ALL.search(self._folded) is not None

    @lazily
    def which_ones(self) -> bool:
        """Whether it asks for things in the plural: which countries, what gases."""
        return _WHICH_ONES.match(self._asked.strip(" \"'")) is not None

    @lazily
    def interval(self) -> bool:
        """Whether it asks for a stretch of numbers."""
        return _INTERVAL.search(self._folded) is not None

    @lazily
    def falling(self) -> bool:
        """Whether it asks for an order that begins with the largest."""
        return _FALLING.search(self._folded) is not None

    @lazily
    def rising(self) -> bool:
        """Whether it asks for an order that begins with the smallest."""
        return _RISING.search(self._folded) is not None

    @lazily
    def plural(self) -> bool:
        """Whether it may ask for several things, though not for a list."""
        return _PLURAL.search(self._asked) is not None

    @lazily
    def things(self) -> bool:
        """Whether it asks how many things of a kind there are that it names."""
        return _OF_THINGS.search(self._asked) is not None

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
    def variables(self) -> frozenset[str]:
        """The letters in terms of which it asks for an expression."""
        found = _TERMS.search(self._folded)
        return frozenset(() if found is None else _LONE.findall(found[1]))

    @lazily
    def code(self) -> bool:
        """Whether it asks for code."""
        named = any(map(self._folded.__contains__, _CODE_CUES))
        return named and _CODE.search(self._folded) is not None

    @lazily
    def version(self) -> bool:
        """Whether it asks for a version, of which 3.10 is not 3.1."""
        return _VERSION.search(self._asked) is not None

    @lazily
    def person(self) -> bool:
        """Whether it asks for a person."""
        return _PERSON.search(self._asked) is not None

    @lazily
    def place(self) -> bool:
        """Whether it asks where something is."""
        return _PLACE.search(self._asked) is not None

    @lazily
    def _folded(self) -> str:
        return fold(self.text)

    @lazily
    def _asked(self) -> str:
        return _asked(self._folded)


def question(text: str) -> Question:
    """Read a question."""
    return Question(clean(text[-_LONGEST:]))


def _calculates(asked: str) -> bool:
    return _ARITHMETIC.search(asked) is not None


def _asked(folded: str) -> str:
    """The sentence that asks: the last one with a question mark, or else all of a short text."""
    mark = max(folded.rfind("?"), folded.rfind("\uff1f"), folded.rfind("\u061f"))
    if mark < 0:
        return folded.strip().rpartition("question is:")[2].rpartition("\n")[2][-600:]
    start = max(folded.rfind(stop, 0, mark) for stop in (". ", "\n", "! ", "? ", ": ", "。"))
    return folded[start + 1 : mark + 1].strip()


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
