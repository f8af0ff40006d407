"""What a sentence says in the end: what follows from its working, and who won."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

THEREFORE = frozenset(("so", "therefore", "thus", "hence"))
"""Words behind which stands what follows from what was said."""

_LONGEST = 300
"""Characters; in a longer text the last sentence is looked for anyway."""

_FOLLOWS = re.compile(
    r"(?:[,;.\u2014-]|\n)\s*(?:and |which means |that means |this means )?(?:so|which (?:makes(?! up\b)|gives|leaves)|(?<=, )(?:making|giving|leaving)|for a total of|therefore|thus|hence|consequently|daher|also|donc|por lo tanto|as\u00ed que|quindi|\u043f\u043e\u044d\u0442\u043e\u043c\u0443|\u6240\u4ee5|\u56e0\u6b64|\u3060\u304b\u3089)\b[,: ]*(?:that |we have |we get |it follows that )?(?P<what>[^\n]*\S)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<=\S)(?:[.!?:]\s+|\n\s*)(?:so,? )?(?:(?:that|this|which)(?:'s| is| makes| gives)|in total|altogether|total)[:,]? (?:a total of )?(?P<what>[$\u20ac\u00a3]?\d[\d.,]*(?: [a-z]+)?)[.! ]*$",
    re.IGNORECASE,
)
"""What a text counts up to behind the things that it counts: that makes 7."""

_CONCLUSION = re.compile(
    r"(?:therefore|thus|hence|so|consequently|in conclusion|overall|daher|folglich|donc|por lo tanto|quindi|\u043f\u043e\u044d\u0442\u043e\u043c\u0443)\b,? (?:that |we (?:can )?(?:conclude|see|know|find) that |it follows that |it is clear that )?(?P<last>[^.!?\n]{3,200}?)"
    r"|(?:since|because|as)(?! of\b) [^.!?\n]{3,120}?, (?P<since>(?!(?:and|but|or|with|which|who|including)\b)[^,.!?\n]{3,120})"
    r"|[^.!?\n]{0,120}?\b(?:conclude|deduce|infer|follows|see) that (?P<that>[^.!?\n]{3,200}?)",
    re.IGNORECASE,
)
_CONCLUDING = (
    *("therefore", "thus", "hence", "so", "consequently", "in conclusion", "overall", "since"),
    *("because", "as ", "daher", "folglich", "donc", "por lo tanto", "quindi"),
    "\u043f\u043e\u044d\u0442\u043e\u043c\u0443",
)
"""How a sentence begins that may conclude something, in lower case."""

_SENTENCE_ENDS = (". ", "\n", "! ", "? ", ": ", ", so ")
_OF_CLASS = re.compile(
    r"\b(?:is|was|it's) (?:always |also |usually )?(?:an?|one of)\b", re.IGNORECASE
)
"""A conclusion that names no one: the killer is a woman."""

_GROUNDS = re.compile(r",? (?:because|since|as|given that|due to)\b.*")
_DIGIT = re.compile(r"\d")
_BARE = re.compile(r"[$\u20ac\u00a3]?[-+]?[\d.,/%]+(?: \w+)?\W*")
_ENDS = re.compile(r"[.!;]\s|\n")
_WON = "won|wins|win|beats?|defeat(?:ed|s)|edged|thrashed|crushed|prevailed|triumphed|overcame|outscored|came out on top|are the winners?|is the winner|was the winner|took the (?:title|game|match|cup)|knocked out|eliminated"
_SIDE = r"[^\W\d_][^,;!?\n\d]{0,50}?"
_WINNER = re.compile(
    rf"(?:(?:the|one) )?(?:[^\W\d_]+ ){{1,3}}(?:who|that|which) (?:{_WON})\b[^,;!?\n]{{0,160}}? (?:is|was|are|were) (?P<called>{_SIDE})\W*$"
    rf"|{_SIDE} (?:was|were|got|has been|have been) (?:beaten|defeated|knocked out|eliminated) by (?P<by>{_SIDE})(?= \d|\s+(?:in|on|at|after|with|by)\b|\W*$)"
    rf"|(?!.*\b(?:half|toss|set|leg|round)\b)[^,;!?\n]{{3,100}}? (?:was|were) won by (?P<again>(?:the )?{_SIDE})(?= \d|,|\s+(?:in|on|at|after|with|who|which)\b|\W*$)"
    rf"|{_SIDE} (?:lost|loses)(?: the \w+)?(?: \d+ ?[-:] ?\d+)? (?:to|against) (?P<to>{_SIDE})(?= \d|\s+(?:in|on|at|after|with|by)\b|\W*$)"
    rf"|(?:the winner (?:is|was) |it was )?(?P<won>{_SIDE}),? (?:has |have |narrowly |easily |comfortably |finally )?(?:{_WON})\b(?! by)",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?P<one>[^\W\d_][^\d,;:\n]{1,30}?),? (?P<first>\d{1,3})(?P<mark> ?[-:] ?|[,;]? (?:and )?)(?P<other>[^\W\d_][^\d,;:\n]{1,30}?)?,? ?(?P<second>\d{1,3})(?: (?P<behind>[^\W\d_][^\d,;:\n]{1,30}?))?\W*"
)
_LOST = re.compile(rf"(?P<side>{_SIDE}) (?:lost|loses|was (?:beaten|defeated))", re.IGNORECASE)
_DRAWN = re.compile(
    r"\b(?:draw|drawn|drew|tie|tied|stalemate|unentschieden|match nul|empate|pareggio|\u043d\u0438\u0447\u044c\u044f)\b|(?:no(?:body| one)|neither\b[^,;.!?\n]{0,80}?) (?:won|beat|defeated)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r", (?:who|which)\b[^,]{0,80},", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|that|which)$", re.IGNORECASE)
_TEAM = re.compile(r"^the (?=.* team$)| (?:(?:national|football|soccer) )*team$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no)\b|n't\b", re.IGNORECASE)


def concluded(text: str) -> str:
    """What follows from the working in a short text, where both have numbers; else all of it.

    "12 for Ben, so Sarah has 24" gives "Sarah has 24"; "24, so more than 20" all of it, since it
    begins with its answer.
    """
    if len(text) > _LONGEST:
        return text
    counted = _COUNTED.search(text)
    if counted is not None:
        return counted["what"]
    found = _FOLLOWS.search(text)
    if found is None or _DIGIT.search(found["what"]) is None:
        return text
    front = text[: found.start()]
    if _DIGIT.search(front) is None or _BARE.fullmatch(front) is not None:
        return text
    return concluded(found["what"])


def last_conclusion(text: str) -> str | None:
    """What the last sentence of a text concludes; None where that is none."""
    end = text.rstrip(".! \n")
    last = end[max(map(end.rfind, _SENTENCE_ENDS)) + 1 :].lstrip()
    if not last.lower().startswith(_CONCLUDING) and " that " not in last:
        return None
    found = _CONCLUSION.fullmatch(last)
    if found is None or _OF_CLASS.search(last) is not None:
        return None
    return _GROUNDS.sub("", found["last"] or found["since"] or found["that"])


def winner(text: str) -> str | None:
    """Who won by a short sentence, "draw" where nobody did; None where it is no such sentence.

    Of who lost, and to whom is not said, it gives "not" and the name.
    """
    if len(text) > _LONGEST or _DENIED.search(text) is not None:
        return None
    if _DRAWN.search(text) is not None:
        return "draw"
    first = _ASIDE.sub("", _ENDS.split(text, maxsplit=1)[0])
    found = _WINNER.search(first)
    if found is not None:
        side = found["called"] or found["by"] or found["again"] or found["to"] or found["won"]
        return None if _RELATIVE.search(side) is not None else _TEAM.sub("", side)
    lost = _LOST.fullmatch(first.strip(" ."))
    if lost is not None:
        return f"not {lost['side']}"
    scored = _SCORE.fullmatch(first)
    if scored is None or bool(scored["other"]) == bool(scored["behind"]):
        return None
    one, other = int(scored["first"]), int(scored["second"])
    sides = (scored["one"], scored["other"] or scored["behind"])
    return "draw" if one == other else sides[one < other]
