"""From needs to nodes and from wanted nodes to calls."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import evolve, frozen

from trustcore import checks
from trustcore.errors import StrategyError
from trustcore.graph.call import CANDIDATE_TEMPERATURE, SAMPLE_DRAWS, Call, Item, Rank
from trustcore.records.chat import EmbeddingRequest, Request
from trustcore.records.needs import (
    Answer,
    Ask,
    Embeddings,
    Need,
    NodeId,
    Samples,
    WitnessAnswer,
)
from trustcore.records.role import ROLES, Role


@frozen
class WantedNode:
    """A node that is wanted.

    Attributes:
        atom: The node.
        logprobs: The feature, merged over all who want the node.
        ask: What to ask, for an ("ask", ...) node.
    """

    atom: NodeId
    logprobs: int | None = None
    ask: Ask | None = None

    def merge(self, other: WantedNode) -> WantedNode:
        """Both wishes in one; the first wording of an ask stands."""
        wishes = [one.logprobs for one in (self, other) if one.logprobs is not None]
        return evolve(self, logprobs=max(wishes, default=None))


def expand(
    need: Need,
    candidate: int,
    settled: Container[NodeId] = (),
    draws: int | None = None,
    witnesses: Collection[Role] = (),
) -> list[WantedNode]:
    """The nodes that a need stands for and that have not settled, seen from one candidate.

    Args:
        need: What a strategy wants.
        candidate: The candidate's index.
        settled: The nodes that have.
        draws: How many samples are drawn for now; None for all that are wanted.
        witnesses: The roles of the witnesses that have a model.

    Raises:
        StrategyError: When it is none of the five needs, or its fields are not what they must be.
    """
    nodes: Iterable[NodeId]
    logprobs: int | None = None
    ask: Ask | None = None
    match need:
        case Answer(logprobs) if logprobs is None or _COUNT.holds(logprobs):
            nodes = [("candidate", candidate)]
        case Samples(n, temperature, logprobs) if _is_drawn(need):
            drawn = range(n if draws is None else min(n, draws))
            nodes = [("sample", temperature, index) for index in drawn]
        case Ask(request=Request(n=n)) if n != 1:
            raise StrategyError(f"an Ask is for one reply, its request for {n}; make one of each")
        case Ask(str(kind), str(about), Request(), role) if role in ROLES:
            nodes, ask = [("ask", kind, about)], need
        case Embeddings(texts) if _TEXTS.holds(texts):
            nodes = [("embed", text) for text in dict.fromkeys(texts)]
        case WitnessAnswer(role) if role in witnesses:
            nodes = [("witness", role)]
        case WitnessAnswer():
            raise StrategyError("it asked for a witness without a model; give TLM(witness=...)")
        case _:
            raise StrategyError(_problem(need))
    return [WantedNode(node, logprobs, ask) for node in nodes if node not in settled]


def _are_texts(value: Any) -> bool:  # noqa: ANN401  (whatever a strategy gave)
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return listed and all(isinstance(text, str) for text in value)


def _is_drawn(need: Samples) -> bool:
    holds = _COUNT.holds(need.n) and _WARM.holds(need.temperature)
    return holds and _FEATURE.holds(need.logprobs)


_WARM = checks.number(0).or_none
_TEXTS = checks.Rule("a tuple of texts", _are_texts)
_COUNT = checks.whole(0)
_FEATURE = _COUNT.or_none
_FIELDS: Mapping[type, Mapping[str, checks.Rule]] = {
    Answer: {"logprobs": _FEATURE},
    Samples: {"n": _COUNT, "temperature": _WARM, "logprobs": _FEATURE},
    Ask: {
        "kind": checks.text,
        "about": checks.text,
        "request": checks.instance_of(Request, "a Request"),
        "role": checks.one_of(*ROLES),
    },
    Embeddings: {"texts": _TEXTS},
}
"""What the fields of needs must be."""


def _problem(need: object) -> str:
    """What is wrong with something that a strategy asked for. No text of it is told."""
    kind = type(need).__name__
    if isinstance(need, type) and need in _FIELDS:
        return f"it asked for the class {need.__name__}; ask for an object, {need.__name__}(...)"
    for name, rule in _FIELDS.get(type(need), {}).items():
        value = getattr(need, name)
        if not rule.holds(value):
            what = checks.shown(value) if isinstance(value, int | float) else type(value).__name__
            return f"{kind}.{name} must be {rule.words}, not {what}"
    return f"it asked for something that is not a need: {kind}"


def calls_for(item: Item, wants: Iterable[WantedNode]) -> Iterator[Call]:
    """The calls that settle wanted nodes: draws alike in one request, all embeddings in one."""
    wants = list(wants)
    draws = [(_request(item, want), want) for want in wants if want.atom[0] in _DRAWN]
    if not item.draws_several:
        for request, want in draws:
            yield _draw(_role(want.atom), request, (want.atom,))
    else:
        for _, alike in groupby(draws, key=lambda draw: _likeness(*draw)):
            yield from _drawing(item, list(alike))
    for want in wants:
        if want.ask is not None:
            yield _asking(item, want.atom, want.ask)
    texts = [want.atom for want in wants if want.atom[0] == "embed"]
    if texts:
        embedding = EmbeddingRequest(tuple(str(atom[1]) for atom in texts))
        yield Call(tuple(texts), "embedder", embedding, Rank.ASK)


_DRAWN = ("candidate", "sample", "witness")


def _request(item: Item, want: WantedNode) -> Request:
    match want.atom:
        case ("candidate", 0) | ("witness", _):
            return item.draw(0, item.temperature, want.logprobs)
        case ("candidate", int(index)):
            return item.draw(index, CANDIDATE_TEMPERATURE, want.logprobs)
        case ("sample", float() | int() | None as temperature, int(index)):
            return item.draw(SAMPLE_DRAWS + index, temperature, want.logprobs)
        case atom:
            msg = f"not a draw: {atom[0]!r}"
            raise AssertionError(msg)


def _drawing(item: Item, alike: Sequence[tuple[Request, WantedNode]]) -> Iterator[Call]:
    """Draws alike in as few requests as the role's model lets them go."""
    role = _role(alike[0][1].atom)
    most = item.max_n.get(role, 1)
    for start in range(0, len(alike), most):
        group = alike[start : start + most]
        first = group[0][0]
        atoms = tuple([want.atom for _, want in group])
        request = evolve(first, n=len(group)) if len(group) > 1 else first
        yield _draw(role, request, atoms)


def _draw(role: Role, request: Request, atoms: tuple[NodeId, ...]) -> Call:
    return Call(atoms, role, request, Rank.ANSWER if role == "answer" else Rank.SAMPLE)


def _likeness(request: Request, want: WantedNode) -> object:
    """Neighbours with equal likeness go together, where the model takes several draws.

    The first candidate goes alone, so that its answer is on its way whatever the others cost.
    """
    if want.atom == ("candidate", 0):
        return want.atom
    return _role(want.atom), request.temperature, request.logprobs


def _role(atom: NodeId) -> Role:
    if atom[0] == "witness":
        return str(atom[1])
    return "sampler" if atom[0] == "sample" else "answer"


def _asking(item: Item, atom: NodeId, ask: Ask) -> Call:
    request = ask.request
    if item.seed is not None and request.seed is None:
        request = evolve(request, seed=item.seed)
    return Call((atom,), ask.role, request, Rank.ASK)
