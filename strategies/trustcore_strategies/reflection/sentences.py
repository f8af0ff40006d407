"""Sentences of a judge that call the answer right or wrong."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.reflection.framings import Framing, Option, opposite
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
    plain,
)

LONGEST = 120
"""Characters of a clause that can be a verdict in words."""

_NAME = r"(?:(?-i:[A-Z])[\w.%/+-]*|[\d-]\S*(?: [\w%/]{1,4})?)"
_ANSWER = (
    r"(?:(?:(?:the |this |that |its |their |your )?(?:(?:proposed|given|suggested|stated|candidate|provided|submitted|(?:student|user|model)(?: is|s)?) ){0,2}(?:answer|response|reply|statement|claim|solution|proposal|result|assertion)"
    rf"(?: (?:given|provided|proposed|above|here|itself|in question|to (?:the|this) question|that (?:is|was) (?:given|provided|proposed)|(?:made )?(?:in|by) the (?:proposed )?(?:answer|response|solution)|by the (?:student|user|model)|(?:of |option |choice )?{_NAME}(?: {_NAME}){{0,3}})){{0,2}})|the (?:student|user|author|proposer|respondent)|it|this|that)"
)
"""The answer under judgement, also with what it says."""

_SAID = r"(?:the |this |that )?(?:proposed |given )?(?:answer|statement|claim|assertion) that (?P<content>(?:\S+ ){3,14}?\S+)"
_VERDICTS = r"(?:judged|considered|deemed|rated|marked|called|classified|regarded|treated|graded|accepted|taken|seen|viewed|described|labell?ed|counted)"
_BE = r"(?:is|was|are|seems|looks|sounds|appears|remains|must be|(?:has|has got|is got) to be|would be|would have to be|turns out|turned out|proves|proved)(?: to be)?"
_JUDGED = rf"(?:is|must be|has to be|should be|can be|would be) {_VERDICTS}(?: as| to be)?"
_REFUSED = rf"(?:cannot|ca not|can not|could not|does not|did not|should not|must not)(?: possibly)? (?:(?:be|seem|look|sound|appear)(?: to be)?|be {_VERDICTS}(?: as| to be)?)"
_DENIED = (
    rf"(?:(?P<degree>{NOT_QUITE} |not all |far from |anything but )|(?P<denied>not |no longer ))?"
)
_IS = rf"(?:(?P<refused>{_REFUSED})|(?:{_BE}|{_JUDGED})) {_DENIED}"
_WORD = rf"(?:(?:an? |the ){CHOSEN} (?:one|answer|statement|claim|response|reply|solution|result)|{CHOSEN})"
_DOUBTED = r"(?P<doubted>(?:i|we) (?:do|would) not (?:think|believe)(?: that)? |it is not (?:the case|true|correct) that )?"
_END = rf"{CLOSING}(?: and [^{OTHER}]{{1,60}})?$"

_ABOUT = Sentence(
    rf"(?:(?P<first>[^{OTHER}{CHOSEN}]{{1,60}}?) (?:and|so|but|hence) )?{OPENING}{_DOUBTED}(?:{_ANSWER}|{_SAID}|{_ANSWER} (?P<did>[^{OTHER}]{{1,60}}?) (?:and|but)(?: so)?) {_IS}{_WORD}{_END}"
)
"""A verdict on the answer: it is right, or it is not."""

_JUDGES = Sentence(
    rf"{OPENING}(?:(?:i|we) (?:would |will |must |can |have to |have |do |did )?(?P<denied>not )?(?:\w+ed {_ANSWER} and )?(?:consider|find|found|judge|deem|call|mark|rate|label|believe|declare|regard|grade|classify|hold) {_ANSWER}(?: to be| as being| as)?|(?:(?:this|that|which|it) )?(?:makes|making|renders|rendering) {_ANSWER}|{_ANSWER} to be) {CHOSEN}{_END}"
)
"""A verdict that the judge says is its own: "I find the answer wrong", "which makes it wrong"."""

_CHOOSES = Sentence(
    rf"(?:{OPENING}(?:{CHOOSES}|(?:my|the) (?:final )?{NOUN} (?:{_BE}|on this is)) |(?!{CHOSEN}){OPENING}){CHOSEN}{_END}|{OPENING}{CHOSEN} (?:it is|(?:is|would be) (?:my|the) (?:final )?{NOUN})"
)
"""A word that is chosen, as letters are: "I'd say wrong", "my verdict is wrong", "so wrong"."""

_BARE = Sentence(
    rf"(?P<about>(?:is|was|seems|looks|sounds|appears)(?: to be)? )?{_DENIED}{_WORD}{_END}"
)
"""A verdict on what its sentence does not name: "is wrong", "not wrong"."""

_ELSE = Sentence(rf"(?P<subject>[^{OTHER}]{{1,80}}?) {_IS}{_WORD}{_END}")
"""A verdict on something else than the answer."""

_ECHO = Sentence(rf"{CHOSEN} (?:it|that|this) (?:is|was|does|did)(?P<denied> not)?")
"""Yes and no with the verb that says it again: "yes it is"."""

_ADVERBIAL = Sentence(
    rf"{OPENING}(?!it |this |that )(?:{_ANSWER}) (?:is )?(?P<word>[a-z]{{4,10}}?)(?:ly|y) (?:identif|stat|nam|answer|giv|say|describ|calculat|comput|determin|solv|claim|assert)[a-z]+\b(?![^{OTHER}]*\b(?:but|not|only|although|except|first|half|part|some)\b)[^{OTHER}]*"
)
"""The word of an option as an adverb: "the answer correctly names"."""

_FLAWED = Sentence(
    rf"{OPENING}{_ANSWER} (?:has|contains|makes|made) (?P<none>no |not any )?(?:(?:an?|the|some|several|two) )?(?:(?:arithmetic|calculation|factual|logical|serious|clear|sign) )?(?:errors?|mistakes?)(?: (?:in|with|at|on) .*)?"
)
_AGREES = Sentence(rf"{OPENING}{SELF}(?P<denied>not |dis)?(?:agree|concur)(?: with {_ANSWER})?")
"""Sentences that say right or wrong without any word for it."""

_IMPLIES = re.compile(r"error|mistake|agree|concur", re.IGNORECASE)
"""Stands in each sentence of the two kinds above."""

_UNLIKE = re.compile(
    r"\b(?:if|whether|when|unless|otherwise|suppose|assuming|were|would|could|might|may|who|what|which|how|because|since|that|thought|assumed|expected|believed|suspected|feared|guessed|says?|said|claim(?:s|ed)?|nobody|no one|nothing|none|i|we|you|not|never|doubt\w*|questions?|options|premise|key)\b",
    re.IGNORECASE,
)
"""Makes what follows a condition, a question, or what somebody else says or once believed."""

_HANGS = re.compile(r"\b(?:if|whether|unless|would|could|might|may|part|half)\b", re.IGNORECASE)
"""Makes a clause about the answer hang on something, or speak of a part of it."""

_MOST_WORDS = 6
"""Words of something that is said to be wrong."""

_MOST_VERDICTS = 6
"""Words for a verdict in a clause that is one."""

_SINGLE = re.compile(r"[^\W\d_]+")


@frozen
class Verdict:
    """What a sentence says of the answer.

    Attributes:
        option: The option that says the same.
        at: Where in the clause the word for it begins; None where there is no such word.
        about: Whether the sentence is about the answer under judgement, in so many words.
    """

    option: Option
    at: int | None
    about: bool


def predicated(piece: str, framing: Framing) -> Verdict | None:
    """What a sentence such as "the answer is not correct" says of the answer.

    Something else than the answer may be called wrong, as "Lyon is incorrect" does; what is called
    right may be the answer that should have been given.
    """
    if len(piece) > LONGEST:
        return None
    if (implied := _implied(piece, framing)) is not None:
        return Verdict(implied, None, about=True)
    words = [one for one in _SINGLE.finditer(piece) if one[0].casefold() in framing.words]
    if not 0 < len(words) <= _MOST_VERDICTS:
        return None
    found = [verdict for word in words if (verdict := _at(word, words, piece, framing))]
    return found[0] if len({verdict.option.text for verdict in found}) == 1 else None


def about_the_answer(piece: str, framing: Framing) -> bool:
    """Whether a clause is a verdict in a sentence of its own about the answer under judgement."""
    verdict = predicated(piece, framing)
    return verdict is not None and verdict.about


def adverbial(piece: str) -> bool:
    """Whether a clause calls right what the answer does: more may follow that it does wrongly."""
    return len(piece) <= LONGEST and _ADVERBIAL.fullmatch(piece) is not None


def _implied(piece: str, framing: Framing) -> Option | None:
    """What a sentence says of the answer that has no word for it but an adverb, if any."""
    if found := _ADVERBIAL.fullmatch(piece):
        return framing.words.get(found["word"].casefold())
    if _IMPLIES.search(piece) is None:
        return None
    said = plain(piece)
    if (found := _FLAWED.fullmatch(said)) is not None:
        value = float(found["none"] is not None)
    elif (found := _AGREES.fullmatch(said)) is not None:
        value = float(found["denied"] is None)
    else:
        return None
    return next((option for option in framing.options if option.value == value), None)


def _at(
    word: re.Match[str], words: list[re.Match[str]], piece: str, framing: Framing
) -> Verdict | None:
    """The verdict whose word is this one of a clause."""
    option = framing.words[word[0].casefold()]
    shown = list(piece)
    free = () if word[0].casefold() in _ANSWERING else _ANSWERING
    for one in words:
        if one[0].casefold() not in free and framing.words[one[0].casefold()] != option:
            shown[one.start() : one.end()] = [OTHER, *[""] * (len(one[0]) - 1)]
    shown[word.start() : word.end()] = [CHOSEN, *[""] * (len(word[0]) - 1)]
    said = plain("".join(shown)).replace(f"'{CHOSEN}", CHOSEN).replace(f"{CHOSEN}'", CHOSEN)
    meant, about = _read(said, option, framing)
    return None if meant is None else Verdict(meant, word.start(), about)


_ANSWERING = frozenset(("yes", "no"))
"""Words that may stand in front of any verdict, and be a part of others: "no longer"."""


def _read(said: str, option: Option, framing: Framing) -> tuple[Option | None, bool]:
    """What a sentence says whose word is `CHOSEN`, and whether it says that of the answer."""
    if (about := _ABOUT.fullmatch(said)) and not _strays(about):
        return _denied(about.groupdict(), option, framing), True
    if judged := _JUDGES.fullmatch(said):
        return (_refuted(option, framing) if judged["denied"] else option), True
    if _CHOOSES.fullmatch(said):
        return option, False
    if bare := _BARE.fullmatch(said):
        return _denied(bare.groupdict(), option, framing), bare["about"] is not None
    if echo := _ECHO.fullmatch(said):
        return (option if (option.value == 0) == bool(echo["denied"]) else None), True
    return _of_something_else(said, option, framing), False


def _of_something_else(said: str, option: Option, framing: Framing) -> Option | None:
    """What a sentence calls wrong without naming the answer, in a few words."""
    other = _ELSE.fullmatch(said)
    if other is None or len(other["subject"].split()) > _MOST_WORDS:
        return None
    if _UNLIKE.search(other["subject"]):
        return None
    if other["subject"].rpartition(" ")[2] in framing.letters:
        return None  # an option of the judge's that is wrong says nothing of the answer
    denied = _denied(other.groupdict(), option, framing)
    return denied if denied is not None and denied.value == 0 else None


def _strays(about: re.Match[str]) -> bool:
    """Whether a sentence about the answer speaks of a part of it, or of a condition."""
    return any(about[part] and _HANGS.search(about[part]) for part in ("first", "did"))


def _denied(parts: dict[str, str | None], option: Option, framing: Framing) -> Option | None:
    """The option that a sentence means, given its denials."""
    refused = parts.get("refused")
    if parts["degree"] or parts.get("doubted"):
        return None if refused else _refuted(option, framing)
    return opposite(option, framing) if parts["denied"] or refused else option


def _refuted(option: Option, framing: Framing) -> Option | None:
    """The contrary of "right": what is not quite right is wrong, what is not quite wrong is neither."""
    return opposite(option, framing) if option.value == 1 else None


_CONCLUDES = re.compile(
    r"^(?:so|overall|in conclusion)\b|\b(?:thus|therefore|hence|consequently|accordingly)\b|\b(?:i|we) conclude\b",
    re.IGNORECASE,
)


def concludes(piece: str) -> bool:
    """Whether a clause draws a conclusion."""
    return _CONCLUDES.search(piece[:LONGEST]) is not None


_GIVES_REASON = re.compile(r"(?:since|because|as|given that)\b", re.IGNORECASE)


def gives_reason(piece: str) -> bool:
    """Whether a clause gives the reason of the one behind it."""
    return _GIVES_REASON.match(piece) is not None
