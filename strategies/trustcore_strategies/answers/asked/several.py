"""The several things for which a question asks, and the order in which it wants them."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.lazily import lazily

_RANKED = re.compile(
    r"d[oa]s? mais \w+ (?:ao|a|para)\b|du plus \w+ au\b|del mas \w+ al\b|dal piu \w+ al\b|vom \w+sten (?:zum|bis)\b|first to (?:last|third|fourth|fifth)|from (?:the )?(?:nearest|closest|farthest|furthest|newest|shortest|longest|youngest)|ranking|from (?:first|largest|smallest|highest|lowest|oldest|best|most|least|earliest)|sequence|steps?\b|ascending|descending|chronolog|coordinates|ordered|reihenfolge|classe[rz]?\b|ordena|順|排序|排列|по порядку|순서"
)

_RANKED_WORD = re.compile(r"\b(?:rank|order|sort)\b")

_ALL = re.compile(r"all that apply|\bsolutions\b")

_PLURAL = re.compile(
    r"\b(?:who|what|which)\b[^.?!]{0,40}?\b(?:are|were|have|do)\b|\b(?:two|three|four|five|six|seven|both|several|some|examples?)\b|\bwho (?:all|else|won the \w+s)\b"
    r"|\b(?:wer|welche|was)\b[^.?!]{0,20}\b(?:sind|waren)\b|\b(?:qui|quels?|quelles) (?:sont|etaient)\b|\b(?:quienes|cuales|quali|quais)\b|哪些|какие"
)

_WHICH_ONES = re.compile(
    r"(?:(?:in|on|of|for|to|from|by|at|with|and) )?(?:which|what) (?:(?!is|was|has|does)[a-z]+ ){0,2}?(?!is\b|was\b|has\b|does\b|years?\b)(?!(?:flow|run|border|make|live|contain|cause|produce|hold|mean|give|play|come|lie|belong|win|connect|separate|eat|grow|need|take|become|begin|end|start|stand|cover|represent|describe|refer|appear|show|say|tell|work|lead|rise|fall|host|own|convert|regulate|carrie|orbit|span|follow|precede|sit|speak|consume|export|drain|empti|crosse|serve|form|keep|turn|help)s\b)[a-z]{3,}(?<![sui])s (?:(?!is\b|was\b|has\b|does\b)[a-z]+(?<!s)\b|do(?:es)?\b)"
)
"""A noun in the plural with its verb: which countries border Chad."""

_VECTORS = frozenset(
    "matrix vector vectors vektor vecteur eigenvector gradient midpoint centroid".split()
)

_FALLING = re.compile(
    r"descending|decreasing|(?:largest|biggest|highest|greatest|oldest|longest|tallest|heaviest|most \w+|fastest|best|latest)(?: \w+)? (?:first|to)|from (?:the )?(?:largest|biggest|highest|greatest|oldest|longest|tallest|heaviest|most|fastest|best|latest)"
)

_RISING = re.compile(
    r"ascending|increasing|(?:smallest|lowest|least \w+|youngest|shortest|lightest|slowest|earliest)(?: \w+)? (?:first|to)|from (?:the )?(?:smallest|lowest|least|youngest|shortest|lightest|slowest|earliest)"
)

_ORDERS = re.compile(
    r"\W{0,4}(?P<what>(?:list|extract|name|return|give|identify|find|provide)\b[^\n.?!]{0,300})"
)
"""What a prompt orders in its first sentence, whatever it asks later."""

_LIST = re.compile(
    r"\bas an? (?:\w+ ){0,2}list\b|comma.separated|\b(?:name|list|return|extract|provide|find|give|which are|what are|select|pick|choose|identify|solve|enumerate)\b[^.?!]{0,40}\b(?:all|the (?:\w+ )?\w*[^\Wsu]s|two|three|four|five|every|solutions?|roots?|colou?rs|that apply)\b|nenne|citez|enumera|nombra|列举|列出|挙げ|назовите"
)


class AskedSeveral(QuestionText):
    """A question, as far as it says whether it asks for several things."""

    @lazily
    def several(self) -> bool:
        """Whether it asks for a list."""
        asks, order = self._asked, _ORDERS.match(self._folded)
        if order is not None:
            asks = f"{order['what']}\n{asks}"
        return _LIST.search(asks) is not None or _ALL.search(self._folded) is not None

    @lazily
    def which_ones(self) -> bool:
        """Whether it asks for things in the plural: which countries, what gases."""
        return _WHICH_ONES.match(self._asked.strip(" \"'")) is not None

    @lazily
    def plural(self) -> bool:
        """Whether it may ask for several things, though not for a list."""
        return _PLURAL.search(self._asked) is not None

    @lazily
    def ranked(self) -> bool:
        """Whether the order of what it asks for counts."""
        return any(one.search(self._folded) for one in (_RANKED, _RANKED_WORD))

    @lazily
    def falling(self) -> bool:
        """Whether it asks for an order that begins with the largest."""
        return _FALLING.search(self._folded) is not None

    @lazily
    def rising(self) -> bool:
        """Whether it asks for an order that begins with the smallest."""
        return _RISING.search(self._folded) is not None

    @lazily
    def vector(self) -> bool:
        """Whether it asks for a vector or a point."""
        return not _VECTORS.isdisjoint(self.words)
