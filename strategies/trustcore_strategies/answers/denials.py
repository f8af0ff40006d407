"""Short answers that only say what the answer is not."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

_LONGEST = 200
"""Characters; a longer text says more than what the answer is not."""

DENYING = frozenset(
    "doubt doubtful dont hardly far unlikely rule ruled not isnt wasnt arent werent cannot cant never no wrong incorrect false untrue impossible but except excluding excepting besides apart other"
    " nicht kein keine keinen falsch ausser pas faux sauf hors falso falsa fausse incorrecto incorrecta sbagliata errada onjuist fout 错误 menos excepto salvo non tranne sbagliato eccetto"
    " nao exceto errado niet geen behalve не кроме неверно неправильно не 不 非 除 错 錯 ない 아 말 ليس لا नहीं vor nach bis avant apres antes despues prima dopo depois до после before after until prior earlier later pre post latest earliest".split()
)
"""Words of one of which an answer that denies a value has one."""

_IT_IS = r"(?:(?:it|that|this|he|she|they|there|the (?:right |correct )?answer|es|das|c'est|ce n'est|это|ответ)(?:'s| is| was| are| were| ist| war)? )?"
_SURELY = r"(?:definitely |certainly |surely |clearly |absolutely |probably |rather |most |simply |obviously |bestimmt |sicher |auf keinen fall |surtout |seguro que )*"
_IN_FRONT = re.compile(
    rf"{_SURELY}{_IT_IS}{_SURELY}(?:!=|not|is not|isn't|wasn't|was not|aren't|weren't|can(?:'t|not) be|never|nicht|keine?[nsr]?|pas|n'est pas|non è|non|no es|no fue|não é|não|niet|geen|не|не это|不是|非)\s*"
    r"(?!only|just|merely|simply|until|necessarily|more|less|fewer|later|earlier|before|after|sooner|at all|nur|solo|sólo|seulement|только|sure|certain|known|defined|applicable|available|\W)(?P<value>[^,;:!?\n]{1,80})",
    re.IGNORECASE,
)
_DOUBTED = re.compile(
    r"(?:(?:i|we) (?:really |seriously |very much |strongly )?(?:doubt|don't (?:think|believe)|do not (?:think|believe)|disbelieve)(?: that)? (?:(?:it|that|this|he|she|they)(?:'s| is| was|'re| are| were)|the answer is) "
    r"|(?:it(?:'s| is) )?(?:doubtful|unlikely|highly unlikely|very unlikely)(?: to be| that (?:it|this|that)(?:'s| is| was)) |(?:it(?:'s| is) )?(?:hardly|far from|nowhere near|by no means) |(?:i |we |you )?(?:can |would |could )?rule out )(?P<value>[^,;:!?\n]{1,80})",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(
    rf"{_IT_IS}(?:(?:an?|any|every|all|each|some(?:one|body|thing|where)?|alles?|jede[rs]?|tou[st]e?s?|tout|n'importe (?:qui|quoi|quel\w*)|cualquiera?|tod[oa]s?|qualunque|qualsiasi|tutt[oiae]|qualquer|tudo|все|всё|что угодно|кто угодно)\w*(?: of the)?(?: (?!but|except)[\w']+){{0,3}} )?"
    r"(?:but(?: not)?|except(?: for)?|other than|besides|save(?: for)?|apart from|excluding|excepting|bar|ausser|außer|sauf|hormis|menos|excepto|salvo|tranne|eccetto|exceto|behalve|кроме)\s+(?P<value>[^,;:!?\n]{1,80})",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?P<value>[^,;:!?\n]{1,80}?)\s*(?:[?!,-]+\s*(?:i (?:really |seriously |highly )?(?:doubt|don't think|do not think|don't believe)(?: (?:it|that|so))?|unlikely|hardly|certainly not|definitely not|of course not|not (?:likely|really|at all)|absolutely not|never|no way|no|nope|nein|non|não|нет|wrong|false|falsch|faux|falso)"
    r"|[(\[](?:(?:but |although )?(?:it is|it's|this is|that is|that's|which is|das ist|c'est|est|es|è|é|это) )?(?:definitely |clearly |simply |totally |completely )?(?:no|wrong(?: answer)?|incorrect|false|untrue|not (?:correct|right|true|it|the (?:answer|right answer|correct answer))|nicht (?:richtig|korrekt)|falsch|pas (?:correct|juste|vrai)|faux|fausse|falso|falsa|incorrecto|incorrecta|no es correct[oa]|sbagliato|sbagliata|errado|errada|onjuist|fout|неверно|неправильно|错误|错|不对|不正确)[.!]*[)\]]?"
    r"|(?:\([^()]{1,60}\) )?(?:is|was|are|were|sounds|seems|would be|must be|ist|war|est|es|è|é) (?:definitely |clearly |certainly |surely |simply |just |obviously |also )?(?:(?:the |a )?wrong(?: answer| one| number)?|incorrect|false|untrue|impossible|excluded|ruled out|out of the question|falsch|faux|fausse|falso|falsa|incorrecto|incorrecta|sbagliato|errado|not(?: the)? (?:right|correct|true|it|possible|answer|the answer|one|the one)(?: answer| one)?)"
    r"|(?:isn't|wasn't|aren't|can't be|cannot be|could not be|couldn't be)(?: the)? (?:right|correct|true|it|possible|answer|one)(?: answer| one)?"
    r"|ist(?: es)? nicht(?: richtig)?|n'est pas (?:correct|juste|la réponse)|no es(?: correct[oa])?|неверно|неправильно|是错的|不对|不正确)",
    re.IGNORECASE,
)
_DONE = (
    r"(?:it|that|this|he|she) (?:was |is )?"
    r"|(?:it|he|she|you|we|they|i) (?:can|could|may|must|should|will)(?: (?!not\b)[a-z]{2,12}){0,3}? "
)
"""What is said in front of until when something can be done: you can use it."""

_BOUND = re.compile(
    rf"(?:{_DONE})?(?:(?:some ?time |shortly |long |just |not |no )?(?:before|after|until|prior to|earlier than|later than|preceding|following|past|vor|nach|bis|avant|après|antes de|después de|prima del?|dopo il|antes|depois de|до|после)\s+|(?:pre|post)-(?=\d))(?:the year |the end of |about |around )?(?P<value>[^,;:!?\n]{{1,40}})",
    re.IGNORECASE,
)


_LIMITED = re.compile(
    r"(?P<value>[^,;:!?\n]{0,36}\d{4}),? at the (?:latest|(?P<after>earliest))", re.IGNORECASE
)
_SIDE = re.compile(
    rf"\W{{0,3}}(?:{_DONE})?(?:some ?time |shortly |long |just )?(?:(?P<after>no(?:t)? earlier than|no(?:t)? before|after|later than|following|past|nach|après|despues|después|dopo|depois|post(?=-)|после)|(?:no(?:t)? later than|no(?:t)? after|before|until|prior|earlier|preceding|vor|bis|avant|antes|prima|pre(?=-)|до))\b",
    re.IGNORECASE,
)


def side(text: str) -> str:
    """On which side of the value it denies an answer puts its own: "before", "after" or ""."""
    found = _SIDE.match(text) or _LIMITED.fullmatch(text.strip(" ."))
    if found is None:
        return ""
    return "after" if found["after"] else "before"


_VERDICTS = frozenset(
    ("yes", "no", "ja", "nein", "oui", "non", "sí", "si", "да", "нет", "não", "sim")
)


def denied(text: str, *, dated: bool) -> str | None:
    """The value that a short answer says is not the answer; None where it denies none.

    "Not Titan", "anything but Titan", "Titan is wrong" and "Titan? No." all give Titan; where a
    date is asked, "before 1848" gives 1848, which it is not.

    Args:
        text: A final answer that has one of the words `DENYING`.
        dated: Whether the question asks for a date.
    """
    if len(text) > _LONGEST:
        return None
    bare = text.strip(" .?\"'()").rstrip("!")
    found = (
        _DOUBTED.fullmatch(bare)
        or _EXCLUDED.fullmatch(bare)
        or _BEHIND.fullmatch(bare)
        or _IN_FRONT.fullmatch(bare)
    )
    if found is None and dated:
        found = _BOUND.fullmatch(bare) or _LIMITED.fullmatch(bare)
    value = "" if found is None else found["value"].strip(" .")
    goes_on = bare[len(value) :].lstrip()[:1] in {",", "-", "!"}  # no, never
    if " but " in value or (goes_on and value.lower() in _VERDICTS):
        return None
    return value or None
