"""The text of an answer that comes out while it is written."""

from __future__ import annotations

from trustcore.errors import ProviderError
from trustcore.plugins.protocols import Receive
from trustcore.records.chat import Completion
from trustcore.records.evidence import Finding
from trustcore.records.text import whole_text
from trustcore.records.tools import calls_text

_HALVES = frozenset(map(chr, range(0xD800, 0xDC00)))
"""First halves of characters in UTF-16."""


class StreamedText:
    """The text of one answer, given to all who follow it: what is there at once, then each piece.

    It holds the text and nothing else, so it is bounded by the size of a reply, however slowly
    somebody takes the pieces. White space at its beginning is kept back until something follows it,
    since a reply of nothing else is none and is asked for again; so is half a character.
    """

    __slots__ = ("_held", "_pieces", "_receivers")

    def __init__(self, *receivers: Receive) -> None:
        self._receivers = list(receivers)
        self._pieces: list[str] = []
        self._held = ""

    @property
    def begun(self) -> bool:
        """Whether some of it was given out, so that nothing else may be said any more."""
        return bool(self._pieces)

    def follow(self, receive: Receive) -> None:
        """Give what is there, and from now on what comes."""
        if self._pieces:
            receive("".join(self._pieces))
        self._receivers.append(receive)

    def leave(self, receive: Receive) -> None:
        """Give no more."""
        self._receivers.remove(receive)

    def discard(self) -> None:
        """Forget what was kept back: the attempt that it came from has failed."""
        self._held = ""

    def add(self, piece: str) -> None:
        """Take in the next piece."""
        held, self._held = self._held + piece, ""
        if held[-1:] in _HALVES or not (self._pieces or held.strip()):
            self._held = held
        else:
            self._give(whole_text(held))

    def finish(self, finding: Finding) -> None:
        """Give the rest of an answer that is whole: all of it, where nothing was told before.

        Raises:
            ProviderError: When the pieces were of another text.
        """
        if not isinstance(finding, Completion):
            return
        text, given = said_in(finding), "".join(self._pieces)
        if not text.startswith(given):
            raise ProviderError("its pieces were of another text than its reply")
        self._held = ""
        self._give(text[len(given) :])

    def _give(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)
            for receive in tuple(self._receivers):
                receive(piece)


def said_in(completion: Completion) -> str:
    """The text of a completion without that of the calls of tools, which stand at its end."""
    if not completion.tool_calls:
        return completion.text
    return completion.text.removesuffix(calls_text(completion.tool_calls)).removesuffix("\n")
