"""What Google's own SDK sends and reads, beside ours."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from google import genai
from google.genai import errors, types

from trustcore import Completion, Embedding, Message, Missing, ProviderError, Reply, Request
from trustcore.errors import (
    AuthenticationError,
    ContextLengthError,
    EmptyReplyError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore_providers.gemini import Gemini

pytestmark = [
    # The SDK's own: how it uses aiohttp, and what it thinks of values that it does not know.
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:NEWLY_INVENTED is not a valid FinishReason:UserWarning"),
    pytest.mark.filterwarnings("ignore:Warning. there are non-text parts:UserWarning"),
]
Json = Any  # whatever JSON can hold
Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
MODEL = "gemini-2.5-flash"
JSON = {"Content-Type": "application/json; charset=UTF-8"}
CHAT = (
    Message("system", "Be brief."),
    Message("user", "Capital of France?"),
    Message("assistant", "Paris."),
    Message("user", "And of Itálie? 🇮🇹"),
)
CONTENTS = [
    types.Content(role="user", parts=[types.Part(text="Capital of France?")]),
    types.Content(role="model", parts=[types.Part(text="Paris.")]),
    types.Content(role="user", parts=[types.Part(text="And of Itálie? 🇮🇹")]),
]
TOO_LONG = "The input token count (1200293) exceeds the maximum number of tokens allowed (1048576)."
QUESTION = Request(CHAT)
MATTER = ("x-goog-api-key", "authorization", "content-type")


def response(*candidates: Json, **changes: Json) -> bytes:
    """A response as the API's reference has it."""
    data = {
        "candidates": list(candidates),
        "usageMetadata": {
            "promptTokenCount": 8,
            "candidatesTokenCount": 2,
            "thoughtsTokenCount": 31,
            "totalTokenCount": 41,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 8}],
        },
        "modelVersion": MODEL,
        "responseId": "mVz4aOz8",
    }
    return json.dumps(data | changes).encode()


def candidate(*parts: Json, **changes: Json) -> Json:
    content = {"parts": list(parts), "role": "model"}
    return {"content": content, "finishReason": "STOP", "index": 0} | changes


LOGPROBS = {
    "avgLogprobs": -0.05,
    "logprobsResult": {
        "logProbabilitySum": -0.1,
        "chosenCandidates": [
            {"token": "Ro", "tokenId": 7, "logProbability": -0.1},
            {"token": "me", "tokenId": 8},
        ],
        "topCandidates": [
            {
                "candidates": [
                    {"token": "Ro", "tokenId": 7, "logProbability": -0.1},
                    {"token": "Pa", "tokenId": 9, "logProbability": -2.5},
                ]
            },
            {"candidates": [{"token": "me", "tokenId": 8}]},
        ],
    },
}


async def ours(url: str, request: Request = QUESTION) -> Reply:
    async with Gemini(MODEL, url, "AIza-1").open() as session:
        return await session.complete(request)


def client(url: str) -> genai.Client:
    options = types.HttpOptions(base_url=url, retry_options=types.HttpRetryOptions(attempts=1))
    return genai.Client(api_key="AIza-1", vertexai=False, http_options=options)


async def theirs(url: str, **config: Json) -> types.GenerateContentResponse:
    async with client(url).aio as session:
        return await session.models.generate_content(
            model=MODEL, contents=CONTENTS, config=types.GenerateContentConfig(**config)
        )


