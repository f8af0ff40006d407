from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Image, Message, Request, Secret, Text, Tool, ToolCall
from trustcore.cache import Cache
from trustcore.cache.keys import Scope
from trustcore.records.chat import EmbeddingRequest

SCOPE = Scope("", "https://host/v1", "openai/m")
QUESTION = Request((Message("user", "Capital?"),), temperature=1.0, seed=7, max_tokens=5)

texts = st.text(max_size=20)
numbers = st.integers(0, 9)
requests = st.builds(
    Request,
    st.lists(st.builds(Message, texts, texts), max_size=3).map(tuple),
    temperature=st.none() | st.sampled_from([0, 0.0, 1, 1.0, 0.5]),
    max_tokens=st.none() | numbers,
    logprobs=st.none() | numbers,
    n=st.integers(1, 3),
    seed=st.none() | numbers,
    draw=numbers,
)
scopes = st.builds(Scope, texts, texts, texts, st.binary(max_size=20))


@given(scopes, requests, scopes, requests)
def test_equal_requests_have_equal_keys_and_no_others_have(
    scope: Scope, request: Request, other_scope: Scope, other: Request
) -> None:
    """A key stands for namespace, endpoint, model and all of a request."""
    one, another = evolve(request, n=1), evolve(other, n=1)
    alike = (scope, one) == (other_scope, another)
    assert alike == (scope.keys(one) == other_scope.keys(another))


