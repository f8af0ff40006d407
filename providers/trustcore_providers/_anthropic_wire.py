"""Anthropic's messages as bytes, without any I/O.

Since its version 2026-10-21 the API takes no temperature, whatever the model: it samples at 1,
which was the default before. A request for another one, which older models take, goes out in the
version before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from trustcore import Completion, Message, Missing, ProviderError, Reply, Request
from trustcore.errors import EmptyReplyError
from trustcore.http.status import ApiProblem, identifier, problem_error, retry_after
from trustcore.plugins.protocols import Response
from trustcore_providers._json import dump, load, parse, refuse, usage_of
from trustcore_providers._session import Encoded
from trustcore_providers.capabilities import Capabilities

VERSION = "2026-10-21"
VERSION_WITH_TEMPERATURE = "2023-06-01"

_DEFAULT_TEMPERATURE = 1.0
_PATH = "/v1/messages"
_CREDENTIALS = "set ANTHROPIC_API_KEY or pass api_key="
_INPUT_TOKENS = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
}
_NO_CREDIT = re.compile(r"spend_limit_reached|billing|organization_on_hold")
_NO_CREDIT_TEXT = re.compile(r"credit balance is too low|usage limits", re.IGNORECASE)
_REFUSED = re.compile(
    r"\btemperature\b.*\b(?:deprecated|removed|not supported|not permitted)", re.IGNORECASE
)


@frozen
class AnthropicWire:
    """The wire format of one model."""

    model: str
    known: Capabilities
    endpoint: str

    def encode(self, request: Request, /) -> Encoded:
        """A request for one completion; the API makes no more of one request."""
        system, messages = turns(request.messages)
        body: dict[str, Any] = {
            "model": self.model,
            "max_tokens": needed_limit(self.known, request.max_tokens),
            "messages": messages,
        }
        if system:
            body["system"] = system
        version = VERSION
        if request.temperature not in {None, _DEFAULT_TEMPERATURE}:
            body["temperature"] = request.temperature
            version = VERSION_WITH_TEMPERATURE
        headers = {"Content-Type": "application/json", "anthropic-version": version}
        return Encoded(_PATH, headers, dump(body))

    def decode(self, response: Response, /, *, wanted: int = 1) -> Reply:
        """Read a message.

        Raises:
            ReplyError: When it does not have the API's shape.
            EmptyReplyError: When it has no text, for no lasting reason.
        """
        if response.status >= 300:
            raise self._error(response)
        data = load(response.body)
        content = data.get("content")
        if not isinstance(content, list):
            refuse("has no `content`")
        usage = usage_of(data.get("usage"), _INPUT_TOKENS, ("output_tokens",))
        return Reply((_item("".join(_texts(content)), data),), usage)

    def problem(self, response: Response, /) -> ApiProblem:
        """What an error says, with the code of its details."""
        problem = ApiProblem.parse(response.body)
        if _REFUSED.search(problem.message[:500]):
            return evolve(problem, code="unsupported_parameter", param="temperature")
        return evolve(problem, code=_details_code(response.body))

    def _error(self, response: Response) -> ProviderError:
        problem = self.problem(response)
        return problem_error(
            problem,
            response.status,
            endpoint=self.endpoint,
            credentials=_CREDENTIALS,
            retry_after=retry_after(response.headers),
            means=402 if _out_of_credit(problem) else None,
        )


def needed_limit(known: Capabilities, max_tokens: int | None) -> int | None:
    """The limit that is sent, which the API requires: the model's own where the user has none."""
    return known.max_output if max_tokens is None else known.limit(max_tokens)


def turns(chat: Sequence[Message]) -> tuple[str, list[dict[str, str]]]:
    """The instructions of a chat, and the rest of it. Consecutive turns the API joins itself."""
    instructions = [one.content for one in chat if one.role == "system"]
    rest = [{"role": one.role, "content": one.content} for one in chat if one.role != "system"]
    return "\n\n".join(instructions), rest


def _texts(content: Iterable[Any]) -> Iterable[str]:
    """The text blocks; what the model thought and what tools it calls is no answer."""
    for block in content:
        match block:
            case {"type": "text", "text": str(text)}:
                yield text
            case _:
                pass


def _item(text: str, data: Mapping[str, Any]) -> Completion | Missing:
    reason = identifier(data.get("stop_reason")) or "end_turn"
    if text.strip():
        return Completion(text, finish_reason=_FINISH.get(reason, reason))
    what = f"the model returned no text (stop_reason={reason}{_category(data)})"
    if reason == "refusal":  # asking again is refused again
        return Missing(what)
    hint = "; the token limit was used up: raise max_tokens" if reason == "max_tokens" else ""
    raise EmptyReplyError(what + hint)


def _category(data: Mapping[str, Any]) -> str:
    details = data.get("stop_details")
    category = identifier(details.get("category")) if isinstance(details, dict) else ""
    return f", category={category}" if category else ""


def _details_code(body: bytes) -> str:
    match parse(body):
        case {"error": {"details": {"error_code": code}}}:
            return identifier(code)
        case _:
            return ""


def _out_of_credit(problem: ApiProblem) -> bool:
    """Whether money is what lacks, which the API says with a 400 or a 429 as well."""
    named = f"{problem.code} {problem.type}"
    return bool(_NO_CREDIT.search(named) or _NO_CREDIT_TEXT.search(problem.message[:500]))
