"""Files at an HTTP API, and the JSON that speaks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import anyio
import orjson
from attrs import field, frozen

from trustcore.errors import CallTimeout, ReplyError
from trustcore.plugins.protocols import FileTransport, Response
from trustcore.provider_kit.error_maker import ErrorMaker
from trustcore.provider_kit.session import Authorize
from trustcore.provider_kit.settings import url_of

_JSON_SECONDS, _FILE_SECONDS = 60.0, 3600.0


@frozen
class EndpointFiles:
    """Sends files to an HTTP API, fetches them, and asks it about them.

    All methods raise a `ProviderError` for a response that is no success, or does not come in time.

    Attributes:
        transport: The connections.
        base_url: Where the API is.
        authorize: What adds the credentials.
        errors: What makes our errors of the endpoint's.
        headers: What the API wants in all of them, besides.
    """

    transport: FileTransport
    base_url: str = field(repr=False)
    authorize: Authorize = field(repr=False)
    errors: ErrorMaker = field(repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)

    async def get(self, path: str) -> dict[str, Any]:
        """Ask for an object."""
        url, headers = await self._ready(path, {}, b"")
        with _within(_JSON_SECONDS, self.errors.endpoint):
            response = await self.transport.download(url, headers)
        return self._object(response)

    async def post(self, path: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Send an object, and give what is answered."""
        body = orjson.dumps(data)
        url, headers = await self._ready(path, {"Content-Type": "application/json"}, body)
        with _within(_JSON_SECONDS, self.errors.endpoint):
            response = await self.transport.post(url, headers, body)
        return self._object(response)

    async def upload(self, path: str, content_type: str, file: BinaryIO) -> dict[str, Any]:
        """Send a file from where it stands, and give what is answered; the file is closed."""
        url, headers = await self._ready(path, {"Content-Type": content_type}, b"")
        with _within(_FILE_SECONDS, self.errors.endpoint):
            response = await self.transport.upload(url, headers, file)
        return self._object(response)

    async def download(self, path: str, receive: Callable[[bytes], None]) -> None:
        """Fetch a file, piece by piece."""
        url, headers = await self._ready(path, {}, b"")
        with _within(_FILE_SECONDS, self.errors.endpoint):
            response = await self.transport.download(url, headers, receive)
        self._check(response)

    async def _ready(
        self, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[str, Mapping[str, str]]:
        url = url_of(self.base_url, path)
        return url, await self.authorize(url, {**self.headers, **headers}, body)

    def _check(self, response: Response) -> None:
        if response.status >= 300:
            raise self.errors.of_response(self.errors.without_secrets(response))

    def _object(self, response: Response) -> dict[str, Any]:
        self._check(response)
        try:
            found = orjson.loads(response.body)
        except orjson.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            raise ReplyError(f"{self.errors.endpoint} answered no JSON object about its files")
        return found


@contextmanager
def _within(seconds: float, endpoint: str) -> Iterator[None]:
    try:
        with anyio.fail_after(seconds):
            yield
    except TimeoutError as error:
        msg = f"{endpoint} did not answer within {seconds:g} s"
        raise CallTimeout(msg) from error
