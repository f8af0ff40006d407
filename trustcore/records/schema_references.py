"""What a reference inside of a JSON schema leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from trustcore.records.json_answer import keys_of


class References:
    """What the references inside of a JSON schema lead to.

    Args:
        root: The whole schema.
    """

    def __init__(self, root: Any) -> None:  # noqa: ANN401  (any JSON)
        self._root = root
        self._known: Mapping[tuple[str, str], Any] | None = None

    def of(self, reference: str) -> Any:  # noqa: ANN401  (any JSON)
        """The schema that a reference leads to; None where it leads nowhere, or out of the schema.

        Args:
            reference: As it stands under "$ref": "#/$defs/city", "#anchor", or an "$id" in front.
        """
        address, _, fragment = reference.partition("#")
        start = self._named("$id", address) if address else self._root
        part = unquote(fragment)
        if not part or part.startswith("/"):
            return _at(start, keys_of(part))
        return None if start is None else self._named("$anchor", part)

    def _named(self, keyword: str, name: str) -> Any:  # noqa: ANN401  (any JSON)
        """The first schema, from the top, that has a name under a keyword."""
        if self._known is None:
            self._known = _names(self._root)
        return self._known.get((keyword, name))


def _at(value: Any, keys: Iterable[str]) -> Any:  # noqa: ANN401  (any JSON)
    for key in keys:
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, Mapping):
            value = value.get(key)
        else:
            return None
    return value


def _names(root: Any) -> Mapping[tuple[str, str], Any]:  # noqa: ANN401  (any JSON)
    """All schemas with a name, by the keyword that it stands under."""
    found: dict[tuple[str, str], Any] = {}
    todo = [root]
    for one in todo:  # it grows by what is inside
        if isinstance(one, Mapping):
            for keyword in ("$id", "$anchor"):
                if isinstance(one.get(keyword), str):
                    found.setdefault((keyword, one[keyword]), one)
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)
    return found
