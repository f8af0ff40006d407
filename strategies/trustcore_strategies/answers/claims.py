"""Sentences that say yes or no by asserting what was asked, or by denying it."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.contradictions import in_plain_words, leaning
from trustcore_strategies.answers.numerals import SMALL
from trustcore_strategies.answers.words import stem

Verdict = Literal["yes", "no", "unsure"]

_REPEATS = re.compile(
    r"(?:(?:indeed|certainly|definitely|absolutely|surely|of course|well|actually|so|oh|(?:un)?fortunately|sadly|luckily|thankfully|im afraid(?: that)?|i(?:m| am) (?:pretty |quite )?sure(?: that)?|i (?:think|believe)(?: that)?)[ ,]+)?(?:it|they|he|she|that|this|there|you|we|i|one|these|those) (?:(?:really|certainly|definitely|indeed|also|probably|always|usually) )?"
    r"(?:(?P<never>cant|wont|shant|never (?:is|are|was|were|does|do|did|can|could|will|would|has|have|had|may|might))|(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|had|may|must|might)(?P<not>n'?t|not| not| never)?)(?: (?P<again>[a-z]{2,12}))?(?: (?:indeed|really|so|at all|one|it|that|any|them|this))?"
)
_REFUTED = re.compile(
    r"(?:thats|(?:that|this|it|(?:the|this) (?:statement|claim|idea|belief|notion|story))(?:s| is| was)) (?P<denied>not )?"
    r"(?:(?:an?|just|simply|only|actually|really|common|popular|widespread|completely|totally|complete|total|absolutely|pure|urban|old|very|well-known) )*"
    r"(?P<word>myth|misconception|legend|hoax|untrue|impossible|fiction|nonsense|fallacy|rumou?r|lie|inaccurate|falsehood|superstition|fabrication|old wives tale)"
    r"(?: (?:that|to|because|since|and|but)\b.*)?"
)
"""A sentence that calls what was asked a thing that is not so."""

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|cant|nothing|nobody|nowhere|nicht|kein\w*|nie|pas|jamais|non|mai|nunca|nao|не|нет|hardly|rarely|fails?|refut\w+|incorrect|false|wrong|untrue|unable)\b|不|没|ない|ません|안 |못|لا|ليس|नहीं"
)

_STOP = frozenset(
    "is are was were be been the a an it this that they he she there do does did can could will would should has have had"
    " to of in on at for and or but by with as from indeed really certainly definitely actually also yes no not so its their may"
    " must might because ist sind war waren est sont era son fue sono das es man dies hier il elle on ce cela ca eso esto".split()
)


_CONTENT = re.compile(r"[^\W_]+")


def content(text: str) -> frozenset[str]:
    """The stems of a folded text's content words."""
    return frozenset(
        stem(word)
        for word in _CONTENT.findall(text.replace("n't", " not").replace("'", ""))
        if word not in _STOP
    )


_NO_ADVERBS = frozenset(
    "unlikely only family supply apply reply rarely barely scarcely partly partially daily early italy allegedly supposedly possibly jelly belly rely likely".split()
)


def _is_adverb(word: str) -> bool:
    """Whether a word says how something is, and not whether: botanically, officially."""
    return len(word) > 5 and word.endswith("ly") and word not in _NO_ADVERBS


_DONE = re.compile(
    r"(?:it|they|he|she|this|that|we|you|i)(?: (?:has|have|had|did|does|is|was|were|are|will))?(?P<not> (?:not|never))?(?: (?:already|just|only|also|since|now))? (?P<verb>(?!not|never|is|was|has|had)[a-z]{4,})(?P<when> (?:on|in|at|by|since|last|yesterday|today|earlier|recently|during|around|from|to|with)\b[^,;]*)?(?: (?:yet|already|so far|again))?"
)
"""A sentence that does of it what was asked, or denies it, and says when or how: it expired in May."""


def _is_aside(word: str) -> bool:
    return word in _ASIDES or word in _AT_LENGTH or _is_adverb(word)


_ALLOWING = frozenset(
    "should ought can may ok okay safe allowed recommended advisable wise".split()
)
"""Words of a question whether something is to be done."""

_ADVISED = frozenset(
    "recommended advisable advised allowed permitted safe wise sensible good idea ok okay fine best better".split()
)
"""Words that say so, which a denial makes a no."""

