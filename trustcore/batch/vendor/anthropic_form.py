"""Anthropic's message batches: the requests and the batch are one exchange, without metadata.

A batch that may have been started is looked for among those of its size that were made since, and
is taken for ours when the results begin with one of our requests. Those that show no results, since
they have not ended or were archived, are for somebody else to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import orjson
from attrs import evolve, frozen

from trustcore.batch.vendor.form import (
    MOST_PAGES,
    Candidate,
    Found,
    Frame,
    VendorState,
    name_in,
    too_many,
)
from trustcore.batch.vendor.store import Batch, Result, RoundStore
from trustcore.provider_kit import Encoded, EndpointFiles

_PATH = "/v1/messages/batches"
_VERSION = {"anthropic-version": "2023-06-01"}
"""The version of the API in which batches are looked at; requests say their own."""

_PAGE = 100
_CLOCKS_APART = 3600.0
"""Seconds by which the vendor's clock and ours may be apart, at most."""

_STATUSES = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""The status that the API itself would have answered an error with; 500 for others."""


@frozen
class AnthropicForm:
    """Anthropic's message batches.

    Attributes:
        files: How to reach the API.
    """

    files: EndpointFiles

    def target(self, encoded: Encoded, /) -> str:
        """The headers that requests want, as JSON: a batch has one version of the API."""
        return orjson.dumps(encoded.headers, option=orjson.OPT_SORT_KEYS).decode()

    def weight(self, encoded: Encoded, /) -> int:
        """How many of a file's requests a request counts for: itself."""
        return 1

    def line(self, id_: str, encoded: Encoded, /) -> bytes:
        """A request as it stands in a file."""
        return orjson.dumps({"custom_id": id_, "params": encoded.body})

    def frame(self, batch: Batch, /) -> Frame:
        """What stands around the requests of a batch."""
        return Frame("application/json", b'{"requests":[', b",", b"]}")

    async def upload(self, batch: Batch, content: Callable[[], BinaryIO], /) -> str:
        """Send nothing: the requests go with the batch."""
        return ""

    async def create(self, batch: Batch, file_id: str, content: Callable[[], BinaryIO], /) -> str:
        """Start the batch; the vendor's name for it."""
        files = evolve(self.files, headers=orjson.loads(batch.target))
        kind = self.frame(batch).content_type
        return name_in(await files.upload(_PATH, kind, content()), "id")

    async def find(self, batch: Batch, store: RoundStore, /) -> Found:
        """Look at the vendor for a batch that may have been started."""
        known, candidates = store.known(), list[Candidate]()
        for one in await self._since(batch.marked - _CLOCKS_APART):
            vendor_id = name_in(one, "id")
            if vendor_id in known or _requests(one) != batch.lines:
                continue
            if one.get("processing_status") != "ended":
                candidates.append(Candidate(vendor_id, f"made {_date(one)}, not ended"))
            elif not one.get("results_url"):
                candidates.append(Candidate(vendor_id, f"made {_date(one)}, without results"))
            elif await self._is(batch, vendor_id, store):
                return Found(vendor_id)
        return Found(candidates=tuple(candidates))

    async def look(self, vendor_id: str, /) -> VendorState:
        """How far a batch is."""
        found = await self._files.get(f"{_PATH}/{vendor_id}")
        if found.get("processing_status") != "ended":
            return VendorState(ended=False)
        return VendorState(ended=True, files=(vendor_id,) if found.get("results_url") else ())

    async def fetch(self, file_id: str, receive: Callable[[bytes], None], /) -> None:
        """Get results, piece by piece."""
        await self._files.download(f"{_PATH}/{file_id}/results", receive)

    def result(self, line: bytes, /) -> Result | None:
        """What a line of results says; None where it cannot be read."""
        try:
            data = orjson.loads(line)
            return Result(str(data["custom_id"]), *_result(data["result"]))
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            return None

    @property
    def _files(self) -> EndpointFiles:
        return evolve(self.files, headers=_VERSION)

    async def _since(self, seconds: float) -> list[Mapping[str, Any]]:
        """The batches that were made since, the last one first."""
        found: list[Mapping[str, Any]] = []
        query = f"{_PATH}?limit={_PAGE}"
        after = ""
        for _ in range(MOST_PAGES):
            page = await self._files.get(query + after)
            rows = [one for one in page.get("data") or () if isinstance(one, dict)]
            late = [one for one in rows if _made(one) >= seconds]
            found += late
            if not page.get("has_more") or not late:
                return found
            after = f"&after_id={name_in(rows[-1], 'id')}"
        raise too_many()

    async def _is(self, batch: Batch, vendor_id: str, store: RoundStore) -> bool:
        """Whether the results of a batch begin with a request of ours."""
        first = _FirstLine()
        await self.fetch(vendor_id, first.feed)
        result = self.result(first.text)
        return result is not None and store.holds(batch, result.id)


class _FirstLine:
    """Keeps the first line of what it is fed."""

    def __init__(self) -> None:
        self.text = b""
        self._whole = False

    def feed(self, piece: bytes) -> None:
        if not self._whole:
            line, end, _ = piece.partition(b"\n")
            self.text += line
            self._whole = bool(end)


def _result(result: Mapping[str, Any]) -> tuple[int, Any]:
    """Status and body of a result; status 0 where the vendor did not come to the request."""
    match result:
        case {"type": "succeeded", "message": dict(message)}:
            return 200, message
        case {"type": "errored", "error": {"error": {"type": str(kind)}} as body}:
            return _STATUSES.get(kind, 500), body
        case {"type": "errored", "error": {"type": str(kind)} as error}:
            return _STATUSES.get(kind, 500), {"type": "error", "error": error}
        case _:
            return 0, None


def _requests(batch: Mapping[str, Any]) -> int:
    counts = batch.get("request_counts")
    return sum(_numbers(counts)) if isinstance(counts, dict) else -1


def _numbers(counts: Mapping[str, Any]) -> Iterator[int]:
    return (value for value in counts.values() if isinstance(value, int))


def _made(batch: Mapping[str, Any]) -> float:
    """When a batch was made; what cannot be read may have been made now.

    A time without an offset is one of UTC, and not of wherever this machine is.
    """
    try:
        made = datetime.fromisoformat(str(batch.get("created_at")))
        return (made if made.tzinfo else made.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, OSError):
        return float("inf")


def _date(batch: Mapping[str, Any]) -> str:
    """When a batch was made, for people."""
    made = _made(batch)
    if made == float("inf"):
        return "nobody knows when"
    return datetime.fromtimestamp(made, UTC).isoformat(" ", "seconds")
