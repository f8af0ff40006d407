"""A value that never reaches a record, a log line, a repr or an error."""

from __future__ import annotations

from typing import Never


class Secret:
    """Holds a credential. Only `reveal` gives it away; nothing else shows or stores it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the header that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(("trustcore.Secret", self._value))

    def __reduce__(self) -> Never:
        msg = "a Secret is never written down; read the key again where you need it"
        raise TypeError(msg)
