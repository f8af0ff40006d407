"""The part of a sentence that gives its answer, in front of what it adds to it.

"The capital is Wellington, located on the coast" gives "The capital is Wellington".
"""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: RUF001  (words of many languages)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.claims import content
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.words import stem, words

_LONGEST = 600
"""Characters; a longer text tells more than one value and what is added to it."""

_CLAUSE = re.compile(
    r"(?:when|if|once|after|before|while|wenn|quand|si|cuando|se) (?P<clause>[^,.;:!?\n]{2,80}), (?=\S+ \S)",
    re.IGNORECASE,
)

_SYMBOL = re.compile(r" [A-Z][a-z]?$")
"""A symbol or an initial behind its sentence, which may be an article elsewhere: Au, La, I."""

_TRIED = 3
"""Places in a text where it can begin to add something."""

_ADDED = (
    r"(?:which|who|whose|whom|where|when|while|whereas|because|since|as(?! well)|so|i\.e\.,?|namely|that is,?|meaning|in order to|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) (?:years?|months?|weeks?|days?|hours?|minutes?) (?:after|before|earlier|later)|pour|afin|um|para|per|although|though|even|with|without|within|in|on|at|near|by|from|during|after|before|until|under|over|between|through|thanks|due|based|including"
    r"|such|not|an?|the|one|part|home|also|then|now|formerly|originally|commonly|often|usually|widely|mostly|mainly|primarily|officially|roughly|approximately|about|around|nearly|first|later|it|he|she|they|this|that|its|his|her|their|known|written|built|made|born"
    r"|[a-z]{3,12}(?:ed|ing)|(?!on|poss|prob|potential|alternative|conceivab|suppos)[a-z]{3,12}ly|[a-z]{3,12}er(?= than)|(?:up|down)(?= (?:from|by|\d))|behind|ahead|for(?= an? (?:\w+ )?(?:total|balance|sum))|more|less|slightly|almost|[A-Z][a-z]+'s"
    r"|der|die|das|welche[rs]?|wo|weil|da|eine?|gelegen|qui|dont|car|parce|une?|situ[ée]e?|que|donde|porque|una?|ubicad[oa]|situad[oa]|avec|mit|con|com|soit|etwa|rund|che|dove|perch[ée]|situat[oa]|котор(?:ый|ая|ое)|где|потому|так) "
)
_SURE = r"(?:mostly|mainly|primarily|probably|usually|of course|actually|indeed|obviously|generally|typically|naturally|i think|i believe|i guess)\W*$"
_BEGINS_TO_ADD = re.compile(
    # what begins in Latin or Cyrillic letters, or behind a sentence of East Asia
    rf"[,;\s.](?:(?<=\s)\s*(?:-\s+(?=[a-z]\w* \w)|\((?=[a-z][^()]{{8,}}\)|\d[^()]{{12,}}\))|(?=(?:because|since|which|where)\s))|(?<=,)\s+(?={_ADDED}|{_SURE})|(?<=;)\s+(?=\w)"
    rf"|(?<=[a-z\u00df-\u024f\u0430-\u0451\d)%]{{2}}\.){BEHIND_NONE}\s+(?=[A-Z\u00c0-\u00de\u0410-\u042f]\w* \w)|(?<=[A-Za-z]\.)\s+(?=(?:He|However|It|It's|Its|She|That|The|These|They|This|We|You) )|(?<=[\u3400-\u9fff],)(?=位于|位於|海拔|坐落|它|其|也|并|而|即|因为|因此|高度|面积|人口|成立|建于|由|属于|被|距|约|同时)|(?<=[\u3040-\u9fff]\.)(?=[^\x00-\x7f])|(?<=[\uac00-\ud7a3]\.\s)(?=\S))"
)


_LEADS_IN = re.compile(
    r"(?:by|using|according to|based on|following|applying|from|in|at|on|as of|given|with|for) [^,.;:!?\n]{2,80}, (?=\S+ \S)|(?:well|so|therefore|thus|hence|overall|in short|in summary|to summari[sz]e|in conclusion|simply put|yes|as such),? (?=\S+ \S)",
    re.IGNORECASE,
)
"""What a sentence says in front of all that answers: by the power rule, according to the text."""


def head(text: str, known: Collection[str], sought: frozenset[str]) -> str | None:
    """The part of a sentence in front of what it adds; None where nothing is added to any news.

    Args:
        text: A final answer.
        known: The question's words and their stems, which are no news.
        sought: The stems of its content words, all of which the first sentence of a longer text has.
    """
    if len(text) > _LONGEST:
        text = _repeating(text, sought)
    lead_in = _LEADS_IN.match(text)
    bare = text if lead_in is None else text[lead_in.end() :]
    found = _front(bare, known)
    said = bare != text and (_has_news(bare, known) or _DIGIT.search(bare) is not None)
    return found or (bare if said else None)


def _repeating(text: str, sought: frozenset[str]) -> str:
    """The first sentence of a text with what begins the next, where it repeats the question."""
    end = _SENTENCE_END.search(text, 0, _LONGEST)
    if end is None or not sought or not sought <= content(fold(text[: end.start()])):
        return ""
    return text[: end.end() + 1]


def repeated(text: str, known: Collection[str]) -> re.Match[str] | None:
    """The clause in front that repeats a condition of the question: when you mix blue and red."""
    found = _CLAUSE.match(text)
    return None if found is None or _has_news(found["clause"], known) else found


_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(
    rf"(?<=[^\W\d_]{{2}})[.!](?=\s){BEHIND_NONE}\s+(?=[A-Z\u00c0-\u00de\u0410-\u042f])"
)


def _front(text: str, known: Collection[str]) -> str | None:
    """What stands in front of the first place where something is added to any news."""
    for count, found in enumerate(_BEGINS_TO_ADD.finditer(text)):
        if count == _TRIED:
            break
        front = text[: found.start()]
        if _has_news(front, known):
            return front
    return None


def _has_news(text: str, known: Collection[str]) -> bool:
    return _SYMBOL.search(text) is not None or any(_is_news(word, known) for word in words(text))


def _is_news(word: str, known: Collection[str]) -> bool:
    return word[0].isalnum() and not (word in IDLE or word in known or stem(word) in known)
