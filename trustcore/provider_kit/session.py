"""One exchange with an HTTP API: encode, send, learn from a refusal or decode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, runtime_checkable

from attrs import evolve, field, frozen

from trustcore.errors import (
    ParameterRefusedError,
    ProviderError,
    ReplyError,
)
from trustcore.http import STREAM_LIMIT, reply_limit
from trustcore.http.allowances import allowances
from trustcore.http.status import ApiProblem
from trustcore.plugins.protocols import Receive, Response, StreamingTransport, Transport
from trustcore.provider_kit.bodies import dump, is_stream, objects_in
from trustcore.provider_kit.error_maker import ErrorMaker
from trustcore.provider_kit.event_reader import EventReader
from trustcore.provider_kit.parameter_names import own_names
from trustcore.provider_kit.parameters import LearnedParameters
from trustcore.provider_kit.problems import (
    ReportedProblem,
    complaint,
    problem_of,
    reported,
)
from trustcore.provider_kit.settings import url_of
from trustcore.provider_kit.wire import EmbeddingWire, Encoded, FramedWire, StreamingWire, Wire
from trustcore.records.chat import EmbeddingRequest, Reply, Request

Send = Callable[[Encoded, int], Awaitable[Response]]
"""Carries a request to the endpoint, with credentials; and how many bytes the reply may have."""


@runtime_checkable
class StreamingSend(Protocol):
    """What carries requests and can tell of a response while it arrives."""

    async def stream(
        self, encoded: Encoded, limit: int, receive: Callable[[bytes], None], /
    ) -> Response:
        """Send one request and read the whole response, telling of the pieces of a success."""


Authorize = Callable[[str, Mapping[str, str], bytes], Awaitable[Mapping[str, str]]]
"""From the URL, the headers and the body of a request to its headers with credentials."""


def adding(credentials: Mapping[str, str]) -> Authorize:
    """Authorize with headers that are the same for every request."""
    return _Adding(credentials)


@frozen
class _Adding:
    """Adds the same headers to every request, so that they can be made once for all."""

    headers: Mapping[str, str] = field(repr=False)

    async def __call__(self, _: str, headers: Mapping[str, str], __: bytes) -> Mapping[str, str]:
        return {**headers, **self.headers}


_JSON = {"Content-Type": "application/json"}
_PAGE = (
    "a page came instead of a reply, so this is no address of the API, or something in front of it "
    "answered: check base_url, and what the network lets through"
)


@frozen
class HttpSend:
    """Sends requests over connections of our own.

    Attributes:
        transport: The connections.
        base_url: Where the API is.
        authorize: What adds the credentials.
    """

    transport: Transport
    base_url: str = field(repr=False)
    authorize: Authorize = field(repr=False)
    _urls: dict[str, str] = field(factory=dict, init=False, repr=False, eq=False)
    _headers: Mapping[str, str] | None = field(init=False, repr=False, eq=False)
    """Of all requests that have none of their own; None where each is authorized by itself."""
    _streams: StreamingTransport | None = field(init=False, repr=False, eq=False)

    @_streams.default
    def _streaming_transport(self) -> StreamingTransport | None:
        return self.transport if isinstance(self.transport, StreamingTransport) else None

    @_headers.default
    def _made_once(self) -> Mapping[str, str] | None:
        authorize = self.authorize
        return {**_JSON, **authorize.headers} if isinstance(authorize, _Adding) else None

    async def __call__(self, encoded: Encoded, limit: int) -> Response:
        """Send one request and read the whole response, whatever its status."""
        url, body = self._url(encoded.path), dump(encoded.body)
        headers = None if encoded.headers else self._headers
        if headers is None:
            headers = await self._authorized(url, encoded, body)
        return await self.transport.post(url, headers, body, limit=limit)

    async def stream(
        self, encoded: Encoded, limit: int, receive: Callable[[bytes], None], /
    ) -> Response:
        """As a call, telling of the response while it arrives, where the transport does."""
        url, body = self._url(encoded.path), dump(encoded.body)
        headers = await self._authorized(url, encoded, body)
        if self._streams is None:
            return await self.transport.post(url, headers, body, limit=limit)
        return await self._streams.stream(url, headers, body, receive, limit=limit)

    def _url(self, path: str) -> str:
        url = self._urls.get(path)
        if url is None:
            url = self._urls[path] = url_of(self.base_url, path)
        return url

    async def _authorized(self, url: str, encoded: Encoded, body: bytes) -> Mapping[str, str]:
        """The headers of a request with its credentials."""
        return await self.authorize(url, {**_JSON, **encoded.headers}, body)


class HttpSession:
    """An open provider: a wire format, what carries it, and what was learned of the endpoint.

    Args:
        wire: The format.
        send: What carries requests: an `HttpSend`, or a client object of the user's.
        errors: What makes our errors of the endpoint's.
    """

    def __init__(self, wire: Wire, send: Send, errors: ErrorMaker) -> None:
        self._wire = wire
        self._send = send
        self._errors = errors
        self._learned = LearnedParameters()
        self._streaming = _Streaming.of(wire, send)

    async def complete(self, request: Request, /) -> Reply:
        """Ask for completions; parameters that the endpoint has refused are left out.

        Raises:
            ParameterRefusedError: When it refuses another one.
        """
        fitted, encoded = self._encoded(request)
        response = await self._send(encoded, reply_limit(completions=fitted.n))
        return self._replied(response, request, fitted, encoded)

    def encode(self, request: Request | EmbeddingRequest, /) -> Encoded:
        """A request as it travels in a file of many; what was refused is left out.

        Raises:
            ProviderError: When the API has no embeddings, and they are asked for.
        """
        if isinstance(request, EmbeddingRequest):
            return self._embedding_wire().encode_texts(request.texts)
        return self._encoded(request)[1]

    def read(self, response: Response, request: Request | EmbeddingRequest, /) -> Reply:
        """What came of a request that travelled in a file, be it read once or again.

        Args:
            response: What came back.
            request: What it was made of, with the parameters that were refused since.

        Raises:
            ProviderError: As `complete` and `embed` do.
        """
        response = self._errors.without_secrets(response)
        if not isinstance(request, EmbeddingRequest):
            if response.status >= 300:
                self._learn(response, request, self._wire.encode(request).body)
            return self._read(response, request, lambda data: self._wire.decode(data, request))
        return self._embedded(response, request)

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        """Ask for one completion, and tell of its text while it arrives.

        It comes as a whole where the format has no streams, the endpoint refuses them, what carries
        the request cannot tell of them, or words of a list are asked for, which may come wrapped.

        Raises:
            ParameterRefusedError: As in `complete`.
        """
        streaming = self._streaming
        whole = request.n > 1 or request.choices or not self._learned.streams
        if whole or streaming is None:
            return await self.complete(request)
        fitted, encoded = self._encoded(request, streaming.wire.streamed)
        reader = EventReader(streaming.wire.text_reader(), receive, self._errors.secrets)
        response = await streaming.response(encoded, reader)
        return self._replied(response, request, fitted, encoded)

    def _encoded(
        self, request: Request, changed: Callable[[Encoded], Encoded] | None = None
    ) -> tuple[Request, Encoded]:
        """What is sent of a request: without what the endpoint has refused."""
        learned = self._learned
        fitted = learned.fit(request) if learned.anything else request
        encoded = self._wire.encode(fitted)
        if changed is not None:
            encoded = changed(encoded)
        if learned.anything:
            learned.rename(encoded.body)
        return fitted, encoded

    def _replied(
        self, response: Response, request: Request, fitted: Request, encoded: Encoded
    ) -> Reply:
        response = self._errors.without_secrets(response)
        if response.status >= 300:
            self._learn(response, fitted, encoded.body)
        return self._read(response, request, lambda data: self._wire.decode(data, fitted))

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Ask for the embeddings of texts, in one request.

        Raises:
            ProviderError: When the API has none.
        """
        encoded = self._embedding_wire().encode_texts(texts)
        response = await self._send(encoded, reply_limit(texts=len(texts)))
        screened = self._errors.without_secrets(response)
        return self._embedded(screened, EmbeddingRequest(tuple(texts)))

    def _embedded(self, response: Response, request: EmbeddingRequest) -> Reply:
        wire, count = self._embedding_wire(), len(request.texts)
        return self._read(response, request, lambda data: wire.decode_embeddings(data, count))

    def _embedding_wire(self) -> EmbeddingWire:
        if not isinstance(self._wire, EmbeddingWire):
            raise ProviderError("this provider has no embeddings")
        return self._wire

    def _learn(self, response: Response, sent: Request, body: Mapping[str, Any]) -> None:
        problem = problem_of(response)
        own = partial(own_names, lambda request: self._wire.encode(request).body, sent)
        refused = self._learned.learn(response.status, problem, sent, body, own)
        if refused is not None:
            error = ParameterRefusedError(
                f"the endpoint refused {refused}",
                status=response.status,
                detail=problem.message,
            )
            error.allowances = allowances(response.headers)
            raise error

    def _read(
        self,
        response: Response,
        request: Request | EmbeddingRequest,
        decode: Callable[[dict[str, Any]], Reply],
    ) -> Reply:
        """What a response holds, be it an error, with what its headers say is left of limits."""
        told = allowances(response.headers)
        try:
            if response.status >= 300:
                raise self._errors.of_response(response, request.texts)
            reply = self._decoded(response, decode)
        except ReportedProblem as report:
            error = self._errors.of_report(report, response, request.texts)
            error.allowances = told
            raise error from None
        except ProviderError as error:
            error.allowances = told
            raise
        return reply if told is None else evolve(reply, allowances=told)

    def _decoded(self, response: Response, decode: Callable[[dict[str, Any]], Reply]) -> Reply:
        try:
            return self._understood(response, decode)
        except ReplyError as error:
            said = ApiProblem.parse(response.body)
            if said.page:
                raise ReplyError(_PAGE, detail=said.message) from None
            if type(error) is ReplyError and not error.detail:
                error.detail = said.message
            raise

    def _understood(self, response: Response, decode: Callable[[dict[str, Any]], Reply]) -> Reply:
        events = objects_in(response.body, response.headers)
        for event in events:
            found = reported(event)
            if found is not None:
                raise found
        data = events[0]
        if len(events) > 1 or is_stream(response.body):
            data = self._wire.join(events)
            found = reported(data)
            if found is not None:
                raise found
        try:
            return decode(data)
        except ReplyError:
            report = complaint(data)
            if report is None:
                raise
            raise report from None


@frozen
class _Streaming:
    """How streams are asked for: what the format and the carrier can do is looked at once.

    Attributes:
        wire: The format.
        send: What carries requests.
        framed: The format, where its streams are no server-sent events on their way.
    """

    wire: StreamingWire
    send: StreamingSend
    framed: FramedWire | None

    @classmethod
    def of(cls, wire: Wire, send: object) -> _Streaming | None:
        """How they are; None where one of the two has no streams."""
        if not (isinstance(send, StreamingSend) and isinstance(wire, StreamingWire)):
            return None
        return cls(wire, send, wire if isinstance(wire, FramedWire) else None)

    async def response(self, encoded: Encoded, reader: EventReader) -> Response:
        """The whole response to a request for a stream, whose events a reader is told of."""
        if self.framed is None:
            return await self.send.stream(encoded, STREAM_LIMIT, reader.feed)
        framing = self.framed.framing()

        def receive(data: bytes) -> None:
            reader.feed(framing.feed(data))

        return framing.whole(await self.send.stream(encoded, STREAM_LIMIT, receive))
