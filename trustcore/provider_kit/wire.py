"""The format of one API: requests and replies as JSON, without any I/O."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from attrs import field, frozen

from trustcore.errors import UnreadableReplyError
from trustcore.plugins.protocols import Response
from trustcore.provider_kit.event_reader import TextOfEvent
from trustcore.records.chat import Reply, Request


@frozen
class Encoded:
    """A request as it goes over the wire, but for the host and the credentials.

    Attributes:
        path: From the base URL on, like "/v1/messages".
        body: What is sent as JSON.
        headers: Those that the API wants besides.
    """

    path: str
    body: dict[str, Any] = field(repr=False)
    headers: Mapping[str, str] = field(factory=dict)


class Wire(ABC):
    """The format of one API for one model: requests and replies as JSON, without any I/O."""

    @abstractmethod
    def encode(self, request: Request, /) -> Encoded:
        """The request for completions; what it leaves open is left to the API."""

    @abstractmethod
    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        """What came of it, for a response with a status of success.

        Args:
            data: The body. Errors that it reports at its top have been dealt with.
            request: What was sent. No more completions are read than it asks for.

        Raises:
            ProviderError: When it is not what the API promises.
        """

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        """The body that the events of a stream make, be it asked for or not.

        Raises:
            ReplyError: When the stream was cut.
            UnreadableReplyError: When this format has no streams.
        """
        if len(events) == 1:
            return events[0]
        raise UnreadableReplyError(
            "the server streams its reply, which was not asked for; turn streaming off there"
        )


@runtime_checkable
class EmbeddingWire(Protocol):
    """A wire whose API has embeddings."""

    def encode_texts(self, texts: Sequence[str], /) -> Encoded:
        """A request for the embeddings of the first texts, as many as one request may have."""

    def decode_embeddings(self, data: dict[str, Any], count: int, /) -> Reply:
        """What came of it: an embedding for each of the texts, or of the first, in order."""


@runtime_checkable
class StreamingWire(Protocol):
    """A wire whose API can write a completion as a stream of events, which `join` puts together."""

    def streamed(self, encoded: Encoded, /) -> Encoded:
        """A request for one completion as one for a stream of events."""

    def text_reader(self) -> TextOfEvent:
        """What makes text of the events of one stream: together, what `decode` makes of all.

        It gives nothing for an event where it is not sure; the rest comes with the whole.
        """


class Framing(Protocol):
    """What makes server-sent events of the bytes of one stream, as they come."""

    def feed(self, data: bytes, /) -> bytes:
        """The events that the next bytes complete.

        Raises:
            ReplyError: When they are broken.
        """

    def whole(self, response: Response, /) -> Response:
        """The response with its events; one that is no such stream as it is."""


@runtime_checkable
class FramedWire(Protocol):
    """A wire whose streams are no server-sent events on their way."""

    def framing(self) -> Framing:
        """What makes events of one stream."""
