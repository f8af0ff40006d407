"""Replies that give no answer: that it is not known, or that help is refused."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

_LONGEST = 600
"""Characters; a longer text says more than that it does not know."""

_REFUSES = re.compile(
    r"(?:(?:i'?m|i am|we are|we're|my|so|very|really|apologies|as an ai[^,.]{0,40}|unfortunately|well|hmm|honestly|hello|hi)[ ,]+){0,4}"
    r"(?:(?:sorry|apologi[sz]e|apologies|unfortunately|regret)[^.?!\n]{0,60}?(?:can'?t|cannot|can not|unable|not able|don'?t|do not|have no|no information|couldn'?t|could not|won'?t)"
    r"|(?:i|we) (?:really |just |honestly |simply |currently )?(?:do not|don'?t|dont|can'?t|cannot|can not|could not|couldn'?t|am not able|am unable|have no|would not|wouldn'?t|will not|won'?t|must decline to|refuse to)"
    r" (?:really |actually )?(?:know|have|find|answer|help|assist|provide|say|tell|determine|recall|comply|do that|idea|information|be able|access|verify|confirm|fulfil|be sure|see|predict|forecast|foresee|disclose|share|speculate|guess|identify|locate|look up|browse|(?:\w+ )?way (?:of|to)|means)"
    r"|(?:i (?:am|'m) |i'm )?(?:not (?:\w+ )?(?:sure|certain|known|able to|aware|possible to|enough)|unsure|unable to|uncertain|unaware)"
    r"|(?:the )?(?:answer|information|question|it|this|that)[^.?!\n]{0,40}?(?:is|are|be|was) (?:not (?:known|available|provided|given|clear|specified|possible)|unknown|unclear|unanswerable|impossible)"
    r"|(?:the|its|his|her|their) (?:[\w'-]+ ){1,4}?(?:is|are|was|remains?) (?:unknown|not known|unclear|uncertain|undisclosed|not (?:publicly )?(?:known|available|stated|specified|disclosed))"
    r"|(?:it|this|that|the answer|the question) (?:cannot|can'?t|could not) be (?:determined|answered|known|inferred|established)"
    r"|cannot (?:be )?(?:determine|answer|say|tell|know)\w*|can'?t (?:be )?(?:say|tell|answer|determine)\w*|(?:there is |there'?s )?(?:not enough|insufficient|no) (?:\w+ )?(?:information|data|context|evidence to|answer|details?)|(?:there is |there'?s )?no way (?:to|of|for) [^.!?\n]{0,40}?(?:know|tell|say|determin|find|answer)\w*"
    r"|(?:its |it is |thats )?(?:hard|difficult|impossible|not possible) to (?:say|tell|know|determine|answer|predict)|your guess is as good as mine|beats me|who knows|(?:information|answer|data|details?) (?:is |are |was )?not (?:available|found|provided|given|known|specified)"
    r"|(?:thats|that is|this is) (?:not )?(?:something|a question)(?: that)? i (?:can(?:no|')?t|can|am unable|dont|do not)[^.!?\n]{0,20}?(?:answer|know|help|say|tell)|(?:i|we)(?:d| would)? (?:would )?(?:need|require) (?:more|further|additional) (?:information|context|details?|data)|(?:i|we) have (?:absolutely )?no (?:idea|clue)"
    r"|no (?:idea|clue)|dunno|idk|unknown|undetermined|n/?a(?![+^])|not applicable|no answer|unanswerable|none known|not (?:known|provided|available|specified|mentioned|stated)|no one knows|nobody knows"
    r"|it (?:seems|appears|looks like|looks as if)(?: that)? (?:no|there is no|there'?s no) (?:image|picture|photo|file|attachment|document|text|table|chart)s?\b|diese (?:information(?:en)?|angaben?|daten) [^.!?\n]{0,30}?nicht (?:vor|verfugbar|bekannt)|(?:finora )?non lo sappiamo|nessuno lo sa"
    r"|je ne (?:sais|peux|suis|connais)|(?:je lignore|je nen sais rien|jen sais rien)|aucune (?:idee|information)|inconnue?|je regrette|desolee?|ich (?:weiss|kann)[^.]{0,60}nicht|keine (?:ahnung|information(?:en)?|angaben?|daten)|das (?:weiss|kann) ich (?:\w+ )?nicht|unbekannt|no (?:lo )?se\b|no tengo|no puedo|desconocid[oa]|lo siento"
    r"|non (?:lo )?(?:so|posso)|sconosciut[oa]|mi dispiace|nao (?:sei|posso|tenho)|desconhecid[oa]|ik weet het niet|geen idee|onbekend|я не (?:знаю|могу)|не (?:знаю|могу (?:сказать|ответить))|нет (?:данных|информации)|неизвестно|извините"
    r"|bilmiyorum|nie wiem|jag vet inte|わかりません|分かりません|知りません|不明|情報(?:が|は)(?:ありません|ない)|データがありません|没有(?:提供)?(?:相关|足够)?(?:的)?(?:信息|数据|资料)|不知道|我(?:不(?:知道|清楚|能)|无法)|无法|無法|未知|抱歉|对不起|對不起|모르겠|모릅니다|죄송|لا اعرف|لا اعلم|غير معروف|عذرا|मुझे नहीं|पता नहीं|माफ)(?![a-z])"
)
_SILENT = re.compile(
    r"(?:the |this |that )?(?:given |provided )?(?:text|passage|document|context|article|source|paragraph|question|report|letter|information|transcript|table|prompt|excerpt|it)\b[^.!?\n]{0,30}? ?(?:does not|doesnt|do not|dont|did not|didnt|never)(?: \w+ly)? (?:say|mention|specify|state|provide|contain|include|give|indicate|tell|disclose|reveal|address|answer)s?\b"
    r"|there is no mention of|(?:this|that|the) (?:information|answer|detail)s? (?:isnt|is not|are not|arent|was not|wasnt) (?:in|mentioned|part of|included|found|stated|contained)|(?:der text|das dokument) (?:sagt|nennt|erwahnt) [^.!?\n]{0,30}?nicht|le texte ne [^.!?\n]{0,30}? pas|el texto no (?:lo )?(?:dice|menciona|especifica|indica)"
)
"""What says that a text holds no answer; of one that is asked whether it holds something it is one."""

_FIRST = re.compile(r"[a-z']*")
_REFUSING = frozenset(
    "diese finora nessuno im i we were my so very really as well hmm honestly hello hi do not unsure unable uncertain unaware cannot cant there theres insufficient no dunno idk unknown undetermined n na unanswerable none nobody je jen aucune inconnu inconnue desole desolee ich keine unbekannt desconocido desconocida lo non sconosciuto sconosciuta mi nao desconhecido desconhecida ik geen onbekend bilmiyorum nie jag hard difficult impossible your beats who das information answer data details id".split()
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

_UNKNOWN = ("not", "un", "impossible", "can't", "cant")
"""Of these such a reply has one that begins with "the", as most sentences do."""

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


def is_silent(folded: str) -> bool:
    """Whether a folded text says that what it was asked about does not hold the answer."""
    if not ("not " in folded or "nt " in folded or " no " in folded or "never " in folded
            or "nicht" in folded or " ne " in folded):  # fmt: skip
        return False
    return len(folded) <= _LONGEST and _SILENT.match(folded.strip(" \t\n.!\"'()*[]")) is not None


def _refusal(lowered: str) -> re.Match[str] | None:
    """What says at the beginning of a text that there is no answer."""
    first = _FIRST.match(lowered)
    if first is None or not lowered.isascii():
        return _REFUSES.match(lowered)
    if first[0] == "the":
        may_refuse = any(map(lowered.__contains__, _UNKNOWN))
    else:
        may_refuse = first[0].startswith(_OPENING) or first[0].replace("'", "") in _REFUSING
    return _REFUSES.match(lowered) if may_refuse else None


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