_AVOID = re.compile(r"\b(?:avoid(?:ed|ing)?|refrain(?:ed|ing)? from|discouraged)\b")
"""Words that say that it is not."""


_CONTRACTED = re.compile(
    r"\b(is|are|was|were|do|does|did|ca|wo|could|would|should|has|have|had|must|might|sha|ai)nt\b"
)
_ASIDES = frozenset(
    "considered regarded deemed thought believed known said generally commonly widely also quite very perfectly completely fully well just still"
    " during within under through over about per via when while most many all every each".split()
)
"""Words with which a claim is made as without them."""

_AT_LENGTH = frozenset(
    "effect effects property properties quality qualities ability action make makes made cause causes shown proven found tend tends"
    " capable able serve serves act acts".split()
)
"""Words with which a verb is said at length: it has a calming effect, it makes you calmer."""

_FRAMED = re.compile(
    r"(?P<frame>(?:(?:i|we|it|there|this|the|all|most|many|several|recent|scientific|clinical|is|are|was|has|have|had|been|a|an|no|not|never|do|does|dont|isnt|can|cannot|cant|be"
    r"|studies|study|research|trials?|science|scientists|experts|researchers|evidence|data|statement|claim|idea|notion|simply|also|now|well|very|highly|quite|clearly|much|strong|good|enough|generally|usually|entirely|completely|commonly|widely|fully|really)"
    r" ){0,8}(?:true|correct|right|fact|case|clear|certain|sure|known|shown|shows?|showed|proven|proved|proves?|confirm(?:s|ed)?|established|demonstrate[sd]?|suggests?|indicates?|found|evidence|proof|(?:(?<=experts )|(?<=scientists )|(?<=researchers )|(?<=studies ))(?:agree|say|find)|(?:(?<=\bi )|(?<=\bwe )|(?<=not )|(?<=dont ))(?:think|believe)"
    r"|(?P<not>false|untrue|incorrect|wrong|doubt|doubtful|unlikely|deny|disproven|disproved|refuted?|unproven|questionable|inaccurate)|accurate|(?<=be )fair)(?: to (?:say|claim|assume|state|think|believe|suggest))? )that (?P<claim>[^\n]+)"
)
"""A claim behind what says of it that it holds, or that it does not: studies show that it does."""

_CONTRAST = re.compile(
    r"(?:,? (?:and |but )?not|,? rather than|,? instead of) (?P<not>[^,.;:!?\n]{1,60})[.! ]*"
)
"""What a sentence says at its end of what is not so: it is a sphere, not flat."""

_LEADS_IN = re.compile(
    r"(?:(?:by|through|via|because of|due to|thanks to|as a result of|contrary to|despite|in spite of|against|unlike|based on|according to) [^,;.\n]{3,80}|(?:in (?:general|fact|most cases|principle|short)|generally(?: speaking)?|typically|overall|usually|technically|scientifically)), (?=\S)"
)
"""What says in front of a claim how it comes to be so, or in spite of what: by blocking an enzyme."""

_CONTRACTED_BE = re.compile(r"^(it|that|this|he|she|there)s(?= (?:not|never)(?: |$))")
_LONGEST_CLAIM = 25
"""Words; a longer sentence tells more than what was asked."""


_LONGEST_REASON = 600
"""Characters; what follows from a longer text is not looked for."""

_FOLLOWING = re.compile(
    r"(?:[,;.] (?:and )?(?:so|therefore|thus|hence|consequently|which means|(?:this|that) means)\b,?(?: that)?|^(?:since|because|as|given(?: that)?) [^,;.\n]{3,200},) (?P<claim>[^\n]+)"
)
"""What follows from what a text says: 91 is 7 times 13, so it is not prime."""


def inferred(bare: str, asked: frozenset[str], question: Collection[str]) -> Verdict | None:
    """What the clause says that follows from the rest of a text."""
    found = _FOLLOWING.search(bare[:_LONGEST_REASON])
    return None if found is None else claimed(found["claim"], asked, question)


_ENDS = re.compile(rf"[.!?\n;]{BEHIND_NONE}")


