"""Verdicts that a judge gives as a name and a value: `{"is_correct": false}`, or "Correct: no"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trustcore_strategies.reflection.framings import Framing, Option, opposite

_FIELD = re.compile(
    r"[\"'](\w{1,40})[\"']\s*:\s*[\"']?(true|false|yes|no|[01](?:\.0)?)[\"']?(?=\s*(?:[,}\]]|$))",
    re.IGNORECASE,
)
_AROUND = r"[\s*_\"'`]"
_LINE = re.compile(
    rf"{_AROUND}{{0,8}}(\w[\w ]{{0,40}}?)\??{_AROUND}{{0,4}}[:=?]"
    rf"{_AROUND}{{0,8}}(true|false|yes|no){_AROUND}{{0,8}}[.!]?{_AROUND}{{0,8}}",
    re.IGNORECASE,
)
"""Digits are no truth values here: "Correct: 1" may be the answer."""

_LONGEST = 80
"""Characters of a reply that can be one name and its value."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""The words of a name in any style: `isCorrect`, `is_correct`, "is correct"."""

_HOLDS = frozenset(("true", "yes", "1", "1.0"))


def flags(reply: str, start: int, framing: Framing) -> Sequence[Option]:
    """The options that a reply gives as names with values, from a place on."""
    if "{" in reply[start:]:
        found = _FIELD.findall(reply, start)
    elif len(reply) - start <= _LONGEST and (line := _LINE.fullmatch(reply, start)):
        found = [line.groups()]
    else:
        return ()
    held = (_held(name, value.casefold() in _HOLDS, framing) for name, value in found)
    return [option for option in held if option is not None]


def _held(name: str, holds: bool, framing: Framing) -> Option | None:  # noqa: FBT001  (of a pair)
    """The option that a name with a truth value means."""
    if name in framing.letters:
        return framing.letters[name] if holds else None
    if not framing.judges:
        return framing.words.get(name.casefold()) if holds else None
    words = [word.casefold() for word in _WORD.findall(name)]
    options = [framing.words[word] for word in words if word in framing.words]
    if len(options) != 1 or words[-1] not in framing.words or words[-1] in ("yes", "no"):
        return None
    return options[0] if holds != ("not" in words) else opposite(options[0], framing)
