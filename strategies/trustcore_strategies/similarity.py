"""Measures of similarity: how far two texts say the same, by name or as a function of your own.

A measure of one's own is a function of two texts, which a preset can name once it is registered::

    @register_similarity("length")
    def length(one: str, other: str) -> float:
        return min(len(one), len(other)) / max(len(one), len(other), 1)
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from attrs import Attribute, frozen

from trustcore import ConfigurationError, Evidence, EvidenceMissing
from trustcore.errors import ArgumentError, StrategyError
from trustcore.plugins.registry import Registry
from trustcore.suggest import unknown
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.overlap import token_f1
from trustcore_strategies.answers.vectors import cosine
from trustcore_strategies.comparers.forms import by_form
from trustcore_strategies.comparers.kinds import by_kind
from trustcore_strategies.comparers.labels import label_comparer

TextSimilarity = Callable[[str, str], float | None]
"""How far two texts say the same, in [0, 1]; None where that cannot be told."""

Similarity = Callable[[Evidence, Comparison], TextSimilarity]
"""What compares the texts of one question, made of its evidence and of its texts as read."""


def answer(_: Evidence, comparison: Comparison) -> TextSimilarity:
    """Compare the final answers that are found in the texts, as what they are."""
    return comparison.agreement


def string(_: Evidence, __: Comparison) -> TextSimilarity:
    """Compare the words of the whole texts, by their F1."""
    return token_f1


def embedding(evidence: Evidence, _: Comparison) -> TextSimilarity:
    """Compare the texts' embeddings, by their cosine."""
    return partial(_cosine, evidence)


def label(evidence: Evidence, comparison: Comparison) -> TextSimilarity:
    """Compare the labels that the texts name; as answers where the question has no labels."""
    labels = () if evidence.settings is None else evidence.settings.constrain_outputs
    return label_comparer(labels) if labels else comparison.agreement


def code(_: Evidence, comparison: Comparison) -> TextSimilarity:
    """Compare programs by their form; nothing is told where it differs."""
    return by_form(comparison)


def meaning(_: Evidence, comparison: Comparison) -> TextSimilarity:
    """Compare the values in the texts; nothing is told where only words differ."""
    return comparison.by_value


SIMILARITIES: Mapping[str, Similarity] = {
    "auto": by_kind,
    "answer": answer,
    "label": label,
    "code": code,
    "meaning": meaning,
    "string": string,
    "embedding": embedding,
}
"""The measures that come along."""


def _wrong_with(function: Callable[..., Any]) -> str:
    return "" if _takes_two_texts(function) else "it must be a function of two texts"


similarities: Registry[Any] = Registry(
    "similarity", "trustcore.similarities", built_in=SIMILARITIES, wrong_with=_wrong_with
)
register_similarity = similarities.register


def similarity_of(given: str | TextSimilarity) -> Similarity:
    """What a name or a function of one's own stands for.

    Raises:
        ConfigurationError: When there is no such measure, or it is no function of two texts.
    """
    if isinstance(given, str) and given in SIMILARITIES:
        return SIMILARITIES[given]
    if isinstance(given, str) and given not in similarities.names():
        known = similarities.names()
        raise ConfigurationError(unknown("similarity", given, known, "or give a function"))
    function = similarities.factory(given) if isinstance(given, str) else given
    if not _takes_two_texts(function):
        raise ConfigurationError(
            "similarity must be a name or a function of two texts, which is not async and gives a "
            "number in [0, 1], or None where it cannot tell"
        )
    return partial(_own, function)


def similarity(instance: object, attribute: Attribute[Any], value: Any) -> None:  # noqa: ANN401  (checked here)
    """Check a strategy's argument: the name of a measure, or a function of two texts."""
    try:
        similarity_of(value)
    except ConfigurationError as error:
        strategy = type(instance).__name__.lower()
        raise ArgumentError(f"{strategy}: {error}", attribute.name) from error


def text_measure(instance: object, attribute: Attribute[Any], value: Any) -> None:  # noqa: ANN401
    """Check a strategy's argument: a measure that hangs on two texts and nothing else."""
    similarity(instance, attribute, value)
    if value in ("embedding", "auto"):
        strategy = type(instance).__name__.lower()
        problem = f"{strategy}: {attribute.name} must be a measure of two texts alone, not {value}"
        raise ArgumentError(problem, attribute.name)


def _own(function: TextSimilarity, _: Evidence, __: Comparison) -> TextSimilarity:
    return _Own(function)


@frozen
class _Own:
    """A user's function, whose results are checked: a number above 1 would raise a score."""

    function: TextSimilarity

    def __call__(self, one: str, other: str) -> float | None:
        try:
            found: Any = self.function(one, other)
        except Exception as error:  # foreign code, whose message may hold the texts
            msg = f"the similarity {self._name} raised {type(error).__name__}"
            raise StrategyError(msg) from error
        number = isinstance(found, int | float) and math.isfinite(found) and 0 <= found <= 1
        if found is not None and not number:
            shown = found if isinstance(found, int | float) else type(found).__name__
            msg = f"the similarity {self._name} must give a number in [0, 1] or None, not {shown}"
            raise StrategyError(msg)
        return None if found is None else float(found)

    @property
    def _name(self) -> str:
        return getattr(self.function, "__name__", type(self.function).__name__)


def _takes_two_texts(function: object) -> bool:
    if not callable(function) or inspect.iscoroutinefunction(function):
        return False
    try:
        inspect.signature(function).bind("", "")
    except TypeError:
        return False
    except ValueError:  # a function in C that does not tell what it takes
        return True
    return True


def _cosine(evidence: Evidence, one: str, other: str) -> float | None:
    """The similarity of two texts; None when the other's embedding could not be had."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    mine = evidence.embedding(one)
    try:
        theirs = evidence.embedding(other)
    except EvidenceMissing:
        return None
    return None if mine is None or theirs is None else cosine(mine, theirs)
