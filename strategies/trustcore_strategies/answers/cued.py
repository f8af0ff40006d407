"""Patterns that are dear, tried only where a text has what they match nothing without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import whitespace

from attrs import field, frozen


def _compiled(pattern: str | re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern)


@frozen
class Cued:
    """A pattern with cues: in lower case, a text of ASCII that it matches has one of them.

    Where no first letter is known, `re` tries every branch of a pattern at every place of a text,
    which takes a hundred times as long as to look for a few words. A text with other letters than
    those of ASCII is searched in any case.

    Attributes:
        pattern: What is looked for.
        cues: What stands anywhere in a text that it matches.
        endings: What such a text ends in, where it has none of the cues.
    """

    pattern: re.Pattern[str] = field(converter=_compiled)
    cues: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    _last: frozenset[str] = field(init=False)

    @_last.default
    def _last_characters(self) -> frozenset[str]:
        """What a text ends in that has one of the endings, blanks aside; in any case."""
        last = "".join([ending[-1] for ending in self.endings])
        return frozenset(last + last.upper() + whitespace)

    def may_match(self, text: str) -> bool:
        """Whether a text has what it needs; where not, it matches nowhere."""
        if not text.isascii():
            return True
        if not self.cues and text[-1:] not in self._last:
            return False
        lowered = text.lower()
        return any(map(lowered.__contains__, self.cues)) or lowered.rstrip().endswith(self.endings)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """All of a text, where that is what it matches."""
        return self.pattern.fullmatch(text) if self.may_match(text) else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it matches."""
        return self.pattern.search(text) if self.may_match(text) else None


@frozen
class Begun:
    """A pattern whose matches all begin in one way, tried only where a text has such a beginning.

    `re` looks for the next of some characters quickly, but only where a pattern begins with them
    and with nothing that may be missing, no case that does not count, no look behind.

    Attributes:
        pattern: What is looked for; it matches no empty text.
        beginning: What each match begins with: characters first, then what stands around them.
    """

    pattern: re.Pattern[str] = field(converter=_compiled)
    beginning: re.Pattern[str] = field(converter=_compiled)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places where it matches, from the first on, that do not overlap."""
        at = 0
        while (begun := self.beginning.search(text, at)) is not None:
            found = self.pattern.match(text, begun.start())
            at = begun.start() + 1 if found is None else found.end()
            if found is not None:
                yield found
