"""Gemini's generateContent and batchEmbedContents as JSON, without any I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from attrs import evolve, frozen

from trustcore import Missing, Reply, Request, TokenLogprobs
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    Found,
    SpokenText,
    TextOfEvent,
    Wire,
    completion,
    embeddings_of,
    in_order,
    read_entries,
    refuse,
    reply_of,
    text_of,
    usage_of,
    with_extra,
    word,
)
from trustcore_providers._chat import apart
from trustcore_providers._gemini_parts import calls_in, special_config, tool_fields, turn

BATCH = 100
"""How many texts the API embeds in one request."""

_READ = ("promptTokenCount", "toolUsePromptTokenCount")
_WRITTEN = ("candidatesTokenCount", "thoughtsTokenCount")


@frozen
class GeminiWire(Wire):
    """The wire format of one model."""

    model: str
    known: Capabilities

    def encode(self, request: Request, /) -> Encoded:
        system, chat = apart(request.messages, self.known)
        body: dict[str, Any] = {"contents": [turn(one, self.model) for one in chat]}
        if system:
            parts = [{"text": text} for text in system]
            body["systemInstruction"] = {"parts": parts, "role": "user"}
        config = _config(request, self.known)
        if request.special:
            config |= special_config(self.known, self.model, request)
            body |= tool_fields(request)
        if config:
            body["generationConfig"] = config
        beta = bool(request.tools or request.schema or request.choices)
        return with_extra(Encoded(self._path("generateContent", beta=beta), body), request.extra)

    def encode_texts(self, texts: Sequence[str], /) -> Encoded:
        """A request for the embeddings of the first `BATCH` texts."""
        name = resource(self.model)
        rows = [{"model": name, "content": {"parts": [{"text": one}]}} for one in texts[:BATCH]]
        return Encoded(self._path("batchEmbedContents"), {"requests": rows})

    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        usage = usage_of(data.get("usageMetadata"), _READ, _WRITTEN)
        blocked = _blocked(data.get("promptFeedback"))
        if blocked is not None:
            return Reply((blocked,) * request.n, usage)
        candidates = data.get("candidates")
        if not isinstance(candidates, list) or not candidates:
            refuse("has no `candidates`")
        # The API leaves out an index of 0.
        rows = in_order(candidates, default=0)[: request.n]
        offered = bool(request.tools)
        return reply_of([_found(one, offered=offered) for one in rows], usage)

    def decode_embeddings(self, data: dict[str, Any], count: int, /) -> Reply:
        return Reply(embeddings_of(data.get("embeddings"), "values", min(count, BATCH)))

    def streamed(self, encoded: Encoded, /) -> Encoded:
        path = encoded.path.replace(":generateContent", ":streamGenerateContent")
        return evolve(encoded, path=path + "?alt=sse")

    def text_reader(self) -> TextOfEvent:
        return partial(_text, SpokenText())

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        whole: dict[str, Any] = {}
        kept: dict[Any, dict[str, Any]] = {}
        for event in events:
            whole |= event
            for candidate in in_order(event.get("candidates") or []):
                index = word(candidate.get("index", 0))
                before = kept.setdefault(index, {"content": {"parts": []}})
                parts = before["content"]["parts"] + _parts(candidate)
                one, more = _rows(before), _rows(candidate)
                kept[index] = {**before, **candidate, "content": {"parts": parts}}
                kept[index]["logprobsResult"] = {key: one[key] + more[key] for key in one}
        if not all(one.get("finishReason") for one in kept.values()):
            refuse("is an event stream that was cut")
        for one in kept.values():
            if _tokens(one) != text_of(_parts(one)):  # some pieces have none
                del one["logprobsResult"]
        return {**whole, "candidates": list(kept.values())}

    def _path(self, method: str, *, beta: bool = False) -> str:
        # The stable version has all but previews, the aliases that move, and some parameters.
        beta = beta or "preview" in self.model or self.model.endswith("-latest")
        version = "v1beta" if beta else "v1"
        return f"/{version}/{quote(resource(self.model), safe='/:@')}:{method}"


def resource(model: str) -> str:
    """The name of a model as a resource: "models/gemini-3.5-flash"."""
    return model if model.startswith(("models/", "tunedModels/")) else f"models/{model}"


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
    return Missing(f"Gemini blocked the prompt (blockReason={word(reason)})")


def _found(candidate: Mapping[str, Any], *, offered: bool) -> Found:
    parts = _parts(candidate)
    kinds = {key for part in parts if isinstance(part, dict) for key in part}
    return completion(
        text_of(parts),
        candidate.get("finishReason"),
        label="finishReason",
        logprobs=_logprobs(candidate.get("logprobsResult")),
        reasoning="thought" if "thought" in kinds else "",
        tool="functionCall" in kinds,
        tool_calls=tuple(calls_in(parts)) if offered else (),
    )


def _text(spoken: SpokenText, event: Mapping[str, Any]) -> str:
    """What an event adds to the only candidate."""
    match event.get("candidates"):
        case [dict(candidate)] if candidate.get("index", 0) == 0:
            return "".join(_added(spoken, part) for part in _parts(candidate))
        case _:
            return ""


def _added(spoken: SpokenText, part: object) -> str:
    match part:
        case {"thought": True}:
            return spoken.part()
        case {"text": str(text)}:
            return spoken.add(text)
        case _:
            return spoken.part()


def _parts(candidate: Mapping[str, Any]) -> list[Any]:
    content = candidate.get("content")
    parts = content.get("parts") if isinstance(content, dict) else None
    return parts if isinstance(parts, list) else []


def _rows(candidate: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The log-probabilities of a piece: its tokens, and the alternatives to each."""
    found = candidate.get("logprobsResult")
    rows = found if isinstance(found, dict) else {}
    keys = ("chosenCandidates", "topCandidates")
    return {key: rows[key] if isinstance(rows.get(key), list) else [] for key in keys}


def _tokens(candidate: Mapping[str, Any]) -> str:
    rows = _rows(candidate)["chosenCandidates"]
    return "".join(str(row.get("token", "")) for row in rows if isinstance(row, dict))


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