@pytest.mark.parametrize(
    ("asked", "config"),
    [
        ({}, {}),
        ({"temperature": 0.0, "seed": 0}, {"temperature": 0.0, "seed": 0}),
        ({"max_tokens": 100}, {"max_output_tokens": 25100}),
        ({"max_tokens": 50000}, {"max_output_tokens": 65536}),
        ({"n": 3}, {"candidate_count": 3}),
        ({"logprobs": 0}, {"response_logprobs": True}),
        ({"logprobs": 5}, {"response_logprobs": True, "logprobs": 5}),
    ],
)
async def test_the_same_request_goes_out(
    record: Record, asked: dict[str, Any], config: dict[str, Any]
) -> None:
    """Method, path, key and body are those of Google's own SDK."""
    url, seen = await record(200, JSON, response(candidate({"text": "Rome"})))
    await theirs(url, system_instruction="Be brief.", **config)
    await ours(url, Request(CHAT, **asked))
    (method, path, headers, body), (our_method, our_path, our_headers, our_body) = seen

    assert (method, path) == (our_method, our_path)
    assert {key: headers.get(key) for key in MATTER} == {
        key: our_headers.get(key) for key in MATTER
    }
    assert json.loads(body) == {"generationConfig": {}} | json.loads(our_body)


async def test_the_same_texts_are_embedded(record: Record) -> None:
    """In one request for all, and with the same vectors."""
    vectors = {"embeddings": [{"values": [0.5, -1.0]}, {"values": [0.25, 1.0]}]}
    url, seen = await record(200, JSON, json.dumps(vectors).encode())
    model = "gemini-embedding-001"
    async with client(url).aio as session:
        texts: Any = ["a", "b"]  # versions of the SDK type lists differently
        found = await session.models.embed_content(model=model, contents=texts)
    async with Gemini(model, url, "AIza-1").open() as ours:
        reply = await ours.embed(["a", "b"])
    (method, path, _, body), (our_method, our_path, _, our_body) = seen

    theirs = tuple(Embedding(tuple(one.values or ())) for one in found.embeddings or ())
    assert theirs == reply.items
    assert (method, path) == (our_method, our_path)
    assert {"requests": [_without_role(row) for row in json.loads(body)["requests"]]} == json.loads(
        our_body
    )


def _without_role(row: Json) -> Json:
    return row | {"content": {key: row["content"][key] for key in row["content"] if key != "role"}}


@pytest.mark.parametrize(
    ("body", "finish"),
    [
        (response(candidate({"text": "Rome"})), "stop"),
        (response(candidate({"text": "Hm.", "thought": True}, {"text": "Rome"})), "stop"),
        (response(candidate({"text": "Ro"}, {"text": "me", "thoughtSignature": "YWE="})), "stop"),
        (response(candidate({"text": "Rome"}, finishReason="MAX_TOKENS")), "length"),
        (response(candidate({"text": "Rome"}, finishReason="SAFETY")), "safety"),
        (response(candidate({"text": "Rome"}, finishReason="NEWLY_INVENTED")), "newly_invented"),
        (response(candidate({"text": "Rome"}, **LOGPROBS)), "stop"),
    ],
)
async def test_the_same_text_is_read(record: Record, body: bytes, finish: str) -> None:
    """Text without thoughts, reason to stop, tokens with those of thoughts, log-probabilities."""
    url, _ = await record(200, JSON, body)
    found = await theirs(url)
    reply = await ours(url)
    item, usage = reply.items[0], found.usage_metadata

    assert isinstance(item, Completion)
    assert (found.text, finish) == (item.text, item.finish_reason)
    assert usage is not None
    assert reply.usage.input_tokens == usage.prompt_token_count
    assert reply.usage.output_tokens == (usage.candidates_token_count or 0) + (
        usage.thoughts_token_count or 0
    )


