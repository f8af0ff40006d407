from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
import pytest
from attrs import frozen

from trustcore.errors import InputError
from trustcore.evaluation import Recorded, evaluate, evaluate_files
from trustcore.plugins.registry import strategies
from trustcore.presets import resolve_preset
from trustcore.records.chat import Completion
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Need
from trustcore.records.signals import Absent, Signal


def recorded(
    text: str, correct: bool | None, *, dataset: str = "sums", question: str | None = None
) -> Recorded:
    return Recorded(
        dataset=dataset,
        model="m",
        question=question or text,
        correct=correct,
        evidence=Evidence.of("?", text),
    )


def length(evidence: Evidence) -> Signal:
    assert isinstance(evidence.answer, Completion)
    return Signal("length", len(evidence.answer.text) / 10)


def scorer(evidence: Evidence) -> tuple[float | None, Sequence[Signal | Absent]]:
    signal = length(evidence)
    return signal.value, (signal, Absent("other", "never there"))


ANSWERS = [recorded("a", False), recorded("aaaaa", True), recorded("aaa", False)]


def test_the_report() -> None:
    """The figures of each score stand under its data set and model; absent signals do not."""
    quality = {
        "auroc": 1.0,
        "low": 1.0,
        "high": 1.0,
        "aurc": pytest.approx(7 / 18),
        "n": 3,
        "aupr": 1.0,
        "prr": 1.0,
        "accuracy_80": 0.5,
        "ece": pytest.approx(abs(0.3 - 1 / 3)),
        "ece_floor": pytest.approx(0.2, abs=0.1),
    }
    difference = {"name": "length", "reading": "signal", "groups": 1}
    equal = {**difference, "value": 0.0, "low": 0.0, "high": 0.0}

    assert {
        "results": [
            {
                "dataset": "sums",
                "model": "m",
                "n": 3,
                "accuracy": pytest.approx(1 / 3),
                "scores": {"trustworthiness": quality, "length": quality},
                "calls": 1.0,
                "differences": [equal],
                "finals": None,
                "selection": None,
            }
        ],
        "pooled": [],
        "selection": None,
        "warnings": [],
    } == evaluate(ANSWERS, scorer).to_dict()


def test_the_report_is_json() -> None:
    """What a report holds can be written down as it is."""
    report = evaluate(ANSWERS, scorer).to_dict()

    assert report == orjson.loads(orjson.dumps(report))


def test_a_run_can_be_repeated() -> None:
    """The same recordings give the same intervals."""
    assert evaluate(ANSWERS, scorer) == evaluate(ANSWERS, scorer)


def test_groups_come_in_order() -> None:
    """Each data set is measured by itself, in the order of the recordings."""
    mixed = [
        recorded("a", True, dataset="b"),
        recorded("a", True, dataset="a"),
        recorded("aa", False, dataset="b"),
    ]

    results = evaluate(mixed, scorer).results

    assert [("b", 2, 0.5), ("a", 1, 1.0)] == [(one.dataset, one.n, one.accuracy) for one in results]


def test_unlabelled_questions_are_left_out_and_counted() -> None:
    """Nobody knows if they are right."""
    evaluation = evaluate([*ANSWERS, recorded("aa", None)], scorer)

    assert (1, 3) == (evaluation.unlabelled, evaluation.results[0].n)


def test_one_class() -> None:
    """Where all answers are right there is no AUROC and no interval, but a risk."""
    (result,) = evaluate([recorded("a", True), recorded("aa", True)], scorer).results
    quality = result.scores["trustworthiness"]

    assert (None, None, None, 0.0) == (quality.auroc, quality.low, quality.high, quality.aurc)


def test_an_answer_without_a_combined_score() -> None:
    """Where no signal could be computed there is no score to measure."""
    (result,) = evaluate(ANSWERS, lambda evidence: (None, ())).results

    assert (3, {}) == (result.n, result.scores)


def test_a_signal_that_is_there_sometimes() -> None:
    """A signal is measured over the answers that have it."""

    def sometimes(evidence: Evidence) -> tuple[float | None, Sequence[Signal | Absent]]:
        signal = length(evidence)
        return 0.5, (signal if signal.value > 0.1 else Absent("length", "too short"),)

    (result,) = evaluate(ANSWERS, sometimes).results

    assert {"trustworthiness": 3, "length": 2} == {
        name: quality.n for name, quality in result.scores.items()
    }


def test_repeated_questions_are_one_cluster() -> None:
    """Asking every question three times adds no certainty: the interval stays as wide."""
    once = [
        recorded("a" * (index % 7), index % 3 == 0, question=f"question {index}")
        for index in range(30)
    ]

    (single,) = evaluate(once, scorer).results
    (thrice,) = evaluate([*once, *once, *once], scorer).results
    first, second = single.scores["length"], thrice.scores["length"]

    assert (first.auroc, first.low, first.high) == (second.auroc, second.low, second.high)


@pytest.mark.parametrize("labels", [[], [None, None]])
def test_no_labels(labels: list[bool | None]) -> None:
    """Without any label there is nothing to measure."""
    answers = [recorded("a", label) for label in labels]

    with pytest.raises(InputError) as caught:
        evaluate(answers, scorer)

    assert (
        f"none of the {len(labels)} judged answers has a label: "
        "`correct` of answers[0] must be true or false where it is known"
    ) == str(caught.value)


def test_questions_are_read_once() -> None:
    """Recordings may be a stream."""

    def stream() -> Iterator[Recorded]:
        yield from ANSWERS

    assert evaluate(ANSWERS, scorer) == evaluate(stream(), scorer)


@strategies.register("length")
@frozen
class Length:
    @property
    def name(self) -> str:
        return "length"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return length(evidence)


def test_files_are_scored_with_a_preset(tmp_path: Path) -> None:
    """Recordings in files are scored by a preset's strategies and weights."""
    paths = []
    for index, (text, correct) in enumerate([("a", False), ("aaaaa", True), ("aaa", False)]):
        answers = [{"text": text, "correct": correct}]
        record = {"dataset": "sums", "model": "m", "prompt": text, "answers": answers}
        paths.append(tmp_path / f"{index}.jsonl")
        paths[-1].write_bytes(orjson.dumps(record))

    preset = resolve_preset({"strategies": {"length": {}}})

    assert evaluate(ANSWERS, scorer) == evaluate_files(paths, preset)


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_importing_does_not_import_numpy() -> None:
    """Only measuring needs numpy."""
    assert "False\n" == python(
        "import sys, trustcore, trustcore.evaluation; print('numpy' in sys.modules)"
    )


def test_without_numpy() -> None:
    """A missing numpy is said before any file is read, with the way to get it."""
    printed = python(
        "import sys; sys.modules['numpy'] = None\n"
        "from trustcore.evaluation import evaluate\n"
        "evaluate((1 / 0 for _ in 'x'), lambda evidence: (None, ()))"
    )

    assert printed.endswith(
        'ConfigurationError: trustcore evaluate needs numpy: pip install "trustcore[evaluation]"\n'
    )
