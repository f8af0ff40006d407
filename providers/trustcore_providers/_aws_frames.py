"""AWS's event stream, application/vnd.amazon.eventstream, as server-sent events."""

from __future__ import annotations

import json
from binascii import crc32
from collections.abc import Iterator, Mapping
from struct import Struct
from typing import Any

from attrs import evolve

from trustcore.errors import ReplyError
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import dump

_PRELUDE = Struct(">III")  # length of the message, length of its headers, sum of the two
_SUM = Struct(">I")
_LENGTH = Struct(">H")
_LARGEST = 24 * 2**20  # bytes of a message: 16 MB of content, and its headers
_SIZES = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Bytes of a header's value by its type; the others tell their length."""
_BYTES, _TEXT = 6, 7


class FrameReader:
    """A reader that makes a server-sent event of each message of a stream, however it was cut.

    Each has one field, the kind of the message, with its content; an exception is an error. What is
    no such stream, as an error or the reply of a server that has none, passes as it is.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._frames: bool | None = None
        self._events: list[bytes] = []

    def feed(self, data: bytes) -> bytes:
        """The events that the next bytes complete.

        Raises:
            ReplyError: When a message is broken.
        """
        if self._frames is None and data:
            self._frames = data[0] < 0x20 and not data[:1].isspace()
        if not self._frames:
            return data
        self._buffer += data
        events = b"".join(map(_event, self._messages()))
        self._events.append(events)
        return events

    def whole(self, response: Response) -> Response:
        """A response with its messages as events: those that were fed, or else all of its body.

        Raises:
            ReplyError: As `feed` does.
        """
        if self._frames is None and response.status < 300:
            self.feed(response.body)
        return evolve(response, body=b"".join(self._events)) if self._frames else response

    def _messages(self) -> Iterator[bytes]:
        """The messages that are complete, without the sum at their ends."""
        while len(self._buffer) >= _PRELUDE.size:
            length, headers, check = _PRELUDE.unpack_from(self._buffer)
            whole = _PRELUDE.size + headers + _SUM.size <= length <= _LARGEST
            if not whole or check != crc32(self._buffer[: _PRELUDE.size - _SUM.size]):
                raise _broken()
            if len(self._buffer) < length:
                return
            message = bytes(self._buffer[: length - _SUM.size])
            (check,) = _SUM.unpack_from(self._buffer, len(message))
            if check != crc32(message):
                raise _broken()
            del self._buffer[:length]
            yield message


def _event(message: bytes) -> bytes:
    """A message as a server-sent event."""
    _, size, _ = _PRELUDE.unpack_from(message)
    start = _PRELUDE.size + size
    headers = dict(_headers(message[_PRELUDE.size : start]))
    data = _data(headers, _content(message[start:]))
    return b"data: " + dump(data) + b"\n\n"


def _data(headers: Mapping[str, str], content: Any) -> dict[str, Any]:  # noqa: ANN401  (any JSON)
    match headers.get(":message-type"):
        case "event":
            return {headers.get(":event-type", ""): content}
        case "error":
            said = headers.get(":error-message", "")
            error = {"type": headers.get(":error-code", ""), "message": said}
        case _:  # an exception
            said = content.get("message", "") if isinstance(content, dict) else ""
            error = {"type": headers.get(":exception-type", ""), "message": said}
    return {"type": "error", "error": error}


def _content(content: bytes) -> Any:  # noqa: ANN401  (any JSON)
    try:
        return json.loads(content) if content else {}
    except ValueError:  # half a character is one as well
        raise _broken() from None


def _headers(data: bytes) -> Iterator[tuple[str, str]]:
    """The headers whose values are texts; all that are read are."""
    place = 0
    try:
        while place < len(data):
            end = place + 1 + data[place]
            name, kind = data[place + 1 : end].decode("utf-8", "replace"), data[end]
            place = end + 1
            if kind in {_BYTES, _TEXT}:
                (size,) = _LENGTH.unpack_from(data, place)
                place += _LENGTH.size
            else:
                size = _SIZES[kind]
            if kind == _TEXT:
                yield name, data[place : place + size].decode("utf-8", "replace")
            place += size
    except (IndexError, KeyError, ValueError, OverflowError) as error:
        raise _broken() from error


def _broken() -> ReplyError:
    return ReplyError("the reply is an event stream of AWS with a message that is broken")
