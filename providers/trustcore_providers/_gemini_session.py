"""One exchange with Gemini's API, completions or embeddings."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore import Reply
from trustcore_providers._gemini_wire import BATCH, GeminiWire
from trustcore_providers._session import Send, WireSession


class GeminiSession(WireSession):
    """An open Gemini model, which embeds as well."""

    def __init__(self, wire: GeminiWire, send: Send) -> None:
        super().__init__(wire, send)
        self._gemini = wire

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Ask for the embeddings of the first texts, as many as the API makes of one request."""
        first = texts[:BATCH]
        response = await self._send(self._gemini.encode_texts(first))
        return self._gemini.decode_embeddings(response, len(first))
