"""What formulas of other methods see of an answer, by our reading of texts and by a plain one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from trustcore.plugins.protocols import Measure
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal
from trustcore.scoring import Component, assess

SAME = 0.5
"""Agreement from which on two answers mean the same."""

Agreement = Callable[[str, str], float | None]
"""How far the second text says the same as the first, in [0, 1]; None where it cannot be told."""


@frozen
class View:
    """The quantities that the formulas of other methods are made of; None where one is absent.

    Attributes:
        agreement: Mean agreement of the answer with its alternatives, in [0, 1].
        same: Share of the alternatives that are the same answer.
        rating: How likely the answer is right by a judge, in [0, 1].
        probability: How probable the tokens of the answer were, in [0, 1].
        surprisal: What CoCoA takes for the uncertainty of the tokens, not negative.
        clusters: How many of the answer and its alternatives mean the same, cluster by cluster.
    """

    agreement: float | None
    same: float | None
    rating: float | None
    probability: float | None
    surprisal: float | None
    clusters: tuple[int, ...]


def our_view(
    evidence: Evidence, signals: Sequence[Signal | Absent], components: Sequence[Component]
) -> View:
    """See an answer through the preset's own strategies.

    Args:
        evidence: Of one answer.
        signals: What the strategies say of it, in the order of the components.
        components: The preset's; whichever measures agreement compares any two answers.
    """
    values = _by_measure(signals, components)
    likelihood = values.get("likelihood")
    comparer = next((one for one in components if one.measures == "agreement"), None)
    view = View(
        agreement=values.get("agreement"),
        same=None,
        rating=values.get("correctness"),
        probability=likelihood,
        surprisal=None if likelihood is None else -math.log(max(likelihood, 1e-9)),
        clusters=(),
    )
    texts = _texts(evidence)
    if comparer is None or view.agreement is None or not texts:
        return view
    return _clustered(view, texts, _agreement_of(comparer, evidence))


def plain_view(evidence: Evidence, rating: float | None) -> View:
    """See an answer by exact match and overlap of whole texts, and by all of its tokens.

    Args:
        evidence: Of one answer.
        rating: What a judge says of it.
    """
    texts = _texts(evidence)
    answer = evidence.answer
    logprobs = answer.logprobs.logprobs if answer and answer.logprobs else ()
    likely = [min(0.0, one) for one in logprobs]
    overlaps = [token_f1(texts[0], text) for text in texts[1:]]
    view = View(
        agreement=math.fsum(overlaps) / len(overlaps) if overlaps else None,
        same=None,
        rating=rating,
        probability=math.fsum(map(math.exp, likely)) / len(likely) if likely else None,
        surprisal=-math.fsum(max(one, -20.0) for one in likely) / len(likely) if likely else None,
        clusters=(),
    )
    return _clustered(view, texts, lambda one, other: float(_plain(one) == _plain(other)))


def token_f1(one: str, other: str) -> float:
    """F1 of the words of two texts, in [0, 1], as SQuAD's evaluation has it (Rajpurkar 2016)."""
    first, second = Counter(_words(one)), Counter(_words(other))
    shared = (first & second).total()
    if not first or not second:
        return float(first == second)
    return 2 * shared / (first.total() + second.total())


def _texts(evidence: Evidence) -> Sequence[str]:
    """The answer and its alternatives."""
    answer = evidence.answer
    if answer is None:
        return ()
    return (answer.text, *(one.text for one in evidence.alternatives))


def _clustered(view: View, texts: Sequence[str], agreement: Agreement) -> View:
    """The view with clusters: the answer's own is the first.

    A text joins the first cluster whose first text it agrees with (Farquhar et al. 2024); equal
    texts are compared once.
    """
    if len(texts) < 2:
        return view
    sizes: dict[str, int] = {}
    for text, count in Counter(texts).items():
        home = next((one for one in sizes if _same(agreement(one, text))), text)
        sizes[home] = sizes.get(home, 0) + count
    others = len(texts) - 1
    return evolve(view, clusters=tuple(sizes.values()), same=(sizes[texts[0]] - 1) / others)


def _same(agreement: float | None) -> bool:
    return agreement is not None and agreement >= SAME


def _agreement_of(component: Component, evidence: Evidence) -> Agreement:
    def agreement(one: str, other: str) -> float | None:
        pair = Evidence.of(evidence.question, one, [other])
        (signal,) = assess(pair, (component,)).signals
        return signal.value

    return agreement


def _by_measure(
    signals: Sequence[Signal | Absent], components: Sequence[Component]
) -> Mapping[Measure, float]:
    """The value of the first signal for each thing that can be measured."""
    values: dict[Measure, float] = {}
    for signal, component in zip(signals, components, strict=True):
        if component.measures is not None and signal.value is not None:
            values.setdefault(component.measures, signal.value)
    return values


def _plain(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> Sequence[str]:
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()
