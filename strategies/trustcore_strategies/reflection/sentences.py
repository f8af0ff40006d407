"""Sentences of a judge that call the answer right or wrong."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.words import LETTERS
from trustcore_strategies.reflection.framings import Framing, Option, opposite
from trustcore_strategies.reflection.other_languages import in_a_sentence
from trustcore_strategies.reflection.phrases import CHOSEN, OTHER, infers, plain
from trustcore_strategies.reflection.verdicts import (
    ABOUT,
    ADVERBIAL,
    AGREES,
    BARE,
    CHOOSES_WORD,
    ECHO,
    ELSE,
    FLAWED,
    JUDGES,
    WRONG_ANSWER,
)

LONGEST = 120
"""Characters of a clause that can be a verdict in words."""

_IMPLIES = re.compile(r"error|mistake|agree|concur", re.IGNORECASE)
"""Stands in each sentence that says right or wrong without any word for it."""

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
    words = [one for one in LETTERS.finditer(piece) if one[0].casefold() in framing.words]
    if not 0 < len(words) <= _MOST_VERDICTS:
        return None
    found = [verdict for word in words if (verdict := _at(word, words, piece, framing))]
    return found[0] if len({verdict.option.text for verdict in found}) == 1 else None


def about_the_answer(piece: str, framing: Framing) -> bool:
    """Whether a clause is a verdict in a sentence of its own about the answer under judgement."""
    verdict = predicated(piece, framing)
    return in_a_sentence(piece, framing) is not None if verdict is None else verdict.about


def adverbial(piece: str) -> bool:
    """Whether a clause calls right what the answer does: more may follow that it does wrongly."""
    return len(piece) <= LONGEST and ADVERBIAL.fullmatch(piece) is not None


def _implied(piece: str, framing: Framing) -> Option | None:
    """What a sentence says of the answer that has no word for it but an adverb, if any."""
    if found := ADVERBIAL.fullmatch(piece):
        return framing.words.get(found["word"].casefold())
    if _IMPLIES.search(piece) is None:
        return None
    said = plain(piece)
    if (found := FLAWED.fullmatch(said)) is not None:
        value = float(found["none"] is not None)
    elif (found := AGREES.fullmatch(said)) is not None:
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
    if (about := ABOUT.fullmatch(said)) and not _strays(about):
        return _denied(_alone(about), option, framing), True
    if judged := JUDGES.fullmatch(said):
        return (_refuted(option, framing) if judged["denied"] else option), True
    if CHOOSES_WORD.fullmatch(said):
        return option, False
    if (bare := BARE.fullmatch(said)) and (bare["about"] or not bare["also"]) and not _strays(bare):
        return _denied(_alone(bare), option, framing), bare["about"] is not None
    if echo := ECHO.fullmatch(said):
        return (option if (option.value == 0) == bool(echo["denied"]) else None), True
    return _of_something_else(said, option, framing), False


def _of_something_else(said: str, option: Option, framing: Framing) -> Option | None:
    """What a clause calls wrong without being a sentence about the answer, in a few words."""
    if option.value == 0 and WRONG_ANSWER.fullmatch(said):
        return option
    other = ELSE.fullmatch(said)
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
    parts = about.groupdict()
    if parts["also"] and parts["also"].endswith("and ") and _NOT.search(about[0]):
        return True  # "not complete and right" denies both together
    return any(parts.get(one) and _HANGS.search(parts[one]) for one in ("first", "did", "also"))


def _alone(about: re.Match[str]) -> dict[str, str | None]:
    """The denials of a sentence; what is said besides has its own: "not short but right"."""
    parts = about.groupdict()
    if parts["also"]:
        parts |= {"denied": None, "degree": None}
    return parts


_NOT = re.compile(r"\b(?:not|never|no)\b", re.IGNORECASE)


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
    r"\b(?:thus|therefore|hence|consequently|accordingly|(?:i|we) conclude"
    r"|daher|damit|somit|folglich|deshalb|donc|par conséquent|por (?:lo )?tanto|quindi|pertanto|portanto|dus|поэтому|следовательно|значит)\b"
    r"|所以|因此|よって|したがって|従って|따라서|그러므로|综上|総合|总之|總之|结论是|لذلك|وبالتالي|إذن",
    re.IGNORECASE,
)
"""Draws a conclusion, wherever in a clause it stands."""


def concludes(piece: str) -> bool:
    """Whether a clause draws a conclusion, in whatever language."""
    return infers(piece) or _CONCLUDES.search(piece[:LONGEST]) is not None


_GIVES_REASON = re.compile(r"(?:since|because|as|given that)\b", re.IGNORECASE)


def gives_reason(piece: str) -> bool:
    """Whether a clause gives the reason of the one behind it."""
    return _GIVES_REASON.match(piece) is not None
