"""The answer field of a JSON object that may stand inside other text or be cut off."""

from __future__ import annotations

import re

import orjson

_KEY = re.compile(
    r'"(?:final_?|short_?|correct_?|best_?)?(?:answer|guess|result|solution|response)"\s{0,8}:\s{0,8}',
    re.IGNORECASE,
)
_STRING = re.compile(r'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"')
_SCALAR = re.compile(r"[^\s,\"{}\[\]]+")


def json_answer(text: str, begin: int) -> tuple[int, int, str] | None:
    """Start, end and meaning of the last answer field, or None.

    Only texts that open with an object, an array or a fence, or that have a fence for JSON, are
    looked into: prose may quote JSON.
    """
    opening = text[begin : begin + 200].lstrip()[:3]
    if not opening.startswith(("{", "[", "```")) and "```json" not in text:
        return None
    last = None
    for last in _KEY.finditer(text, begin):  # noqa: B007  (only the last one is wanted)
        pass
    return None if last is None else _value(text, last.end())


def _value(text: str, start: int) -> tuple[int, int, str] | None:
    string = _STRING.match(text, start)
    if string is not None:
        return (*string.span(1), _unescaped(string.group()))
    scalar = _SCALAR.match(text, start)
    return None if scalar is None else (*scalar.span(), scalar.group())


def _unescaped(literal: str) -> str:
    try:
        return str(orjson.loads(literal))
    except orjson.JSONDecodeError:
        return literal[1:-1]
