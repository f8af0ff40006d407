"""The client, sync and async: what each call gives, by what it takes."""

from __future__ import annotations

from typing import Any, assert_type

from trustcore import (
    TLM,
    Absent,
    BatchError,
    Completion,
    Evidence,
    FatalError,
    Message,
    Outcome,
    Result,
    Score,
    Signal,
    dumps,
)
from trustcore.cache import Cache


def model(prompt: str) -> str:
    return prompt


async def later(prompt: str) -> str:
    return prompt


def sync() -> None:
    with TLM("low", model=model, judge=later, options={"max_tokens": 128}, timeout=60) as tlm:
        assert_type(tlm, TLM)
        assert_type(tlm.prompt("?"), Result)
        assert_type(tlm.prompt(["?", "?"]), list[Result])
        assert_type(tlm.try_prompt("?"), Result | None)
        assert_type(tlm.try_prompt(["?"]), list[Result | None])
        assert_type(tlm.get_trustworthiness_score("?", "!"), Score)
        assert_type(tlm.get_trustworthiness_score("?", response=Completion("!")), Score)
        assert_type(tlm.get_trustworthiness_score(["?"], ["!"]), list[Score])
        assert_type(tlm.try_get_trustworthiness_score("?", "!"), Score | None)
        assert_type(tlm.try_get_trustworthiness_score(["?"], ["!"]), list[Score | None])
        assert_type(tlm.rescore(Evidence.of("?", "!")), Result)


async def asynchronous() -> None:
    cache = Cache("answers.db", namespace="mine", max_age=60, max_bytes=10**6)
    async with TLM(model="openai/gpt-5.5-mini", cache=cache) as tlm:
        assert_type(tlm, TLM)
        assert_type(await tlm.aprompt("?"), Result)
        assert_type(await tlm.aprompt(["?", "?"]), list[Result])
        assert_type(await tlm.atry_prompt("?"), Result | None)
        assert_type(await tlm.atry_prompt(("?", "?")), list[Result | None])
        assert_type(await tlm.aget_trustworthiness_score("?", "!"), Score)
        assert_type(await tlm.aget_trustworthiness_score(["?"], ["!"]), list[Score])
        assert_type(await tlm.atry_get_trustworthiness_score("?", "!"), Score | None)
        assert_type(await tlm.atry_get_trustworthiness_score(["?"], ["!"]), list[Score | None])


async def chats(tlm: TLM) -> None:
    assert_type(await tlm.aprompt([Message("user", "?")]), Result)
    assert_type(await tlm.aprompt([{"role": "user", "content": "?"}]), Result)
    assert_type(await tlm.aprompt([[{"role": "user", "content": "?"}]]), list[Result])
    assert_type(await tlm.aprompt(str(number) for number in range(3)), list[Result])


def results(result: Result, score: Score) -> None:
    assert_type(result.response, str)
    assert_type(result.trustworthiness_score, float | None)
    assert_type(result.signals, tuple[Signal | Absent, ...])
    assert_type(result["response"], Any)
    assert_type(dict(result), dict[str, Any])
    assert_type(dumps([result]), bytes)
    assert_type(score + 0.5, float)
    assert_type(score.result, Result)


def errors(tlm: TLM) -> None:
    try:
        tlm.prompt(["?"])
    except BatchError as error:
        assert_type(error.outcomes, tuple[Outcome[Any], ...])
    except FatalError as error:
        assert_type(error.status, int | None)
