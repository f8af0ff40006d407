"""Sentences of a judge that call the answer right or wrong."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.reflection.framings import Framing, Option, opposite

LONGEST_PHRASE = 80
"""Characters of a clause that can be a verdict in words."""

_SUBJECT = re.compile(
    r"(?:(?:[a-z]{1,12}ly|so|thus|therefore|hence|yes|no|but|and|overall|in conclusion|i (?:think|believe|would say|say|conclude|agree|can confirm|am (?:sure|certain|confident))|in my (?:view|opinion))(?: that)? ){0,4}"
    r"(?:(?:the |this |that |its |their |your )?(?:proposed |given |suggested |stated |candidate )?(?:answer|response|reply|statement|claim|solution|proposal|result)(?: (?:given|provided|proposed|above|here|in question|to the question|that (?:is|was) given)){0,2}(?: (?:option |choice )?[a-z])?|it|this|that)"
)
"""The answer under judgement, also with the letter of the question's option that it is."""

_CONCLUDES = re.compile(
    r"^(?:so|overall|in conclusion)\b|\b(?:thus|therefore|hence|consequently|accordingly)\b",
    re.IGNORECASE,
)
_ADVERBS = (
    r"(?!(?:part|hard|bare|scarce|near|possib|most|large|seeming|supposed|alleged|on|rare|technical|approximate|rough|conditional)\w{0,6}ly\b)"
    r"(?:[a-z]{1,12}ly|indeed|just|also|therefore|thus|hence|then|in fact|quite|still)"
)
"""Adverbs that leave a verdict what it is; "partly" and its like do not."""

_ADVERB = rf"(?: {_ADVERBS})?"
_EMPHATIC = re.compile(rf"{_ADVERBS} ")
_PREDICATE = re.compile(
    rf"^(?P<subject>.*)(?:(?:'s| is| was| seems| looks| sounds| appears| must be| has to be| turns out)(?: to be)?{_ADVERB}(?P<denied> not| no longer)?"
    rf"|(?P<refused> (?:cannot|ca not|can not|could not|does not|did not)(?: possibly)? (?:be|seem|look|sound|appear)(?: to be)?)){_ADVERB} (?P<words>[a-z ]+)$"
)
_OTHERS = re.compile(
    r"\b(?:if|whether|when|unless|suppose|assuming|were|would|could|might|may|who|what|which|how|because|since|that|thought|assumed|expected|believed|suspected|feared|guessed|says?|said|claim(?:s|ed)?|nobody|no one)\b"
)
"""Makes what follows a condition, a question, or what somebody else says or once believed."""

_MOST_WORDS = 6
"""Words of something that is said to be wrong."""


def predicated(said: str, framing: Framing) -> Option | None:
    """What a sentence such as "the answer is not correct" says of the answer.

    Something else than the answer may be called wrong, as "Lyon is incorrect" does; what is called
    right may be the answer that should have been given.
    """
    emphatic = _EMPHATIC.match(said)
    if emphatic is not None and (option := framing.words.get(said[emphatic.end() :])) is not None:
        return option
    found = _parts(said)
    option = None if found is None else framing.words.get(found["words"])
    if found is None or option is None:
        return None
    if found["denied"] or found["refused"]:
        option = opposite(option, framing)
    subject = found["subject"].strip()
    about = _SUBJECT.fullmatch(subject) is not None
    wrong = option is not None and option.value == 0
    short = len(subject.split()) <= _MOST_WORDS and _OTHERS.search(subject) is None
    return option if about or (wrong and short) else None


def about_the_answer(said: str, framing: Framing) -> bool:
    """Whether a clause is a verdict in a sentence of its own about the answer under judgement."""
    found = _parts(said) if len(said) <= LONGEST_PHRASE else None
    if found is None or found["words"] not in framing.words:
        return False
    return _SUBJECT.fullmatch(found["subject"].strip()) is not None


def concludes(piece: str) -> bool:
    """Whether a clause draws a conclusion."""
    return _CONCLUDES.search(piece[:LONGEST_PHRASE]) is not None


def _parts(said: str) -> re.Match[str] | None:
    said = " ".join(said.split()).casefold().replace("\u2019", "'").replace("n't ", " not ")
    if said.startswith(("is ", "was ")):
        said = f"it {said}"
    return _PREDICATE.match(said)
