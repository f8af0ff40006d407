"""Stand-ins for evidence in a dry run, which note what a strategy reads of them.

What a strategy only passes on (into a request's wording, or as what an `Ask` is about) it need not
read. What it compares, measures or searches may decide on what it asks for next, and so on how many
calls are made. Python runs some readers in C without a way to notice them (`re`, `str.join`);
a dry run finds those out by texts of several kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from attrs import define, field

from trustcore.records.chat import Completion, Embedding, Message, Missing, Rating, TokenLogprobs
from trustcore.records.evidence import Evidence
from trustcore.records.needs import NodeId
from trustcore.records.role import WITNESS, Role

R = TypeVar("R")


@define
class Reads:
    """What `needs` of a strategy has read of its evidence, beyond whether the answer is there.

    Attributes:
        content: What a text, a number or a reason says, or all findings at once. It can be
            anything, so that what the strategy asks for cannot be foreseen.
        equality: Whether texts are equal.
        logprobs: Whether a completion has token log-probabilities.
        nodes: Beginnings of the nodes of which it may have seen whether they failed.
    """

    content: bool = False
    equality: bool = False
    logprobs: bool = False
    nodes: set[NodeId] = field(factory=set)

    @property
    def any(self) -> bool:
        """Whether it has read anything."""
        return self.content or self.equality or self.logprobs or bool(self.nodes)

    def sees(self, node: NodeId) -> bool:
        """Whether it may have seen that a node failed."""
        return any(_begins(node, beginning) for beginning in self.nodes)

    def shows(self, node: NodeId) -> bool:
        """Whether it may have looked at a node's text or log-probabilities."""
        return node[0] == "candidate" or self.sees(node)

    def sees_order(self, node: NodeId) -> bool:
        """Whether it may have seen a node before others that it asked for at the same time.

        Samples are shown as a whole round.
        """
        return node[0] != "sample" and self.sees(node)

    def add(self, other: Reads) -> None:
        """Take in what another strategy reads."""
        self.content |= other.content
        self.equality |= other.equality
        self.logprobs |= other.logprobs
        self.nodes |= other.nodes


_NOTING: ContextVar[Reads | None] = ContextVar("noting", default=None)
"""Where reads are noted; None while nobody's are."""


@contextmanager
def noting(reads: Reads | None) -> Generator[None]:
    """Note in `reads` what is read inside the block; with None nothing is noted."""
    token = _NOTING.set(reads)
    try:
        yield
    finally:
        _NOTING.reset(token)


def _content_read() -> None:
    reads = _NOTING.get()
    if reads is not None:
        reads.content = True


def _node_read(*beginning: str) -> None:
    reads = _NOTING.get()
    if reads is not None:
        reads.nodes.add(beginning)


def _begins(node: NodeId, beginning: NodeId) -> bool:
    """Whether a node begins so; kinds of an ask that end in "/" stand for all below."""
    if beginning[:1] == ("ask",) == node[:1]:
        kind, asked = str(node[1]), str(beginning[1])
        return kind.startswith(asked) if asked.endswith("/") else kind == asked
    return node[: len(beginning)] == beginning


