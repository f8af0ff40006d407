from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trustcore import (
    Absent,
    Answer,
    Completion,
    ConfigurationError,
    Embedding,
    Embeddings,
    Evidence,
    EvidenceMissing,
    Message,
    Missing,
    Samples,
    Signal,
    Strategy,
)
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId
from trustcore_providers.callable import CallableProvider
from trustcore_strategies.consistency import Consistency

QUESTION = "What is the capital of France?"


def signal(evidence: Evidence, strategy: Consistency | None = None) -> Signal:
    found = (strategy or Consistency()).assess(evidence)
    assert isinstance(found, Signal), found
    return found


def absent(evidence: Evidence, strategy: Consistency | None = None) -> Absent:
    found = (strategy or Consistency()).assess(evidence)
    assert isinstance(found, Absent), found
    return found


def embedded(vectors: dict[str, tuple[float, ...] | Missing], samples: list[str]) -> Evidence:
    evidence = Evidence.of(QUESTION, "Paris", samples)
    found: dict[NodeId, Finding] = {
        ("embed", text): vector if isinstance(vector, Missing) else Embedding(vector)
        for text, vector in vectors.items()
    }
    return evolve(evidence, findings=MappingProxyType({**evidence.findings, **found}))


def test_an_answer_that_says_nothing_beyond_its_question_is_compared() -> None:
    """Its core is empty."""
    assert 0.0 == signal(Evidence.of("0\u2f00", "0", ["[0\u2f00"])).value


def test_it_is_a_strategy() -> None:
    """The class satisfies the protocol."""
    assert isinstance(Consistency(), Strategy)


@pytest.mark.parametrize(
    ("strategy", "needs"),
    [
        (Consistency(), (Answer(), Samples(8))),
        (Consistency(4, temperature=0.0), (Answer(), Samples(4, 0.0))),
        (Consistency(4, temperature=None), (Answer(), Samples(4, None))),
        (Consistency(0), (Answer(),)),
    ],
)
def test_needs(strategy: Consistency, needs: tuple[object, ...]) -> None:
    """It wants the answer and its samples at once, at the temperature that was given."""
    open_evidence = Evidence((Message("user", QUESTION),), {}, complete=False)
    assert needs == tuple(strategy.needs(open_evidence))


def test_embeddings_are_wanted_when_the_round_has_settled() -> None:
    """Texts are embedded once each, empty and failed ones not at all, and only when all are in."""
    strategy = Consistency(3, similarity="embedding")
    half = Evidence.of(QUESTION, "Paris", ["Lyon"])
    whole = Evidence.of(QUESTION, "Paris", ["Lyon", Missing("lost"), "Paris"])
    assert (Answer(), Samples(3)) == tuple(strategy.needs(half))
    assert (Answer(), Samples(3), Embeddings(("Paris", "Lyon"))) == tuple(strategy.needs(whole))


def test_every_alternative_counts() -> None:
    """Seven of eight that disagree score low, though the first agrees."""
    found = signal(Evidence.of(QUESTION, "Paris", ["Paris", *["Lyon"] * 7]))
    assert found == Signal(
        "consistency", 1 / 8, '1 of 8 alternatives agree; the most frequent other answer is "Lyon"'
    )


def test_all_agree() -> None:
    """Different wordings of one answer agree fully."""
    evidence = Evidence.of(QUESTION, "Paris", ["Answer: Paris", "paris.", "The answer is Paris."])
    assert signal(evidence) == Signal("consistency", 1.0, "3 of 3 alternatives agree")


def test_failed_samples_do_not_count() -> None:
    """A missing sample is told, and changes nothing."""
    samples: list[str | Missing] = [
        *["Paris"] * 3,
        *["Nice"] * 3,
        Missing("HTTP 500"),
        Missing("HTTP 500"),
    ]
    found = signal(Evidence.of(QUESTION, "Paris", samples))
    assert found.value == 0.5
    assert found.reason.startswith("3 of 6 alternatives (2 failed) agree")


def test_the_most_frequent_other_answer() -> None:
    """Wordings of one other answer are counted together."""
    samples = ["Nice", "Lyon", "Answer: lyon", "Lyon.", "Nice"]
    assert signal(Evidence.of(QUESTION, "Paris", samples)).reason.endswith('answer is "Lyon"')


def test_excerpts_are_short_lines() -> None:
    """A long other answer is cut to 80 characters on one line."""
    reason = signal(Evidence.of(QUESTION, "Paris", ["a\nb " * 12])).reason
    excerpt = reason.partition("answer is ")[2]
    assert len(excerpt) <= 80
    assert "\n" not in excerpt


def test_empty_answers_agree_with_nothing() -> None:
    """A text without an answer is no evidence, not even for another one without."""
    assert signal(Evidence.of(QUESTION, "", ["", "Paris"])).value == 0.0


