"""What a server can be told."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path

from attrs import field, frozen
from attrs.converters import optional

from trustcore.checks import flag, seconds, whole
from trustcore.client.settings import threshold_of
from trustcore.errors import ConfigurationError
from trustcore.secret import Secret

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a server of this machine alone is asked."""

_count = whole(above=0)


_SHORTEST_TOKEN = 16


def _secret(value: Secret | str | None) -> Secret | None:
    if value is None:
        return None
    token = (value.reveal() if isinstance(value, Secret) else value).strip()
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or any(map(str.isspace, token)):
        raise ConfigurationError(
            f"the token must be one line of {_SHORTEST_TOKEN} or more ASCII characters without "
            "spaces; `openssl rand -hex 32` makes one"
        )
    return Secret(token)


def _presets(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str) or not all(isinstance(name, str) for name in names):
        raise ConfigurationError('presets must be a list of names, for example ["base", "medium"]')
    return tuple(names)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str) or not all(isinstance(name, str) for name in names):
        raise ConfigurationError("hosts must be a list of names")
    return tuple(name.lower() for name in names)


@frozen(kw_only=True)
class ServeSettings:
    """What a server can be told; all of it has a default.

    Attributes:
        token: What clients must give, as "Authorization: Bearer TOKEN"; None for nothing, which is
            for this machine alone.
        hosts: The names under which the server is asked, without ports; any where a token is
            needed.
        presets: Presets that a request may choose besides the client's own, each a built-in one or
            FILE.toml#NAME.
        threshold: The score, above 0 and below 1, below which an answer is escalated where a
            request names none; None for no decision.
        replacement: What takes the place of an answer that is escalated in the mode "gate"; None
            leaves it.
        deadline: Seconds after an answer that its score may take; then it is made of what is there
            by then.
        max_inflight: How many requests are answered at once, from 1; others are refused with 503.
        kept: How many scores can be asked for later, from 1.
        store: A file of SQLite in which scores are kept as well; None for none.
        store_texts: Whether questions and answers are written down in it.
        store_days: Days after which a score in it is dropped.
        keep_alive: Seconds without an event after which a comment keeps a stream's connection open.

    Raises:
        ConfigurationError: When one is out of its range.
    """

    token: Secret | None = field(default=None, converter=_secret, repr=False)
    hosts: tuple[str, ...] = field(default=LOOPBACK, converter=_names)
    presets: tuple[str, ...] = field(default=(), converter=_presets)
    threshold: float | None = field(default=None, converter=threshold_of)
    replacement: str | None = field(default=None, repr=False)
    deadline: float = field(default=10.0, validator=seconds.validator(""))
    max_inflight: int = field(default=256, validator=_count.validator(""))
    kept: int = field(default=10_000, validator=_count.validator(""))
    store: Path | None = field(default=None, converter=optional(Path))
    store_texts: bool = field(default=False, validator=flag.validator(""))
    store_days: float = field(default=30.0, validator=seconds.validator(""))
    keep_alive: float = field(default=15.0, validator=seconds.validator(""))

    def __attrs_post_init__(self) -> None:
        if self.store_texts and self.store is None:
            raise ConfigurationError(
                "store_texts writes questions and answers into the store, and there is none: name "
                "its file (store, --store FILE.db), or leave store_texts out"
            )


def check_host(host: str, settings: ServeSettings) -> None:
    """Refuse to serve other machines without a token: whoever asks spends the owner's money.

    Raises:
        ConfigurationError: With the way out; also where it is no address alone.
    """
    if "/" in host or "]" in host or host.count(":") == 1:
        msg = f"--host {host} must be an address without scheme and port, as 127.0.0.1 or ::1"
        raise ConfigurationError(msg)
    if settings.token is None and not is_loopback(host):
        msg = (
            f"--host {host} can be reached from other machines, so a token is needed: write one "
            "to a file and give --token-file FILE, or leave --host at 127.0.0.1"
        )
        raise ConfigurationError(msg)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
