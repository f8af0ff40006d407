"""Patterns that are dear, tried only where a text has a word without which they match nothing."""

from __future__ import annotations

import re

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

    def may_match(self, text: str) -> bool:
        """Whether a text has what it needs; where not, it matches nowhere."""
        if not text.isascii():
            return True
        lowered = text.lower()
        return any(map(lowered.__contains__, self.cues)) or lowered.rstrip().endswith(self.endings)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """All of a text, where that is what it matches."""
        return self.pattern.fullmatch(text) if self.may_match(text) else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it matches."""
        return self.pattern.search(text) if self.may_match(text) else None
