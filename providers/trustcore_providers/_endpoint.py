"""Where an API is and who asks: settings that every vendor's adapter has, checked alike."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from trustcore import ConfigurationError, Secret

_VERSION_FIRST = re.compile(r"^/v\d\w{0,9}(?=/)")
_VERSION_LAST = re.compile(r"/v\d\w{0,9}$")


def checked_url(value: str | None, variable: str, default: str) -> str:
    """A base URL as given, from the environment or by default.

    Raises:
        ConfigurationError: When it is no URL of HTTP.
    """
    given = (value or os.environ.get(variable) or default).strip()
    try:
        parts = urlsplit(given)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = False
    if not usable:
        # Not quoted: a URL may hold a password, and a key may have been pasted here.
        raise ConfigurationError(
            f"base_url (or {variable}) must be like https://host or http://host:port"
        )
    return given


def checked_key(value: Secret | str | None, variables: Sequence[str]) -> Secret | None:
    """A key as given or from the first environment variable that has one.

    Raises:
        ConfigurationError: When it has a character that no key has.
    """
    given = value.reveal() if isinstance(value, Secret) else value
    found = (os.environ.get(variable) for variable in variables)
    key = (given or next(filter(None, found), "")).strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigurationError(
            f"api_key (or {' or '.join(variables)}) has a character that no key has; "
            "was it copied whole?"
        )
    return Secret(key) if key else None


def must_be_named(_: object, __: object, name: Any) -> None:  # noqa: ANN401  (whatever the user gave)
    """An attrs validator for the model's name."""
    if not isinstance(name, str) or not name.strip():
        raise ConfigurationError("the model must be a name, as the API has it")


def public(url: str) -> str:
    """A base URL without user, password and query: what a provider says of its `endpoint`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{host(parts)}{parts.path}".rstrip("/")


def asks_with(url: str, key: Secret | None) -> tuple[Secret | None, ...]:
    """What requests are sent with, in the URL and beside it: a provider's `credential`."""
    parts = urlsplit(url)
    return Secret(parts.netloc.rpartition("@")[0]), Secret(parts.query), key


def shown(url: str) -> str:
    """The same, for a repr."""
    return repr(public(url))


def host(parts: SplitResult) -> str:
    """Host and port of a URL."""
    return parts.netloc.rpartition("@")[2]


def url_of(base_url: str, path: str) -> str:
    """The URL of a path of the API. A version at the end of the base URL replaces the path's."""
    parts = urlsplit(base_url)
    prefix = parts.path.rstrip("/")
    if _VERSION_LAST.search(prefix):
        path = _VERSION_FIRST.sub("", path)
    return parts._replace(path=prefix + path, fragment="").geturl()
