"""Gemini's generateContent and batchEmbedContents as bytes, without any I/O."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from attrs import frozen

from trustcore import (
    Completion,
    Embedding,
    Message,
    Missing,
    ProviderError,
    Reply,
    Request,
    TokenLogprobs,
)
from trustcore.errors import EmptyReplyError
from trustcore.http.status import ApiProblem, identifier, problem_error
from trustcore.plugins.protocols import Response
from trustcore_providers._gemini_errors import problem_of, status_meant, wait_of
from trustcore_providers._json import dump, load, refuse, usage_of
from trustcore_providers._openai_logprobs import read_entries
from trustcore_providers._session import Encoded
from trustcore_providers.capabilities import Capabilities

BATCH = 100
"""How many texts the API embeds in one request."""

_HEADERS = {"Content-Type": "application/json"}
_CREDENTIALS = "set GEMINI_API_KEY or GOOGLE_API_KEY, or pass api_key="
_FINISH = {"STOP": "stop", "MAX_TOKENS": "length"}
_PASSING = frozenset(("STOP", "MAX_TOKENS", "OTHER", "MALFORMED_RESPONSE"))
"""Reasons to stop without a text that another attempt may not have."""

_NUMBERS = frozenset((float, int))


@frozen
class GeminiWire:
    """The wire format of one model."""

    model: str
    known: Capabilities
    endpoint: str

    def encode(self, request: Request, /) -> Encoded:
        """A request for completions; what it leaves open is left to the API."""
        system, contents = turns(request.messages, system=self.known.system_role != "none")
        body: dict[str, Any] = {"contents": contents}
        if system:
            body["systemInstruction"] = {
                "parts": [{"text": text} for text in system],
                "role": "user",
            }
        config = _config(request, self.known)
        if config:
            body["generationConfig"] = config
        return Encoded(self._path("generateContent"), _HEADERS, dump(body))

    def encode_texts(self, texts: Sequence[str]) -> Encoded:
        """A request for the embeddings of at most `BATCH` texts."""
        name = resource(self.model)
        rows = [{"model": name, "content": {"parts": [{"text": one}]}} for one in texts]
        return Encoded(self._path("batchEmbedContents"), _HEADERS, dump({"requests": rows}))

    def decode(self, response: Response, /, *, wanted: int = 1) -> Reply:
        """Read completions.

        Raises:
            ReplyError: When they do not have the API's shape.
            EmptyReplyError: When none has any text, for no lasting reason.
        """
        data = self._load(response)
        usage = usage_of(
            data.get("usageMetadata"),
            ("promptTokenCount", "toolUsePromptTokenCount"),
            ("candidatesTokenCount", "thoughtsTokenCount"),
        )
        blocked = _blocked(data.get("promptFeedback"))
        if blocked is not None:
            return Reply((blocked,) * wanted, usage)
        candidates = data.get("candidates")
        if not isinstance(candidates, list) or not candidates:
            refuse("has no `candidates`")
        return Reply(_items(candidates[:wanted]), usage)

    def decode_embeddings(self, response: Response, count: int) -> Reply:
        """Read the embeddings of `count` texts.

        Raises:
            ReplyError: When there is not one vector of finite numbers for each text.
        """
        rows = self._load(response).get("embeddings")
        if not isinstance(rows, list) or len(rows) != count:
            refuse(f"does not have {count} embeddings")
        return Reply(tuple([Embedding(_vector(row)) for row in rows]))

    def problem(self, response: Response, /) -> ApiProblem:
        """What an error says."""
        return problem_of(response.body)

    def _path(self, method: str) -> str:
        # The stable version has all but previews and the aliases that move.
        beta = "preview" in self.model or self.model.endswith("-latest")
        version = "v1beta" if beta else "v1"
        return f"/{version}/{quote(resource(self.model), safe='/:@')}:{method}"

    def _load(self, response: Response) -> dict[str, Any]:
        if response.status >= 300:
            raise self._error(response)
        return load(response.body)

    def _error(self, response: Response) -> ProviderError:
        problem = problem_of(response.body)
        return problem_error(
            problem,
            response.status,
            endpoint=self.endpoint,
            credentials=_CREDENTIALS,
            retry_after=wait_of(response),
            means=status_meant(problem),
        )


def resource(model: str) -> str:
    """The name of a model as a resource: "models/gemini-3.5-flash"."""
    return model if model.startswith(("models/", "tunedModels/")) else f"models/{model}"


def turns(chat: Sequence[Message], *, system: bool) -> tuple[list[str], list[dict[str, Any]]]:
    """The instructions of a chat, and the rest of it.

    Args:
        chat: The chat.
        system: Whether the model takes instructions; else they go in as the user's.
    """
    apart = [one.content for one in chat if system and one.role == "system"]
    rest = [one for one in chat if not (system and one.role == "system")]
    contents = [
        {
            "parts": [{"text": one.content}],
            "role": "model" if one.role == "assistant" else "user",
        }
        for one in rest
    ]
    return apart, contents


def _config(request: Request, known: Capabilities) -> dict[str, Any]:
    config = {
        "temperature": request.temperature,
        "candidateCount": request.n if request.n > 1 else None,
        "maxOutputTokens": known.limit(request.max_tokens),
        "seed": request.seed,
    }
    if request.logprobs is not None:
        config["responseLogprobs"] = True
        if request.logprobs > 0:
            config["logprobs"] = min(request.logprobs, known.max_top_logprobs)
    return {name: value for name, value in config.items() if value is not None}


def _blocked(feedback: Any) -> Missing | None:  # noqa: ANN401  (any JSON)
    reason = feedback.get("blockReason") if isinstance(feedback, dict) else None
    if reason is None:
        return None
    return Missing(f"Gemini blocked the prompt (blockReason={identifier(reason)})")


def _items(candidates: Sequence[Any]) -> tuple[Completion | Missing, ...]:
    if not all(isinstance(one, dict) for one in candidates):
        refuse("has a candidate that is not an object")
    items = tuple([_item(one) for one in _ordered(candidates)])
    passing = any(_reason(one) in _PASSING for one in candidates)
    first = items[0]
    if passing and isinstance(first, Missing) and all(isinstance(one, Missing) for one in items):
        raise EmptyReplyError(first.reason)
    return items


def _ordered(candidates: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """By `index`, which the API leaves out where it is 0; as they came where one has none."""
    indices = [one.get("index", 0) for one in candidates]
    if set(map(type, indices)) != {int} or len(set(indices)) != len(indices):
        return candidates
    return sorted(candidates, key=lambda one: int(one.get("index", 0)))


def _item(candidate: Mapping[str, Any]) -> Completion | Missing:
    content = candidate.get("content")
    parts = content.get("parts") if isinstance(content, dict) else None
    text = "".join(_texts(parts)) if isinstance(parts, list) else ""
    reason = _reason(candidate)
    if text.strip():
        finish = _FINISH.get(reason, reason.lower())
        return Completion(text, _logprobs(candidate.get("logprobsResult")), finish)
    hint = "; the token limit was used up: raise max_tokens" if reason == "MAX_TOKENS" else ""
    return Missing(f"the model returned no text (finishReason={reason}){hint}")


def _reason(candidate: Mapping[str, Any]) -> str:
    return identifier(candidate.get("finishReason")) or "STOP"


def _texts(parts: Iterable[Any]) -> Iterable[str]:
    """The text parts; what the model thought is no answer."""
    for part in parts:
        match part:
            case {"thought": True}:
                pass
            case {"text": str(text)}:
                yield text
            case _:
                pass


def _logprobs(found: Any) -> TokenLogprobs | None:  # noqa: ANN401  (any JSON)
    """Token log-probabilities; None where they are absent or not to be trusted."""
    try:
        chosen = [_entry(one) for one in found["chosenCandidates"]]
        top = [[_entry(one) for one in row["candidates"]] for row in found.get("topCandidates", ())]
    except (AttributeError, KeyError, TypeError):
        return None
    if len(top) == len(chosen):
        for entry, row in zip(chosen, top, strict=True):
            entry["top_logprobs"] = row
    return read_entries(chosen)


def _entry(candidate: Mapping[str, Any]) -> dict[str, Any]:
    # A logarithm of 0, which is certainty, is left out of the JSON, and so is an empty text.
    return {
        "token": candidate.get("token", ""),
        "logprob": candidate.get("logProbability", 0.0),
    }


def _vector(row: Any) -> tuple[float, ...]:  # noqa: ANN401  (any JSON)
    vector = row.get("values") if isinstance(row, dict) else None
    if not isinstance(vector, list) or not vector or not _NUMBERS.issuperset(map(type, vector)):
        refuse("has an embedding that is not a list of numbers")
    if not all(map(math.isfinite, vector)):
        refuse("has an embedding that is not finite")
    return tuple(vector)
