"""The label of an answer: what its text is read as, with the probabilities that its tokens tell."""

from __future__ import annotations

from trustcore.labels.probabilities import label_probabilities
from trustcore.labels.reading import LabelReading, reader_of
from trustcore.records.chat import Completion
from trustcore.records.label import Label
from trustcore.records.question import Question


def reading_of(text: str, asked: Question | None) -> LabelReading | None:
    """What a text says of a question's labels; None where it has none."""
    if asked is None or not asked.constrain_outputs:
        return None
    return reader_of(asked.constrain_outputs).read(text)


def label_of(answer: Completion, asked: Question | None) -> Label | None:
    """The label of an answer to a question; None where the question has no labels."""
    found = reading_of(answer.text, asked)
    if found is None or asked is None:
        return None
    known = label_probabilities(answer, found, asked.constrain_outputs)
    return Label(found.label, found.matched, known)