_NOT_ONLY = re.compile(r"not only (is|are|was|were|does|do|did|can|will|has|have) (\w+)")
_INVERTED = r"\2 \1"
"""What begins to claim more than was asked: not only is it safe."""


def claimed(bare: str, asked: frozenset[str], question: Collection[str]) -> Verdict | None:
    """Whether a sentence repeats what was asked, or denies it; None where it says something else."""
    sentence = _ENDS.split(bare.strip(), maxsplit=1)[0].strip()
    sentence = _NOT_ONLY.sub(_INVERTED, sentence) if sentence.startswith("not only ") else sentence
    lead_in = _LEADS_IN.match(sentence)
    sentence = _CONTRACTED_BE.sub(
        r"\1 is", sentence if lead_in is None else sentence[lead_in.end() :]
    )
    refuted = _REFUTED.fullmatch(sentence.split(",", 1)[0])
    if refuted is not None:
        agrees = (refuted["denied"] is not None) != (stem(refuted["word"]) in asked)
        return "yes" if agrees else "no"
    if not OF_ALL.isdisjoint(question) and _OF_MOST.match(sentence) is not None:
        return "no"
    short = _REPEATS.fullmatch(sentence) or _REPEATS.fullmatch(_ADDS.split(sentence, 1)[0])
    if short is not None and _is_asked_again(short["again"], asked):
        return "no" if short["not"] or short["never"] else "yes"
    found = None if len(sentence.split()) > _LONGEST_CLAIM else _claim(sentence, asked, question)
    asked_why = not _OF_REASONS.isdisjoint(question)
    further = None if found is not None or asked_why else _GOES_ON.search(sentence)
    if further is None:
        return found
    restricted = _TAKEN_BACK if further[0].strip(", ") in _CAUSAL else _RESTRICTED
    if restricted.search(sentence, further.end()):
        return found
    front = sentence[: further.start()]
    return None if len(front.split()) > _LONGEST_CLAIM else _claim(front, asked, question)


_ADDS = re.compile(
    r":| - |, (?!(?:but|except|only|unless|if|when|while|provided|not|however|just not|yet)\b)"
)
"""Where a sentence goes on that has said already that it is so: it did, in April."""


def _is_asked_again(verb: str | None, asked: frozenset[str]) -> bool:
    """Whether a short claim has no verb of its own: he can do that, you won't need one."""
    return verb is None or verb in _STANDING_IN or stem(verb) in asked


_STANDING_IN = frozenset(("do", "be", "have", "so", "indeed", "really"))
"""Verbs that stand for the one of the question, and words that say no more."""


OF_ALL = frozenset(
    "all every always each everyone everybody everything everywhere alle alles immer tous toujours todos siempre tutti sempre все всегда".split()
)
"""Words of a question whether something is so of all, or whenever it is looked at."""

_OF_MOST = re.compile(
    r"(?:(?:almost|nearly) all|most|many|some|few|several|half)\b|(?:it|that|this|they|he|she) (?:(?:is|are|was|were|does|do) )?(?:mostly|usually|often|sometimes|generally|rarely|occasionally|normally)\b"
)
"""Begins what says that it is so of some alone."""

_GOES_ON = re.compile(
    r", (?:and|as|because|due to|for|given|making|meaning|since|so|which|who|with|leading|allowing)\b| (?:regardless of|in moderation|because|since|which|due to|owing to|thanks to|in that|as (?:it|they|this|there|the|a|an))\b| and (?:are|can|could|did|do|does|has|have|is|may|was|were|will)\b"
)
"""Where a sentence adds something to what it claims."""

_OF_REASONS = frozenset("because due since thanks which who".split())
"""Words of a question that asks for what is added, too."""

_RESTRICTED = re.compile(
    r"\b(?:but|except|however|if|not|only|though|although|unless|when|while|no|never)\b|n't\b"
)
"""What may take back, behind it, what was claimed."""

_CAUSAL = frozenset(("because", "since", "due to", "owing to", "thanks to", "as", "given"))
_TAKEN_BACK = re.compile(r"\b(?:but|except|however|unless|though|although)\b")
"""The same behind a reason, which may deny something else."""


