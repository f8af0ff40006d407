"""Decompression of a body while it arrives, in pieces of bounded size."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from typing import Protocol

ACCEPTED = "gzip, deflate"
"""The value of `Accept-Encoding`: what is read here, and nothing else."""

_PIECE = 2**16
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f"
_JSON_HEADS = b"{["
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]")
_LOOKED_AT = 256
"""Bytes that tell whether a body is a text. Of random ones the first sixteen do."""

_TEXT = frozenset((*range(0x20, 0x7F), *b"\t\r\n", 0xEF))
"""Bytes that begin a text, or the mark in front of one."""


class EncodingError(ValueError):
    """A body is not what its `Content-Encoding` says. The message names the encoding alone."""


class OtherEncodingError(EncodingError):
    """A body was never in its encoding: what was damaged on its way may be whole the next time."""


class Decoder(Protocol):
    """What turns the bytes of the wire into those that were meant."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Pieces of at most 64 KiB, made one by one.

        Raises:
            EncodingError: When the bytes are of no such encoding.
        """

    def finish(self) -> None:
        """Say that all bytes were fed.

        Raises:
            EncodingError: When some are missing.
        """


def decoder_of(encoding: str) -> Decoder | None:
    """A decoder for the value of `Content-Encoding`; None for one that cannot be read."""
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) != "identity"]
    match [name for name in names if name]:
        case []:
            return Plain()
        case ["gzip" | "x-gzip"]:
            return Inflate("gzip")
        case ["deflate"]:
            return Inflate("deflate")
        case _:
            return None


class Plain:
    """A body that is not encoded."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give the bytes as they are."""
        yield data

    def finish(self) -> None:
        """Nothing can be missing."""


class Inflate:
    """A body in gzip, of one or several members, or in deflate with or without its header."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._stream: zlib._Decompress | None = None
        self._plain = False
        self._began = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decompress; see `Decoder`."""
        if self._stream is None and data and not self._plain:
            self._plain = self._begins_plainly(data)
        if self._plain:
            yield data
            return
        while data:
            if self._stream is None:
                self._stream = zlib.decompressobj(self._window(data))
            elif self._stream.eof:
                if not data.startswith(_GZIP_MAGIC):
                    return  # padding after the end, as some servers send
                self._stream = zlib.decompressobj(_GZIP)
            yield from self._inflated(self._stream, data)
            data = self._stream.unused_data

    def finish(self) -> None:
        """Check that the end was seen; a body without a byte has none."""
        if self._stream is not None and not self._stream.eof:
            raise EncodingError(f"a body in {self._encoding} ends in its middle")

    def _inflated(self, stream: zlib._Decompress, data: bytes) -> Iterator[bytes]:
        full = True
        while data or full:
            try:
                piece = stream.decompress(data, _PIECE)
            except zlib.error as error:
                kind = EncodingError if self._began else OtherEncodingError
                raise kind(f"a body is not in {self._encoding}") from error
            self._began = True
            data = stream.unconsumed_tail
            full = len(piece) == _PIECE
            if piece:
                yield piece
            if stream.eof:
                return

    def _begins_plainly(self, data: bytes) -> bool:
        """Whether a body is a text: proxies decompress some and leave the header as it was."""
        if self._encoding == "gzip":
            return data[0] in _TEXT
        # Deflate has no magic number: a block may begin with the byte of a brace.
        return data[0] in _JSON_HEADS and _is_text(data[:_LOOKED_AT])

    def _window(self, data: bytes) -> int:
        if self._encoding == "gzip":
            return _GZIP
        # Microsoft's servers leave zlib's header (RFC 1950) out.
        return zlib.MAX_WBITS if data[0] & 0xF == 8 else -zlib.MAX_WBITS


def _is_text(data: bytes) -> bool:
    """Whether bytes are UTF-8, cut anywhere, without a control character."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return _CONTROL.search(text) is None
