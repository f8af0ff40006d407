"""Verdicts that hold on a condition only: yes, unless it rains."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection

CONDITIONAL = frozenset(
    "if unless provided providing assuming supposing given long case when whenever only condition depending depends except subject always exception exceptions otherwise"
    " wenn falls sofern nur ausser si sauf pourvu condition moins condicion siempre salvo excepto menos solo se purche tranne condizione desde apenas caso если при только кроме 如 若 除 只 取 もし 만 ただ".split()
)
"""Words of one of which a verdict on a condition has one."""

_SAID = r"[^,;:.!?\n()-]{1,40}"
_STEP = r"\s*(?:[,;:.!?(-]+\s*)?(?:(?:but|and|though|although|however|aber|und|mais|et|pero|y|ma|mas|но)[, ]+)?"
_SHORT_CLAUSE = r"(?:(?:it|they|he|she|that|this|there|you|we|i|one) (?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|may|must|might|isn't|aren't|can't|don't|doesn't|won't)(?: not)?)"
_ONLY = r"(?:only|just|but only|nur|seulement|uniquement|solo|sólo|só|apenas|только)"
_CUE = (
    r"(?:if(?! (?:i (?:recall|remember|am not|'m not)|i'm not|memory|you ask|anything|not|ever|only|so\b))|unless|provided (?:that|you|it|the|he|she|they|we|there)|providing|assuming|supposing|given that|(?:as|so) long as|on (?:the )?condition|in case"
    r"|depending|subject to|except(?! that)|but not (?:always|everywhere|in all|for all|necessarily)|not always|with (?:some |a few |certain |an |one )?exceptions?"
    r"|(?:only |but only )?when(?:ever)? [^,.;]{1,24}[.!]*$|wenn|falls|sofern|es sei denn|vorausgesetzt|außer|ausser|je nachdem|kommt darauf an|si (?!no\b)|s'il|sauf|à condition|pourvu|à moins|siempre que|siempre y cuando|a condición|salvo|excepto|a menos"
    r"|dependiendo|se (?=\w+\s)|purché|a condizione|tranne|a meno|desde que|a não ser|dependendo|если|при условии|кроме|в зависимости|如果|除非|只要|只有|取决于)"
)
_ON_CONDITION = re.compile(
    rf"\W{{0,3}}{_SAID}{_STEP}(?:{_SHORT_CLAUSE}{_STEP})?(?:(?P<only>(?:(?<=but )|(?<=aber )|(?<=mais )|(?<=pero )|(?<=но )){_ONLY}(?= (?!a (?:little|bit|few)|slightly|partly|partially|ein wenig|ein bisschen|un peu|un poco))|{_ONLY} (?:if|when|in|on|for|after|before|with|under|during|wenn|si|se|cuando|quand|quando|если|когда|при)\b)|(?P<cue>{_CUE}))",
    re.IGNORECASE,
)


def conditional(text: str, said: Collection[str], *, yes: bool) -> bool:
    """Whether a verdict is given on a condition, right behind it.

    "Yes, if it rains" and "Yes, it is, but only in winter" are; "No, only when it rains" is a plain
    no to a question that asks whether something is so.

    Args:
        text: The answer.
        said: Its words.
        yes: Whether the verdict is yes.
    """
    if CONDITIONAL.isdisjoint(said):
        return False
    found = _ON_CONDITION.match(text)
    return found is not None and (yes or found["only"] is None)
