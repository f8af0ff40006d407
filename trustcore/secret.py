"""A value that never reaches a record, a log line, a repr or an error."""

from __future__ import annotations

from collections.abc import Collection
from typing import Never

MASK = "***"

_SHORTEST = 6
"""Characters from which on a value is masked: a shorter one would be found in any text."""


class Secret:
    """Holds a credential. Only `reveal` gives it away; nothing else shows or stores it."""

    __slots__ = ("_forms", "_value")

    def __init__(self, value: str) -> None:
        self._value = value
        self._forms: Collection[bytes] | None = None

    def reveal(self) -> str:
        """The value itself, for the header that needs it."""
        return self._value

    def mask(self, text: str) -> str:
        """Replace the value wherever a text repeats it, as endpoints do in their errors.

        A value of fewer than six characters is not looked for: it would be found in any text.
        """
        return text if len(self._value) < _SHORTEST else text.replace(self._value, MASK)

    def mask_bytes(self, data: bytes) -> bytes:
        """The same for bytes in UTF-8, also where JSON has escaped the value's slashes."""
        if self._forms is None:  # made once: every reply is looked through
            long = self._value if len(self._value) >= _SHORTEST else ""
            self._forms = {one.encode() for one in (long, long.replace("/", "\\/")) if one}
        for form in self._forms:
            data = data.replace(form, MASK.encode())
        return data

    def __repr__(self) -> str:
        return "Secret('***')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(("trustcore.Secret", self._value))

    def __reduce__(self) -> Never:
        msg = "a Secret is never written down; read the key again where you need it"
        raise TypeError(msg)