async def test_the_same_log_probabilities_are_read(record: Record) -> None:
    """A token of which the model is certain comes without a number, which is 0."""
    url, _ = await record(200, JSON, response(candidate({"text": "Rome"}, **LOGPROBS)))
    found = (await theirs(url)).candidates or []
    item = (await ours(url, Request(CHAT, logprobs=2))).items[0]
    assert found[0].logprobs_result is not None
    assert isinstance(item, Completion)
    assert item.logprobs is not None
    chosen = found[0].logprobs_result.chosen_candidates or []
    top = found[0].logprobs_result.top_candidates or []

    assert tuple((one.token, one.log_probability or 0.0) for one in chosen) == tuple(
        zip(item.logprobs.tokens, item.logprobs.logprobs, strict=True)
    )
    assert (
        tuple(
            tuple((one.token, one.log_probability or 0.0) for one in row.candidates or [])
            for row in top
        )
        == item.logprobs.top
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            response(promptFeedback={"blockReason": "PROHIBITED_CONTENT"}, candidates=[]),
            "Gemini blocked the prompt (blockReason=PROHIBITED_CONTENT)",
        ),
        (
            response({"finishReason": "SAFETY", "index": 0}),
            "the model returned no text (finishReason=SAFETY)",
        ),
        (
            response({"content": {}, "finishReason": "RECITATION"}),
            "the model returned no text (finishReason=RECITATION)",
        ),
    ],
)
async def test_what_was_blocked_is_missing(record: Record, body: bytes, reason: str) -> None:
    """And is paid for: it is a reply, not an error that is tried again."""
    url, _ = await record(200, JSON, body)
    found = await theirs(url)
    reply = await ours(url)

    assert not found.text
    assert reply.items == (Missing(reason),)
    assert reply.usage.input_tokens == 8


@pytest.mark.parametrize(
    ("part", "finish"),
    [({"functionCall": {"name": "get", "args": {}}}, "STOP"), ({"text": ""}, "MAX_TOKENS")],
)
async def test_a_response_without_text_is_an_error_of_ours(
    record: Record, part: Json, finish: str
) -> None:
    """Which the SDK takes for a response like any other."""
    url, _ = await record(200, JSON, response(candidate(part, finishReason=finish)))
    found = await theirs(url)

    assert not found.text
    with pytest.raises(EmptyReplyError, match=f"finishReason={finish}"):
        await ours(url)


INFO = "type.googleapis.com/google.rpc."


@pytest.mark.parametrize(
    ("code", "status", "words", "details", "expected"),
    [
        (400, "INVALID_ARGUMENT", "Bad.", [], RequestError),
        (
            400,
            "INVALID_ARGUMENT",
            TOO_LONG,
            [],
            ContextLengthError,
        ),
        (
            400,
            "INVALID_ARGUMENT",
            "API key not valid. Please pass a valid API key.",
            [
                {
                    "@type": f"{INFO}ErrorInfo",
                    "reason": "API_KEY_INVALID",
                    "domain": "googleapis.com",
                }
            ],
            AuthenticationError,
        ),
        (400, "FAILED_PRECONDITION", "User location is not supported.", [], RequestError),
        (401, "UNAUTHENTICATED", "No.", [], AuthenticationError),
        (403, "PERMISSION_DENIED", "No.", [], AuthenticationError),
        (404, "NOT_FOUND", "models/x is not found", [], ModelNotFoundError),
        (
            429,
            "RESOURCE_EXHAUSTED",
            "You exceeded your current quota.",
            [
                {"@type": f"{INFO}QuotaFailure", "violations": [{"quotaMetric": "x"}]},
                {"@type": f"{INFO}RetryInfo", "retryDelay": "34.5s"},
            ],
            RateLimitError,
        ),
        (500, "INTERNAL", "An internal error has occurred.", [], ServerError),
        (503, "UNAVAILABLE", "The model is overloaded.", [], ServerError),
        (504, "DEADLINE_EXCEEDED", "No.", [], ServerError),
    ],
)
async def test_the_same_error_is_read(
    record: Record,
    code: int,
    status: str,
    words: str,
    details: Json,
    expected: type[ProviderError],
) -> None:
    """Each error body of the documentation: code, status and words are what the SDK has."""
    error = {"code": code, "message": words, "status": status, "details": details}
    url, _ = await record(code, JSON, json.dumps({"error": error}).encode())
    with pytest.raises(errors.APIError) as theirs_:
        await theirs(url)
    with pytest.raises(expected) as actual:
        await ours(url)

    assert (theirs_.value.code, theirs_.value.message) == (actual.value.status, actual.value.detail)
    assert f"type={theirs_.value.status}" in str(actual.value)
    assert actual.value.retry_after == (34.5 if code == 429 else None)
    assert words not in str(actual.value)
