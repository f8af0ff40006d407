"""What carries calls in OpenAI's format over our own connections."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from attrs import field, frozen

from trustcore import Transport
from trustcore.plugins.protocols import Response
from trustcore_providers._json import dump


def joined(base_url: str, path: str) -> str:
    """A path below a base URL, whose query is kept."""
    parts = urlsplit(base_url)
    return parts._replace(path=parts.path.rstrip("/") + path, fragment="").geturl()


@frozen
class HttpPost:
    """Sends a body to the URL of a path.

    Attributes:
        transport: The connections.
        urls: The URL of each path.
        headers: With the credentials.
    """

    transport: Transport
    urls: Mapping[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    async def __call__(self, path: str, body: Mapping[str, object]) -> Response:
        return await self.transport.post(self.urls[path], self.headers, dump(body))
