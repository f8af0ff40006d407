"""What can be asked and scored, and what is refused before any call is made."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from trustcore import TLM, Completion, Message
from trustcore.errors import InputError
from trustcore.testing import ScriptedProvider, with_probability

SECRET = "the secret text"
ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which "A", correct, is a score of 1."""

CHAT = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hi!"}]
MESSAGES = (Message("system", "Be short."), Message("user", "Hi!"))


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider("A")


@pytest.fixture
def tlm(model: ScriptedProvider) -> TLM:
    return TLM(ONE_JUDGE, model=model)


ask = [TLM.aprompt, TLM.atry_prompt]
score = [TLM.aget_trustworthiness_score, TLM.atry_get_trustworthiness_score]


@pytest.mark.parametrize("method", ask)
@pytest.mark.parametrize(
    ("prompt", "problem"),
    [
        (None, "a prompt, or a sequence of prompts, is needed here, not None"),
        (7, "a prompt, or a sequence of prompts, is needed here, not int"),
        (b"Hi!", "a prompt, or a sequence of prompts, is needed here, not bytes; decode it first"),
        ({"role": "user"}, "a prompt, or a sequence of prompts, is needed here, not dict; put the"),
        (
            Message("user", SECRET),
            "a prompt, or a sequence of prompts, is needed here, not Message; ",
        ),
        ([SECRET, None], "prompt 1 must be a string or a list of chat messages, not None"),
        ([None, SECRET], "prompt 0 must be a string or a list of chat messages, not None"),
        ([SECRET, float("nan")], "prompt 1 must be a string or a list of chat messages, not float"),
        ([SECRET, []], "prompt 1 must be a string or a list of chat messages, not an empty"),
        ([Message("user", SECRET), SECRET], "message 1 of the prompt must be a Message"),
        ([{"role": "user", "content": None}], "message 0 of the prompt: content must be a string"),
        ([{"role": SECRET, "content": SECRET}], "message 0 of the prompt: role must be one of"),
        ([{"content": SECRET}], "message 0 of the prompt: role must be one of"),
        ([[{"role": "user"}], SECRET], "message 0 of prompt 0: content must be a string"),
    ],
)
async def test_wrong_prompt(
    method: Callable[..., Any], prompt: Any, problem: str, tlm: TLM, model: ScriptedProvider
) -> None:
    """A wrong prompt is named by its index and the rule, never quoted, also by `try_`."""
    with pytest.raises(InputError) as caught:
        await method(tlm, prompt)

    assert str(caught.value).startswith(problem)
    assert SECRET not in repr(caught.value)
    assert 0 == model.started


@pytest.mark.parametrize("method", score)
@pytest.mark.parametrize(
    ("prompt", "response", "problem"),
    [
        (SECRET, None, "the response must be a string or a Completion, not None"),
        ([SECRET], None, "a sequence of prompts needs a sequence of as many responses, not None"),
        (None, SECRET, "a prompt, or a sequence of prompts, is needed here, not None"),
        (
            {"role": "user"},
            SECRET,
            "a prompt, or a sequence of prompts, is needed here, not dict; ",
        ),
        ([SECRET, "?"], [SECRET, None], "response 1 must be a string or a Completion, not None"),
        ([SECRET, None], [SECRET, "A"], "prompt 1 must be a string or a list of chat messages"),
        ([SECRET, "?"], [SECRET], "2 prompts and 1 responses; one each is needed"),
        ([SECRET], ["A", SECRET], "1 prompts and 2 responses; one each is needed"),
        (SECRET, [SECRET], "the response must be a string or a Completion, not list"),
        (CHAT, [SECRET], "the response must be a string or a Completion, not list"),
        (SECRET, 0.5, "the response must be a string or a Completion, not float"),
        ([SECRET], 0.5, "a sequence of prompts needs a sequence of as many responses, not float"),
        ([SECRET], b"A", "a sequence of prompts needs a sequence of as many responses, not bytes"),
        ([SECRET, "?"], SECRET, "a sequence of prompts needs a sequence of as many responses, not"),
    ],
)
async def test_wrong_pair(
    method: Callable[..., Any],
    prompt: Any,
    response: Any,
    problem: str,
    tlm: TLM,
    model: ScriptedProvider,
) -> None:
    """A wrong response, or sequences of two lengths, are refused before any call."""
    with pytest.raises(InputError) as caught:
        await method(tlm, prompt, response)

    assert str(caught.value).startswith(problem)
    assert SECRET not in repr(caught.value)
    assert 0 == model.started


