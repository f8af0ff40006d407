from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Message, Request
from trustcore.cache.keys import Scope
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.records.chat import EmbeddingRequest

SCOPE = Scope("", "host", "m")
DRAWS = Request((Message("user", "?"),), temperature=1.0, n=8, draw=1000, seed=3)


def call_for(request: Request | EmbeddingRequest, size: int) -> Call:
    atoms = tuple(("sample", 1.0, index) for index in range(size))
    return Call(atoms, "sampler", request, Rank.SAMPLE)


places = st.sets(st.integers(0, 7)).map(sorted)


@given(places)
def test_the_missing_draws_are_asked_for_and_no_others(missing: list[int]) -> None:
    """The parts have exactly the keys and the nodes that are missing, in order."""
    whole = call_for(DRAWS, 8)
    keys = SCOPE.keys(DRAWS)
    parts = list(whole.parts(missing))
    assert [keys[one] for one in missing] == [
        key for _, part in parts for key in SCOPE.keys(part.request)
    ]
    assert [whole.atoms[one] for one in missing] == [
        atom for _, part in parts for atom in part.atoms
    ]
    assert missing == [position for run, _ in parts for position in run]


def test_neighbours_are_one_request() -> None:
    """Draws 0, 1 and 2 go together, draw 5 alone, each with the seed that belongs to it."""
    parts = [part.request for _, part in call_for(DRAWS, 8).parts([0, 1, 2, 5])]
    assert [evolve(DRAWS, n=3), evolve(DRAWS, n=1, draw=1005, seed=8)] == parts


def test_texts_are_one_request() -> None:
    """However many are missing in between."""
    request = EmbeddingRequest(("a", "b", "c", "d"))
    parts = [part.request for _, part in call_for(request, 4).parts([0, 2, 3])]
    assert [EmbeddingRequest(("a", "c", "d"))] == parts
    assert [] == list(call_for(request, 4).parts([]))


def test_the_whole_is_made_no_second_time() -> None:
    """Where nothing is there, and most requests are for one thing."""
    for request in (DRAWS, EmbeddingRequest(("a", "b"))):
        size = request.n if isinstance(request, Request) else 2
        whole = call_for(request, size)
        ((_, part),) = whole.parts(range(size))
        assert whole is part
