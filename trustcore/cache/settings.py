"""What the user says about a cache, checked before anything is opened."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen

from trustcore import checks
from trustcore.cache.format import check_file
from trustcore.errors import ConfigurationError
from trustcore.plugins.entries import EntryServer, entry_servers
from trustcore.plugins.shared import scheme_of
from trustcore.secret import Secret


@frozen
class ServerAddress:
    """Where a server is that keeps entries. Its URL may hold a password, and is never shown.

    Attributes:
        name: What is shown of it: without credentials.
    """

    name: str
    _url: Secret

    @classmethod
    def of(cls, url: str) -> ServerAddress:
        """Check the URL of a server.

        Raises:
            ConfigurationError: When it cannot be right, or nothing is known for its scheme.
        """
        return cls(_server(url).place, Secret(url))

    def server(self) -> EntryServer:
        """What speaks to the server. It connects when it is first used."""
        return _server(self._url.reveal())


def _server(url: str) -> EntryServer:
    scheme = scheme_of("cache", url, entry_servers.names())
    return entry_servers.create(scheme, {"url": url})


def _place(value: object) -> Path | ServerAddress:
    if isinstance(value, str) and "://" in value:
        return ServerAddress.of(value)
    return Path(checks.path.check("cache: the path of its file", value)).absolute()  # type: ignore[arg-type]


@frozen
class Cache:
    """What keeps what models answered: `TLM(cache=Cache("answers.db", max_age=86400))`.

    Any number of clients, threads and processes may use one file at a time; those of several
    machines use a server.

    Attributes:
        path: The SQLite file. It is made when it is first used, with mode 0600, in a directory
            that exists. Or the URL of a Redis server, "redis://localhost:6379/0".
        namespace: Whoever gives another one, a tenant for example, shares no entry.
        max_age: Seconds after which an entry is not used any more and removed; None for no limit.
        max_bytes: Size of all entries together, beyond which those go that were not used for the
            longest time; None for no limit. A server has a limit of its own.
        per_credential: Whether who asks with another key, or as another account, shares no entry.
            With False those of one endpoint and model share them, and a key may be rotated without
            losing them.

    Raises:
        ConfigurationError: When a setting is out of its range.
    """

    path: Path | ServerAddress = field(converter=_place)
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

    def __attrs_post_init__(self) -> None:
        if isinstance(self.path, ServerAddress) and self.max_bytes is not None:
            raise ConfigurationError(
                "cache: max_bytes is about files; a Redis server has `maxmemory`, with "
                "`maxmemory-policy allkeys-lru`"
            )


def cache_of(cache: Cache | str | Path | None) -> Cache | None:
    """The cache, or none.

    Raises:
        ConfigurationError: When its file could not be used: there is no such directory, or the file
            is something else, or of another release. Or when the URL of a server cannot be right.
    """
    if cache is None:
        return None
    chosen = cache if isinstance(cache, Cache) else Cache(cache)
    if isinstance(chosen.path, ServerAddress):
        return chosen
    if not chosen.path.parent.is_dir():
        msg = f"cache: there is no directory {chosen.path.parent}; make it first"
        raise ConfigurationError(msg)
    check_file(chosen.path)
    return chosen
