"""What the errors of a Redis server say about the settings."""

from __future__ import annotations

from typing import Any

from trustcore.errors import ConfigurationError
from trustcore.redact import shown


def redis_library(setting: str) -> Any:  # noqa: ANN401  (a module that may be missing)
    """The package redis, imported when it is first needed.

    Args:
        setting: What needs it.

    Raises:
        ConfigurationError: When it is not installed.
    """
    try:
        import redis  # noqa: PLC0415  (optional, and a tenth of a second to import)
        import redis.asyncio  # noqa: PLC0415  (as above)
    except ModuleNotFoundError as error:
        if error.name != "redis":
            raise
        raise ConfigurationError(
            f'{setting}: a Redis server needs the package redis: pip install "trustcore[redis]"'
        ) from error
    return redis


def words_of(error: BaseException) -> str:
    """What went wrong, in a few words, without what may be secret."""
    return f"{type(error).__name__}: {shown(str(error))}"


_LOGIN = (
    "refuses the login; give user and password as in redis://USER:PASSWORD@HOST, or "
    "redis://:PASSWORD@HOST where there is no user"
)
_CLUSTER = "is one of a cluster, of which it has a part of the keys; name a server of its own"
_OTHER = "is no Redis server: it answers something else"

_BY_CLASS = {
    "AskError": _CLUSTER,
    "AuthenticationError": _LOGIN,
    "AuthenticationWrongNumberOfArgsError": _LOGIN,
    "ClusterCrossSlotError": _CLUSTER,
    "ClusterDownError": _CLUSTER,
    "InvalidResponse": _OTHER,
    "MovedError": _CLUSTER,
    "NoPermissionError": (
        "does not allow this user to run scripts; it needs +@scripting +@hash +@sortedset +expire "
        "+exists +time +ping on the keys trustcore:*"
    ),
    "ReadOnlyError": "is a replica, which cannot be written to; name the primary",
}
_BY_WORDS = {
    "noauth": _LOGIN,
    "protocol error": _OTHER,
    "unknown command": "does not run scripts (EVAL, EVALSHA); name a server that does",
    "db index": "has no database of that number; most servers have 0 to 15",
}
"""What is wrong, by the class of the client's error, and by words of the server's."""


def problem_of(error: BaseException | None) -> str:
    """What is wrong with the settings; empty for what may pass, as a server that is not there."""
    said = str(error).lower()
    found = (problem for words, problem in _BY_WORDS.items() if words in said)
    return _BY_CLASS.get(type(error).__name__) or next(found, "")
