"""The events of a stream while its bytes arrive, and what they add to the text of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from trustcore.plugins.protocols import Receive
from trustcore.provider_kit.bodies import events_in, is_stream
from trustcore.secret import Secret

TextOfEvent = Callable[[dict[str, Any]], str]
"""From an event to the text that it adds to the answer. It may keep what the next one hangs on."""

_BLANK_LINE = re.compile(rb"(?:\n|\r\n?+)(?:\n|\r\n?+)+")
_LONGEST_END = 4
"""Bytes of the longest end of an event, which may arrive in pieces."""

_FIRST = 64
"""Bytes that tell at the latest whether a body is a stream of events."""


class EventReader:
    """A reader of a stream of events (WHATWG HTML, 9.2) that gives its text piece by piece.

    It is for what is shown early. The body as a whole is read at its end, as that of any reply is,
    and says what counts. So it gives nothing more from an event on that it cannot read.

    Args:
        text_of_event: What an event adds to the text.
        receive: Takes each piece of the text.
        secrets: What is masked in events, as it is in the body.
    """

    def __init__(
        self, text_of_event: TextOfEvent, receive: Receive, secrets: Sequence[Secret] = ()
    ) -> None:
        self._text_of_event = text_of_event
        self._receive = receive
        self._secrets = secrets
        self._buffer = bytearray()
        self._seen = 0
        self._reads: bool | None = None

    def feed(self, data: bytes) -> None:
        """Take in the next bytes, however the stream was cut."""
        if self._reads is False:
            return
        self._buffer += data
        if self._reads is None:
            self._reads = self._is_stream()
        if self._reads:
            for block in self._blocks():
                if self._reads:
                    self._read(block)

    def _is_stream(self) -> bool | None:
        """Whether these are events; None where too little is there."""
        if is_stream(self._buffer):
            return True
        return None if len(self._buffer) < _FIRST else False

    def _blocks(self) -> list[bytes]:
        """The events that are complete, each once, without what is secret."""
        size, end = len(self._buffer), 0
        half = self._buffer.endswith(b"\r")  # perhaps the first half of a line's end
        for match in _BLANK_LINE.finditer(self._buffer, max(0, self._seen - _LONGEST_END)):
            end = end if half and match.end() == size else match.end()
        complete = bytes(self._buffer[:end])
        del self._buffer[:end]
        self._seen = len(self._buffer)
        for secret in self._secrets:
            complete = secret.mask_bytes(complete)
        return [block for block in _BLANK_LINE.split(complete) if block]

    def _read(self, block: bytes) -> None:
        try:
            texts = [self._text_of_event(one) for one in events_in(block) if isinstance(one, dict)]
        except Exception:  # noqa: BLE001  (of any wire: reading the whole tells what is wrong)
            self._reads = False
            return
        for text in filter(None, texts):
            self._receive(text)
