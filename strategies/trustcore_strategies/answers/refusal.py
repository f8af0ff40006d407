"""Replies that give no answer: that it is not known, or that help is refused."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

_LONGEST = 600
"""Characters; a longer text says more than that it does not know."""

_REFUSES = re.compile(
    r"(?:(?:i'?m|i am|we are|we're|my|so|very|really|apologies|as an ai[^,.]{0,40}|unfortunately|well|hmm|honestly|hello|hi)[ ,]+){0,4}"
    r"(?:(?:sorry|apologi[sz]e|apologies|unfortunately|regret)[^.?!\n]{0,60}?(?:can'?t|cannot|can not|unable|not able|don'?t|do not|no information|couldn'?t|could not|won'?t)"
    r"|(?:i|we) (?:really |just |honestly |simply |currently )?(?:do not|don'?t|dont|can'?t|cannot|can not|could not|couldn'?t|am not able|am unable|have no|would not|wouldn'?t)"
    r" (?:really |actually )?(?:know|have|find|answer|help|assist|provide|say|tell|determine|recall|comply|do that|idea|information|be able|access|verify|confirm|fulfil|be sure|see|predict|forecast|foresee|disclose|share|speculate|guess|identify|locate|look up|browse|way (?:of|to)|means)"
    r"|(?:i (?:am|'m) |i'm )?(?:not (?:\w+ )?(?:sure|certain|known|able to|aware|possible to|enough)|unsure|unable to|uncertain|unaware)"
    r"|(?:the )?(?:answer|information|question|it|this|that)[^.?!\n]{0,40}?(?:is|are|be|was) (?:not (?:known|available|provided|given|clear|specified|possible)|unknown|unclear|unanswerable|impossible)"
    r"|(?:the|its|his|her|their) (?:[\w'-]+ ){1,4}?(?:is|are|was|remains?) (?:unknown|not known|unclear|uncertain|undisclosed|not (?:publicly )?(?:known|available|stated|specified|disclosed))"
    r"|(?:it|this|that|the answer|the question) (?:cannot|can'?t|could not) be (?:determined|answered|known|inferred|established)"
    r"|cannot (?:be )?(?:determine|answer|say|tell|know)\w*|can'?t (?:say|tell|answer|determine)|(?:there is |there's )?(?:not enough|insufficient|no) (?:information|data|context|evidence to|answer)"
    r"|no (?:idea|clue)|dunno|idk|unknown|undetermined|n/?a(?![+^])|not applicable|no answer|unanswerable|none known|not (?:known|provided|available|specified|mentioned|stated)|no one knows|nobody knows"
    r"|je ne (?:sais|peux|suis|connais)|aucune idee|inconnue?|je regrette|desolee?|ich (?:weiss|kann)[^.]{0,60}nicht|keine ahnung|unbekannt|no (?:lo )?se\b|no tengo|no puedo|desconocid[oa]|lo siento"
    r"|non (?:lo )?(?:so|posso)|sconosciut[oa]|mi dispiace|nao (?:sei|posso|tenho)|desconhecid[oa]|ik weet het niet|geen idee|onbekend|я не (?:знаю|могу)|не знаю|неизвестно|извините"
    r"|bilmiyorum|nie wiem|jag vet inte|わかりません|分かりません|知りません|不明|不知道|我不(?:知道|清楚|能)|无法|無法|未知|抱歉|对不起|對不起|모르겠|모릅니다|죄송|لا اعرف|لا اعلم|غير معروف|عذرا|मुझे नहीं|पता नहीं|माफ)(?![a-z])"
)
_FIRST = re.compile(r"[a-z']*")
_REFUSING = frozenset(
    "im i we were my so very really as well hmm honestly hello hi do not unsure unable uncertain unaware the cannot cant there theres insufficient no dunno idk unknown undetermined n na unanswerable none nobody je aucune inconnu inconnue desole desolee ich keine unbekannt desconocido desconocida lo non sconosciuto sconosciuta mi nao desconhecido desconhecida ik geen onbekend bilmiyorum nie jag".split()
)
_OPENING = (
    "sorry",
    "apologi",
    "unfortunately",
    "regret",
    "answer",
    "information",
    "question",
    "it",
    "this",
    "that",
)
"""The first words of such replies in letters of ASCII, and what their first word begins with."""

_TURN = re.compile(
    r"\b(?:but|however|though|nevertheless|that said|aber|mais|pero|best guess is|guess is|guess would be|answer is|it would be)\b[,: ]{0,2}|(?<=\. )(?=it is\b)|, (?=it is\b)"
)
_OFFERS = re.compile(
    r"\b(?:please|provide|assist|help|context|clarif\w*|more (?:specific )?(?:information|details)|check|recommend|suggest|feel free|let me know|can you|could you|would need|depends|not|cannot|can't|unable|consult|apologi[sz]e)\b"
)
_WITHIN = 120
"""Characters behind a refusal in which an answer that is given all the same begins."""

_LONE = frozenset(("unknown", "n/a", "na", "?"))


def refuses(folded: str) -> bool:
    """Whether a folded text says that its author does not know or will not answer."""
    if len(folded) > _LONGEST:
        return False
    bare = folded.strip(" \t\n.!\"'()*[]")
    return bare in _LONE or _refusal(bare) is not None


def _refusal(lowered: str) -> re.Match[str] | None:
    """What says at the beginning of a text that there is no answer."""
    first = _FIRST.match(lowered)
    if first is not None and lowered.isascii() and not first[0].startswith(_OPENING):
        known = first[0].replace("'", "") in _REFUSING
        return _REFUSES.match(lowered) if known else None
    return _REFUSES.match(lowered)


def answered(text: str) -> int:
    """Where the answer begins in a text that first says that it is not known; else 0."""
    if len(text) > _LONGEST:
        return 0
    folded = text.lower()
    refused = _refusal(folded)
    turn = None if refused is None else _TURN.search(folded, refused.end(), refused.end() + _WITHIN)
    if turn is None or _OFFERS.search(folded, turn.end()) or len(folded[turn.end() :].split()) < 2:
        return 0
    return turn.end()
