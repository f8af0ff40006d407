"""One exchange with Gemini's API, completions or embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from trustcore import Reply
from trustcore_providers._gemini_wire import BATCH, GeminiWire
from trustcore_providers._session import Send, WireSession, with_allowances


class GeminiSession(WireSession):
    """An open Gemini model, which embeds as well."""

    def __init__(self, wire: GeminiWire, send: Send) -> None:
        super().__init__(wire, send)
        self._gemini = wire

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Ask for the embeddings of the first texts, as many as the API makes of one request."""
        first = texts[:BATCH]
        response = await self._send(self._gemini.encode_texts(first))
        decode = partial(self._gemini.decode_embeddings, count=len(first))
        return with_allowances(response, decode)
