"""What a server's clients are told of the API behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from attrs import evolve

from trustcore.errors import AuthenticationError, TrustcoreError
from trustcore.log import log
from trustcore.serving.failures import UNAUTHORIZED, Kind, Refusal, kind_of
from trustcore.serving.trust import Trust

_NAME = "the upstream API"
_REFUSED_KEY = f"{_NAME} refused this key; give another as the API key (Authorization: Bearer ...)"
_OWN_KEY = Kind(502, "server_error", "upstream_refused")


class Upstream:
    """The API behind a server, in words for the server's clients.

    Where their own keys are sent on, they are strangers: then nothing tells its address, and what
    is wrong with a key is said to them, who can give another.

    Args:
        endpoints: The URLs that requests go to.
        model: The model that the clients' keys are for.
        passes_keys: Whether the clients' own keys are sent on; else everything is told as it is.
    """

    def __init__(self, endpoints: Iterable[str], model: str, *, passes_keys: bool) -> None:
        hosts = {urlsplit(one).hostname for one in endpoints} if passes_keys else set()
        names = sorted(map(re.escape, filter(None, hosts)), key=len, reverse=True)
        found = rf"(?<![\w.-])\[?(?:{'|'.join(names)})\]?(?::\d+)?(?![\w-])"
        self._address = re.compile(found, re.IGNORECASE) if names else None
        self._model = model
        self._passes_keys = passes_keys

    def error(self, error: Exception) -> Exception:
        """An error as clients are told of it."""
        if not self._passes_keys or not isinstance(error, TrustcoreError):
            return error
        if isinstance(error, AuthenticationError):
            return self._refused_key(error.model)
        message, wait = str(error), getattr(error, "retry_after", None)
        concealed = self._concealed(message)
        if message == concealed:
            return error
        return Refusal(concealed, kind_of(error), retry_after=wait)

    def _refused_key(self, model: str) -> Refusal:
        """What is said of a key that was refused: whose it is, and who can give another."""
        if model in {"", self._model}:
            return Refusal(_REFUSED_KEY, UNAUTHORIZED)
        log.error("the server's own key was refused", model=model)
        return Refusal(
            f"the server's own key for {model} was refused, and yours is not concerned; whoever "
            "runs the server has to give it another",
            _OWN_KEY,
        )

    def trust(self, trust: Trust) -> Trust:
        """The trust in an answer as clients are told of it."""
        if self._address is None:
            return trust
        signals = tuple(map(self._signal, trust.signals))
        return evolve(trust, reason=self._concealed(trust.reason), signals=signals)

    def _signal(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            key: self._concealed(one) if isinstance(one, str) else one for key, one in row.items()
        }

    def _concealed(self, text: str) -> str:
        return text if self._address is None else self._address.sub(_NAME, text)
