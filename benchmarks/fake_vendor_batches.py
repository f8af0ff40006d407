"""Anthropic's and Gemini's batch interfaces, with the faults of OpenAI's in `fake_batches.py`.

Requests and replies are translated from and to the form of OpenAI's chat completions, so that all
three answer alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from fake_batches import PART, Answer, FakeBatches

_MISSING = (404, b'{"error": {"message": "no such thing", "code": "not_found"}}')
_CUSTOM_ID = re.compile("[A-Za-z0-9_-]{1,64}")
_BATCHES = "/v1/messages/batches"


class AnthropicBatches(FakeBatches):
    """Message batches in memory.

    Args:
        answer: Gives replies in the form of OpenAI's.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(lambda body: anthropic_reply(body, answer))
        self.requests: dict[str, list[dict[str, Any]]] = {}

    def handle(
        self, method: str, path: str, query: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        """Answer a request; status and body."""
        match (method, *path.removeprefix(_BATCHES).strip("/").split("/")):
            case ("POST", ""):
                return self._start(orjson.loads(body)["requests"])
            case ("GET", ""):
                return 200, orjson.dumps(self._listed(query))
            case ("GET", name) if name in self.batches:
                return 200, orjson.dumps(self._seen(name))
            case ("GET", name, "results") if name in self.files:
                return 200, self.files[name]
        return _MISSING

    def _start(self, requests: list[dict[str, Any]]) -> tuple[int, bytes]:
        ids = [one["custom_id"] for one in requests]
        if len(set(ids)) < len(ids) or not all(map(_CUSTOM_ID.fullmatch, ids)):
            return 400, b'{"type": "error", "error": {"type": "invalid_request_error"}}'
        name = f"msgbatch_{len(self.batches)}"
        self.requests[name] = requests
        self.batches[name] = {
            "id": name,
            "type": "message_batch",
            "processing_status": "in_progress",
            "request_counts": {"processing": len(requests), "succeeded": 0},
            "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "results_url": None,
        }
        self.perhaps_lost("create")
        return 200, orjson.dumps(self.batches[name])

    def _listed(self, query: Mapping[str, str]) -> dict[str, Any]:
        names = list(reversed(self.batches))
        start = names.index(query["after_id"]) + 1 if "after_id" in query else 0
        rows = names[start : start + int(query.get("limit", 20))]
        data = [self._seen(name) for name in rows]
        return {"data": data, "has_more": start + len(rows) < len(names)}

    def _seen(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        self.looks[name] += 1
        if batch["processing_status"] == "in_progress" and self.looks[name] >= self.wait:
            lines = [orjson.dumps(self.result(one)) for one in self.requests[name]]
            self.files[name] = b"\n".join(lines) + b"\n"
            counts = {"processing": 0, "succeeded": len(lines)}
            url = f"{_BATCHES}/{name}/results"
            batch |= {"processing_status": "ended", "request_counts": counts, "results_url": url}
        return batch

    def result(self, request: dict[str, Any]) -> dict[str, Any]:
        """The line of results for one of the requests."""
        status, body = self.outcome(request["params"])
        result: dict[str, Any] = {"type": "succeeded", "message": body}
        if not status:
            result = {"type": "expired"}
        elif status >= 300:
            error = {"type": "api_error", "message": "injected"}
            result = {"type": "errored", "error": {"type": "error", "error": error}}
        return {"custom_id": request["custom_id"], "result": result}


class GeminiBatches(FakeBatches):
    """Gemini's files and batches in memory.

    Args:
        answer: Gives replies in the form of OpenAI's.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(lambda body: gemini_reply(body, answer))

    def handle(
        self, method: str, path: str, query: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        """Answer a request; status and body."""
        name = path.partition("/v1beta/")[2]
        if method == "POST" and path.startswith("/upload/"):
            return self._put(body)
        if method == "POST" and path.endswith(":batchGenerateContent"):
            return self._make(orjson.loads(body)["batch"])
        if path.startswith("/download/") and name.removesuffix(":download") in self.files:
            return 200, self.files[name.removesuffix(":download")]
        if name == "batches":
            return 200, orjson.dumps(self._all(query))
        if name in self.batches:
            return 200, orjson.dumps(self._seen(name))
        return _MISSING

    def _put(self, body: bytes) -> tuple[int, bytes]:
        about, content = PART.findall(body)
        if "displayName" not in orjson.loads(about)["file"]:
            return 400, b'{"error": {"code": 400, "status": "INVALID_ARGUMENT"}}'
        name = f"files/in{len(self.files)}"
        self.files[name] = content
        self.perhaps_lost("upload")
        return 200, orjson.dumps({"file": {"name": name, "state": "ACTIVE"}})

    def _make(self, batch: dict[str, Any]) -> tuple[int, bytes]:
        if batch["inputConfig"]["fileName"] not in self.files:
            return 400, b'{"error": {"code": 400, "status": "INVALID_ARGUMENT"}}'
        name = f"batches/b{len(self.batches)}"
        about = {"state": "BATCH_STATE_PENDING", "displayName": batch["displayName"]}
        self.batches[name] = {
            "name": name,
            "metadata": {**about, "inputConfig": batch["inputConfig"]},
        }
        self.perhaps_lost("create")
        return 200, orjson.dumps(self.batches[name])

    def _all(self, query: Mapping[str, str]) -> dict[str, Any]:
        names = list(reversed(self.batches))
        start = int(query.get("pageToken", 0))
        end = start + int(query.get("pageSize", 20))
        page: dict[str, Any] = {"operations": [self.batches[one] for one in names[start:end]]}
        return page | ({"nextPageToken": str(end)} if end < len(names) else {})

    def _seen(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        about = batch["metadata"]
        self.looks[name] += 1
        if about["state"] == "BATCH_STATE_PENDING" and self.looks[name] >= self.wait:
            lines = self.files[about["inputConfig"]["fileName"]].splitlines()
            results = [orjson.dumps(self.result(orjson.loads(one))) for one in lines]
            file = f"files/out-{name.removeprefix('batches/')}"
            self.files[file] = b"\n".join(results) + b"\n"
            about["state"] = "BATCH_STATE_SUCCEEDED"
            batch |= {"done": True, "response": {"responsesFile": file}}
        return batch

    def result(self, request: dict[str, Any]) -> dict[str, Any]:
        """The line of results for a line of requests."""
        status, body = self.outcome(request["request"])
        if not status:
            return {"key": request["key"]}
        if status >= 300:
            return {"key": request["key"], "error": {"code": 13, "message": "injected"}}
        return {"key": request["key"], "response": body}


def anthropic_reply(body: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """What a message's request is answered."""
    schema = ((body.get("output_config") or {}).get("format") or {}).get("schema")
    asked = {"messages": body["messages"], "temperature": body.get("temperature", 1.0)}
    (choice,), usage = _choices(asked, answer)
    return {
        "type": "message",
        "content": [{"type": "text", "text": _formed(choice, schema)}],
        "stop_reason": "end_turn",
        "usage": {
            "input_tokens": usage["prompt_tokens"],
            "output_tokens": usage["completion_tokens"],
        },
    }


def gemini_reply(body: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """What a request to generate content is answered."""
    config = body.get("generationConfig") or {}
    text = "".join(part.get("text", "") for part in body["contents"][-1]["parts"])
    asked = {
        "messages": [{"role": "user", "content": text}],
        "temperature": config.get("temperature"),
        "seed": config.get("seed"),
        "n": config.get("candidateCount") or 1,
    }
    schema = config.get("responseJsonSchema") or config.get("responseSchema")
    texts, usage = _choices(asked, answer)
    return {
        "candidates": [
            {
                "content": {"role": "model", "parts": [{"text": _formed(one, schema)}]},
                "finishReason": "STOP",
                "index": index,
            }
            for index, one in enumerate(texts)
        ],
        "usageMetadata": {
            "promptTokenCount": usage["prompt_tokens"],
            "candidatesTokenCount": usage["completion_tokens"],
        },
    }


def _choices(asked: dict[str, Any], answer: Answer) -> tuple[list[str], dict[str, int]]:
    reply = answer({"model": "fake", **asked})
    return [one["message"]["content"] for one in reply["choices"]], reply["usage"]


def _formed(text: str, schema: dict[str, Any] | None) -> str:
    """A text in the form that is asked for: one of the texts that a schema names."""
    if not schema:
        return text
    words = re.findall(r'"enum": \[([^\]]*)\]', json.dumps(schema))
    offered = json.loads(f"[{words[0]}]") if words else [text]
    word = text if text in offered else offered[0]
    names = list(schema.get("properties") or ())
    return json.dumps({names[0]: word}) if names else str(word)
