"""The batch interface of the fake server: files, batches, and what can go wrong with them.

This is OpenAI's form; `fake_vendor_batches.py` has the others.

    GET /__batches?expire=0.1&fail=0.1&looks=3&lose=upload,create

`expire` and `fail` are the shares of requests that a batch does not come to, and that end with a
500, each in its first try alone; `looks` is how often a batch is looked at until it is done; `lose`
names exchanges that are carried out, each once, without the reply reaching anybody: `upload`,
`create`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import orjson

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""From the body of a request to that of its reply."""

PART = re.compile(rb"\r\n\r\n(.*?)\r\n--", re.DOTALL)


ENDPOINTS = ("/v1/chat/completions", "/v1/embeddings", "/v1/responses", "/v1/completions")
MOST = 50_000
"""Requests of a file, and texts of all its requests for embeddings."""


class LostReply(Exception):  # noqa: N818  (nobody hears of it)
    """What was asked was done, and the connection broke."""


class FakeBatches:
    """Files and batches in memory.

    Args:
        answer: Gives replies.

    Attributes:
        asked: How often each request's body came, over all batches.
        batches: Those that were made, by id.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.asked: Counter[bytes] = Counter()
        self.looks: Counter[str] = Counter()
        self.change({})

    def change(self, settings: Mapping[str, str]) -> None:
        """Take over settings."""
        self.expire = float(settings.get("expire", 0))
        self.fail = float(settings.get("fail", 0))
        self.wait = int(settings.get("looks", 1))
        self.lose = set(filter(None, settings.get("lose", "").split(",")))

    def handle(
        self, method: str, path: str, query: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        """Answer a request; status and body.

        Raises:
            LostReply: When it was carried out, and nobody is to hear of it.
        """
        match (method, *path.strip("/").split("/")[1:]):
            case ("POST", "files"):
                return self._upload(body)
            case ("GET", "files", name, "content") if name in self.files:
                return 200, self.files[name]
            case ("POST", "batches"):
                return self._create(orjson.loads(body))
            case ("GET", "batches"):
                return 200, orjson.dumps(self._page(query))
            case ("GET", "batches", name) if name in self.batches:
                return 200, orjson.dumps(self._looked_at(name))
        return 404, b'{"error": {"message": "no such thing", "code": "not_found"}}'

    def _upload(self, body: bytes) -> tuple[int, bytes]:
        *fields, content = PART.findall(body)
        if fields != [b"batch"]:
            return (
                400,
                b'{"error": {"message": "purpose must be batch", "code": "invalid_purpose"}}',
            )
        name = f"file-{len(self.files)}"
        self.files[name] = content
        self.perhaps_lost("upload")
        return 200, orjson.dumps({"id": name, "object": "file"})

    def _create(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        if asked["input_file_id"] not in self.files:
            return 400, b'{"error": {"message": "no such file", "code": "invalid_file"}}'
        if asked["completion_window"] != "24h" or asked["endpoint"] not in ENDPOINTS:
            return 400, b'{"error": {"message": "no such batch", "code": "invalid_value"}}'
        name = f"batch_{len(self.batches)}"
        self.batches[name] = {"id": name, "object": "batch", "status": "in_progress", **asked}
        self.perhaps_lost("create")
        return 200, orjson.dumps(self.batches[name])

    def _page(self, query: Mapping[str, str]) -> dict[str, Any]:
        names = sorted(self.batches, key=lambda name: -int(name.split("_")[1]))
        start = names.index(query["after"]) + 1 if "after" in query else 0
        rows = names[start : start + int(query.get("limit", 20))]
        more = start + len(rows) < len(names)
        return {"data": [self.batches[name] for name in rows], "has_more": more}

    def _looked_at(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        self.looks[name] += 1
        if batch["status"] == "in_progress" and self.looks[name] >= self.wait:
            self._carry_out(batch)
        return batch

    def _carry_out(self, batch: dict[str, Any]) -> None:
        requests = [orjson.loads(one) for one in self.files[batch["input_file_id"]].splitlines()]
        problem = problem_of(requests, batch["endpoint"])
        if problem:
            batch |= {"status": "failed", "errors": {"data": [{"code": problem}]}}
            return
        results: list[bytes] = []
        errors: list[bytes] = []
        expired = False
        for request in requests:
            result = self.result(request)
            expired = expired or result["response"] is None
            good = result["response"] and result["response"]["status_code"] < 300
            (results if good else errors).append(orjson.dumps(result))
        batch["status"] = "expired" if expired else "completed"
        for kind, lines in (("output", results), ("error", errors)):
            if lines:
                self.files[f"{batch['id']}-{kind}"] = b"\n".join(lines) + b"\n"
                batch[f"{kind}_file_id"] = f"{batch['id']}-{kind}"

    def result(self, request: dict[str, Any]) -> dict[str, Any]:
        """The line of results for a line of requests."""
        status, body = self.outcome(request["body"])
        result: dict[str, Any] = {"custom_id": request["custom_id"], "error": None}
        if not status:
            return result | {"response": None, "error": {"code": "batch_expired"}}
        return result | {"response": {"status_code": status, "body": body}}

    def outcome(self, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and body of what came of a request; status 0 where nobody came to it."""
        body = orjson.dumps(request, option=orjson.OPT_SORT_KEYS)
        first = not self.asked[body]
        self.asked[body] += 1
        chance = int.from_bytes(blake2b(body, digest_size=4).digest(), "big") / 2**32
        if first and chance < self.expire:
            return 0, {}
        if first and chance < self.expire + self.fail:
            return 500, {"error": {"message": "injected", "type": "server_error"}}
        return 200, self.answer(request)

    def perhaps_lost(self, exchange: str) -> None:
        """Lose the reply, where that was asked for."""
        if exchange in self.lose:
            self.lose.remove(exchange)
            raise LostReply(exchange)


def problem_of(requests: list[dict[str, Any]], endpoint: str) -> str:
    """The code of what OpenAI would refuse a file for; empty where it is whole."""
    if len({one["custom_id"] for one in requests}) < len(requests):
        return "duplicate_custom_id"
    if any((one["method"], one["url"]) != ("POST", endpoint) for one in requests):
        return "invalid_url"
    if len({one["body"]["model"] for one in requests}) > 1:
        return "mismatched_model"
    texts = (one["body"].get("input") for one in requests)
    count = sum(len(one) if isinstance(one, list) else 1 for one in texts)
    return "too_many_tasks" if count > MOST else ""
