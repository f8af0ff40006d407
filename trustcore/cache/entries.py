"""The written form of an entry: JSON behind a checksum."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b

import orjson

from trustcore.cache.keys import Key
from trustcore.errors import SchemaError
from trustcore.records.chat import Completion, Embedding
from trustcore.records.evidence import Finding
from trustcore.records.reading import finding_from_dict
from trustcore.records.serialise import dumps, finding_to_dict

_CHECK = 8


def write(key: Key, finding: Finding) -> bytes | None:
    """The body of an entry; None for a gap, which is not kept."""
    if not isinstance(finding, Completion | Embedding):
        return None
    text = dumps(finding_to_dict(finding))
    return _check(key, text) + text


def read(key: Key, body: object) -> Completion | Embedding:
    """What was kept.

    Args:
        key: Of the entry.
        body: Whatever the file has in its place.

    Raises:
        SchemaError: When it is nothing that `write` has written.
    """
    if isinstance(body, bytes) and body[:_CHECK] == _check(key, body[_CHECK:]):
        with suppress(orjson.JSONDecodeError):
            finding = finding_from_dict(orjson.loads(body[_CHECK:]))
            if isinstance(finding, Completion | Embedding):
                return finding
    raise SchemaError("not an entry of a cache")


def _check(key: Key, text: bytes) -> bytes:
    return blake2b(text, key=key, digest_size=_CHECK).digest()
