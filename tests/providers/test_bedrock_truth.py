"""What botocore's own client sends and reads, beside ours."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from anyio import to_thread
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.session import Session

from trustcore import Completion, Message, Missing, ProviderError, Reply, Request
from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ContextLengthError,
    EmptyReplyError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore_providers.bedrock import Bedrock

Json = Any  # whatever JSON can hold
Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
MODEL = "eu.anthropic.claude-haiku-4-5-20251001-v1:0"
PROFILE = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2c3"
JSON = {"Content-Type": "application/json"}
REGION = "eu-central-1"
CHAT = (
    Message("system", "Be brief."),
    Message("user", "Capital of France?"),
    Message("assistant", "Paris."),
    Message("user", "And of Itálie? 🇮🇹"),
    Message("user", "Quick!"),
)
MESSAGES = [
    {"role": "user", "content": [{"text": "Capital of France?"}]},
    {"role": "assistant", "content": [{"text": "Paris."}]},
    {"role": "user", "content": [{"text": "And of Itálie? 🇮🇹"}, {"text": "Quick!"}]},
]


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a-token")
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere/config")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def response(*content: Json, **changes: Json) -> bytes:
    """A response as the API's reference has it."""
    data = {
        "output": {"message": {"role": "assistant", "content": list(content)}},
        "stopReason": "end_turn",
        "usage": {
            "inputTokens": 30,
            "outputTokens": 628,
            "totalTokens": 658,
            "cacheReadInputTokens": 5,
            "cacheWriteInputTokens": 7,
        },
        "metrics": {"latencyMs": 1275},
    }
    return json.dumps(data | changes).encode()


THINKING = {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "x"}}}
TOOL = {"toolUse": {"toolUseId": "t1", "name": "get", "input": {}}}


async def ours(url: str, request: Request, model: str = MODEL) -> Reply:
    async with Bedrock(model, url).open() as session:
        return await session.complete(request)


@cache
def session() -> Session:
    """One for all: it reads large files."""
    return Session()


async def theirs(url: str, **arguments: Json) -> Json:
    client = session().create_client(
        "bedrock-runtime",
        endpoint_url=url,
        region_name=REGION,
        config=Config(retries={"total_max_attempts": 1}),
    )
    arguments = {"modelId": MODEL, "messages": MESSAGES} | arguments
    try:
        return await to_thread.run_sync(partial(client.converse, **arguments))
    finally:
        client.close()


