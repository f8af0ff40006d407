"""Why an answer is trusted as far as it is, for people who know nothing of how scores are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from trustcore.records.result import Result
from trustcore.records.signals import Absent, Contribution, Signal
from trustcore.scoring.explain import DOUBTFUL

MORE = (
    'With options={"log": ["evidence"]} what the score was made from is kept, and this says more.'
)
"""The end of an explanation that was made without evidence."""

_END = 60
"""Characters at the end of a text by which it is known again."""

_LOW = 0.5
"""A rating below this is worth telling."""

_WORDS = (
    (r"\balternatives agree\b", "other tries agree"),
    (r"\balternatives?\b", "other tries"),
    (r"\bsamples?\b", "other tries"),
    (r"\bthe judge\b", "a model"),
    (r"\bjudges?\b", "a model"),
    (r"\bthe witness(/\S+)?(?=\s|$)", "another model"),
    (r"\bframings?\b", "ways of asking"),
    (r"\bcandidates?\b", "answers"),
    (r"\b(tokens?)\b", "words"),
)
"""Words of ours, where a strategy says its reason in them alone."""


def explanation(result: Result, review: str = "", *, recorded: bool = True) -> str:
    """Say why, in a few sentences.

    Args:
        result: With its signals and what they contributed.
        review: What a model that looked at the answer says of it.
        recorded: Whether there was evidence to look at.
    """
    against, speaking_for = _sides(result)
    said = [
        _score(result),
        _listed("Against it", against),
        _listed("For it", speaking_for),
        _missing(result),
        _best_of(result),
        f"A closer look says: {review}" if review and not _told(review, against) else "",
        *_low_ratings(result),
        "" if recorded else MORE,
    ]
    return " ".join(map(_ended, filter(None, said)))


def _score(result: Result) -> str:
    score = result.trustworthiness_score
    if score is not None:
        return f"The answer's score is {score:.2f}, on a scale from 0 to 1"
    counted = any(isinstance(one, Signal) for one in result.signals)
    return "The answer has no score: " + (
        "what was looked at is not counted" if counted else "nothing could be checked"
    )


def _sides(result: Result) -> tuple[list[str], list[str]]:
    """What speaks against the answer and what speaks for it, the weightiest first."""
    signals = {one.name: one for one in result.signals if isinstance(one, Signal)}
    there = [one for one in result.contributions if one.name in signals and one.share > 0]
    against = sorted((one for one in there if one.value < DOUBTFUL), key=_cost, reverse=True)
    speaking_for = sorted((one for one in there if one.value >= DOUBTFUL), key=_gain, reverse=True)
    return (
        [in_plain_words(signals[one.name]) for one in against],
        [in_plain_words(signals[one.name]) for one in speaking_for],
    )


def _cost(one: Contribution) -> float:
    return one.cost


def _gain(one: Contribution) -> float:
    return one.share * one.value


def in_plain_words(signal: Signal) -> str:
    """A signal's reason without words of ours, as the middle of a sentence."""
    if signal.plain:
        return signal.plain
    said = signal.reason or f"{signal.name} is {signal.value:.2f}"
    for pattern, word in _WORDS:
        said = re.sub(pattern, word, said)
    return said.rstrip(". ")


def _told(review: str, said: Sequence[str]) -> bool:
    """Whether the end of what a model said is quoted already."""
    end = review[-_END:].rstrip(". ")
    return any(end in one for one in said)


def _missing(result: Result) -> str:
    absent = {one.name for one in result.signals if isinstance(one, Absent)}
    count = sum(one.name in absent for one in result.contributions)
    if not count:
        return ""
    what = "One thing" if count == 1 else f"{count} things"
    return f"{what} that should have been looked at could not be, so the score says less"


def _best_of(result: Result) -> str:
    others = [one.score for one in result.candidates if one is not result.candidates[result.chosen]]
    known = [one for one in others if one is not None]
    if not known:
        return ""
    best = f"It is the best of {len(others) + 1} answers that were written"
    return f"{best}; the next scores {max(known):.2f}"


def _low_ratings(result: Result) -> Iterable[str]:
    for one in result.evals.values():
        if one.score is not None and one.score < _LOW:
            yield f"Rated low for {one.name.replace('_', ' ')}: {one.reason}"


def _listed(what: str, said: Sequence[str]) -> str:
    return f"{what}: {'; '.join(said)}" if said else ""


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", '."')) else f"{sentence}."
