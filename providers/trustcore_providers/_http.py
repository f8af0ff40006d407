"""What carries requests over our own connections."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from attrs import field, frozen

from trustcore import Transport
from trustcore.plugins.protocols import Response
from trustcore_providers._endpoint import url_of
from trustcore_providers._session import Encoded

Authorize = Callable[[str, Mapping[str, str], bytes], Awaitable[Mapping[str, str]]]
"""From the URL, the headers and the body of a request to its headers with credentials."""


@frozen
class HttpSend:
    """Sends what is encoded to the endpoint.

    Attributes:
        transport: The connections.
        base_url: Where the API is.
        authorize: What adds the credentials.
    """

    transport: Transport
    base_url: str = field(repr=False)
    authorize: Authorize = field(repr=False)

    async def __call__(self, encoded: Encoded) -> Response:
        url = url_of(self.base_url, encoded.path)
        headers = await self.authorize(url, encoded.headers, encoded.body)
        return await self.transport.post(url, headers, encoded.body)


def adding(credentials: Mapping[str, str]) -> Authorize:
    """Authorize with headers that are the same for every request."""

    async def authorize(_: str, headers: Mapping[str, str], __: bytes) -> Mapping[str, str]:
        return {**headers, **credentials}

    return authorize