def signature_of(url: str, seen: tuple[str, str, Mapping[str, str], bytes]) -> str:
    """What AWS would find to be the signature of a request, from what arrived."""
    method, path, headers, body = seen
    named = headers["Authorization"].partition("SignedHeaders=")[2].partition(",")[0]
    signed = {name: headers[name] for name in named.split(";")}
    request = AWSRequest(method, url + path, signed, data=body)
    request.context["timestamp"] = headers["X-Amz-Date"]
    signer = SigV4Auth(Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI", "a-token"), "bedrock", REGION)
    found: str = signer.signature(
        signer.string_to_sign(request, signer.canonical_request(request)), request
    )
    return found


@pytest.mark.parametrize("model", [MODEL, PROFILE])
@pytest.mark.parametrize(
    ("asked", "config"),
    [
        ({}, {}),
        ({"temperature": 0.0}, {"inferenceConfig": {"temperature": 0.0}}),
        ({"max_tokens": 9}, {"inferenceConfig": {"maxTokens": 9}}),
    ],
)
async def test_the_same_request_goes_out(
    record: Record, model: str, asked: dict[str, Any], config: dict[str, Any]
) -> None:
    """Method, path and body are those of botocore's client, and the signature is valid."""
    url, seen = await record(200, JSON, response({"text": "Rome"}))
    await theirs(url, modelId=model, system=[{"text": "Be brief."}], **config)
    await ours(url, Request(CHAT, **asked), model)
    (method, path, headers, body), (our_method, our_path, our_headers, our_body) = seen

    assert (method, path) == (our_method, our_path)
    assert json.loads(body) == json.loads(our_body)
    assert headers["Content-Type"] == our_headers["Content-Type"]
    assert headers["X-Amz-Security-Token"] == our_headers["X-Amz-Security-Token"]
    for one in seen:
        assert one[2]["Authorization"].endswith(f"Signature={signature_of(url, one)}")
        assert f"/{REGION}/bedrock/aws4_request" in one[2]["Authorization"]


async def test_credentials_that_run_out_are_had_anew(
    record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From wherever a profile says, which has the region as well."""
    soon = datetime.now(UTC) + timedelta(minutes=5)
    credentials = {
        "Version": 1,
        "AccessKeyId": "AKID-1",
        "SecretAccessKey": "secret",
        "Expiration": soon.isoformat(),
    }
    source, config = tmp_path / "credentials.json", tmp_path / "config"
    source.write_text(json.dumps(credentials))
    config.write_text(f"[profile p]\nregion=eu-west-1\ncredential_process=cat {source}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.delenv(name)
    url, seen = await record(200, JSON, response({"text": "Rome"}))
    async with Bedrock(MODEL, url, profile="p").open() as session:
        await session.complete(Request(CHAT))
        source.write_text(json.dumps(credentials | {"AccessKeyId": "AKID-2"}))
        await session.complete(Request(CHAT))
        expired = {"Expiration": datetime.now(UTC).isoformat()}
        source.write_text(json.dumps(credentials | expired))
        with pytest.raises(AuthenticationError, match="could not be had anew"):
            await session.complete(Request(CHAT))
    scopes = [headers["Authorization"].partition(",")[0].split("/") for *_, headers, _ in seen]

    assert [scope[0].partition("=")[2] for scope in scopes] == ["AKID-1", "AKID-2"]
    assert [scope[2:] for scope in scopes] == [["eu-west-1", "bedrock", "aws4_request"]] * 2


@pytest.mark.parametrize(
    ("body", "finish"),
    [
        (response({"text": "Rome"}), "stop"),
        (response(THINKING, {"text": "Ro"}, {"text": "me"}), "stop"),
        (response({"text": "Rome"}, stopReason="max_tokens"), "length"),
        (response({"text": "Rome"}, TOOL, stopReason="tool_use"), "tool_use"),
        (response({"text": "Rome"}, stopReason="guardrail_intervened"), "guardrail_intervened"),
    ],
)
async def test_the_same_text_is_read(record: Record, body: bytes, finish: str) -> None:
    """Text without thoughts, reason to stop, tokens with those of the cache."""
    url, _ = await record(200, JSON, body)
    found = await theirs(url)
    reply = await ours(url, Request(CHAT))
    usage = found["usage"]
    blocks = found["output"]["message"]["content"]
    spoken = "".join(block.get("text", "") for block in blocks)

    assert reply.items == (Completion(spoken, finish_reason=finish),)
    assert reply.usage.output_tokens == usage["outputTokens"]
    assert reply.usage.input_tokens == (
        usage["inputTokens"] + usage["cacheReadInputTokens"] + usage["cacheWriteInputTokens"]
    )


async def test_what_was_blocked_is_missing(record: Record) -> None:
    """And is paid for: it is a reply, not an error that is tried again."""
    url, _ = await record(200, JSON, response(stopReason="content_filtered"))
    reply = await ours(url, Request(CHAT))

    assert reply.items == (Missing("the model returned no text (stopReason=content_filtered)"),)
    assert reply.usage.input_tokens == 42


async def test_a_response_without_text_is_an_error_of_ours(record: Record) -> None:
    """Which botocore takes for a response like any other."""
    url, _ = await record(200, JSON, response(TOOL, stopReason="tool_use"))

    assert (await theirs(url))["stopReason"] == "tool_use"
    with pytest.raises(EmptyReplyError, match="stopReason=tool_use"):
        await ours(url, Request(CHAT))


@pytest.mark.parametrize(
    ("status", "kind", "words", "expected"),
    [
        (400, "ValidationException", "Bad.", RequestError),
        (400, "ValidationException", "Input is too long for requested model.", ContextLengthError),
        (
            400,
            "ValidationException",
            "The provided model identifier is invalid.",
            ModelNotFoundError,
        ),
        (403, "AccessDeniedException", "No access.", AuthenticationError),
        (403, "UnrecognizedClientException", "Bad token.", AuthenticationError),
        (404, "ResourceNotFoundException", "No such.", ModelNotFoundError),
        (408, "ModelTimeoutException", "Too slow.", CallTimeout),
        (424, "ModelErrorException", "Broke.", ServerError),
        (429, "ThrottlingException", "Too many tokens.", RateLimitError),
        (429, "ModelNotReadyException", "Not yet.", ServerError),
        (500, "InternalServerException", "Broke.", ServerError),
        (503, "ServiceUnavailableException", "Broke.", ServerError),
    ],
)
async def test_the_same_error_is_read(
    record: Record, status: int, kind: str, words: str, expected: type[ProviderError]
) -> None:
    """Each error of the documentation: its type and words are what botocore has."""
    headers = {**JSON, "x-amzn-ErrorType": f"{kind}:http://internal.amazon.com/coral/"}
    url, _ = await record(status, headers, json.dumps({"message": words}).encode())
    with pytest.raises(ClientError) as found:
        await theirs(url)
    with pytest.raises(expected) as actual:
        await ours(url, Request(CHAT))
    error = found.value.response["Error"]

    assert (error["Code"], error["Message"]) == (kind, actual.value.detail)
    assert f"type={kind}" in str(actual.value)
    assert actual.value.status == status
    assert words not in str(actual.value)