async def test_result_as_response(tlm: TLM) -> None:
    """A result is no response: the error tells where its text is."""
    result = await tlm.aprompt(SECRET)

    with pytest.raises(InputError, match=r"not Result; give its `result\.response`$"):
        await tlm.aget_trustworthiness_score(SECRET, result)
    with pytest.raises(InputError, match=r"^response 1 must be .* `result\.response`$"):
        await tlm.aget_trustworthiness_score([SECRET, SECRET], ["A", result])  # type: ignore[list-item]


@pytest.mark.parametrize("chat", [CHAT, list(MESSAGES), MESSAGES, [CHAT[0], MESSAGES[1]]])
async def test_chat(chat: Any, tlm: TLM, model: ScriptedProvider) -> None:
    """A chat is messages or mappings with role and content; it is one prompt, and sent as it is."""
    result = await tlm.aprompt(chat)

    assert "A" == result.response
    assert MESSAGES == model.requests[0].messages


async def test_chats(tlm: TLM, model: ScriptedProvider) -> None:
    """Chats and strings may stand in one sequence."""
    results = await tlm.aprompt(["Hi!", CHAT])

    assert 2 == len(results)
    asked = {request.messages for request in model.requests}
    assert {MESSAGES, (Message("user", "Hi!"),)} <= asked


@pytest.mark.parametrize(
    "prompts",
    [["a", "b"], ("a", "b"), iter(["a", "b"]), {"a": 1, "b": 2}.keys()],
    ids=["list", "tuple", "iterator", "view"],
)
async def test_sequences(prompts: Any, tlm: TLM) -> None:
    """Prompts come in whatever can be iterated over."""
    assert 2 == len(await tlm.aprompt(prompts))


async def test_nothing(tlm: TLM, model: ScriptedProvider) -> None:
    """No prompts give no results, and no calls."""
    nothing: list[str] = []
    assert [] == await tlm.aprompt(nothing)
    assert [] == await tlm.atry_prompt(nothing)
    assert [] == await tlm.aget_trustworthiness_score([], [])
    assert 0 == model.started


@pytest.mark.parametrize("prompt", ["", " \n"])
async def test_empty_prompt(prompt: str, tlm: TLM, model: ScriptedProvider) -> None:
    """An empty prompt is a prompt; what to make of it is the model's business."""
    assert "A" == (await tlm.aprompt(prompt)).response
    assert prompt == model.requests[0].messages[0].content


async def test_empty_response(tlm: TLM) -> None:
    """An empty string is a response: a model that refuses by silence is scored for it."""
    one = await tlm.aget_trustworthiness_score("?", "")
    assert [one, one] == await tlm.aget_trustworthiness_score(["?", "?"], ["", "x"])


async def test_completion_brings_its_logprobs(model: ScriptedProvider) -> None:
    """A response with token log-probabilities is scored by them, without a call."""
    tlm = TLM("base", model=model)
    sure, unsure = with_probability("Paris", 0.99), with_probability("Paris", 0.2)
    scores = await tlm.aget_trustworthiness_score(["?", "?"], [sure, unsure])

    assert scores[0] > scores[1]
    assert 0 == model.started


async def test_scoring_generates_no_answer(model: ScriptedProvider) -> None:
    """Scoring a response never has the model answer, whatever the number of candidates."""
    judge, sampler = ScriptedProvider("A"), ScriptedProvider("A")
    tlm = TLM("best", model=model, judge=judge, sampler=sampler)
    score = await tlm.aget_trustworthiness_score("?", Completion("A"))

    assert [] == model.requests
    assert "A" == score.result.response
    assert 8 == sum(request.n for request in sampler.requests)
