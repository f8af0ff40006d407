"""What came of one row, as a journal keeps it, and the sum that tells it from damage."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, Literal

import orjson
from attrs import frozen

from trustcore.batch.journal_file import Functions

State = Literal["done", "failed"]

CRC = (
    "crc_of(row, CAST(key AS BLOB), CAST(state AS BLOB), CAST(body AS BLOB), CAST(content AS BLOB))"
)
"""SQL of the sum of an entry, by a function of `FUNCTIONS`."""


@frozen
class Entry:
    """What came of one row.

    Attributes:
        row: Its index, from 0.
        key: What it is known by.
        content: What stands for its prompt and response.
        state: Whether it has what it was to have.
        body: Response, score, signals, error and usage, as JSON.
    """

    row: int
    key: str
    content: bytes
    state: State
    body: str

    @property
    def crc(self) -> int:
        """Tells an entry from a damaged one."""
        texts = (self.key.encode(), self.state.encode(), self.body.encode())
        return _crc_of(self.row, *texts, self.content)

    @property
    def found(self) -> dict[str, Any]:
        """The body as data."""
        data: dict[str, Any] = orjson.loads(self.body)
        return data


def without_texts(found: Mapping[str, Any]) -> str:
    """A body with no text in it that a model wrote, or that may quote one."""
    signals = [{**one, "reason": ""} for one in found.get("signals", ())]
    bare = {**found, "signals": signals, "reason": ""}
    if bare.get("response") is not None:
        bare["response"] = None
    return orjson.dumps(bare).decode()


def is_sound(entry: Entry, crc: object) -> bool:
    """Whether an entry is what was written; where it is not, its fields may be anything."""
    try:
        return crc == entry.crc
    except (AttributeError, TypeError, UnicodeEncodeError):
        return False


def _bare(body: str) -> str:
    return without_texts(orjson.loads(body))


def _crc_of(row: int, *fields: bytes) -> int:
    """The sum of an entry's fields: as bytes, which a damaged file has whatever was in it."""
    return zlib.crc32(b"\0".join((str(row).encode(), *map(bytes, fields))))


FUNCTIONS: Functions = {"crc_of": (5, _crc_of), "bare": (1, _bare)}
