"""What the sentences of a judge look like that call the answer right or wrong.

`CHOSEN` stands for the word that does, `OTHER` for words that say the contrary.
"""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

from trustcore_strategies.reflection.phrases import (
    CHOOSES,
    CHOSEN,
    CLOSING,
    NOT_QUITE,
    NOUN,
    OPENING,
    OTHER,
    SELF,
    Sentence,
)

_NAME = r"(?:(?-i:[A-Z])[\w.%/+-]*|[\d-]\S*(?: [\w%/]{1,4})?)"
_ANSWER = (
    r"(?:(?:(?:the |this |that |its |their |your )?(?:(?:proposed|given|suggested|stated|candidate|provided|submitted|(?:student|user|model)(?: is|s)?) ){0,2}(?:answer|response|reply|statement|claim|solution|proposal|result|assertion)"
    rf"(?: (?:given|provided|proposed|above|here|itself|in question|to (?:the|this) question|that (?:is|was) (?:given|provided|proposed)|(?:made )?(?:in|by) the (?:proposed )?(?:answer|response|solution)|by the (?:student|user|model)|(?:of |option |choice )?{_NAME}(?: {_NAME}){{0,3}})){{0,2}})|the (?:student|user|author|proposer|respondent)|it|this|that)"
)
"""The answer under judgement, also with what it says."""

_SAID = r"(?:the |this |that )?(?:proposed |given )?(?:answer|statement|claim|assertion) that (?P<content>(?:\S+ ){2,14}?\S+)"
_VERDICTS = r"(?:judged|considered|deemed|rated|marked|called|classified|regarded|treated|graded|accepted|taken|seen|viewed|described|labell?ed|counted)"
_BE = r"(?:is|was|are|seems|looks|sounds|appears|remains|must be|(?:has|has got|is got) to be|would be|would have to be|turns out|turned out|proves|proved)(?: to be)?"
_JUDGED = rf"(?:is|must be|has to be|should be|can be|would be) {_VERDICTS}(?: as| to be)?"
_REFUSED = rf"(?:cannot|ca not|can not|could not|does not|did not|should not|must not)(?: possibly)? (?:(?:be|seem|look|sound|appear)(?: to be)?|be {_VERDICTS}(?: as| to be)?)"
_DENIED = (
    rf"(?:(?P<degree>{NOT_QUITE} |not all |far from |anything but )|(?P<denied>not |no longer ))?"
)
_IS = rf"(?:(?P<refused>{_REFUSED})|(?:{_BE}|{_JUDGED})) {_DENIED}"
_ALSO = rf"(?P<also>[^{OTHER}{CHOSEN}]{{1,60}} (?:and|but|yet) )?"
_WORD = rf"(?:(?:an? |the ){CHOSEN} (?:one|answer|statement|claim|response|reply|solution|result)|{CHOSEN})"
_DOUBTED = r"(?P<doubted>(?:i|we) (?:do|would) not (?:think|believe)(?: that)? |it is not (?:the case|true|correct) that )?"
_END = rf"{CLOSING}(?: and [^{OTHER}]{{1,60}})?$"

ABOUT = Sentence(
    rf"(?:(?P<first>[^{OTHER}{CHOSEN}]{{1,60}}?) (?:and|so|but|hence) )?{OPENING}{_DOUBTED}(?:{_ANSWER}|{_SAID}|{_ANSWER} (?P<did>[^{OTHER}]{{1,60}}?) (?:and|but)(?: so)?) {_IS}{_ALSO}{_WORD}{_END}"
)
"""A verdict on the answer: it is right, or it is not."""

JUDGES = Sentence(
    rf"{OPENING}(?:(?:i|we) (?:would |will |must |can |have to |have |do |did )?(?P<denied>not )?(?:\w+ed {_ANSWER} and )?(?:consider|find|found|judge|deem|call|mark|rate|label|believe|declare|regard|grade|classify|hold) {_ANSWER}(?: to be| as being| as)?|(?:(?:this|that|which|it) )?(?:makes|making|renders|rendering) {_ANSWER}|{_ANSWER} to be) {CHOSEN}{_END}"
)
"""A verdict that the judge says is its own: "I find the answer wrong", "which makes it wrong"."""

CHOOSES_WORD = Sentence(
    rf"(?:{OPENING}(?:{CHOOSES}|(?:my|the) (?:final )?{NOUN} (?:{_BE}|on this is)) |(?!{CHOSEN}){OPENING}){CHOSEN}{_END}|{OPENING}{CHOSEN} (?:it is|(?:is|would be) (?:my|the) (?:final )?{NOUN})"
)
"""A word that is chosen, as letters are: "I'd say wrong", "my verdict is wrong", "so wrong"."""

BARE = Sentence(
    rf"(?P<about>(?:is|was|seems|looks|sounds|appears)(?: to be)? )?{_ALSO}{_DENIED}{_WORD}{_END}"
)
"""A verdict on what its sentence does not name: "is wrong", "not wrong"."""

ELSE = Sentence(rf"(?P<subject>[^{OTHER}]{{1,80}}?) {_IS}{_WORD}{_END}")
"""A verdict on something else than the answer."""

WRONG_ANSWER = Sentence(rf"{OPENING}(?:an? )?{CHOSEN} (?:answer|response|statement|claim)")
"""A verdict without a verb; of a right answer it may be a label."""

ECHO = Sentence(rf"{CHOSEN} (?:it|that|this) (?:is|was|does|did)(?P<denied> not)?")
"""Yes and no with the verb that says it again: "yes it is"."""

ADVERBIAL = Sentence(
    rf"{OPENING}(?!it |this |that )(?:{_ANSWER}) (?:is )?(?P<word>[a-z]{{4,10}}?)(?:ly|y) (?:identif|stat|nam|answer|giv|say|describ|calculat|comput|determin|solv|claim|assert)[a-z]+\b(?![^{OTHER}]*\b(?:but|not|only|although|except|first|half|part|some)\b)[^{OTHER}]*"
)
"""The word of an option as an adverb: "the answer correctly names"."""

FLAWED = Sentence(
    rf"{OPENING}{_ANSWER} (?:has|contains|makes|made) (?P<none>no |not any )?(?:(?:an?|the|some|several|two) )?(?:(?:arithmetic|calculation|factual|logical|serious|clear|sign) )?(?:errors?|mistakes?)(?: (?:in|with|at|on) .*)?"
)
AGREES = Sentence(rf"{OPENING}{SELF}(?P<denied>not |dis)?(?:agree|concur)(?: with {_ANSWER})?")
"""Sentences that say right or wrong without any word for it."""
