"""The text of a stream, piece by piece, as `joined` puts together that of a whole reply."""

from __future__ import annotations


class SpokenText:
    """A text that is put together while it is told: what stands between two runs parts them."""

    def __init__(self) -> None:
        self._last = ""
        self._parted = False

    def part(self) -> str:
        """Note something that is no text, a thought or a call of a tool; it adds nothing."""
        self._parted = True
        return ""

    def add(self, text: str) -> str:
        """What a piece adds: with a break before it, where it begins another run."""
        if not text:
            return ""
        spaced = self._last.isspace() or text[0].isspace()
        apart = self._parted and self._last and not spaced
        self._parted, self._last = False, text[-1]
        return "\n" + text if apart else text
