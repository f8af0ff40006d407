"""The credentials of a request, so that what repeats them can be masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from yarl import URL

from trustcore.redact import looks_like_a_key
from trustcore.secret import Secret

_HOLDS_ONE = re.compile(r"auth|key|token|secret|cookie|password|credential", re.IGNORECASE)
_SCHEME = re.compile(r"(?:bearer|basic|token|apikey|api-key)\s+", re.IGNORECASE)


def credentials_in(headers: Mapping[str, str]) -> tuple[Secret, ...]:
    """The values of all headers whose names say that they hold a credential."""
    return tuple(
        Secret(_SCHEME.sub("", value, count=1))
        for name, value in headers.items()
        if _holds_one(name)
    )


def credentials_of(url: URL) -> tuple[Secret, ...]:
    """The password of a URL, and the values of its query that are credentials."""
    found = [
        value for name, value in url.query.items() if _holds_one(name) or looks_like_a_key(value)
    ]
    return tuple(map(Secret, [*found, *([url.password] if url.password else [])]))


@lru_cache(256)  # the same few names at every request
def _holds_one(name: str) -> bool:
    return _HOLDS_ONE.search(name) is not None
