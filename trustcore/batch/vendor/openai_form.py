"""Batches of OpenAI's form: a file of requests, a batch, files of results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from attrs import frozen

from trustcore.batch.vendor.interfaces import BatchInterface
from trustcore.errors import ReplyError
from trustcore.provider_kit import EndpointFiles

KEY = "trustcore_key"
"""Under which name the idempotency key stands in a batch's metadata."""

_PAGE = 100
_MOST_PAGES = 100
_ENDED = frozenset(("completed", "expired", "cancelled", "failed"))


@frozen
class VendorState:
    """How far a batch is at the vendor.

    Attributes:
        ended: Whether nothing more will come of it.
        refused: Whether the vendor took none of it, for what is wrong with the file or a limit.
        code: What the vendor calls the reason, where it refused it; empty where it gave none.
        files: The ids of the files of results, those of failed requests too.
    """

    ended: bool
    refused: bool
    code: str
    files: tuple[str, ...]


@frozen
class VendorBatches:
    """A vendor's batches. All methods raise a `ProviderError` when they fail.

    Attributes:
        files: How to reach the API.
        interface: Which vendor's it is.
    """

    files: EndpointFiles
    interface: BatchInterface

    async def upload(self, content_type: str, file: BinaryIO) -> str:
        """Send a file of requests; the vendor's name for it."""
        return _text(await self.files.upload("/v1/files", content_type, file), "id")

    async def create(self, file_id: str, path: str, key: str) -> str:
        """Start a batch of a file; the vendor's name for it."""
        body = {
            "input_file_id": file_id,
            "endpoint": path,
            "completion_window": self.interface.window,
            "metadata": {KEY: key},
        }
        return _text(await self.files.post("/v1/batches", body), "id")

    async def find(self, key: str) -> str | None:
        """Look among all batches for the one that was started with a key.

        Raises:
            ReplyError: When there are too many of them to tell.
        """
        query = f"/v1/batches?limit={_PAGE}"
        after = ""
        for _ in range(_MOST_PAGES):
            page = await self.files.get(query + after)
            rows = [one for one in page.get("data") or () if isinstance(one, dict)]
            for one in rows:
                if (one.get("metadata") or {}).get(KEY) == key:
                    return _text(one, "id")
            if not page.get("has_more") or not rows:
                return None
            after = f"&after={_text(rows[-1], 'id')}"
        msg = f"the vendor lists more than {_PAGE * _MOST_PAGES} batches; nobody knows what is sent"
        raise ReplyError(msg)

    async def look(self, vendor_id: str) -> VendorState:
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

    async def fetch(self, file_id: str, receive: Callable[[bytes], None]) -> None:
        """Get the content of a file, piece by piece."""
        await self.files.download(f"/v1/files/{file_id}/content", receive)


def line_path(path: str) -> str:
    """The path of a request as it stands in a file: with the version."""
    return "/v1" + path.removeprefix("/v1")


def _text(data: dict[str, Any], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not found.replace("-", "").replace("_", "").isalnum():
        msg = f"the vendor's batch interface answered without a usable `{name}`"
        raise ReplyError(msg)
    return found


def _code(found: dict[str, Any]) -> str:
    """The code of the first problem: free text of the vendor's may quote prompts."""
    errors = found.get("errors")
    rows = errors.get("data") if isinstance(errors, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, str) and code.replace("_", "").isalnum() else ""
