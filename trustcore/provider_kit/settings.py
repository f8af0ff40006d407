"""Settings that every HTTP provider has, checked alike: the model's name, address and key."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from trustcore.errors import ConfigurationError
from trustcore.records.kinds_of_values import kind_of
from trustcore.secret import Secret

_VERSION_FIRST = re.compile(r"^/v\d\w{0,9}(?=/)")
_VERSION_LAST = re.compile(r"/v\d\w{0,9}$")
_REQUEST = re.compile(r"(/(?:(?:chat/)?completions|messages|responses|embeddings))/?$")
"""What stands at the end of a URL that was copied from an example of one request."""


def checked_url(value: str | None, variable: str, default: str = "") -> str:
    """A base URL as given, else from an environment variable, else the default.

    Raises:
        ConfigurationError: When it is no text, no URL of HTTP, or one of a single request.
    """
    if not isinstance(value, str | None):
        raise ConfigurationError(f"base_url must be a text, not {kind_of(value)}")
    given = (value or os.environ.get(variable) or default).strip()
    path = ""
    try:
        parts = urlsplit(given)
        path = parts.path
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
        usable = usable and not any(map(str.isspace, given))
    except ValueError:
        usable = False
    if not usable:
        # Not quoted: a URL may hold a password, and a key may have been pasted here.
        raise ConfigurationError(
            f"base_url (or {variable}) must be like https://host or http://host:port"
        )
    request = _REQUEST.search(path)
    if request is not None:
        raise ConfigurationError(
            f"base_url (or {variable}) must end before {request[1]}, which each request adds"
        )
    return given


def checked_key(value: Secret | str | None, variables: Sequence[str] = ()) -> Secret | None:
    """A key as given, else from the first environment variable that has one, else None.

    Raises:
        ConfigurationError: When it is no text, or has a character that no key has.
    """
    given = value.reveal() if isinstance(value, Secret) else value
    if not isinstance(given, str | None):
        raise ConfigurationError(f"api_key must be a text or a Secret, not {kind_of(given)}")
    found = (os.environ.get(variable) for variable in variables)
    key = (given or next(filter(None, found), "")).strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigurationError(
            f"api_key (or {' or '.join(variables)}) has a character that no key has; "
            "was it copied whole?"
        )
    return Secret(key) if key else None


def must_be_named(_: object, __: object, name: Any) -> None:  # noqa: ANN401  (whatever the user gave)
    """An attrs validator for the model's name.

    Raises:
        ConfigurationError: When it is no text, or empty.
    """
    if not isinstance(name, str) or not name.strip():
        raise ConfigurationError("the model must be a name, as the API has it")


def public_url(url: str) -> str:
    """A base URL without user, password and query: what a provider says of its `endpoint`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{host_of(url)}{parts.path}".rstrip("/")


def host_of(url: str) -> str:
    """Host and port of a URL, as messages name it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def asks_with(url: str, key: Secret | None) -> tuple[Secret | None, ...]:
    """What requests are sent with, in the URL and beside it: a provider's `credential`."""
    parts = urlsplit(url)
    return Secret(parts.netloc.rpartition("@")[0]), Secret(parts.query), key


def url_of(base_url: str, path: str) -> str:
    """The URL of a path of the API; a query of the base URL is kept beside that of the path.

    A version at the end of the base URL ("/v1") replaces the one that the path begins with.
    """
    parts = urlsplit(base_url)
    prefix = parts.path.rstrip("/")
    if _VERSION_LAST.search(prefix):
        path = _VERSION_FIRST.sub("", path)
    path, _, query = path.partition("?")
    queries = "&".join(filter(None, (query, parts.query)))
    return parts._replace(path=prefix + path, query=queries, fragment="").geturl()


def secrets_in(base_url: str, key: Secret | None) -> tuple[Secret, ...]:
    """What no message may show: the key, and a password or the values of a query in the URL.

    A password also as it travels: the header has it with the user's name, in Base64.
    """
    parts = urlsplit(base_url)
    queries = [value for _, value in parse_qsl(parts.query)]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sent = b64encode(f"{user}:{password}".encode()).decode() if user else ""
    found = [key.reveal() if key else "", password, sent, *queries]
    return tuple(map(Secret, filter(None, found)))
