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
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from typing import TypeVar

from attrs import frozen

from trustcore.errors import InputError
from trustcore.evaluation.lines import BrokenRuleError, parsed, read_lines
from trustcore.records.chat import Completion, Missing, Rating, TokenLogprobs
from trustcore.records.evidence import Evidence
from trustcore.records.text import whole_text

Json = Mapping[str, object]
T = TypeVar("T")

RECORDED_RATING = "recorded/rating"
"""The kind under which a recorded rating stands in the evidence, for all who read ratings."""

_NOT_RECORDED = Missing("neither its text nor its final answer was recorded", "not recorded")
_SPACE = re.compile(r"\s*")


@frozen(kw_only=True)
class Recorded:
    """One question that a model answered.

    Attributes:
        dataset: Where the question comes from.
        model: Which model answered.
        question: What tells the question from others: equal ones are one cluster.
        correct: Whether the judged answer is right; None where nobody knows.
        evidence: The judged answer, its alternatives and its recorded rating.
    """

    dataset: str
    model: str
    question: str
    correct: bool | None
    evidence: Evidence


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
    prompt = _required(record, "prompt", str, "the line")
    answers = _answers(record)
    answer, *samples = (_completion(one, f"answers[{index}]") for index, one in enumerate(answers))
    if isinstance(answer, Missing):
        raise BrokenRuleError(f"answers[0] cannot be judged: {answer.reason}")
    return Recorded(
        dataset=_required(record, "dataset", str, "the line"),
        model=_required(record, "model", str, "the line"),
        question=_optional(record, "question", str, "the line") or prompt,
        correct=_label(answers[0]),
        evidence=Evidence.of(prompt, answer, samples, replies=_replies(record)),
    )


def _object(line: bytes) -> Json:
    record = parsed(line)
    if not isinstance(record, dict):
        raise BrokenRuleError("must be a JSON object")
    return record


def _answers(record: Json) -> Sequence[Json]:
    answers = _required(record, "answers", list, "the line")
    if not answers:
        raise BrokenRuleError("answers must not be empty; the first is the one that is judged")
    for index, answer in enumerate(answers):
        if not isinstance(answer, dict):
            raise BrokenRuleError(f"answers[{index}] must be an object")
    return answers


def _label(answer: Json) -> bool | None:
    if "correct" not in answer:
        raise BrokenRuleError("answers[0] lacks the key 'correct'")
    return _optional(answer, "correct", bool, "answers[0]")


def _completion(answer: Json, where: str) -> Completion | Missing:
    if "text" not in answer:
        raise BrokenRuleError(f"{where} lacks the key 'text'")
    text = _optional(answer, "text", str, where)
    if _optional(answer, "text_recorded", bool, where) is False:
        text = None
    # An empty text gives way to a final answer, but is a text where there is none.
    said = text or _optional(answer, "final", str, where) or text
    return _NOT_RECORDED if said is None else Completion(said, _logprobs(answer, said, where))


def _logprobs(answer: Json, text: str, where: str) -> TokenLogprobs | None:
    logprobs = _optional(answer, "logprobs", list, where)
    if not logprobs:
        return None
    if not all(isinstance(one, float | int) and not isinstance(one, bool) for one in logprobs):
        raise BrokenRuleError(f"{where}: logprobs must be numbers")
    if not all(one < math.inf for one in logprobs):  # nor is NaN; that of 0 is -Infinity
        raise BrokenRuleError(f"{where}: logprobs must be below infinity")
    tokens = _tokens(answer, len(logprobs), where)
    return TokenLogprobs(tuple(map(float, logprobs)), _aligned(tokens, text))


def _tokens(answer: Json, count: int, where: str) -> tuple[str, ...]:
    tokens = _optional(answer, "tokens", list, where) or []
    if not all(isinstance(one, str) for one in tokens):
        raise BrokenRuleError(f"{where}: tokens must be texts")
    if tokens and len(tokens) != count:
        raise BrokenRuleError(f"{where}: there are {len(tokens)} tokens for {count} logprobs")
    return tuple(map(whole_text, tokens))


def _aligned(tokens: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Give tokens back the white space that some tokenizers' tables lose.

    Returns:
        Tokens that concatenate to the text, empty ones for special tokens such as "<s>"; none at
        all where they are not tokens of this text.
    """
    if "".join(tokens) == text:
        return tokens
    pieces = []
    end = 0
    for token in tokens:
        bare = token.strip()
        start = _after_space(text, end)
        if bare and text.startswith(bare, start):
            pieces.append(text[end : start + len(bare)])
            end = start + len(bare)
        else:
            pieces.append("")
    if _after_space(text, end) < len(text) or not pieces:
        return ()
    return (*pieces[:-1], pieces[-1] + text[end:])


def _after_space(text: str, start: int) -> int:
    space = _SPACE.match(text, start)
    return space.end() if space else start


def _replies(record: Json) -> Mapping[str, Rating]:
    reflection = _optional(record, "reflection", dict, "the line") or {}
    rating = _optional(reflection, "parsed", (float, int), "reflection")
    if rating is None:
        return {}
    if isinstance(rating, bool) or not 0 <= rating <= 1:
        raise BrokenRuleError("reflection: parsed must be a number in [0, 1]")
    return {RECORDED_RATING: Rating(rating)}


_KINDS: Mapping[object, str] = {
    str: "a text",
    list: "a list",
    dict: "an object",
    bool: "true or false",
    (float, int): "a number",
}


def _required(record: Json, key: str, kind: type[T], where: str) -> T:
    value = _optional(record, key, kind, where)
    if value is None:
        raise BrokenRuleError(f"{where} lacks the key {key!r}; it must be {_KINDS[kind]}")
    return value


def _optional(record: Json, key: str, kind: type[T] | tuple[type[T], ...], where: str) -> T | None:
    value = record.get(key)
    if isinstance(value, str):
        value = whole_text(value)
    if value is None or isinstance(value, kind):
        return value
    raise BrokenRuleError(f"{where}: {key} must be {_KINDS[kind]}")
