"""What a reference inside of a JSON schema leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from trustcore.records.json_answer import keys_of


def referred(root: Any, reference: str) -> Any:  # noqa: ANN401  (any JSON)
    """The schema that a reference leads to; None where it leads nowhere, or out of the document.

    Args:
        root: The whole schema.
        reference: As it stands under "$ref": "#/$defs/city", "#anchor", or an "$id" in front.
    """
    address, _, fragment = reference.partition("#")
    start = _named(root, "$id", address) if address else root
    part = unquote(fragment)
    if not part or part.startswith("/"):
        return _at(start, keys_of(part))
    return _named(start, "$anchor", part)


def _at(value: Any, keys: Any) -> Any:  # noqa: ANN401  (any JSON)
    for key in keys:
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, Mapping):
            value = value.get(key)
        else:
            return None
    return value


def _named(root: Any, keyword: str, name: str) -> Any:  # noqa: ANN401  (any JSON)
    """The first schema, from the top, that has a name under a keyword."""
    todo = [root]
    for one in todo:
        if isinstance(one, Mapping):
            if one.get(keyword) == name:
                return one
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)
    return None
