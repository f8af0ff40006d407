"""Evidence: everything gathered for one question, seen from one candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import asdict, evolve, field, frozen

from trustcore.errors import EvidenceMissing, SchemaError
from trustcore.records.chat import Completion, Embedding, Message, Missing, Rating
from trustcore.records.needs import NodeId
from trustcore.records.serialise import finding_from_dict, finding_to_dict

T = TypeVar("T")

SCHEMA = 1
"""Version of the evidence's serialised form; other versions are refused."""

Finding = Completion | Rating | Embedding | Missing
"""What became of one node of the task graph."""


@frozen(eq=False)
class Evidence:
    """A window on what is known about one question, from the side of one of its candidates.

    While the engine is still gathering, `complete` is False and things appear between two looks.
    When a strategy assesses, and in every recording, `complete` is True. Views of several
    candidates share one mapping of findings; nothing is copied.

    Attributes:
        question: The chat that was asked.
        findings: What became of each node.
        judged: Index of the candidate under judgement.
        complete: Whether everything that was wanted has settled.
        sampler_varies: False where the model that drew the samples does not vary, so that equal
            samples say nothing about it; None where nobody knows whether it does.
    """

    question: tuple[Message, ...]
    findings: Mapping[NodeId, Finding] = field(repr=lambda found: f"<{len(found)} findings>")
    judged: int = 0
    complete: bool = True
    sampler_varies: bool | None = True

    @classmethod
    def of(
        cls,
        question: str | Iterable[Message],
        answer: str | Completion,
        samples: Iterable[str | Completion | Missing] = (),
        *,
        replies: Mapping[str, str | Finding] | None = None,
        temperature: float | None = 1.0,
        sampler_varies: bool | None = True,
    ) -> Evidence:
        """Build complete evidence by hand: for recordings, and for testing a strategy.

        Args:
            question: A question or a chat.
            answer: The answer under judgement.
            samples: Alternative answers.
            replies: What judges said about the answer, by kind.
            temperature: Sampling temperature of the samples.
            sampler_varies: See the attribute.
        """
        chat = (Message("user", question),) if isinstance(question, str) else tuple(question)
        judged = _completion(answer)
        findings: dict[NodeId, Finding] = {("candidate", 0): judged}
        for index, sample in enumerate(samples):
            findings["sample", temperature, index] = _completion(sample)
        for kind, reply in (replies or {}).items():
            findings["ask", kind, judged.text] = _completion(reply)
        return cls(chat, MappingProxyType(findings), sampler_varies=sampler_varies)

    def __reduce__(self) -> tuple[type[Evidence], tuple[object, ...]]:
        """For copies and pickles, which have findings of their own: a proxy cannot be pickled."""
        findings = dict(self.findings)
        seen = (self.question, findings, self.judged, self.complete, self.sampler_varies)
        return Evidence, seen

    def of_candidate(self, index: int) -> Evidence:
        """The same evidence from the side of another candidate."""
        return evolve(self, judged=index)

    def to_dict(self) -> dict[str, Any]:
        """The evidence as plain data, with its schema version; nodes in a fixed order."""
        atoms = sorted(self.findings, key=lambda atom: tuple(map(str, atom)))
        return {
            "schema": SCHEMA,
            "question": [asdict(message) for message in self.question],
            "judged": self.judged,
            "sampler_varies": self.sampler_varies,
            "findings": [
                {"node": list(atom), **finding_to_dict(self.findings[atom])} for atom in atoms
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        """Make evidence again from what `to_dict` gave, or from its JSON.

        Raises:
            SchemaError: When it was written with another schema version, or is not evidence.
        """
        version = data.get("schema")
        if version != SCHEMA:
            raise SchemaError(
                f"evidence of schema {version!r} cannot be read; this release reads {SCHEMA}"
            )
        try:
            question = tuple(Message(**message) for message in data["question"])
            findings = dict(map(_row, data["findings"]))
            judged, varies = int(data["judged"]), data["sampler_varies"]
        except (KeyError, TypeError, ValueError) as error:
            problem = f"not evidence of schema {SCHEMA}: {type(error).__name__}"
            raise SchemaError(problem) from error
        known = None if varies is None else bool(varies)
        return cls(question, MappingProxyType(findings), judged, sampler_varies=known)

    @property
    def answer(self) -> Completion | None:
        """The answer under judgement; None while it is not there yet.

        Raises:
            EvidenceMissing: When it could not be had.
        """
        return self._completion(("candidate", self.judged), "the answer")

    def samples(
        self, n: int, temperature: float | None = 1.0
    ) -> tuple[Completion | Missing, ...] | None:
        """What came of draws 0..n-1, by index; None until all of them have settled.

        For `needs`: whole rounds keep a decision from hanging on the order of arrival.
        """
        found = [self.findings.get(("sample", temperature, index)) for index in range(n)]
        settled = tuple(one for one in found if isinstance(one, Completion | Missing))
        return settled if len(settled) == n else None

    @property
    def candidates(self) -> tuple[Completion, ...]:
        """The other candidates, by index. For `assess`."""
        found: list[tuple[int, Completion]] = []
        for atom, finding in self.findings.items():
            match atom, finding:
                case ("candidate", int(index)), Completion() if index != self.judged:
                    found.append((index, finding))
                case _:
                    pass
        return tuple(one for _, one in sorted(found, key=lambda entry: entry[0]))

    @property
    def alternatives(self) -> tuple[Completion, ...]:
        """All other texts, the other candidates before the samples, by index. For `assess`."""
        found: list[tuple[float, int, Completion]] = []
        for atom, finding in self.findings.items():
            match atom, finding:
                case ("sample", float() | int() | None as temperature, int(index)), Completion():
                    found.append((-1.0 if temperature is None else temperature, index, finding))
                case _:
                    pass
        samples = (one for _, _, one in sorted(found, key=lambda entry: entry[:2]))
        return (*self.candidates, *samples)

    def replies(self, kind: str) -> Mapping[str, Completion | Rating | Missing]:
        """What was said about this answer, in the order of the kinds.

        Args:
            kind: One kind, or a prefix that ends in "/" for all kinds below it.
        """
        answer = self.answer
        found: dict[str, Completion | Rating | Missing] = {}
        for atom, finding in self.findings.items():
            match atom:
                case ("ask", str(name), about) if answer is not None and about == answer.text:
                    wanted = name.startswith(kind) if kind.endswith("/") else name == kind
                    if wanted and not isinstance(finding, Embedding):
                        found[name] = finding
                case _:
                    pass
        return dict(sorted(found.items()))

    def embedding(self, text: str) -> tuple[float, ...] | None:
        """The embedding of a text; None while it is not there yet.

        Raises:
            EvidenceMissing: When it could not be had.
        """
        found = self.findings.get(("embed", text))
        if isinstance(found, Missing) or (found is None and self.complete):
            reason = found.reason if isinstance(found, Missing) else "it was never asked for"
            msg = f"no embedding: {reason}"
            raise EvidenceMissing(msg)
        return found.vector if isinstance(found, Embedding) else None

    def missing(self) -> Sequence[tuple[NodeId, Missing]]:
        """What could not be had, with the reasons, in the order of the nodes."""
        gaps = [(atom, one) for atom, one in self.findings.items() if isinstance(one, Missing)]
        return sorted(gaps, key=lambda gap: tuple(map(str, gap[0])))

    def _completion(self, atom: NodeId, what: str) -> Completion | None:
        found = self.findings.get(atom)
        if isinstance(found, Completion):
            return found
        if isinstance(found, Missing):
            msg = f"{what} is missing: {found.reason}"
            raise EvidenceMissing(msg)
        if self.complete:
            msg = f"{what} is missing: it was not recorded"
            raise EvidenceMissing(msg)
        return None


def _maybe(value: object) -> bool | None:
    return None if value is None else bool(value)


def _completion(value: str | T) -> Completion | T:
    return Completion(value) if isinstance(value, str) else value


def _row(row: Mapping[str, Any]) -> tuple[NodeId, Finding]:
    rest = dict(row)
    return tuple(rest.pop("node")), finding_from_dict(rest)