def _noted(method: Callable[..., Any]) -> Callable[..., Any]:
    def read(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  (any method of `str` or `tuple`)
        _content_read()
        return method(*args, **kwargs)

    return read


class StandInText(str):
    """A text that notes when it is compared, measured or searched, not when it is passed on."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        reads = _NOTING.get()
        if reads is not None and other is not self:
            if isinstance(other, StandInText):
                reads.equality = True
            else:
                reads.content = True
        return str.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        _content_read()  # a look into a table of words
        return str.__hash__(self)

    def __str__(self) -> str:
        return self

    def __format__(self, spec: str, /) -> str:
        return str.__format__(self, spec) if spec else self

    def __add__(self, other: str, /) -> StandInText:
        return StandInText(str.__add__(self, other))

    def __radd__(self, other: str, /) -> StandInText:
        return StandInText(str.__add__(other, self))

    def __int__(self) -> int:
        _content_read()
        return int(self.encode())

    def __float__(self) -> float:
        _content_read()
        return float(self.encode())


class StandInNumbers(tuple[float, ...]):
    """Numbers that note when they are looked at."""

    __slots__ = ()


_PASSING_ON = {"__str__", "__format__", "__add__", "__rmod__", "__eq__", "__ne__", "__hash__"}
_OF_OBJECTS = set(dir(object)) - {"__lt__", "__le__", "__gt__", "__ge__", "__repr__", "__hash__"}


def _note_reads(made: type, base: type) -> None:
    """Let every method of a base that looks at its content note that."""
    for name in set(dir(base)) - _PASSING_ON - _OF_OBJECTS - {"__class_getitem__"}:
        method = getattr(base, name)
        if callable(method) and not isinstance(base.__dict__.get(name), staticmethod):
            setattr(made, name, _noted(method))


_note_reads(StandInText, str)
_note_reads(StandInNumbers, tuple)
StandInNumbers.__eq__ = _noted(tuple.__eq__)  # type: ignore[method-assign]
StandInNumbers.__hash__ = _noted(tuple.__hash__)  # type: ignore[method-assign]


class _Completion(Completion):
    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  (of any attribute)
        reads = _NOTING.get()
        if reads is not None:
            reads.logprobs |= name == "logprobs"
            reads.content |= name in ("finish_reason", "truncated")
        return super().__getattribute__(name)


class _Missing(Missing):
    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  (of any attribute)
        if name in ("reason", "cause"):
            _content_read()
        return super().__getattribute__(name)


def completion(text: str, *, logprobs: bool) -> Completion:
    """A completion whose reads are noted."""
    known = TokenLogprobs(StandInNumbers((-0.5,))) if logprobs else None
    return _noted_as(_Completion(text, known), "text", StandInText(text))


def missing() -> Missing:
    """A failure whose reads are noted."""
    return _Missing("a call that failed")


def embedding() -> Embedding:
    """An embedding whose reads are noted."""
    return Embedding(StandInNumbers((1.0,)))


def question(*texts: str) -> tuple[Message, ...]:
    """A chat whose reads are noted."""
    return tuple(_noted_as(Message("user", text), "content", StandInText(text)) for text in texts)


def _noted_as(record: R, name: str, text: StandInText) -> R:
    """Put a text whose reads are noted into a record, which makes plain strings of its own."""
    object.__setattr__(record, name, text)
    return record


class NotedEvidence(Evidence):
    """Evidence that notes what is read of it, beyond whether the answer is there."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401  (of any attribute)
        if name == "findings":
            _content_read()  # all at once: more than can be tried
        return super().__getattribute__(name)

    @property
    def answer(self) -> Completion | None:
        """As evidence has it."""
        with noting(None):
            return super().answer

    def samples(
        self, n: int, temperature: float | None = 1.0
    ) -> tuple[Completion | Missing, ...] | None:
        """As evidence has them; some may have failed."""
        _node_read("sample")
        with noting(None):
            return super().samples(n, temperature)

    def replies(
        self, kind: str, about: str | None = None
    ) -> Mapping[str, Completion | Rating | Missing]:
        """As evidence has them; some may be there before others, or have failed."""
        _node_read("ask", kind)
        with noting(None):
            return super().replies(kind, about)

    def reply(self, kind: str, about: str) -> Completion | Rating | Missing | None:
        """As evidence has it; it may be there before others, or have failed."""
        _node_read("ask", kind)
        with noting(None):
            return super().reply(kind, about)

    def embedding(self, text: str) -> tuple[float, ...] | None:
        """As evidence has it; it may have failed."""
        _node_read("embed")
        with noting(None):
            return super().embedding(text)

    def witness(self, role: Role = WITNESS) -> Completion | Missing | None:
        """As evidence has it; it may have failed."""
        _node_read("witness", role)
        with noting(None):
            return super().witness(role)


def noted(evidence: Evidence) -> NotedEvidence:
    """The same evidence, with its reads noted."""
    return NotedEvidence(
        evidence.question,
        evidence.findings,
        judged=evidence.judged,
        complete=evidence.complete,
        sampler_varies=evidence.sampler_varies,
        asked=evidence.settings,
    )
