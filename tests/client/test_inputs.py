"""What can be asked and scored, and what is refused before any call is made."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import io
import math
from collections import UserString, deque
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from trustcore import TLM, Completion, Evidence, Image, Message, Text, ToolCall
from trustcore.errors import InputError
from trustcore.testing import ScriptedProvider, with_probability

SECRET = "the secret text"
ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset in which "true", correct, is a score of 1."""

CHAT = [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hi!"}]
MESSAGES = (Message("system", "Be short."), Message("user", "Hi!"))


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider("true")


@pytest.fixture
def tlm(model: ScriptedProvider) -> TLM:
    return TLM(ONE_JUDGE, model=model)


class Color(str, Enum):  # noqa: UP042  (of which `str` is another text)
    """A text whose `str` is its name."""

    E = "é"


class Hostile:
    """Whatever is asked of it raises, as pandas' NA does when it is compared."""

    def __eq__(self, other: object) -> bool:
        raise TypeError("ambiguous")

    def __bool__(self) -> bool:
        raise TypeError("ambiguous")

    __hash__ = None  # type: ignore[assignment]


class StringScalar:
    """A text of a column, as Arrow gives it."""

    def as_py(self) -> str:
        return SECRET


RESULT = TLM(ONE_JUDGE, model=ScriptedProvider("true")).rescore(Evidence.of("?", SECRET))

ask = [TLM.aprompt, TLM.atry_prompt]
score = [TLM.aget_trustworthiness_score, TLM.atry_get_trustworthiness_score]


NO_PROMPTS: dict[str, tuple[Any, str]] = {
    "none": (None, "a prompt, or a sequence of prompts, is needed here, not None"),
    "number": (7, "a prompt, or a sequence of prompts, is needed here, not int"),
    "bytes": (b"Hi!", "a prompt, or a sequence of prompts, is needed here, not bytes; decode it"),
    "bytearray": (bytearray(b"Hi!"), "a prompt, .* not bytearray; decode it first"),
    "mapping": ({"role": "user"}, "a prompt, .* not dict; put the message into a list"),
    "message": (Message("user", SECRET), "a prompt, .* not Message; put the message into a list"),
    "columns": ({"question": [SECRET]}, r"a prompt, .* not dict; give its values, list\(mapping"),
    "set": ({SECRET}, r"a prompt, .* not set; it has no order; give a list, sorted\(prompts\)"),
    "frozen set": (frozenset({SECRET}), "a prompt, .* not frozenset; it has no order"),
    "items": ({SECRET: 1}.items(), "a prompt, .* not dict_items; give the keys or the values"),
    "file": (io.StringIO(SECRET), r"a prompt, .* not StringIO; give its text, file\.read\(\), or"),
    "binary file": (io.BytesIO(b"Hi!"), r"a prompt, .* not BytesIO; give its text, file\.read"),
    "path": (Path(SECRET), "a prompt, .* not PosixPath; give the text that is in the file"),
    "characters": (iter(SECRET), "a prompt, .* not str_.*iterator; it gives single characters"),
    "other characters": (iter("é" + SECRET), "a prompt, .* it gives single characters"),
    "type": (list, "a prompt, or a sequence of prompts, is needed here, not type"),
    "table": (pd.DataFrame({SECRET: [SECRET]}), "a prompt, .* not DataFrame; give one of its"),
    "grid": (np.array([[SECRET]]), "a prompt, .* not ndarray; give one row or column of it"),
    "scalar": (np.array(SECRET), "a prompt, .* not ndarray; give one row or column of it"),
    "empty chat": ([{"role": "user", "content": None}], "message 0 of the prompt: content must be"),
    "role": ([{"role": SECRET, "content": SECRET}], "message 0 of the prompt: role must be one of"),
    "odd role": ([{"role": [SECRET], "content": SECRET}], "message 0 of the prompt: role must be"),
    "no role": ([{"content": SECRET}], "message 0 of the prompt: role must be one of"),
    "half a chat": ([Message("user", SECRET), SECRET], "message 1 of the prompt must be a Message"),
    "nothing": ("", r"the prompt is blank \(0 characters\).* look at the template"),
    "blank": (" \n\u00a0\ufeff\u200b", r"the prompt is blank \(5 characters\)"),
    "blank chat": (
        [{"role": "system", "content": SECRET}, {"role": "user", "content": " "}],
        r"message 1 of the prompt is blank \(1 characters\)",
    ),
    "blank message": ([Message("user", "")], "message 0 of the prompt is blank"),
    "blank parts": (
        [{"role": "user", "content": [{"type": "text", "text": ""}, {"type": "text", "text": ""}]}],
        "message 0 of the prompt is blank",
    ),
    "thoughts": ([{"type": "reasoning", "summary": []}], "the prompt holds no message"),
    "rows": ([{"question": SECRET}], "message 0 of the prompt has neither role nor content; of a"),
}
"""What is neither a prompt nor several."""

NO_ITEMS: dict[str, tuple[list[Any], str]] = {
    "none": ([SECRET, None], "prompt 1 must be a string or a list of chat messages, not None"),
    "first": ([None, SECRET], "prompt 0 must be a string or a list of chat messages, not None"),
    "empty cell": ([SECRET, math.nan], "prompt 1 must be .* not float NaN, an empty cell perhaps"),
    "missing": ([SECRET, pd.NA], "prompt 1 must be .* not NAType"),
    "number": ([SECRET, 7], "prompt 1 must be .* not int"),
    "empty chat": ([SECRET, []], "prompt 1 must be .* not an empty sequence"),
    "bytes": ([SECRET, b"Hi!"], "prompt 1 must be .* not bytes; decode it first"),
    "row": ([SECRET, {"question": SECRET}], "prompt 1 must be .* not dict; put a message into a"),
    "result": ([SECRET, RESULT], r"prompt 1 must be .* not Result; give its `result\.response`"),
    "message": ([[{"role": "user"}], SECRET], "message 0 of prompt 0: content must be a string"),
    "text": ([[SECRET], SECRET], "message 0 of prompt 0 must be a Message or a mapping"),
    "Arrow's": (
        [SECRET, StringScalar()],
        r"prompt 1 must .* StringScalar; give column\.to_pylist\(\)",
    ),
    "nothing": ([SECRET, ""], r"prompt 1 is blank \(0 characters\)"),
    "blank": (["\t", SECRET], r"prompt 0 is blank \(1 characters\)"),
    "blank chat": ([SECRET, [Message("user", "\n")]], "message 0 of prompt 1 is blank"),
    "hostile": ([SECRET, Hostile()], "prompt 1 must be .* not Hostile"),
}
"""Sequences of prompts in which one of two is none."""


ASKED_WITHOUT_TEXT: list[Any] = [
    [Message("user", (Image("https://host/a.png"),))],
    [Message("user", (Text(""), Image("https://host/a.png")))],
    [Message("assistant", "", (ToolCall("f", {}, "1"),)), Message("tool", "", (), "1")],
    [Message("system", ""), Message("user", "?")],
    "?",
    "\u200bA",
]
"""Prompts in which a text is empty, and something is asked nonetheless."""


@pytest.mark.parametrize("prompt", ASKED_WITHOUT_TEXT, ids=range(len(ASKED_WITHOUT_TEXT)))
async def test_an_empty_text_may_stand_where_something_is_asked(prompt: Any) -> None:
    """An image, the result of a tool that gave nothing, and whatever stands before the question."""
    model = ScriptedProvider("true", features=["images"])
    assert "true" == (await TLM(ONE_JUDGE, model=model).aprompt(prompt)).response


@pytest.mark.parametrize("method", [TLM.amap, TLM.astream], ids=["amap", "astream"])
async def test_a_blank_question_is_not_streamed(
    method: Callable[..., Any], tlm: TLM, model: ScriptedProvider
) -> None:
    """It is refused where it is given, or is the outcome."""
    async with tlm:
        if method == TLM.astream:
            with pytest.raises(InputError, match="the prompt is blank"):
                tlm.astream("")
        else:
            (failed,) = [one async for one in tlm.amap(iter([" "]))]
            assert isinstance(failed.error, InputError)
    assert 0 == model.started


@pytest.mark.parametrize("settings", [{}, {"context": "Oslo is in Norway."}], ids=["", "context"])
async def test_an_answer_to_nothing_is_not_scored(
    settings: Any, tlm: TLM, model: ScriptedProvider
) -> None:
    """Documents ask nothing by themselves."""
    with pytest.raises(InputError, match="the prompt is blank"):
        await tlm.aget_trustworthiness_score("", "Oslo", **settings)
    assert 0 == model.started


@pytest.mark.parametrize("method", ask)
@pytest.mark.parametrize(("prompt", "problem"), NO_PROMPTS.values(), ids=NO_PROMPTS)
async def test_what_is_neither_a_prompt_nor_several_is_refused(
    method: Callable[..., Any], prompt: Any, problem: str, tlm: TLM, model: ScriptedProvider
) -> None:
    """At once, by `try_` too: it is named by its shape, with the way out, and never quoted."""
    with pytest.raises(InputError, match=f"^{problem}") as caught:
        await method(tlm, prompt)

    assert SECRET not in repr(caught.value)
    assert 0 == model.started


@pytest.mark.parametrize(("prompts", "problem"), NO_ITEMS.values(), ids=NO_ITEMS)
async def test_a_wrong_item_is_refused_before_any_call(
    prompts: list[Any], problem: str, tlm: TLM, model: ScriptedProvider
) -> None:
    """It is named by its index and the rule, with how many are wrong."""
    with pytest.raises(InputError, match=f"^{problem}.*; 1 of 2 items are wrong") as caught:
        await tlm.aprompt(prompts)

    assert SECRET not in repr(caught.value)
    assert 0 == model.started
    with pytest.raises(InputError, match=f"^{problem}"):
        tlm.estimate(prompts)


@pytest.mark.parametrize(("prompts", "problem"), NO_ITEMS.values(), ids=NO_ITEMS)
async def test_a_wrong_item_is_its_own_failure(
    prompts: list[Any], problem: str, tlm: TLM, model: ScriptedProvider
) -> None:
    """`try_` has None in its place, `amap` an outcome that says why; the others are answered."""
    found = await tlm.atry_prompt(prompts)
    async with TLM(ONE_JUDGE, model=model) as entered:
        outcomes = [one async for one in entered.amap(iter(prompts))]

    assert 1 == found.count(None)
    assert [0, 1] == [one.index for one in outcomes]
    (failed,) = [one for one in outcomes if one.error is not None]
    assert isinstance(failed.error, InputError)
    assert found.index(None) == failed.index


async def test_a_batch_of_wrong_items_makes_no_call(tlm: TLM, model: ScriptedProvider) -> None:
    assert [None] * 3 == await tlm.atry_prompt([None, math.nan, 7])  # type: ignore[list-item]
    assert 0 == model.started


@pytest.mark.parametrize("prompts", [SECRET, CHAT, *(prompt for prompt, _ in NO_PROMPTS.values())])
async def test_what_gives_no_prompts_is_no_source(
    prompts: Any, tlm: TLM, model: ScriptedProvider
) -> None:
    """`amap` refuses it at once, before anything is taken from it."""
    async with tlm:
        with pytest.raises(InputError, match=r"^a sequence of prompts is needed here, ") as caught:
            tlm.amap(prompts)
    assert SECRET not in repr(caught.value)
    assert 0 == model.started


WRONG_PAIRS: list[tuple[Any, Any, str]] = [
    (SECRET, None, "the response must be a string or a Completion, not None"),
    ([SECRET], None, "a sequence of prompts needs a sequence of as many responses, not None"),
    (None, SECRET, "a prompt, or a sequence of prompts, is needed here, not None"),
    ({"role": "user"}, SECRET, "a prompt, or a sequence of prompts, is needed here, not dict; "),
    ([SECRET, "?"], [SECRET], "2 prompts and 1 responses; one each is needed"),
    ([SECRET], ["true", SECRET], "1 prompts and 2 responses; one each is needed"),
    ([SECRET, None], [SECRET], "2 prompts and 1 responses; one each is needed"),
    (SECRET, [SECRET], "the response must be a string or a Completion, not list"),
    (CHAT, [SECRET], "the response must be a string or a Completion, not list"),
    (SECRET, 0.5, "the response must be a string or a Completion, not float"),
    ([SECRET], 0.5, "a sequence of prompts needs a sequence of as many responses, not float"),
    (
        [SECRET],
        b"true",
        "a sequence of prompts needs a sequence of as many responses, not bytes; d",
    ),
    ([SECRET, "?"], SECRET, "a sequence of prompts needs a sequence of as many responses, not str"),
    ([SECRET], {SECRET}, "a sequence of prompts needs a sequence of .* not set; it has no order"),
    ([SECRET], pd.DataFrame({"a": [SECRET]}), "a sequence of prompts needs .* not DataFrame; "),
    ([SECRET], Completion(SECRET), "a sequence of prompts needs a sequence .* not Completion"),
]


@pytest.mark.parametrize("method", score)
@pytest.mark.parametrize(("prompt", "response", "problem"), WRONG_PAIRS)
async def test_wrong_pair(
    method: Callable[..., Any],
    prompt: Any,
    response: Any,
    problem: str,
    tlm: TLM,
    model: ScriptedProvider,
) -> None:
    """A wrong response, or sequences of two lengths, are refused before any call, by `try_` too."""
    with pytest.raises(InputError, match=f"^{problem}") as caught:
        await method(tlm, prompt, response)

    assert SECRET not in repr(caught.value)
    assert 0 == model.started


@pytest.mark.parametrize(
    ("prompts", "responses", "problem"),
    [
        ([SECRET, "?"], [SECRET, None], "response 1 must be a string or a Completion, not None"),
        ([SECRET, None], [SECRET, "true"], "prompt 1 must be a string or a list of chat messages"),
        ([SECRET, "?"], [SECRET, math.nan], "response 1 must be .* not float NaN, an empty cell"),
        ([SECRET, math.nan], [SECRET, None], "prompt 1 must be .* not float NaN"),
        ([SECRET, "?"], [SECRET, b"true"], "response 1 must be .* not bytes; decode it first"),
    ],
)
async def test_wrong_item_of_pairs(
    prompts: Any, responses: Any, problem: str, tlm: TLM, model: ScriptedProvider
) -> None:
    """Refused before any call, or, by `try_`, a pair without a score."""
    with pytest.raises(InputError, match=f"^{problem}") as caught:
        await tlm.aget_trustworthiness_score(prompts, responses)
    assert SECRET not in repr(caught.value)
    assert 0 == model.started

    assert [1.0, None] == await tlm.atry_get_trustworthiness_score(prompts, responses)


async def test_result_as_response(tlm: TLM) -> None:
    """A result is no response: the error tells where its text is."""
    result = await tlm.aprompt(SECRET)

    with pytest.raises(InputError, match=r"not Result; give its `result\.response`$"):
        await tlm.aget_trustworthiness_score(SECRET, result)
    with pytest.raises(InputError, match=r"^response 1 must be .* `result\.response`; 1 of"):
        await tlm.aget_trustworthiness_score([SECRET, SECRET], ["A", result])


@pytest.mark.parametrize("chat", [CHAT, list(MESSAGES), MESSAGES, [CHAT[0], MESSAGES[1]]])
async def test_chat(chat: Any, tlm: TLM, model: ScriptedProvider) -> None:
    """A chat is messages or mappings with role and content; it is one prompt, and sent as it is."""
    result = await tlm.aprompt(chat)

    assert "true" == result.response
    assert MESSAGES == model.requests[0].messages


async def test_chats(tlm: TLM, model: ScriptedProvider) -> None:
    """Chats and strings may stand in one sequence."""
    results = await tlm.aprompt(["Hi!", CHAT])

    assert 2 == len(results)
    asked = {request.messages for request in model.requests}
    assert {MESSAGES, (Message("user", "Hi!"),)} <= asked


SEQUENCES: dict[str, Callable[[], Any]] = {
    "list": lambda: ["a", "é"],
    "tuple": lambda: ("a", "é"),
    "iterator": lambda: iter(["a", "é"]),
    "generator": lambda: (one for one in ("a", "é")),
    "map": lambda: map(str, ("a", "é")),
    "deque": lambda: deque(("a", "é")),
    "keys": {"a": 1, "é": 2}.keys,
    "values": {1: "a", 2: "é"}.values,
    "column": lambda: pd.Series(["a", "é"]),
    "column with an index": lambda: pd.Series(["a", "é"], index=["columns", "read"]),
    "array": lambda: np.array(["a", "é"]),
    "array of objects": lambda: np.array(["a", "é"], dtype=object),
    "texts of a class": lambda: [UserString("a"), Color.E],
    "chats": lambda: [[{"role": "user", "content": "a"}], (Message("user", "é"),)],
    "chats of a table": lambda: [np.array([{"role": "user", "content": one}]) for one in "aé"],
}


@pytest.mark.parametrize("make", SEQUENCES.values(), ids=SEQUENCES)
async def test_sequences(make: Callable[[], Any], tlm: TLM, model: ScriptedProvider) -> None:
    """Prompts come in whatever gives them one by one in an order; texts of any class are texts."""
    assert 2 == len(await tlm.aprompt(make()))
    assert 2 == len(await tlm.atry_prompt(make()))
    scores = await tlm.aget_trustworthiness_score(make(), SEQUENCES["column"]())
    assert 2 == len(scores)
    async with TLM(ONE_JUDGE, model=model) as entered:
        outcomes = [one async for one in entered.amap(make())]
    assert [None, None] == [one.error for one in outcomes]

    asked = {request.messages[-1].content for request in model.requests}
    assert {"a", "é"} <= asked
    assert {str} == {type(one) for one in asked}


async def test_a_text_of_a_class_is_one_prompt(tlm: TLM, model: ScriptedProvider) -> None:
    """Not several of its characters."""
    for text in (UserString("é!"), Color.E, np.str_("é!")):
        assert "true" == (await tlm.aprompt(text)).response  # type: ignore[arg-type]
    assert {"é", "é!"} >= {one.messages[0].content for one in model.requests[::2]}


async def test_half_an_emoji_is_asked_as_what_replaces_it(
    tlm: TLM, model: ScriptedProvider
) -> None:
    """No API takes it; text that JavaScript has cut ends so."""
    await tlm.aprompt("a\ud83d")
    await tlm.aget_trustworthiness_score("?", "b\ud83d")
    said = "".join(one.text for request in model.requests for one in request.messages)
    assert "\ud83d" not in said
    assert "a\ufffd" in said
    assert "b\ufffd" in said


async def test_nothing(tlm: TLM, model: ScriptedProvider) -> None:
    """No prompts give no results, and no calls."""
    nothing: list[str] = []
    assert [] == await tlm.aprompt(nothing)
    assert [] == await tlm.atry_prompt(nothing)
    assert [] == await tlm.aget_trustworthiness_score([], [])
    assert 0 == model.started


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
    judge, sampler = ScriptedProvider("true"), ScriptedProvider("true")
    tlm = TLM("best", model=model, judge=judge, sampler=sampler)
    score = await tlm.aget_trustworthiness_score("?", Completion("true"))

    assert [] == model.requests
    assert "true" == score.result.response
    assert 8 == sum(request.n for request in sampler.requests)


@pytest.mark.parametrize(
    "given",
    [Hostile(), math.nan, np.float64("nan"), np.array([]), np.array(5), pd.NA, 3, b"x"],
    ids=["hostile", "nan", "numpy nan", "empty array", "number array", "NA", "int", "bytes"],
)
def test_whatever_is_given_for_a_setting_or_as_evidence_is_refused_by_what_it_is(
    given: Any, tlm: TLM, model: ScriptedProvider
) -> None:
    """An error of ours, not one of what was given, which may refuse to be compared."""
    for call in (
        lambda: tlm.prompt("Hi!", context=given),
        lambda: tlm.prompt("Hi!", evals=given),
        lambda: tlm.rescore(given),
        lambda: tlm.run(given),
    ):
        with pytest.raises(InputError, match=type(given).__name__):
            call()
    assert 0 == len(model.requests)


def test_evidence_in_another_form_is_refused_with_the_way_to_it(tlm: TLM) -> None:
    """A result, or what it was written down as."""
    with pytest.raises(InputError, match=r"Result; it is in `evidence` of a result of TLM"):
        tlm.rescore(tlm.prompt("Hi!"))  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"Evidence\.from_dict"):
        tlm.rescore({})  # type: ignore[arg-type]


def test_run_takes_the_function_and_not_what_it_gives(tlm: TLM) -> None:
    """What a call of an async function gives belongs to no event loop yet, but is no function."""
    with pytest.raises(InputError, match="give the function itself, without calling it"):
        tlm.run(tlm.aprompt("Hi!"))  # type: ignore[arg-type]
