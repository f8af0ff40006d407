"""Bedrock's Converse as bytes, without any I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from attrs import evolve, frozen

from trustcore import Completion, Message, Missing, ProviderError, Reply, Request
from trustcore.errors import EmptyReplyError
from trustcore.http.status import ApiProblem, identifier, problem_error, retry_after
from trustcore.plugins.protocols import Response
from trustcore_providers._json import dump, load, parse, refuse, usage_of
from trustcore_providers._session import Encoded
from trustcore_providers.capabilities import Capabilities

CREDENTIALS = (
    "see that the AWS credentials are right and may call bedrock:InvokeModel, and that the account "
    "has access to the model"
)

_HEADERS = {"Content-Type": "application/json"}
_INPUT_TOKENS = ("inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens")
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
}
_LASTING = frozenset(("guardrail_intervened", "content_filtered", "refusal"))
_MEANT = {
    "ThrottlingException": 429,
    "ModelNotReadyException": 503,
    "ModelErrorException": 500,
    "IncompleteSignature": 401,
    "MissingAuthenticationToken": 401,
}
_NO_MODEL = re.compile(r"model identifier is invalid|on-demand throughput", re.IGNORECASE)
_REFUSED = re.compile(r"\btemperature\b.*(?:deprecated|not supported|not permitted)", re.IGNORECASE)


@frozen
class BedrockWire:
    """The wire format of one model."""

    model: str
    known: Capabilities
    endpoint: str

    def encode(self, request: Request, /) -> Encoded:
        """A request for one completion; the API makes no more of one request."""
        system, messages = turns(request.messages, system=self.known.system_role != "none")
        body: dict[str, Any] = {"messages": messages}
        if system:
            body["system"] = system
        config = {
            "temperature": request.temperature,
            "maxTokens": self.known.limit(request.max_tokens),
        }
        given = {name: value for name, value in config.items() if value is not None}
        if given:
            body["inferenceConfig"] = given
        # All but unreserved characters escaped: the signature is over the path as it is sent.
        path = f"/model/{quote(self.model, safe='')}/converse"
        return Encoded(path, _HEADERS, dump(body))

    def decode(self, response: Response, /, *, wanted: int = 1) -> Reply:
        """Read a completion.

        Raises:
            ReplyError: When it does not have the API's shape.
            EmptyReplyError: When it has no text, for no lasting reason.
        """
        if response.status >= 300:
            raise self._error(response)
        data = load(response.body)
        match data:
            case {"output": {"message": {"content": list(content)}}}:
                usage = usage_of(data.get("usage"), _INPUT_TOKENS, ("outputTokens",))
                return Reply((_item("".join(_texts(content)), data),), usage)
            case _:
                return refuse("has no `output.message.content`")

    def problem(self, response: Response, /) -> ApiProblem:
        """What an error says; its type stands in a header."""
        said = _fields(response.body)
        message = said.get("message", "")
        kind = _kind(response.headers) or said.get("__type", "").rpartition("#")[2]
        problem = ApiProblem(type=identifier(kind), message=message)
        if _REFUSED.search(message[:500]):
            return evolve(problem, code="unsupported_parameter", param="temperature")
        return problem

    def _error(self, response: Response) -> ProviderError:
        problem = self.problem(response)
        unknown = problem.type == "ValidationException" and _NO_MODEL.search(problem.message[:500])
        return problem_error(
            problem,
            response.status,
            endpoint=self.endpoint,
            credentials=CREDENTIALS,
            retry_after=retry_after(response.headers),
            means=404 if unknown else _MEANT.get(problem.type),
        )


def turns(
    chat: Sequence[Message], *, system: bool
) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """The instructions of a chat, and the rest of it in turns, which must alternate.

    Args:
        chat: The chat.
        system: Whether the model takes instructions; else they go in as the user's.
    """
    apart = [{"text": one.content} for one in chat if system and one.role == "system"]
    rest = [one for one in chat if not (system and one.role == "system")]
    messages = [
        {"role": role, "content": [{"text": one.content} for one in turn]}
        for role, turn in groupby(rest, key=_role)
    ]
    return apart, messages


def _role(message: Message) -> str:
    return "assistant" if message.role == "assistant" else "user"


def _texts(content: Iterable[Any]) -> Iterable[str]:
    """The text blocks; what the model thought and what tools it calls is no answer."""
    for block in content:
        match block:
            case {"text": str(text)}:
                yield text
            case _:
                pass


def _item(text: str, data: Mapping[str, Any]) -> Completion | Missing:
    reason = identifier(data.get("stopReason")) or "end_turn"
    if text.strip():
        return Completion(text, finish_reason=_FINISH.get(reason, reason))
    what = f"the model returned no text (stopReason={reason})"
    if reason in _LASTING:  # asking again is refused again
        return Missing(what)
    hint = "; the token limit was used up: raise max_tokens" if reason == "max_tokens" else ""
    raise EmptyReplyError(what + hint)


def _fields(body: bytes) -> dict[str, str]:
    """The texts of an error's body, whose keys have either case."""
    data = parse(body)
    if not isinstance(data, dict):
        return {"message": body[:4000].decode("utf-8", "replace")}
    return {key.lower(): value[:4000] for key, value in data.items() if isinstance(value, str)}


def _kind(headers: Mapping[str, str]) -> str:
    """The type of an error: "ThrottlingException:http://..." is a ThrottlingException."""
    found = (value for key, value in headers.items() if key.lower() == "x-amzn-errortype")
    return next(found, "").partition(":")[0]
