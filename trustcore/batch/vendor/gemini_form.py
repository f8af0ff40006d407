"""Gemini's batches: a file of requests by key, a batch of a name of ours, a file of results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

import orjson
from attrs import evolve, frozen

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

_UPLOAD = {"X-Goog-Upload-Protocol": "multipart"}
"""What says that a file and what is told of it come in one request."""

_PAGE = 100
_ENDED = frozenset(("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED"))
_STATUSES = {
    1: 503,  # cancelled: by the vendor, since nobody else does
    3: 400,
    4: 504,
    5: 404,
    7: 403,
    8: 429,
    9: 400,
    11: 400,
    14: 503,
    16: 401,
}
"""The HTTP status that stands for a code of gRPC; 500 for others."""


@frozen
class GeminiForm:
    """Gemini's batches. A batch is found again by its display name, which is the key.

    Attributes:
        files: How to reach the API.
    """

    files: EndpointFiles

    def target(self, encoded: Encoded, /) -> str:
        """The model, as the path of the requests has it: "models/gemini-3.5-flash"."""
        _, _, name = encoded.path.lstrip("/").partition("/")  # after the version
        return name.removesuffix(":generateContent")

    def weight(self, encoded: Encoded, /) -> int:
        """How many of a file's requests a request counts for: itself."""
        return 1

    def line(self, id_: str, encoded: Encoded, /) -> bytes:
        """A request as it stands in a file."""
        content = {"key": id_, "request": encoded.body}
        return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)

    def frame(self, batch: Batch, /) -> Frame:
        """What stands around the requests of a batch."""
        about = {"file": {"displayName": f"trustcore-{batch.key}", "mimeType": "application/jsonl"}}
        head = (
            f"--{batch.key}\r\nContent-Type: application/json\r\n\r\n{orjson.dumps(about).decode()}"
            f"\r\n--{batch.key}\r\nContent-Type: application/jsonl\r\n\r\n"
        )
        kind = f"multipart/related; boundary={batch.key}"
        return Frame(kind, head.encode(), tail=f"\r\n--{batch.key}--\r\n".encode())

    async def upload(self, batch: Batch, content: Callable[[], BinaryIO], /) -> str:
        """Send a file of requests; the vendor's name for it."""
        kind = self.frame(batch).content_type
        files = evolve(self.files, headers=_UPLOAD)
        found = await files.upload("/upload/v1beta/files", kind, content())
        return name_in(found.get("file"), "name")

    async def create(self, batch: Batch, file_id: str, content: Callable[[], BinaryIO], /) -> str:
        """Start the batch; the vendor's name for it."""
        body = {"batch": {"displayName": batch.key, "inputConfig": {"fileName": file_id}}}
        path = f"/v1beta/{batch.target}:batchGenerateContent"
        return name_in(await self.files.post(path, body), "name")

    async def find(self, batch: Batch, store: RoundStore, /) -> Found:
        """Look at the vendor for a batch that may have been started."""
        query = f"/v1beta/batches?pageSize={_PAGE}"
        token = ""
        for _ in range(MOST_PAGES):
            page = await self.files.get(query + token)
            for one in page.get("operations") or page.get("batches") or ():
                if _about(one).get("displayName") == batch.key:
                    return Found(name_in(one, "name"))
            if not page.get("nextPageToken"):
                return Found()
            token = f"&pageToken={quote(str(page['nextPageToken']), safe='')}"
        raise too_many()

    async def look(self, vendor_id: str, /) -> VendorState:
        """How far a batch is."""
        found = await self.files.get(f"/v1beta/{vendor_id}")
        state = str(_about(found).get("state")).rpartition("STATE_")[2]
        error = found.get("error")
        return VendorState(
            ended=state in _ENDED or found.get("done") is True,
            refused=state == "FAILED",
            code=code_in(error.get("status")) if isinstance(error, dict) else "",
            files=_files(found),
        )

    async def fetch(self, file_id: str, receive: Callable[[bytes], None], /) -> None:
        """Get results, piece by piece."""
        await self.files.download(f"/download/v1beta/{file_id}:download?alt=media", receive)

    def result(self, line: bytes, /) -> Result | None:
        """What a line of results says; None where it cannot be read."""
        try:
            data = orjson.loads(line)
            return Result(str(data["key"]), *_result(data))
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            return None


def _about(operation: Any) -> Mapping[str, Any]:  # noqa: ANN401  (any JSON)
    """What is said of a batch: as the metadata of an operation, or by itself."""
    found = operation.get("metadata", operation) if isinstance(operation, dict) else {}
    return found if isinstance(found, dict) else {}


def _files(operation: Mapping[str, Any]) -> tuple[str, ...]:
    for place in (operation.get("response"), _about(operation).get("output")):
        if isinstance(place, dict) and place.get("responsesFile"):
            return (name_in(place, "responsesFile"),)
    return ()


def _result(data: Mapping[str, Any]) -> tuple[int, Any]:
    """Status and body of a line; status 0 where it has neither a response nor an error."""
    match data:
        case {"response": dict(body)}:
            return 200, body
        case {"error": dict(error)} | {"status": dict(error)}:
            code = error.get("code")
            known = code if isinstance(code, int) else 0
            return known if known >= 300 else _STATUSES.get(known, 500), {"error": error}
        case _:
            return 0, None
