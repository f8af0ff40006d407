"""A plain question costs what it costs without any kinds: an answer, its samples, and the judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from trustcore import TLM, Request
from trustcore.testing import ScriptedProvider, anything, by_draw, is_sample, says

PLAIN = [
    ("Capital of France?", "Paris", ["Lyon", "It is Paris.", "Paris, France", "Nice"]),
    ("How many legs has a spider?", "8", ["Eight legs.", "6", "A spider has 8.", "Ten"]),
    ("Is ice lighter than water?", "Yes", ["No.", "Yes, it floats.", "No, never", "Yes"]),
    ("When was Ada Lovelace born?", "1815", ["10 December 1815", "1816", "In 1815.", "1852"]),
    ("Who wrote Emma?", "Jane Austen", ["Austen", "Emily Brontë", "J. Austen wrote it.", "I"]),
    (
        "Which city is this, and why do you think so?",
        "It is Oslo, because the opera house stands at the water.",
        ["Bergen, because of the rain.", "Oslo.", "It is Oslo: I know it.", "Rome, as one sees."],
    ),
]


def kind(request: Request) -> str:
    """What a request is for."""
    text = request.messages[-1].text
    if "<<second answer" in text:
        return "pair"
    return "judge" if "<<" in text else "sample" if is_sample(request) else "answer"


def judged(request: Request) -> str:
    """A reply in the form that is asked for, in favour of the answer."""
    return "A" if "(A)" in request.messages[-1].text else "true"


@pytest.mark.parametrize(("preset", "samples", "ratings"), [("low", 4, 2), ("medium", 8, 3)])
@pytest.mark.parametrize(("asked", "answer", "others"), PLAIN)
def test_a_plain_question_takes_the_calls_of_its_preset(
    asked: str, answer: str, others: Sequence[str], preset: str, samples: int, ratings: int
) -> None:
    """However its samples differ, nobody is asked whether two of them say the same."""
    model = ScriptedProvider(
        {says("<<"): judged, is_sample: by_draw(*others, *others), anything: answer},
        features=["temperature"],
    )
    with TLM(preset, model=model) as tlm:
        tlm.prompt(asked)
    found = Counter(map(kind, model.requests))
    assert {"answer": 1, "sample": samples, "judge": ratings} == dict(found)
