"""What the user says about a cache, checked before anything is opened."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from trustcore import checks
from trustcore.cache.format import check_file
from trustcore.errors import ConfigurationError


def _absolute(value: object) -> Path:
    return Path(checks.path.check("cache: the path of its file", value)).absolute()  # type: ignore[arg-type]


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
        per_credential: Whether who asks with another key, or as another account, shares no entry.
            With False those of one endpoint and model share them, and a key may be rotated without
            losing them.

    Raises:
        ConfigurationError: When a setting is out of its range.
    """

    path: Path = field(converter=_absolute)
    namespace: str = field(default="", validator=checks.text.validator("cache: "), kw_only=True)
    max_age: float | None = field(
        default=None, validator=checks.seconds.or_none.validator("cache: "), kw_only=True
    )
    max_bytes: int | None = field(
        default=None,
        validator=checks.whole(1, of="a whole number of bytes").or_none.validator("cache: "),
        kw_only=True,
    )
    per_credential: bool = field(
        default=True, validator=checks.flag.validator("cache: "), kw_only=True
    )


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
