"""What stands around a clause of a judge's reply, and keeps what it says from being a choice."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.reflection.clauses import conditional, denies, of_the_question
from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.letters import lettered
from trustcore_strategies.reflection.phrases import BECAUSE, NOUN
from trustcore_strategies.reflection.sentences import about_the_answer, adverbial
from trustcore_strategies.reflection.signs import DELIMITERS, WRAPPING

_TALK = frozenset(("right", "true", "okay", "ok", "yes"))
"""Words that begin a remark as often as they are a verdict."""

_AGREES = re.compile(
    rf"\W{{0,3}}(?:{BECAUSE}\b|(?:it|this|that) (?:is|was|does|did)(?=\s*(?:[.,;!]|$)))",
    re.IGNORECASE,
)
"""Follows a "yes" that is a verdict: its reason, or the verb that says it again."""

_TURNS = re.compile(
    r"\b(?:not|but|however|whereas|vs|versus|against|compared|fails?)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_READ = 400
"""Characters behind a word that are looked at."""

_SUBJECT = re.compile(
    r"\b(?:the|this|that|its|their|proposed|given) (?:answer|response|reply|option|choice)$",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:proposed|given|suggested|stated|candidate|(?:student|user|model)(?:['\u2019]s)?)"
    r"(?: (?:answer|response|option|choice))?$",
    re.IGNORECASE,
)
"""Names what is under judgement, whose letter is one of the question's."""

_SAYS = re.compile(
    r"\b(?:proposed|given|suggested|stated|candidate|(?:student|user|model)(?:['\u2019]s)?) (?:answer|response|option|choice) (?:is|was|says|said|states|stated|gives|gave|chose|chooses|selects|picks|reads)(?: that it is)?$",
    re.IGNORECASE,
)
"""Goes on with what is under judgement, which may be a letter of the question's."""

_SOURCE = re.compile(
    r"\b(?:passage|text|table|key|book|student|author|source|article|document|context)\b(?:['\u2019]s)? \S[^.]{0,40}$",
    re.IGNORECASE,
)
"""Says what somebody else says, which may be a letter of the question's."""

_ASKED = re.compile(r"[)\]\"'*_`]{0,4}\?(?=[^\n]*\w)")
"""Ends a question behind which something stands."""

_CALLED = re.compile(rf"{NOUN} [A-Z]", re.IGNORECASE)
"""A letter with what it is called."""

_GOES_ON = re.compile(r"[\s)\]\"'*`,]{0,6}(?:is|was|seems|must|can)\b")
_IS_DOUBTED = re.compile(
    r"[\s)\]\"'*`,]{0,6}(?:would|could|might|may|can(?:not|['\u2019]t)|(?:is|was|does|did)(?:n['\u2019]t| not| wrong| incorrect| false)|fails?|seemed|looked)\b",
    re.IGNORECASE,
)
"""Follows a letter that is not chosen, unless it is in the sentence as a whole: "(A) would be right"."""

_SUBORDINATE = re.compile(
    r"(?:^|\s)(?:since|because|as|given that|when|where)$",
    re.IGNORECASE,
)
"""Ends where the subject of a clause follows that chooses nothing."""

_IN_THE_QUESTION = re.compile(r"[\s)\]\"'*`,]{0,6}(?:in|of) the question\b")

_NEITHER = 0.5
_UNDECIDED = re.compile(
    r"(?:can(?: ?not|['\u2019]t)|unable to|(?:hard|difficult|impossible) to) (?:tell|say|know|determine|decide|judge|verify)|not (?:sure|certain)",
    re.IGNORECASE,
)
"""Says that a judge does not know, and so denies no option that says the same."""

_NAMES = ":=-\u2013\u2014\uff1a\u2192\u21d2"
"""Signs after which a word in front of them is a label, not a verdict."""

_DASHES = "-\u2013\u2014"
_STATES = re.compile(
    r" [^.;:\n\u2013\u2014-]{0,120} (?:is|are|was|were|has|have|had) [^;:\n]*$", re.IGNORECASE
)
"""A sentence behind a dash explains what stands in front of it; a value behind it has that name."""

_NOTHING = re.compile(
    rf"[\s*_\"'`]{{0,8}}[{re.escape(_NAMES)}][\s*_\"'`]{{0,8}}(?:none|nothing|nowhere|zero|nil|0(?![.,]\d+ [^\W\d]))\b",
    re.IGNORECASE,
)
"""Says that there is nothing of what the word in front of it names: "Wrong: none"."""