def test_other_candidates_are_alternatives() -> None:
    """Without samples the other candidates are compared, not the answer itself."""
    candidates: dict[NodeId, Finding] = {
        ("candidate", index): Completion(text) for index, text in enumerate(["a1", "b2", "a1"])
    }
    evidence = Evidence((Message("user", QUESTION),), candidates)
    values = [signal(evidence.of_candidate(i), Consistency(0)).value for i in range(3)]
    assert values == [0.5, 0.0, 0.5]


def test_nothing_to_compare() -> None:
    """Without alternatives the signal is absent and says why."""
    assert "no samples were recorded" in absent(Evidence.of(QUESTION, "Paris")).reason
    assert "`samples` is 0" in absent(Evidence.of(QUESTION, "Paris"), Consistency(0)).reason
    failed = absent(Evidence.of(QUESTION, "Paris", [Missing("no reply in time")] * 2)).reason
    assert "all 2 samples failed; the first: no reply in time" in failed


def test_no_answer() -> None:
    """A missing answer passes on as missing evidence."""
    evidence = Evidence((Message("user", QUESTION),), {("candidate", 0): Missing("lost")})
    with pytest.raises(EvidenceMissing, match="lost"):
        Consistency().assess(evidence)


def test_a_model_that_does_not_sample() -> None:
    """Equal texts of a model without temperature say nothing; the way out is named."""
    same = Evidence.of(QUESTION, "Paris", ["Paris"] * 3, sampler_varies=False)
    other = Evidence.of(QUESTION, "Paris", ["Lyon", "Paris"], sampler_varies=False)
    way_out = f"`CallableProvider(f, varies=True)`, from `{CallableProvider.__module__}`"
    assert way_out in absent(same).reason
    assert signal(other).value == 0.5


def test_string_similarity_reads_whole_texts() -> None:
    """The measure "string" knows no final answers, only shared words."""
    evidence = Evidence.of(QUESTION, "Paris", ["Answer: Paris"])
    assert signal(evidence, Consistency(similarity="string")).value == pytest.approx(2 / 3)


def test_embedding_similarity() -> None:
    """The measure "embedding" is the mean cosine."""
    evidence = embedded({"Paris": (1.0, 0.0), "Lyon": (0.0, 2.0)}, ["Lyon", "Paris", ""])
    assert signal(evidence, Consistency(similarity="embedding")).value == pytest.approx(1 / 3)


def test_a_failed_embedding_does_not_count() -> None:
    """An alternative without an embedding is left out; an answer without one has no signal."""
    strategy = Consistency(similarity="embedding")
    vectors: dict[str, Any] = {"Paris": (1.0,), "Lyon": Missing("lost"), "Nice": (1.0,)}
    found = signal(embedded(vectors, ["Lyon", "Nice"]), strategy)
    told = "1 of 1 alternatives (1 failed) agree"
    assert found == Signal("consistency", 1.0, told, certainty=0.75)
    assert "embedding" in absent(embedded(vectors, ["Lyon"]), strategy).reason
    with pytest.raises(EvidenceMissing, match="lost"):
        strategy.assess(embedded({"Paris": Missing("lost"), "Nice": (1.0,)}, ["Nice"]))


@given(st.text(), st.lists(st.text(), max_size=5), st.text())
def test_any_texts_give_a_signal(answer: str, samples: list[str], question: str) -> None:
    """Whatever the texts are, the outcome is valid and does not hang on the samples' order."""
    found = Consistency().assess(Evidence.of(question, answer, samples))
    turned = Consistency().assess(Evidence.of(question, answer, samples[::-1]))
    if isinstance(found, Signal) and isinstance(turned, Signal):
        assert found.value == turned.value
    else:
        assert isinstance(found, Absent)
        assert isinstance(turned, Absent)
        assert not samples or "no judge said whether that matters" in found.reason


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"samples": -1}, "samples must be an integer from 0 to 20, not -1"),
        ({"samples": 21}, "samples"),
        ({"samples": True}, "samples"),
        (
            {"similarity": "semantic"},
            "unknown similarity 'semantic'; known: answer, auto, ",
        ),
        ({"similarity": None}, "similarity must be a name or a function of two texts"),
        ({"similarity": str.upper}, "similarity must be a name or a function of two texts"),
        ({"temperature": float("nan")}, "temperature"),
        ({"temperature": -0.1}, "temperature"),
        ({"temperature": "1"}, "temperature"),
        ({"name": ""}, "name"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], named: str) -> None:
    """A wrong argument is refused with its name and the rule."""
    with pytest.raises(ConfigurationError, match=f"consistency: {named}"):
        Consistency(**arguments)
