"""Checks what `Evidence.of` is given, and makes the findings of it that a run would have made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trustcore.checks import number, shown
from trustcore.errors import InputError
from trustcore.records.chat import Completion, Embedding, Message, Missing, Rating
from trustcore.records.needs import NodeId
from trustcore.records.role import Role, is_witness
from trustcore.records.text import whole_text

Answers = Iterable[str | Completion | Missing]
"""Answers in order; `Missing` for one that could not be had."""

ReplyAbout = str | Completion | Rating | Missing
"""What a judge said about one text."""

_TEMPERATURE = number(0).or_none_for("the API's own")

Findings = dict[NodeId, Completion | Rating | Embedding | Missing]


def messages_of(question: str | Iterable[Message]) -> tuple[Message, ...]:
    """The chat of a question.

    Raises:
        InputError: When it is neither a text nor messages.
    """
    if isinstance(question, str):
        return (Message("user", question),)
    messages = _listed("question", question, "messages")
    for index, one in enumerate(messages):
        _check(f"question[{index}]", one, (Message,), "a Message")
    return tuple(messages)


def findings_of(
    answer: str | Completion | Missing,
    samples: Mapping[float | None, Answers],
    replies: Mapping[str, ReplyAbout | Mapping[str, ReplyAbout]],
    candidates: Answers,
    embeddings: Mapping[str, Sequence[float] | Embedding | Missing],
    *,
    witnesses: Mapping[Role, str | Completion | Missing],
) -> Findings:
    """The findings that stand for them; see `Evidence.of`.

    Raises:
        InputError: When one of them has another shape.
    """
    _check("replies", replies, (Mapping,), "a mapping from kinds to replies")
    _check("embeddings", embeddings, (Mapping,), "a mapping from texts to vectors")
    _check("witnesses", witnesses, (Mapping,), "a mapping from roles to answers")
    judged = _answer("answer", answer)
    findings: Findings = {("candidate", 0): judged}
    for index, one in enumerate(_answers("candidates", candidates), start=1):
        findings["candidate", index] = one
    for temperature, drawn in samples.items():
        _TEMPERATURE.check("the temperature of samples", temperature, InputError)
        for index, one in enumerate(_answers("samples", drawn)):
            findings["sample", temperature, index] = one
    for kind, said in replies.items():
        findings.update(_replies(kind, said, judged))
    for text, vector in embeddings.items():
        findings["embed", _text("a key of embeddings", text)] = _embedding(vector)
    for role, said in witnesses.items():
        findings["witness", _role(role)] = _answer(f"witnesses[{shown(role)}]", said)
    return findings


def _role(role: object) -> Role:
    if isinstance(role, str) and is_witness(role):
        return role
    raise InputError('a key of witnesses must be "witness" or "witness/NAME"')


def _replies(
    kind: str, said: ReplyAbout | Mapping[str, ReplyAbout], judged: Completion | Missing
) -> Findings:
    where = f"replies[{shown(kind)}]"
    _text("a key of replies", kind)
    if isinstance(said, Mapping):
        about = said
    elif isinstance(judged, Completion):
        about = {judged.text: said}
    else:
        raise InputError(f"{where} is about the answer, which is missing; give {{text: reply}}")
    return {("ask", kind, _text(where, text)): _reply(where, one) for text, one in about.items()}


def _answers(where: str, values: object) -> list[Completion | Missing]:
    listed = _listed(where, values, "answers")
    return [_answer(f"{where}[{index}]", one) for index, one in enumerate(listed)]


def _answer(where: str, value: Any) -> Completion | Missing:  # noqa: ANN401  (whatever was given)
    if isinstance(value, str):
        return Completion(value)
    _check(where, value, (Completion, Missing), "a string, a Completion or a Missing")
    found: Completion | Missing = value
    return found


def _reply(where: str, value: Any) -> Completion | Rating | Missing:  # noqa: ANN401  (likewise)
    if isinstance(value, str):
        return Completion(value)
    wanted = "a string, a Completion, a Rating or a Missing"
    _check(where, value, (Completion, Rating, Missing), wanted)
    found: Completion | Rating | Missing = value
    return found


def _embedding(value: Any) -> Embedding | Missing:  # noqa: ANN401  (likewise)
    if isinstance(value, Embedding | Missing):
        return value
    try:
        return Embedding(tuple(map(float, value)))
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError("each of embeddings must be finite numbers, or a Missing") from error


def _text(where: str, value: object) -> str:
    _check(where, value, (str,), "a string")
    return whole_text(str(value))  # as it stands in the answer that it is equal to


def _listed(where: str, values: Any, what: str) -> list[Any]:  # noqa: ANN401  (likewise)
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | Mapping):
        raise InputError(f"{where} must be a sequence of {what}, not {type(values).__name__}")
    return list(values)


def _check(where: str, value: object, kinds: tuple[type, ...], wanted: str) -> None:
    if not isinstance(value, kinds):
        raise InputError(f"{where} must be {wanted}, not {type(value).__name__}")