@frozen
class Clause:
    """A clause with what stands around it.

    Attributes:
        reply: All of the reply.
        piece: The clause.
        at: Where it begins in the reply.
        end: Where its line ends.
        before: The clause in front of it in its line, if that named no option.
        behind: The clause behind it; empty where it is the last one.
    """

    reply: str
    piece: str
    at: int
    end: int
    before: str
    behind: str


def counts(clause: Clause, option: Option, framing: Framing, *, behind_verdict: bool) -> bool:
    """Whether a clause that names an option chooses it, given what stands around it.

    Args:
        clause: The clause.
        option: The option that it names.
        framing: How the judge was asked.
        behind_verdict: Whether it names it by a letter, and a verdict in words stands before it.
    """
    if conditional(clause.before) or _is_subject(clause, framing) or is_asked(clause):
        return False
    if not framing.judges:
        return not denies(clause.before)
    if option.value == _NEITHER and _UNDECIDED.search(clause.before):
        return True
    sole = framing.sole and len(clause.piece) == 1
    asked = of_the_question(clause.before) and not sole
    if asked or denies(clause.before):
        explained = asked and not denies(clause.before) and _is_explained(clause, option, framing)
        return explained or about_the_answer(clause.piece, framing)
    named = len(clause.piece) == 1 or (
        clause.piece.startswith(option.letter)
        and not of_the_question(clause.piece)
        and "answer" not in clause.piece
    )
    if behind_verdict and not named:
        return False  # "Correct. The answer is B": the verdict came first, B is the question's
    return not _remarks(clause, option)


def _is_subject(clause: Clause, framing: Framing) -> bool:
    """Whether a letter only says which answer it is that the sentence is about."""
    proposed = _PROPOSED.search(clause.before) is not None
    if len(clause.piece) > 1:
        return proposed and _CALLED.fullmatch(clause.piece) is not None
    if proposed or _is_doubted(clause, framing) or _SUBORDINATE.search(clause.before):
        return True
    if not clause.before:
        return False
    if _is_of_others(clause, framing):
        return True
    goes_on = _GOES_ON.match(clause.reply, clause.at + 1, clause.end)
    return goes_on is not None and _SUBJECT.search(clause.before) is not None


def _is_of_others(clause: Clause, framing: Framing) -> bool:
    """Whether a letter is what the answer, or a source, says of the question's options."""
    if _IN_THE_QUESTION.match(clause.reply, clause.at + 1, clause.end):
        return True
    if framing.sole:
        return False
    if _SOURCE.search(clause.before):
        return True
    explained = framing.words.get(clause.behind.casefold()) == framing.letters.get(clause.piece)
    return _SAYS.search(clause.before) is not None and not explained


def _is_doubted(clause: Clause, framing: Framing) -> bool:
    """Whether a letter in brackets is what its sentence doubts or denies."""
    if not _IS_DOUBTED.match(clause.reply, clause.at + 1, clause.end):
        return False
    return lettered(f"{clause.piece} {clause.behind}", framing) is None


def _is_explained(clause: Clause, option: Option, framing: Framing) -> bool:
    """Whether a letter's words stand behind it, so that it is none of the question's."""
    return len(clause.piece) == 1 and framing.words.get(clause.behind.casefold()) == option


def is_asked(clause: Clause) -> bool:
    """Whether a clause is a question that something answers: "A? I don't think so."."""
    after = clause.at + len(clause.piece)
    return _ASKED.match(clause.reply, after, clause.end) is not None


def _remarks(clause: Clause, option: Option) -> bool:
    """Whether a word that could be a verdict begins a remark, or is a label: "Correct: 5"."""
    piece, after = clause.piece, clause.at + len(clause.piece)
    if len(piece) == 1 or (option.letter and piece.startswith(option.letter)):
        return False
    if option.value != 1:
        return _NOTHING.match(clause.reply, after, clause.end) is not None
    following = clause.reply[after : after + _READ].strip(DELIMITERS + WRAPPING)
    if not following:
        return False
    if " " in piece:
        return adverbial(piece)
    if _labels(clause.reply, after, clause.end):
        return True
    talk = piece.casefold() in _TALK and piece.casefold() != option.text
    if piece.casefold() == "yes" and _AGREES.match(clause.reply, after, clause.end):
        talk = False
    return talk or _TURNS.search(following, 0, _READ) is not None


def _labels(reply: str, after: int, end: int) -> bool:
    """Whether a colon or the like stands here, with something behind it that it names."""
    rest = reply[after:end][:_READ].lstrip(" *_\"'`")
    if rest[:1] in _DASHES and _STATES.match(rest, 1):
        return False
    return rest[:1] in _NAMES and any(map(str.isalnum, rest[1:]))
