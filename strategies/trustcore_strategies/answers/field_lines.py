"""Fields that a text gives line by line, as an object of JSON has them: "name: Ann", "age: 41"."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"(?:[-*\u2022] )?(?P<key>[^\W\d_][\w /-]{0,40}?) ?[:=] ?(?P<value>\S[^\n]{0,200})"
)
_MOST = 40
"""Lines; what has more is no record."""


_CONSTANTS = {"true": True, "false": False, "null": None}


def fields_in(text: str) -> dict[str, object] | None:
    """The fields of a text whose lines, two at least, are a name and a value each."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not 1 < len(lines) <= _MOST:
        return None
    found = [_LINE.fullmatch(line) for line in lines]
    fields = {one["key"]: _value(one["value"].strip()) for one in found if one is not None}
    return fields if len(fields) == len(lines) else None


def _value(written: str) -> object:
    """A text as it stands, or the constant that it is in JSON; numbers are told by their text."""
    return _CONSTANTS.get(written.lower(), written)