def _claim(sentence: str, asked: frozenset[str], question: Collection[str]) -> Verdict | None:
    """Whether a sentence of its own words says what was asked, or that it is not so."""
    framed = _FRAMED.fullmatch(sentence) if " that " in sentence else None
    if framed is not None:
        return _held(framed, asked, question)
    sentence = in_plain_words(_CONTRACTED.sub(" not", sentence))
    if _contrasted(sentence, asked, question):
        return "no"
    done = _DONE.fullmatch(sentence)
    if (
        done is not None
        and "than" not in question
        and "or" not in question
        and stem(done["verb"]) in asked
        and (_PLACING.isdisjoint(question) or content(done["when"] or "") <= asked)
    ):
        return "no" if done["not"] else "yes"
    found = _leaning(sentence, asked, question)
    placed = None
    if found is None and not _asks_hour(question):
        placed = _HOURS.search(sentence)
    if found is None and not _OF_PAST.isdisjoint(question) and _PLACING.isdisjoint(question):
        placed = placed or _ADJUNCT.search(sentence)
    return found if placed is None else _leaning(sentence[: placed.start()], asked, question)


def _asks_hour(question: Collection[str]) -> bool:
    """Whether a question names an hour, which may be none of those that a claim gives."""
    return not _HOURS_BY_NAME.isdisjoint(question) or any(word[0].isdecimal() for word in question)


_HOURS_BY_NAME = frozenset("noon midnight night morning evening afternoon".split())
_OF_PAST = frozenset("did was were has have had".split())
_PLACING = frozenset(
    "on in at since during until by before after around between from when where than or"
    " today yesterday tonight tomorrow last ago".split()
)
"""Words of a question that says itself when or where, beside which another time may be a no."""

_HOURS = re.compile(r"(?<=\w) (?:from|between) \d[^,]{0,12} (?:to|until|till|and) \d[^,]{0,12}$")
_ADJUNCT = re.compile(r"(?<=\w) (?:on|in|at|since|during|around|before|after) [^,]{1,40}$")
"""When or where a claim holds, which a question that names neither does not ask."""


def _leaning(sentence: str, asked: frozenset[str], question: Collection[str]) -> Verdict | None:
    """What the words of a sentence say to what was asked; None where one of them says neither."""
    allowing = not _ALLOWING.isdisjoint(question)
    if allowing and "avoid" not in question:
        sentence = _AVOID.sub(" not ", sentence)
    said = [word for word in _CONTENT.findall(_NEGATION.sub(" ", sentence)) if word not in _STOP]
    said = [SMALL.get(word, word) for word in said]
    if allowing:
        said = [word for word in said if word not in _ADVISED] or said
    said = [word for word in said if stem(word) in asked or not _is_aside(word)] or said
    leanings = [
        True if _is_asked(word, asked, question) else leaning(word, question) for word in said
    ]
    if not leanings or None in leanings:
        return None
    denied = (len(_NEGATION.findall(sentence)) + leanings.count(False)) % 2
    return "no" if denied else "yes"


def _is_asked(word: str, asked: frozenset[str], question: Collection[str]) -> bool:
    """Whether a word is one of the question, or names what does it: a thinner thins."""
    if stem(word) in asked:
        return True
    return word.endswith("er") and "than" not in question and stem(f"{word[:-2]}ed") in asked


def _held(
    framed: re.Match[str], asked: frozenset[str], question: Collection[str]
) -> Verdict | None:
    """What a claim says of which a sentence says that it holds or does not."""
    claim = claimed(framed["claim"], asked, question)
    denials = len(_NEGATION.findall(_CONTRACTED.sub(" not", framed["frame"])))
    if framed["not"] is not None and _NEGATION.search(framed["not"]) is None:
        denials += 1
    if denials % 2 == 0 or claim not in {"yes", "no"}:
        return claim
    return "no" if claim == "yes" else "yes"


def _contrasted(sentence: str, asked: frozenset[str], question: Collection[str]) -> bool:
    """Whether a sentence says something else, and that what was asked is not so."""
    if "not " not in sentence and " than " not in sentence and " of " not in sentence:
        return False
    found = None if {"or", "than"} & set(question) else _CONTRAST.search(sentence)
    if found is None or found.start() == 0 or found.end() < len(sentence):
        return False
    denied = content(found["not"])
    return bool(denied) and denied <= asked and not content(sentence[: found.start()]) <= asked
