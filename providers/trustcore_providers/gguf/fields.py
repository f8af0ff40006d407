"""The fields that a GGUF file begins with, read without the tensors: format, version 2 and 3.

Whatever the bytes are, reading ends: each step goes on in the file, at most to `LONGEST`.
"""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct, error
from typing import Any

LONGEST = 64 * 2**20
"""Bytes of fields and tensor descriptions that are read; vocabularies of 256,000 words take 16."""

_TEXT = 2**20
"""Bytes of a text that is kept; chat templates have thousands."""

_DEPTH = 4
"""Lists within lists; real files have none."""

_COUNT = Struct("<Q")
_KIND = Struct("<I")
_LIST = Struct("<IQ")
_STRING, _ARRAY = 8, 9
_NUMBERS = {
    kind: Struct(form)
    for kind, form in {
        0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i",
        6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
    }.items()
}  # fmt: skip


class MalformedError(ValueError):
    """The bytes are none of this format, or end too early."""


class FieldReader:
    """A reader of numbers, texts and fields, one after the other.

    Args:
        data: The file.
        start: Where to begin.
    """

    def __init__(self, data: bytes | Any, start: int) -> None:  # noqa: ANN401  (a memory map is no Buffer before 3.12)
        self._data = data
        self.at = start

    def numbers(self, form: Struct) -> tuple[Any, ...]:
        """The next numbers.

        Raises:
            MalformedError: When the file ends before, or has been read for too long.
        """
        try:
            found = form.unpack_from(self._data, self.at)
        except error:
            raise MalformedError from None
        self._go_on(form.size)
        return found

    def count(self) -> int:
        """The next whole number of eight bytes."""
        found: int = self.numbers(_COUNT)[0]
        return found

    def text(self) -> str:
        """The next text, cut where it is longer than any that is looked at."""
        length = self.count()
        start = self.at
        self._go_on(length)
        return bytes(self._data[start : min(self.at, start + _TEXT)]).decode("utf-8", "replace")

    def fields(self, wanted: Callable[[str], bool]) -> dict[str, Any]:
        """The next fields by their names: as many as the number before them says.

        Args:
            wanted: Whether a field's value is looked at; lists are passed over.
        """
        found = {}
        for _ in range(self.count()):
            name = self.text()
            (kind,) = self.numbers(_KIND)
            value = self._value(kind, keep=wanted(name))
            if wanted(name):
                found[name] = value
        return found

    def _value(self, kind: int, *, keep: bool) -> object:
        if kind == _STRING and keep:
            return self.text()
        if kind == _STRING:
            self._go_on(self.count())
        elif kind == _ARRAY:
            self._pass_list(0)
        elif kind in _NUMBERS:
            return self.numbers(_NUMBERS[kind])[0]
        else:
            raise MalformedError
        return None

    def _pass_list(self, depth: int) -> None:
        kind, length = self.numbers(_LIST)
        if kind in _NUMBERS:
            self._go_on(_NUMBERS[kind].size * length)
        elif kind == _STRING:
            self._pass_texts(length)
        elif kind == _ARRAY and depth < _DEPTH:
            for _ in range(length):
                self._pass_list(depth + 1)
        else:
            raise MalformedError

    def _pass_texts(self, length: int) -> None:
        """Pass over a list of texts: a vocabulary has some 100,000, so nothing else is done."""
        data, at, read = self._data, self.at, _COUNT.unpack_from
        most = min(len(data), LONGEST)
        try:
            for _ in range(length):
                at += 8 + read(data, at)[0]
                if at > most:
                    raise MalformedError
        except error:
            raise MalformedError from None
        self.at = at

    def _go_on(self, count: int) -> None:
        if self.at + count > min(len(self._data), LONGEST):
            raise MalformedError
        self.at += count
