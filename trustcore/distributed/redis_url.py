"""The URL of a Redis server: checked before it is used, and never shown with its password."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qsl, urlsplit, urlunsplit

from attrs import frozen

from trustcore.errors import ConfigurationError
from trustcore.redact import shown
from trustcore.secret import Secret
from trustcore.suggest import unknown

SCHEMES = ("redis", "rediss")
"""Without TLS, and with it. Valkey speaks the same."""

_DEFAULT_PORT = 6379
_EXAMPLE = "redis://localhost:6379/0"
_ESCAPE = "characters of a password other than letters and digits are written as %XX"


@frozen
class RedisUrl:
    """A URL that was checked.

    Attributes:
        url: For the client, without settings of our own.
        place: Scheme, host, port and number of the database, to be shown.
        settings: Settings of our own that it had behind a "?".
    """

    url: Secret
    place: str
    settings: Mapping[str, str]

    @classmethod
    def parse(cls, url: object, own: tuple[str, ...] = ()) -> RedisUrl:
        """Check a URL.

        Args:
            url: Whatever the user gave.
            own: The names of settings of ours that it may have behind a "?".

        Raises:
            ConfigurationError: When it cannot be right. It is not quoted.
        """
        parts = _split(url)
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
        for name in given:
            if name not in own:
                raise ConfigurationError(unknown("setting in the Redis URL:", shown(name), own))
        host, port = _address(parts)
        number = parts.path.strip("/") or "0"
        if not number.isdecimal():
            raise ConfigurationError(
                f"the path of a Redis URL is the number of a database, as in {_EXAMPLE}; {_ESCAPE}"
            )
        bare = urlunsplit(parts._replace(query="", fragment="", path=f"/{number}"))
        return cls(Secret(bare), f"{parts.scheme}://{host}:{port}/{number}", given)


def _split(url: object) -> SplitResult:
    if not isinstance(url, str):
        raise ConfigurationError(f"a Redis URL is a text, {_EXAMPLE!r} for example")
    scheme = url.partition("://")[0]
    if "://" not in url or scheme not in SCHEMES:
        raise ConfigurationError(
            f"a Redis URL begins with redis:// or, with TLS, with rediss://: {_EXAMPLE}"
        )
    try:
        return urlsplit(url)
    except ValueError as error:
        raise ConfigurationError(f"a Redis URL looks like {_EXAMPLE}; {_ESCAPE}") from error


def _address(parts: SplitResult) -> tuple[str, int]:
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise ConfigurationError(
            "a Redis URL names a host and, where it is not 6379, a port from 1 to 65535, as in "
            f"{_EXAMPLE}; {_ESCAPE}"
        )
    return (f"[{host}]" if ":" in host else host), port or _DEFAULT_PORT
