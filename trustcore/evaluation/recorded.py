"""Reads answers that were recorded elsewhere, one question per line of JSON.

A line is an object with these keys; others, such as a source's own notes, are ignored::

    dataset, model, prompt   texts
    question                 text, optional: the bare question where the prompt says more than that
    answers                  a list; the first is judged, the others are its alternatives
    reflection               optional: null or {"parsed": a number in [0, 1] or null}

and each answer with these::

    text                     text; null where it was not recorded
    correct                  true, false or null
    final                    optional: the final answer; it stands in for a text that is not there
    text_recorded            optional: false says that `text` is a mere placeholder
    logprobs                 optional: null or a list of numbers below infinity, one per token
    tokens                   optional: null or a list of texts, one per token
    correct_by               optional: who says what is correct; labels of different graders are
                             not compared with each other

Evidence that trustcore gathered itself stands in a line as `Evidence.to_dict` writes it, in place
of answers and reflection::

    dataset, model           texts
    prompt, question         texts, optional
    evidence                 an object
    correct                  true, false or null: whether the judged candidate is right
    candidates_correct       optional: a list of the same for each candidate, by index
    samples_correct          optional: a list of the same for each sample, by index
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike

from attrs import field, frozen

from trustcore.errors import InputError, SchemaError
from trustcore.evaluation.fields import Json, optional, required
from trustcore.evaluation.lines import BrokenRuleError, parsed, read_lines
from trustcore.evaluation.recorded_logprobs import recorded_logprobs
from trustcore.records.chat import Completion, Missing, Rating
from trustcore.records.evidence import Evidence
from trustcore.records.needs import NodeId

RECORDED_RATING = "recorded/rating"
"""The kind under which a recorded rating stands in the evidence, for all who read ratings."""

_NOT_RECORDED = Missing("neither its text nor its final answer was recorded", "not recorded")


@frozen(kw_only=True)
class Recorded:
    """One question that a model answered.

    Attributes:
        dataset: Where the question comes from.
        model: Which model answered.
        question: What tells the question from others: equal ones are one cluster.
        correct: Whether the judged answer is right; None where nobody knows.
        evidence: The judged answer, its alternatives and its recorded rating.
        labels: Whether the answer at a node is right, for all that one grader labelled.
        finals: Text and final answer of each answer where the source has both, the judged one
            first; empty where the judged one lacks one of them.
    """

    dataset: str
    model: str
    question: str
    correct: bool | None
    evidence: Evidence
    labels: Mapping[NodeId, bool] = field(factory=dict, repr=False)
    finals: Sequence[tuple[str, str]] = field(default=(), repr=False)


def read_recorded(path: str | PathLike[str]) -> Iterator[Recorded]:
    """Read a file line by line: zipped or not, in UTF-8, UTF-16 or UTF-32, with marks or without.

    Raises:
        InputError: When the file cannot be read, holds nothing, or a line breaks a rule. The
            message names the file, the line and the rule, and quotes no text.
    """
    name = os.fsdecode(path)
    questions = 0
    for number, line in read_lines(path):
        try:
            recorded = _recorded(line)
        except BrokenRuleError as broken:
            raise InputError(f"{name}, line {number}: {broken}") from None
        questions += 1
        yield recorded
    if questions == 0:
        raise InputError(f"{name}: the file is empty; it must have one question per line")


def _recorded(line: bytes) -> Recorded:
    record = _object(line)
    if "evidence" in record and "answers" not in record:
        return _of_evidence(record)
    return _of_answers(record)


def _of_answers(record: Json) -> Recorded:
    prompt = required(record, "prompt", str, "the line")
    answers = _answers(record)
    answer, *samples = (_completion(one, f"answers[{index}]") for index, one in enumerate(answers))
    if isinstance(answer, Missing):
        raise BrokenRuleError(f"answers[0] cannot be judged: {answer.reason}")
    return Recorded(
        dataset=required(record, "dataset", str, "the line"),
        model=required(record, "model", str, "the line"),
        question=optional(record, "question", str, "the line") or prompt,
        correct=_label(answers[0]),
        evidence=Evidence.of(prompt, answer, samples, replies=_replies(record)),
        labels=_labels(answers),
        finals=_finals(answers),
    )


def _of_evidence(record: Json) -> Recorded:
    try:
        evidence = Evidence.from_dict(required(record, "evidence", dict, "the line"))
    except SchemaError as error:
        raise BrokenRuleError(f"evidence: {error}") from None
    if not isinstance(evidence.findings.get(("candidate", evidence.judged)), Completion):
        raise BrokenRuleError("evidence: there is no answer that could be judged")
    if "correct" not in record:
        raise BrokenRuleError("the line lacks the key 'correct'")
    correct = optional(record, "correct", bool, "the line")
    asked = evidence.question[-1].text if evidence.question else ""
    prompt = optional(record, "prompt", str, "the line") or asked
    return Recorded(
        dataset=required(record, "dataset", str, "the line"),
        model=required(record, "model", str, "the line"),
        question=optional(record, "question", str, "the line") or prompt,
        correct=correct,
        evidence=evidence,
        labels=_evidence_labels(record, evidence, correct=correct),
    )


def _evidence_labels(
    record: Json, evidence: Evidence, *, correct: bool | None
) -> Mapping[NodeId, bool]:
    """The labels of candidates and samples by their nodes."""
    candidates = {**_listed(record, "candidates_correct"), evidence.judged: correct}
    samples = _listed(record, "samples_correct")
    nodes = [node for node in evidence.findings if node[0] == "sample"]
    known: list[tuple[NodeId, bool | None]] = [
        *((("candidate", index), one) for index, one in candidates.items()),
        *((node, samples.get(int(str(node[-1])))) for node in nodes),
    ]
    return {node: one for node, one in known if one is not None}


def _listed(record: Json, key: str) -> Mapping[int, bool | None]:
    given = optional(record, key, list, "the line") or []
    if not all(one is None or isinstance(one, bool) for one in given):
        raise BrokenRuleError(f"{key} must hold true, false or null")
    return dict(enumerate(given))


def _object(line: bytes) -> Json:
    record = parsed(line)
    if not isinstance(record, dict):
        raise BrokenRuleError("must be a JSON object")
    return record


def _answers(record: Json) -> Sequence[Json]:
    answers = required(record, "answers", list, "the line")
    if not answers:
        raise BrokenRuleError("answers must not be empty; the first is the one that is judged")
    for index, answer in enumerate(answers):
        if not isinstance(answer, dict):
            raise BrokenRuleError(f"answers[{index}] must be an object")
    return answers


def _label(answer: Json) -> bool | None:
    if "correct" not in answer:
        raise BrokenRuleError("answers[0] lacks the key 'correct'")
    return optional(answer, "correct", bool, "answers[0]")


def _labels(answers: Sequence[Json]) -> Mapping[NodeId, bool]:
    """The labels of all answers that the grader of the first one labelled."""
    grader = answers[0].get("correct_by")
    nodes: list[NodeId] = [("candidate", 0)]
    nodes += [("sample", 1.0, index) for index in range(len(answers) - 1)]
    labels: dict[NodeId, bool] = {}
    for node, answer in zip(nodes, answers, strict=True):
        label = answer.get("correct")
        if isinstance(label, bool) and answer.get("correct_by") == grader:
            labels[node] = label
    return labels


def _finals(answers: Sequence[Json]) -> Sequence[tuple[str, str]]:
    both = [_text_and_final(answer) for answer in answers]
    return tuple(filter(None, both)) if both[0] else ()


def _text_and_final(answer: Json) -> tuple[str, str] | None:
    text, final = answer.get("text"), answer.get("final")
    if isinstance(text, str) and isinstance(final, str) and text and final:
        return None if answer.get("text_recorded") is False else (text, final)
    return None


def _completion(answer: Json, where: str) -> Completion | Missing:
    if "text" not in answer:
        raise BrokenRuleError(f"{where} lacks the key 'text'")
    text = optional(answer, "text", str, where)
    if optional(answer, "text_recorded", bool, where) is False:
        text = None
    # An empty text gives way to a final answer, but is a text where there is none.
    said = text or optional(answer, "final", str, where) or text
    return (
        _NOT_RECORDED if said is None else Completion(said, recorded_logprobs(answer, said, where))
    )


def _replies(record: Json) -> Mapping[str, Rating]:
    reflection = optional(record, "reflection", dict, "the line") or {}
    rating = optional(reflection, "parsed", (float, int), "reflection")
    if rating is None:
        return {}
    if isinstance(rating, bool) or not 0 <= rating <= 1:
        raise BrokenRuleError("reflection: parsed must be a number in [0, 1]")
    return {RECORDED_RATING: Rating(rating)}
