"""One exchange with Gemini's API, completions or embeddings."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore import Reply, Usage
from trustcore_providers._gemini_wire import BATCH, GeminiWire
from trustcore_providers._session import Send, WireSession


class GeminiSession(WireSession):
    """An open Gemini model, which embeds as well."""

    def __init__(self, wire: GeminiWire, send: Send) -> None:
        super().__init__(wire, send)
        self._gemini = wire

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Ask for the embeddings of texts, in requests of at most `BATCH` one after the other."""
        replies = [
            await self._embed(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)
        ]
        items = [item for reply in replies for item in reply.items]
        return Reply(items, sum((reply.usage for reply in replies), Usage()))

    async def _embed(self, texts: Sequence[str]) -> Reply:
        response = await self._send(self._gemini.encode_texts(texts))
        return self._gemini.decode_embeddings(response, len(texts))
