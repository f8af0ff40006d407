"""What the user says about a cache, checked before anything is opened."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Any

from attrs import field, frozen

from trustcore.cache.format import check_file
from trustcore.errors import ConfigurationError


def _path(value: Any) -> Path:  # noqa: ANN401  (whatever the user gave)
    if isinstance(value, Path) or (isinstance(value, str) and value.strip()):
        return Path(value).absolute()
    msg = f"cache: the path of its file must be a string or a Path, not {value!r}"
    raise ConfigurationError(msg)


def _namespace(_: object, __: object, value: Any) -> None:  # noqa: ANN401
    if not isinstance(value, str):
        msg = f"cache: namespace must be a string, not {type(value).__name__}"
        raise ConfigurationError(msg)


def _age(_: object, __: object, value: Any) -> None:  # noqa: ANN401
    if value is not None and not (type(value) in (int, float) and 0 < value < inf):
        msg = f"cache: max_age must be a number of seconds above 0, or None, not {value!r}"
        raise ConfigurationError(msg)


def _bytes(_: object, __: object, value: Any) -> None:  # noqa: ANN401
    if value is not None and not (type(value) is int and value > 0):
        msg = f"cache: max_bytes must be a whole number of bytes from 1, or None, not {value!r}"
        raise ConfigurationError(msg)


@frozen
class Cache:
    """A file that keeps what models answered: `TLM(cache=Cache("answers.db", max_age=86400))`.

    Any number of clients, threads and processes may use one file at a time.

    Attributes:
        path: The SQLite file. It is made when it is first used, with mode 0600, in a directory
            that exists.
        namespace: Whoever gives another one, a tenant for example, shares no entry.
        max_age: Seconds after which an entry is not used any more and removed; None for no limit.
        max_bytes: Size of all entries together, beyond which those go that were not used for the
            longest time; None for no limit.

    Raises:
        ConfigurationError: When a setting is out of its range.
    """

    path: Path = field(converter=_path)
    namespace: str = field(default="", validator=_namespace, kw_only=True)
    max_age: float | None = field(default=None, validator=_age, kw_only=True)
    max_bytes: int | None = field(default=None, validator=_bytes, kw_only=True)


def cache_of(cache: Cache | str | Path | None) -> Cache | None:
    """The cache, or none.

    Raises:
        ConfigurationError: When its file could not be used: there is no such directory, or the file
            is something else, or of another release.
    """
    if cache is None:
        return None
    chosen = cache if isinstance(cache, Cache) else Cache(cache)
    if not chosen.path.parent.is_dir():
        msg = f"cache: there is no directory {chosen.path.parent}; make it first"
        raise ConfigurationError(msg)
    check_file(chosen.path)
    return chosen
