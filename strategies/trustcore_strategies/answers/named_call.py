"""A call of a function or a tool that a text is, in one form however it is written.

`get_weather(city="Oslo")` and `{"tool": "get_weather", "args": {"city": "Oslo"}}` are one call.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

_LONGEST = 2_000
"""Characters of a call."""

_CALL = re.compile(
    r"\s{0,4}`{0,3}(?P<call>[A-Za-z_][\w.]*\(\s?[A-Za-z_]\w* ?= ?.+\))`{0,3}\s{0,4}", re.DOTALL
)
_NAMES = ("name", "tool", "function", "tool_name", "function_name", "action")
_ARGUMENTS = (
    *("arguments", "args", "parameters", "params", "input", "tool_input", "action_input"),
    *("kwargs",),
)


_OF_CALL = 2
"""Keys of an object that is a call: its name and its arguments."""


def named_call(text: str) -> dict[str, object] | None:
    """The call that a text is, by its name and arguments; None of any other text."""
    found = _CALL.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    try:
        call = ast.parse(found["call"], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(call, ast.Call) or call.args or not call.keywords:
        return None
    named = {one.arg: one.value for one in call.keywords if one.arg}
    try:
        given = {name: ast.literal_eval(value) for name, value in named.items()}
    except (ValueError, TypeError, RecursionError, MemoryError):
        return None
    return _in_one_form(ast.unparse(call.func), given) if len(given) == len(call.keywords) else None


def call_of(value: Mapping[str, object]) -> dict[str, object] | None:
    """The call that a JSON object describes; None where it describes none."""
    name = next((value[key] for key in _NAMES if isinstance(value.get(key), str)), None)
    given = next((value[key] for key in _ARGUMENTS if isinstance(value.get(key), dict)), None)
    if name is None or not isinstance(given, dict) or len(value) != _OF_CALL:
        return None
    return _in_one_form(str(name), given)


def _in_one_form(name: str, given: Mapping[str, object]) -> dict[str, object]:
    return {"call": name, "arguments": dict(given)}