CHANGES: list[dict[str, Any]] = [
    {"draw": 1},
    {"temperature": None},
    {"temperature": 0.9},
    {"seed": 8},
    {"seed": None},
    {"max_tokens": 6},
    {"max_tokens": None},
    {"logprobs": 0},
    {"logprobs": 5},
    {"messages": (Message("system", "Capital?"),)},
    {"messages": (Message("user", "Capital"), Message("user", "?"))},
    {"messages": (Message("user", "Capital?\ud800"),)},
    {"messages": ()},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_whatever_is_sent_is_part_of_the_key(change: dict[str, Any]) -> None:
    """Another value of anything, the index of the draw included, is another entry."""
    assert SCOPE.keys(QUESTION) != SCOPE.keys(evolve(QUESTION, **change))


@pytest.mark.parametrize("name", ["namespace", "endpoint", "model"])
def test_whoever_is_asked_is_part_of_the_key(name: str) -> None:
    """Another tenant, another endpoint and another model have entries of their own."""
    plain = Scope("", "https://host/v1", "m")
    other = evolve(plain, **{name: "x"})  # type: ignore[arg-type]
    assert plain.keys(QUESTION) != other.keys(QUESTION)


@given(requests, st.integers(2, 20))
def test_several_draws_have_a_key_each(request: Request, n: int) -> None:
    """A request for n draws has the keys of n requests for one, all of them different."""
    several = SCOPE.keys(evolve(request, n=n))
    alone = [
        evolve(
            request,
            n=1,
            draw=request.draw + index,
            seed=None if request.seed is None else request.seed + index,
        )
        for index in range(n)
    ]
    assert n == len(set(several))
    assert several == tuple(key for one in alone for key in SCOPE.keys(one))


@given(st.lists(texts, max_size=4))
def test_each_text_has_its_key(words: list[str]) -> None:
    """The key of an embedding is its text's, whatever was embedded with it."""
    assert SCOPE.keys(EmbeddingRequest(tuple(words))) == tuple(
        key for word in words for key in SCOPE.keys(EmbeddingRequest((word,)))
    )


def test_a_text_embedded_and_a_text_asked_are_not_alike() -> None:
    """A completion is never taken for an embedding."""
    asked = Request((Message("user", "text"),))
    assert SCOPE.keys(asked) != SCOPE.keys(EmbeddingRequest(("text",)))


PROGRAM = """
from trustcore import Message, Request
from trustcore.cache.keys import Scope
request = Request((Message("user", "Capital?"),), temperature=1.0, seed=7, max_tokens=5)
print(Scope("", "https://host/v1", "openai/m").keys(request)[0].hex())
"""


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_another_process_has_the_same_keys(seed: str) -> None:
    """They do not hang on the seed of Python's own hashes; a new way of hashing is a new FORMAT."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    known = "db5f6493f518e249c85f9bfb1b20fe0ddbeaf3ddbe550dc8ae761e8aa1f531f4"
    assert known == SCOPE.keys(QUESTION)[0].hex() == done.stdout.strip()


@frozen
class Asking:
    """A provider, as far as its scope is concerned."""

    credential: object = None
    account: object = None
    model: str = "lab/m"


def scope(provider: object, *, per_credential: bool = True) -> Scope:
    cache = Cache("answers.db", per_credential=per_credential)
    return Scope.of(cache, provider, "https://host/v1")  # type: ignore[arg-type]


CREDENTIALS: list[Any] = [
    Asking(),
    Asking(Secret("sk-1")),
    Asking(Secret("sk-2")),
    Asking(b"sk-1"),
    Asking((b"sk-2", None)),
    Asking("user", None),
    Asking((Secret("sk-1"), None)),
    Asking((None, Secret("sk-1"))),
    Asking((Secret("sk-1"), Secret("project"))),
    Asking(account=("https://host", Secret("sk-3"))),
    Asking(account=("https://host", None)),
]


def test_whoever_asks_with_something_else_has_entries_of_their_own() -> None:
    keys = {scope(provider).keys(QUESTION) for provider in CREDENTIALS}
    assert len(CREDENTIALS) == len(keys)


def test_where_credentials_are_not_told_apart_all_share() -> None:
    keys = {scope(provider, per_credential=False).keys(QUESTION) for provider in CREDENTIALS}
    assert {scope(Asking()).keys(QUESTION)} == keys


@pytest.mark.parametrize("account", [object(), (Secret("sk-1"), object()), 0.5, frozenset({"a"})])
def test_what_differs_from_process_to_process_tells_nobody_apart(account: object) -> None:
    """An object's hash is another one tomorrow: nothing would be found again."""
    assert scope(Asking()).keys(QUESTION) == scope(Asking(account=account)).keys(QUESTION)


def test_no_credential_can_be_read_from_a_scope() -> None:
    """It keeps a hash, and a repr does not show that either."""
    found = scope(Asking(Secret("sk-1")))
    assert "sk-1" not in repr(found)
    assert b"sk-1" not in found.credential
    assert repr(found.credential) not in repr(found)


SPECIAL: list[dict[str, Any]] = [
    {},
    {"tools": (Tool("f"),)},
    {"tools": (Tool("f", "It does."),)},
    {"tools": (Tool("f", parameters='{"type":"object"}'),)},
    {"tools": (Tool("f"),), "tool_choice": "required"},
    {"schema": '{"type":"object"}'},
    {"choices": ("a", "b")},
    {"stop": ("a",)},
    {"top_p": 0.5},
    {"reasoning_effort": "low"},
    {"extra": '{"top_k":1}'},
]
SAID: list[Message] = [
    Message("user", "a"),
    Message("user", (Text("a"),)),
    Message("user", (Text("b"),)),
    Message("user", (Image("https://host/a"),)),
    Message("user", (Image(data="YQ=="),)),
    Message("user", "a", name="ada"),
    Message("assistant", "a", (ToolCall("f", "{}"),)),
    Message("assistant", "a", (ToolCall("f", '{"a":1}'),)),
]


def test_whatever_a_reply_hangs_on_is_part_of_the_key() -> None:
    """No two of these requests have one key."""
    keys = [SCOPE.keys(Request(QUESTION.messages, **one)) for one in SPECIAL]
    keys += [SCOPE.keys(Request((one,))) for one in SAID]
    assert len(set(keys)) == len(SPECIAL) + len(SAID)


def test_identities_of_calls_are_no_part_of_the_key() -> None:
    """They are other ones each time; what a result belongs to is."""

    def chat(first: str, other: str, result: str) -> Request:
        calls = (ToolCall("f", '{"a":1}', first), ToolCall("f", '{"a":2}', other))
        return Request((Message("assistant", None, calls), Message("tool", "3", (), result)))

    assert SCOPE.keys(chat("a", "b", "a")) == SCOPE.keys(chat("x", "y", "x"))
    assert SCOPE.keys(chat("a", "b", "a")) != SCOPE.keys(chat("a", "b", "b"))
