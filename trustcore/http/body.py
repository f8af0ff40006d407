"""The body of a response of aiohttp: decompressed and counted while it arrives."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress

import aiohttp
from anyio.lowlevel import checkpoint
from yarl import URL

from trustcore.errors import ReplyError, UnreadableReplyError
from trustcore.http.encoding import ACCEPTED, EncodingError, OtherEncodingError, decoder_of
from trustcore.http.reading import UNCOUNTED, Reservation

_ERROR_LIMIT = 2**18
"""Bytes of a response with the status of an error. What it says stands at its beginning."""

_ENCODING = re.compile(r"[a-z0-9_-]{1,20}(?:\s*,\s*[a-z0-9_-]{1,20}){0,4}")


async def read_body(
    response: aiohttp.ClientResponse,
    limit: int,
    receive: Callable[[bytes], None] | None = None,
) -> bytes:
    """Read a response to its end; of one with the status of an error, the beginning.

    Args:
        response: The response.
        limit: Bytes of it, decompressed, beyond which it is refused.
        receive: Takes each piece of a success as it arrives; None where nobody wants them.

    Raises:
        ReplyError: When it is larger than the limit, or not encoded as it says.
        UnreadableReplyError: When its encoding is one that nobody asked for.
    """
    if response.status >= 300:
        return await _beginning(response)
    encoding = response.headers.get("Content-Encoding", "")
    length = None if encoding else response.content_length
    if length is not None and length > limit:
        raise _too_large(response, limit)
    if receive is None and length is not None and length <= min(limit, UNCOUNTED):
        return await response.read()
    if receive is not None:
        return await _told(response, limit, receive)
    return await _counted(response, limit, limit if length is None else length)


async def hand_over(
    response: aiohttp.ClientResponse, limit: int, receive: Callable[[bytes], None]
) -> bytes:
    """Give the pieces of a success away as they arrive; of an error, the beginning is returned.

    Raises:
        ReplyError: As `read_body` does.
        UnreadableReplyError: Likewise.
    """
    if response.status >= 300:
        return await _beginning(response)
    try:
        async with aclosing(_limited(response, limit)) as limited:
            async for piece, _ in limited:
                receive(piece)
    except EncodingError as error:
        raise _unreadable(response, error) from error
    return b""


async def _told(
    response: aiohttp.ClientResponse, limit: int, receive: Callable[[bytes], None]
) -> bytes:
    """A body whose pieces are told of. Its memory is not waited for: somebody looks on."""
    pieces: list[bytes] = []
    try:
        async with aclosing(_limited(response, limit)) as limited:
            async for piece, _ in limited:
                pieces.append(piece)
                receive(piece)
                await checkpoint()  # who tells of it goes before what is made of the whole
        return b"".join(pieces)
    except EncodingError as error:
        raise _unreadable(response, error) from error
    finally:
        pieces.clear()  # else whoever keeps the error, and with it this frame, keeps them


async def _counted(response: aiohttp.ClientResponse, limit: int, most: int) -> bytes:
    """A body that may be large. A bomb never takes more than its limit and one piece."""
    pieces: list[bytes] = []
    try:
        with Reservation() as memory:
            async with aclosing(_limited(response, limit)) as limited:
                async for piece, size in limited:
                    pieces.append(piece)
                    await memory.grow(size, most)
            return b"".join(pieces)
    except EncodingError as error:
        raise _unreadable(response, error) from error
    finally:
        pieces.clear()  # as above


async def _limited(
    response: aiohttp.ClientResponse, limit: int
) -> AsyncGenerator[tuple[bytes, int], None]:
    """The pieces of a body, each with the size of all until there."""
    size = 0
    async with aclosing(_decoded(response)) as decoded:
        async for piece in decoded:
            size += len(piece)
            if size > limit:
                raise _too_large(response, limit)
            yield piece, size


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    """What an error says: the status counts, be the body unreadable, cut or too large."""
    pieces, size = [], 0
    with suppress(EncodingError, UnreadableReplyError, aiohttp.ClientPayloadError):
        async with aclosing(_decoded(response)) as decoded:
            async for piece in decoded:
                pieces.append(piece)
                size += len(piece)
                if size > _ERROR_LIMIT:
                    response.close()
                    break
    return b"".join(pieces)[:_ERROR_LIMIT]


async def _decoded(response: aiohttp.ClientResponse) -> AsyncGenerator[bytes, None]:
    encoding = response.headers.get("Content-Encoding", "")
    decoder = decoder_of(encoding)
    if decoder is None:
        raise UnreadableReplyError(
            f"{host_of(response.url)} sent a body in the encoding {_word(encoding)}, though only "
            f"{ACCEPTED} was asked for; what stands in front of the API has to be set right",
            status=response.status,
        )
    async for data in response.content.iter_any():
        for piece in decoder.feed(data):
            yield piece
    decoder.finish()


def _unreadable(response: aiohttp.ClientResponse, error: EncodingError) -> ReplyError:
    msg = f"{host_of(response.url)} sent what cannot be read: {error}"
    kind = UnreadableReplyError if isinstance(error, OtherEncodingError) else ReplyError
    return kind(msg, status=response.status)


def _too_large(response: aiohttp.ClientResponse, limit: int) -> ReplyError:
    response.close()
    size = f"{limit >> 20} MiB" if limit >= 2**20 else f"{limit} bytes"
    msg = f"{host_of(response.url)} sent more than {size}; is base_url right?"
    return ReplyError(msg, status=response.status)


def _word(encoding: str) -> str:
    """The name of an encoding, unless it is none."""
    text = encoding.strip().lower()
    return repr(text) if _ENCODING.fullmatch(text) else "of a name that is none"


def host_of(url: URL) -> str:
    """Host and port: no user, no password, no query."""
    port = "" if url.is_default_port() else f":{url.explicit_port}"
    return f"{url.host}{port}"
