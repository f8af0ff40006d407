"""Which questions ask for a text rather than a value, by the words in which they ask."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from enum import Enum

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.question import Question


class Writing(Enum):
    """What text a question asks for."""

    NONE = "a value, or a program"
    SAID = "something that can be said in many ways: a translation, a summary, a reason"
    COMPOSED = "a text of the model's own, or one of many things that are right"


_LOOKED_AT = 300
"""Characters at both ends of a question in which it says what to do."""

_BEGINS = re.compile(r"[\n.!?\uff1f\u061f:;…]\s*(?=\S)")
_POLITE = (
    r"(?:(?:please|kindly|now|then|and|ok|hi|hey|hello|bitte|por favor|s'?il te plait|per favore|пожалуиста),? )*"
    r"(?:(?:can|could|would|will) you (?:please |kindly )?|i (?:want|need|would like) you to |your task is to |help me (?:to )?|try to |kannst du (?:mir )?|(?:peux-tu|pouvez-vous|puedes|puoi|voce pode) )?"
)
_ONE = r"(?: me| us| mir| uns| moi| nous)? (?:an?|another|some|one|two|three|four|five|six|ten|\d+|ein(?:en?|e|em)?|une?|una?|uno|um|uma)\b(?: (?!(?:of|about|for|from|the|to|in|on|that|zu|uber|sur|de|sobre)\b)[\w'-]+,?){0,4}? "
_COMPOSES = (
    r"(?:write|compose|create|make|tell|give|generate|draft|produce|craft|think of|do|schreibe?|erzahle?|dichte|mach|ecris|ecrivez|compose[rz]?|raconte[rz]?|escribe|escriba|compon|cuenta(?:me)?|dime|scrivi|racconta(?:mi)?|escreva|conte)"
    + _ONE
)
_PIECES = (
    r"(?:poems?|haikus?|sonnets?|limericks?|verses?|rhymes?|songs?|lyrics|(?:short |bedtime |love )?stor(?:y|ies)|tales?|fables?|novels?|jokes?|puns?|riddles?|slogans?|taglines?|mottos?|titles?|headlines?|captions?|tweets?|scripts? for|dialogues?|screenplays?|monologues?|odes?|ballads?|names? for|ideas?|suggestions?|example sentences?|sentences? (?:with|using|that|containing|about)|(?:counter-?)?examples?|random [\w-]+"
    r"|gedichte?|geschichten?|lied(?:er)?|witze?n?|marchen|titel|beispiele?|poemes?|histoires?|chansons?|blagues?|titres?|contes?|exemples?|poemas?|cuentos?|historias?|canciones|cancion|chistes?|eslogan|titulos?|ejemplos?|poesi[ae]|stori[ae]|canzon[ei]|barzellett[ae]|filastrocc(?:a|he)|titol[io]|esempi(?:o)?|cancao|piadas?|exemplos?)\b"
)
_COMPOSED = rf"(?:{_COMPOSES}{_PIECES}|(?:suggest|recommend|brainstorm|invent|make up|come up with|improvise|erfinde|schlage? .{{0,60}} vor|invente[rz]?|inventa|proponi|suggere[rz]?|sugiere|(?:напиши|сочини|придума[ий]|расскажи)(?:те)? .{{0,40}}(?:стих|рассказ|сказк|песн|анекдот|шутк|слоган|заголов|истори)\w*)\b)"
_REWORKED = (
    r"(?:translate|summari[sz]e|sum up|paraphrase|rephrase|reword|rewrite|restate|proofread|shorten|expand on|elaborate|draft|reply to|respond to|correct the (?:grammar|text|following)|tl;?dr"
    r"|(?:write|give|create|compose|make|draft|produce|prepare|generate)(?: me| us)? (?:an?|the|your)\b(?: [\w'-]+){0,3}? (?:summary|summari[sz]ation|translation|paraphrase|e-?mail|letter|message|reply|response to|report|article|essay|paragraph|description|review|abstract|overview|introduction|explanation|note|memo|announcement|proof|definition|bio|biography|post|speech|pitch)"
    r"|ubersetzen?|fassen?|formulieren?|schreibe? .{0,30}(?:zusammenfassung|brief|e-?mail|aufsatz|bericht)|traduis(?:ez)?|resume[rz]?|reformule[rz]?|redige[rz]?|traduce|traduzca|resuma|reformula|redacta|reescribe|traduci|riassumi|riformula|riscrivi|traduza|reescreva|(?:переведи|перескажи|перефразиру[ий]|сократи)(?:те)?)\b"
)
_SIMPLIFIED = r"(?:simplify|condense|expand|vereinfachen?|simplifiez?|simplifica|simplifique|semplifica|упрост(?:и|ите))\b"
"""Of texts it asks for another wording, of formulas for a value."""

_OPEN = (
    r"(?:(?:explain|describe|outline|justify|show how)(?! your?\b|[.!]?\s*$)|discuss|contrast|compare|argue|prove|show (?:that|why)|comment on|interpret|critique|analy[sz]e|elaborate|tell (?:me|us) (?:about|why|how)|why|how (?:do|does|did|can|could|should|would) "
    r"|(?:give|list|name|state|mention|what are|tell me)(?: me| us)? (?:the |some |a few |two |three |four |five |ten |\d+ |all |main |key |major )*(?:[\w'-]+ )?(?:benefits|advantages|disadvantages|pros|cons|reasons|tips|ways|steps|causes|effects|differences|similarities|arguments|consequences|implications|risks|recommendations|best practices|lessons|strengths|weaknesses|challenges|features)"
    r"|erklaren?|beschreiben?|begrunden?|warum|wieso|weshalb|expliquez?|decris|decrivez|pourquoi|explica|explique|describe|por que|spiega|descrivi|perche|descreva|(?:объясни|опиши|докажи)(?:те)?|почему)\b"
)

_ASKS = re.compile(
    f"{_POLITE}(?:(?P<composed>{_COMPOSED})|(?P<reworked>{_REWORKED})|(?P<simplified>{_SIMPLIFIED})|(?P<open>{_OPEN}))"
)
_FORMULA = re.compile(
    r"[$\\^=\u221a]|[\w)]\s*[-+*/\u00d7\u00f7\u2212]\s*[\d(]|\b(?:sqrt|root|log|sin|cos|tan)\(|\b(?:expression|equation|fraction|polynomial|radical|square root|ausdruck|bruch|expresion|fraccion)\b"
)
_BRIEF = re.compile(
    r"\bas (?:short|brief) as possible\b|\b(?:in|with|use) (?:only |just |at most )?(?:one|two|three|a single|a few|\d+) words?\b|\b(?:only|just) the (?:answer|guess|name|word|term|number|value)\b|\bno (?:other words|explanation)\b|\bwithout (?:any )?(?:explanation|extra commentary)\b"
)
"""What makes the answer to any question a value: few words, and nothing beside them."""
_COMPOSED_IN_SIGNS = re.compile(
    r"写(?:一|两|几)?(?:首|篇|个|段|句).{0,12}(?:诗|故事|歌|笑话|标语|标题|俳句|小说|童话)|讲(?:一)?个.{0,6}(?:笑话|故事)|(?:俳句|詩|物語|小説|歌詞|ジョーク|キャッチコピー)を.{0,12}(?:書|作|教|考)|(?:시|이야기|농담|동화|노래)(?:를|을)? .{0,8}(?:써|지어|들려|해)"
)
_SAID_IN_SIGNS = re.compile(
    r"翻译|翻譯|总结|總結|概括|改写|摘要|翻訳|要約|言い換え|번역|요약"
    r"|解释|解釋|说明|描述|为什么|為什麼|证明|説明して|説明せよ|なぜ|どうして|설명|왜 "
)
"""Scripts without blanks between words, and those that say what to do at the end."""


def writing_of(asked: Question) -> Writing:
    """What text a question asks for; none where it asks for a value, or offers options."""
    text = asked.text
    ends = text if len(text) <= 2 * _LOOKED_AT else f"{text[:_LOOKED_AT]}\n{text[-_LOOKED_AT:]}"
    said = fold(ends)
    found = _asked_for(said)
    signs = not said.isascii()
    if "composed" in found or (signs and _COMPOSED_IN_SIGNS.search(said)):
        return Writing.NONE if asked.options else Writing.COMPOSED
    if "reworked" in found or ("simplified" in found and not _FORMULA.search(said)):
        return Writing.SAID
    if "open" in found or (signs and _SAID_IN_SIGNS.search(said)):
        return Writing.NONE if _has_value(asked) or _BRIEF.search(said) else Writing.SAID
    return Writing.NONE


def _asked_for(said: str) -> set[str | None]:
    """What its sentences ask for. Behind a question for a value its reasons are asked for besides."""
    found: set[str | None] = set()
    start, questioned = 0, False
    while True:
        match = _ASKS.match(said, start)
        if match is not None and not (questioned and match.lastgroup == "open"):
            found.add(match.lastgroup)
        mark = _BEGINS.search(said, start)
        if mark is None:
            return found
        start, questioned = mark.end(), questioned or mark[0][0] in "?\uff1f\u061f"


def _has_value(asked: Question) -> bool:
    """Whether a question asks for one value besides its reasons."""
    return bool(asked.options or asked.number or asked.date or asked.verdict)
