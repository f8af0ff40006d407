"""The written form of an entry: JSON behind a checksum."""

from __future__ import annotations

import math
from hashlib import blake2b

import orjson

from trustcore.cache.keys import Key
from trustcore.errors import SchemaError
from trustcore.records.chat import Completion, Embedding
from trustcore.records.evidence import Finding
from trustcore.records.serialise import finding_from_dict, finding_to_dict

_CHECK = 8


def write(key: Key, finding: Finding) -> bytes | None:
    """The body of an entry; None for what is not kept: a gap, or what JSON cannot hold."""
    if not isinstance(finding, Completion | Embedding) or not _is_sound(finding):
        return None
    try:
        text = orjson.dumps(finding_to_dict(finding))
    except TypeError:  # half a character
        return None
    return _check(key, text) + text


def read(key: Key, body: bytes) -> Completion | Embedding:
    """What was kept.

    Raises:
        SchemaError: When it was damaged since.
    """
    check, text = body[:_CHECK], body[_CHECK:]
    if check == _check(key, text):
        finding = finding_from_dict(orjson.loads(text))
        if isinstance(finding, Completion | Embedding):
            return finding
    raise SchemaError("not an entry of a cache")


def _is_sound(finding: Completion | Embedding) -> bool:
    return isinstance(finding, Completion) or math.isfinite(math.fsum(finding.vector))


def _check(key: Key, text: bytes) -> bytes:
    return blake2b(text, key=key, digest_size=_CHECK).digest()
