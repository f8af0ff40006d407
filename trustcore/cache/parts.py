"""The part of a call that is still to be made, when the rest of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from trustcore.cache.keys import seed_of
from trustcore.graph import Call
from trustcore.records.chat import EmbeddingRequest, Request


def parts_of(call: Call, positions: Sequence[int]) -> Iterator[tuple[Sequence[int], Call]]:
    """The calls that make up for the draws or texts at some positions of a call, in order.

    Neighbouring draws are one request; so are all texts.
    """
    for run in _runs(call.request, positions):
        atoms = tuple(call.atoms[one] for one in run if one < len(call.atoms))
        yield run, evolve(call, atoms=atoms, request=_request(call.request, run))


def _runs(request: Request | EmbeddingRequest, positions: Sequence[int]) -> Iterator[Sequence[int]]:
    if isinstance(request, EmbeddingRequest):
        if positions:
            yield positions
        return
    for _, run in groupby(enumerate(positions), key=lambda one: one[1] - one[0]):
        yield [position for _, position in run]


def _request(request: Request | EmbeddingRequest, run: Sequence[int]) -> Request | EmbeddingRequest:
    if isinstance(request, EmbeddingRequest):
        return EmbeddingRequest(tuple(request.texts[one] for one in run))
    first = run[0]
    seed = seed_of(request, first)
    return evolve(request, draw=request.draw + first, seed=seed, n=len(run))
