"""What a vendor's batch interface is to us: how requests are framed, sent, found again and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from attrs import frozen

from trustcore.batch.vendor.store import Batch, Result, RoundStore
from trustcore.errors import ReplyError
from trustcore.provider_kit import Encoded, EndpointFiles

MOST_PAGES = 100
"""Pages of a vendor's list that are looked through."""


@frozen
class Frame:
    """What stands around the requests of a file, as the body of its upload.

    Attributes:
        content_type: What the upload says that it is.
        head: Before the first request.
        between: Between two of them.
        tail: After the last.
    """

    content_type: str
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


@frozen
class VendorState:
    """How far a batch is at the vendor.

    Attributes:
        ended: Whether nothing more will come of it.
        refused: Whether the vendor took none of it, for what is wrong with the file or a limit.
        code: What the vendor calls the reason, where it refused it; empty where it gave none.
        files: Where its results are, those of failed requests too.
    """

    ended: bool
    refused: bool = False
    code: str = ""
    files: tuple[str, ...] = ()


@frozen
class Candidate:
    """A batch at the vendor that may be the one that is looked for.

    Attributes:
        vendor_id: What the vendor calls it.
        about: What else is known of it, for whoever decides.
    """

    vendor_id: str
    about: str


@frozen
class Found:
    """Whether a vendor has a batch.

    Attributes:
        vendor_id: What the vendor calls it; None where it has none, or nobody can tell.
        candidates: Those that may be it, where nobody can tell.
    """

    vendor_id: str | None = None
    candidates: tuple[Candidate, ...] = ()


class BatchForm(Protocol):
    """One vendor's batches. Whatever sends or fetches raises a `ProviderError` when it fails."""

    def target(self, encoded: Encoded, /) -> str:
        """What the file of a request is for; requests with other targets have other files."""

    def weight(self, encoded: Encoded, /) -> int:
        """How many of the requests that a file may hold a request counts for."""

    def line(self, id_: str, encoded: Encoded, /) -> bytes:
        """A request as it stands in a file."""

    def frame(self, batch: Batch, /) -> Frame:
        """What stands around the requests of a batch."""

    async def upload(self, batch: Batch, content: Callable[[], BinaryIO], /) -> str:
        """Send a file of requests, where that is a step of its own; the vendor's name for it."""

    async def create(self, batch: Batch, file_id: str, content: Callable[[], BinaryIO], /) -> str:
        """Start the batch; the vendor's name for it."""

    async def find(self, batch: Batch, store: RoundStore, /) -> Found:
        """Look at the vendor for a batch that may have been started."""

    async def look(self, vendor_id: str, /) -> VendorState:
        """How far a batch is."""

    async def fetch(self, file_id: str, receive: Callable[[bytes], None], /) -> None:
        """Get results, piece by piece."""

    def result(self, line: bytes, /) -> Result | None:
        """What a line of results says; None where it cannot be read."""


@frozen(kw_only=True)
class BatchInterface:
    """One vendor's batch interface: what it costs, how large a file may be.

    Attributes:
        vendor: The vendor of its models, as in "vendor/model".
        form: How its batches are written, sent and read.
        share: Of the usual prices, in (0, 1], what a request costs.
        most_lines: Requests that one file may hold.
        most_bytes: Bytes that one file may have.
        embeddings: Whether it takes requests for embeddings.
    """

    vendor: str
    form: Callable[[EndpointFiles], BatchForm]
    share: float = 0.5
    most_lines: int = 50_000
    most_bytes: int = 190 * 10**6
    embeddings: bool = False


def name_in(data: Any, name: str) -> str:  # noqa: ANN401  (any JSON)
    """A vendor's name for a thing, which is safe as a part of a path.

    Raises:
        ReplyError: When there is none.
    """
    found = data.get(name) if isinstance(data, dict) else None
    plain = found.translate(_PLAIN) if isinstance(found, str) else ""
    if not isinstance(found, str) or not plain.isalnum() or not plain.isascii():
        msg = f"the vendor's batch interface answered without a usable `{name}`"
        raise ReplyError(msg)
    return found


_PLAIN = str.maketrans("", "", "-_/")


def code_in(found: Any) -> str:  # noqa: ANN401  (any JSON)
    """A code of a problem: free text of the vendor's may quote prompts, and is left out."""
    return found if isinstance(found, str) and found.replace("_", "").isalnum() else ""


def too_many() -> ReplyError:
    """The error for a list that does not end."""
    msg = "the vendor lists too many batches to look through; nobody knows what is sent"
    return ReplyError(msg)
