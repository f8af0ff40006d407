"""Batches of OpenAI's form: a file of requests, a batch, files of results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

import orjson
from attrs import frozen

from trustcore.batch.vendor.form import (
    MOST_PAGES,
    Found,
    Frame,
    VendorState,
    code_in,
    name_in,
    too_many,
)
from trustcore.batch.vendor.store import Batch, Result, RoundStore
from trustcore.provider_kit import Encoded, EndpointFiles

KEY = "trustcore_key"
"""Under which name the idempotency key stands in a batch's metadata."""

_WINDOW = "24h"
_PAGE = 100
_ENDED = frozenset(("completed", "expired", "cancelled", "failed"))


@frozen
class OpenAIForm:
    """OpenAI's batches. A batch is found again by the key in its metadata.

    Attributes:
        files: How to reach the API.
    """

    files: EndpointFiles

    def target(self, encoded: Encoded, /) -> str:
        """The path of the requests, as it stands in a file: with the version."""
        return "/v1" + encoded.path.removeprefix("/v1")

    def weight(self, encoded: Encoded, /) -> int:
        """How many of a file's requests a request counts for: of embeddings each text does."""
        texts = encoded.body.get("input")
        return len(texts) if isinstance(texts, list) else 1

    def line(self, id_: str, encoded: Encoded, /) -> bytes:
        """A request as it stands in a file."""
        url = self.target(encoded)
        content = {"custom_id": id_, "method": "POST", "url": url, "body": encoded.body}
        return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)

    def frame(self, batch: Batch, /) -> Frame:
        """What stands around the requests of a batch."""
        head = (
            f'--{batch.key}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nbatch\r\n'
            f'--{batch.key}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="trustcore-{batch.key}.jsonl"\r\n'
            "Content-Type: application/jsonl\r\n\r\n"
        )
        kind = f"multipart/form-data; boundary={batch.key}"
        return Frame(kind, head.encode(), tail=f"\r\n--{batch.key}--\r\n".encode())

    async def upload(self, batch: Batch, content: Callable[[], BinaryIO], /) -> str:
        """Send a file of requests; the vendor's name for it."""
        kind = self.frame(batch).content_type
        return name_in(await self.files.upload("/v1/files", kind, content()), "id")

    async def create(self, batch: Batch, file_id: str, content: Callable[[], BinaryIO], /) -> str:
        """Start the batch; the vendor's name for it."""
        body = {
            "input_file_id": file_id,
            "endpoint": batch.target,
            "completion_window": _WINDOW,
            "metadata": {KEY: batch.key},
        }
        return name_in(await self.files.post("/v1/batches", body), "id")

    async def find(self, batch: Batch, store: RoundStore, /) -> Found:
        """Look at the vendor for a batch that may have been started."""
        query = f"/v1/batches?limit={_PAGE}"
        after = ""
        for _ in range(MOST_PAGES):
            page = await self.files.get(query + after)
            rows = [one for one in page.get("data") or () if isinstance(one, dict)]
            for one in rows:
                if (one.get("metadata") or {}).get(KEY) == batch.key:
                    return Found(name_in(one, "id"))
            if not page.get("has_more") or not rows:
                return Found()
            after = f"&after={name_in(rows[-1], 'id')}"
        raise too_many()

    async def look(self, vendor_id: str, /) -> VendorState:
        """How far a batch is."""
        found = await self.files.get(f"/v1/batches/{vendor_id}")
        status = found.get("status")
        files = (found.get("output_file_id"), found.get("error_file_id"))
        return VendorState(
            ended=status in _ENDED,
            refused=status == "failed",
            code=_code(found),
            files=tuple(one for one in files if isinstance(one, str) and one),
        )

    async def fetch(self, file_id: str, receive: Callable[[bytes], None], /) -> None:
        """Get results, piece by piece."""
        await self.files.download(f"/v1/files/{file_id}/content", receive)

    def result(self, line: bytes, /) -> Result | None:
        """What a line of results says; None where it cannot be read."""
        try:
            data = orjson.loads(line)
            response = data.get("response") or {}
            status = response.get("status_code")
            return Result(
                str(data["custom_id"]), status if type(status) is int else 0, response.get("body")
            )
        except (orjson.JSONDecodeError, AttributeError, KeyError):
            return None


def _code(found: dict[str, Any]) -> str:
    """The code of the first problem."""
    errors = found.get("errors")
    rows = errors.get("data") if isinstance(errors, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    return code_in(first.get("code") if isinstance(first, dict) else None)
