"""Evidence: everything gathered for one question, seen from one candidate."""

from __future__ import annotations

from collections.abc import (
    Callable,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

from attrs import evolve, field, frozen

from trustcore.errors import EvidenceMissing
from trustcore.records.by_hand import Answers, ReplyAbout, findings_of, messages_of
from trustcore.records.chat import Completion, Embedding, Message, Missing, Rating
from trustcore.records.decision import PendingDecision
from trustcore.records.documents import with_documents
from trustcore.records.needs import NodeId
from trustcore.records.question import Question
from trustcore.records.reading import read_evidence
from trustcore.records.role import WITNESS, Role
from trustcore.records.serialise import finding_to_dict, message_to_dict

P = ParamSpec("P")
T = TypeVar("T")

SCHEMA = 2
"""Version of the evidence's serialised form."""

READ_SCHEMAS = (1, SCHEMA)
"""Versions that are read; 1 has no settings and no messages but plain ones."""

Finding = Completion | Rating | Embedding | Missing
"""What became of one node of the task graph."""

Memo = MutableMapping[Hashable, Any]
"""What functions made of their arguments, by both."""

_NOT_MADE = object()


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
        draws: How many draws are made for now, while samples are drawn in steps; None where as many
            are made as are asked for.
        decision: What the evidence is gathered for, where the client has a threshold and while
            `complete` is False; else None.
    """

    question: tuple[Message, ...]
    findings: Mapping[NodeId, Finding] = field(repr=lambda found: f"<{len(found)} findings>")
    judged: int = field(default=0, kw_only=True)
    complete: bool = field(default=True, kw_only=True)
    sampler_varies: bool | None = field(default=True, kw_only=True)
    draws: int | None = field(default=None, kw_only=True)
    decision: PendingDecision | None = field(default=None, kw_only=True)
    _asked: Question | None = field(default=None, kw_only=True, repr=False)
    _memo: Memo | None = field(default=None, kw_only=True, repr=False)

    @property
    def asked(self) -> Question:
        """What was asked: the chat with the settings that were given for it alone."""
        return Question(self.question) if self._asked is None else self._asked

    @property
    def settings(self) -> Question | None:
        """The same where any settings were given; None where there is the chat alone."""
        return self._asked

    @property
    def chat(self) -> tuple[Message, ...]:
        """The question as models were asked it: with its documents, where it has any."""
        if self._asked is None:
            return self.question
        return self.once(with_documents, self.question, self._asked.context)

    @classmethod
    def of(
        cls,
        question: str | Iterable[Message] | Question,
        answer: str | Completion | Missing,
        samples: Answers | Mapping[float | None, Answers] = (),
        *,
        replies: Mapping[str, ReplyAbout | Mapping[str, ReplyAbout]] | None = None,
        candidates: Answers = (),
        embeddings: Mapping[str, Sequence[float] | Embedding | Missing] | None = None,
        witnesses: Mapping[Role, str | Completion | Missing] | None = None,
        temperature: float | None = 1.0,
        sampler_varies: bool | None = True,
    ) -> Evidence:
        """Build complete evidence by hand: for recordings, and for testing a strategy.

        There is a place for what comes of every need: `Answer` reads `answer`, `Samples` reads
        `samples`, `Ask` reads `replies`, `Embeddings` reads `embeddings`, `WitnessAnswer`
        reads `witnesses`. ::

            Evidence.of(
                "Capital of France?",
                "Paris",
                {1.0: ["Paris", "Lyon"], 0.2: ["Paris"]},
                replies={"verdict": "A", "clarity": {"Capital of France?": "clear"}},
                embeddings={"Paris": [1.0, 0.0], "Lyon": [0.8, 0.6]},
            )

        Args:
            question: A question or a chat, or a `Question` with settings.
            answer: The answer under judgement.
            samples: Alternative answers, in the order of their draws; or such sequences by the
                temperature that they were drawn at.
            replies: What judges said, by the kind of the question: about the answer, or a mapping
                from the text that it is about.
            candidates: The other answers that compete to be returned.
            embeddings: Vectors of finite numbers, by the text that they are of.
            witnesses: What other models answered, by their roles: "witness", or "witness/NAME".
            temperature: Sampling temperature of the samples, where they are no mapping; None for
                the API's own.
            sampler_varies: See the attribute.

        Raises:
            InputError: When one of them has another shape. The message quotes no text.
        """
        findings = findings_of(
            answer,
            samples if isinstance(samples, Mapping) else {temperature: samples},
            replies or {},
            candidates,
            embeddings or {},
            witnesses=witnesses or {},
        )
        asked = question if isinstance(question, Question) else None
        chat = messages_of(question) if not isinstance(question, Question) else question.prompt
        return cls(chat, MappingProxyType(findings), sampler_varies=sampler_varies, asked=asked)

    def __reduce__(self) -> tuple[Callable[..., Evidence], tuple[object, ...]]:
        """For copies and pickles, which have findings of their own: a proxy cannot be pickled."""
        names = ("question", "judged", "complete", "sampler_varies")
        fields = {name: getattr(self, name) for name in names}
        return _remade, ({**fields, "findings": dict(self.findings), "asked": self._asked},)

    def of_candidate(self, index: int) -> Evidence:
        """The same evidence from the side of another candidate."""
        return self if index == self.judged else evolve(self, judged=index)

    def once(self, make: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return what a pure function makes of its arguments, made once for all looks at an item.

        A strategy is asked for its needs again and again, and then it assesses. What it reads, or
        words, each time alike, for whatever candidate, goes through here::

            request = evidence.once(_worded, evidence.question, evidence.answer.text)

        It is kept while the item is answered and scored, and made anew each time by evidence that
        stands alone.

        Args:
            make: What it returns hangs on its arguments alone, and nobody changes it.
            arguments: For `make`, each with a hash.
            named: Likewise.
        """
        if self._memo is None:
            return make(*arguments, **named)
        key = (make, arguments, *named.items())
        made: Any = self._memo.get(key, _NOT_MADE)
        if made is _NOT_MADE:
            made = self._memo[key] = make(*arguments, **named)
        return made  # type: ignore[no-any-return]

    def with_memo(self, memo: Memo | None) -> Evidence:
        """The same evidence, which keeps there what `once` makes; None for nowhere."""
        return evolve(self, memo=memo)

    def to_dict(self) -> dict[str, Any]:
        """The evidence as plain data, with its schema version; nodes in a fixed order."""
        atoms = sorted(self.findings, key=lambda atom: tuple(map(str, atom)))
        settings = {} if self._asked is None else {"asked": self._asked.settings_to_dict()}
        return {
            "schema": SCHEMA,
            "question": [message_to_dict(message) for message in self.question],
            **settings,
            "judged": self.judged,
            "sampler_varies": self.sampler_varies,
            "findings": [
                {"node": list(atom), **finding_to_dict(self.findings[atom])} for atom in atoms
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        """Make evidence again from what `to_dict` gave, or from its JSON.

        Args:
            data: Any JSON value; nothing in it is trusted.

        Raises:
            SchemaError: When it was written with another schema version, or is not evidence. The
                message quotes none of it.
        """
        read = read_evidence(data, READ_SCHEMAS)
        return cls(
            read.question,
            MappingProxyType(read.findings),
            judged=read.judged,
            sampler_varies=read.sampler_varies,
            asked=read.asked,
        )

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

        Where samples are drawn in steps, of the first `draws` of them. For `needs`: whole rounds
        keep a decision from hanging on the order of arrival.
        """
        n = n if self.draws is None else min(n, self.draws)
        found: list[Completion | Missing] = []
        for index in range(n):
            one = self.findings.get(("sample", temperature, index))
            if not isinstance(one, (Completion, Missing)):
                return None
            found.append(one)
        return tuple(found)

    @property
    def candidates(self) -> tuple[Completion, ...]:
        """The other candidates, by index. For `assess`."""
        own = ("candidate", self.judged)
        found = {node: one for node, one in self._written("candidate") if node != own}
        return tuple(found[node] for node in sorted(found, key=_draw_order))

    @property
    def alternatives(self) -> tuple[Completion, ...]:
        """All other texts, the other candidates before the samples, by index. For `assess`."""
        found = dict(self._written("sample"))
        return (*self.candidates, *(found[node] for node in sorted(found, key=_draw_order)))

    def _written(self, what: str) -> Iterator[tuple[NodeId, Completion]]:
        for node, one in self.findings.items():
            if node[0] == what and isinstance(one, Completion):
                yield node, one

    def reply(self, kind: str, about: str) -> Completion | Rating | Missing | None:
        """What was said to one ask, or why that is missing; None where nothing was, or not yet.

        Args:
            kind: Of the `Ask`.
            about: The text that it was about, as the `Ask` had it.
        """
        found = self.findings.get(("ask", kind, about))
        return None if isinstance(found, Embedding) else found

    def replies(
        self, kind: str, about: str | None = None
    ) -> Mapping[str, Completion | Rating | Missing]:
        """What was said about a text, in the order of the kinds.

        Args:
            kind: One kind, or a prefix that ends in "/" for all kinds below it.
            about: The text, as the `Ask` had it; None for the answer under judgement.
        """
        if about is None:
            answer = self.answer
            about = None if answer is None else answer.text
        below = kind.endswith("/")
        found: dict[str, Completion | Rating | Missing] = {}
        for atom, finding in self.findings.items():
            if atom[0] != "ask" or atom[2] != about:
                continue
            name = str(atom[1])
            wanted = name.startswith(kind) if below else name == kind
            if wanted and not isinstance(finding, Embedding):
                found[name] = finding
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

    def witness(self, role: Role = WITNESS) -> Completion | Missing | None:
        """What another model answered, or why that is missing; None where nobody asked."""
        found = self.findings.get(("witness", role))
        return found if isinstance(found, Completion | Missing) else None

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


def _draw_order(node: Any) -> list[float]:  # noqa: ANN401  (of a candidate or a sample)
    """By index; samples first by temperature, those at the API's own before all others."""
    return [-1.0 if part is None else part for part in node[1:]]


def _remade(fields: Mapping[str, Any]) -> Evidence:
    return Evidence(**fields)
