"""What each status of HTTP means for a call: one table of what passes and what lasts."""

from __future__ import annotations

from attrs import frozen

from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    FatalError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestError,
    ServerError,
)


@frozen
class Meaning:
    """What a status means.

    Attributes:
        kind: The class of our error. Its `retryable` says whether the problem passes.
        words: What it is, in two or three words.
        way_out: What to do about it.
    """

    kind: type[ProviderError]
    words: str
    way_out: str

    @property
    def passes(self) -> bool:
        """Whether the same request may succeed later."""
        return self.kind.retryable


_AGAIN = "the call can be made again"
_SLOWER = "wait, or lower max_concurrency"
_ADDRESS = "check base_url: this address has no such method"
_PROXY = "see to the network's proxy or sign-in page: the request did not reach the API"
_DETAIL = "`detail` of this error has the API's words"

MEANINGS: dict[int, Meaning] = {
    401: Meaning(AuthenticationError, "credentials refused", ""),
    402: Meaning(FatalError, "no credit left", "see to the account's billing"),
    403: Meaning(AuthenticationError, "credentials refused", ""),
    404: Meaning(ModelNotFoundError, "not found", "check the model's name and base_url"),
    405: Meaning(RequestError, "method not allowed", _ADDRESS),
    407: Meaning(FatalError, "proxy authentication required", _PROXY),
    408: Meaning(CallTimeout, "request timeout", _AGAIN),
    409: Meaning(RateLimitError, "conflict", _SLOWER),
    410: Meaning(ModelNotFoundError, "gone", "the model is no longer served: choose another"),
    413: Meaning(RequestError, "too large", "shorten the prompt"),
    421: Meaning(ServerError, "misdirected", _AGAIN),
    423: Meaning(ServerError, "locked", _AGAIN),
    424: Meaning(ServerError, "the model failed", _AGAIN),  # Bedrock, text-generation-inference
    425: Meaning(ServerError, "too early", _AGAIN),
    429: Meaning(RateLimitError, "rate limit", _SLOWER),
    449: Meaning(ServerError, "retry", _AGAIN),
    451: Meaning(FatalError, "not available here", "the API is not offered in this region"),
    498: Meaning(ServerError, "capacity exceeded", _AGAIN),  # Groq's flexible tier
    499: Meaning(ServerError, "cancelled", _AGAIN),  # Google's, and of proxies
    501: Meaning(RequestError, "not implemented", "this server cannot do it; " + _DETAIL),
    503: Meaning(ServerError, "overloaded", _AGAIN),
    505: Meaning(RequestError, "HTTP version not supported", _ADDRESS),
    506: Meaning(RequestError, "server error that lasts", _DETAIL),
    508: Meaning(
        RequestError, "loop detected", "check base_url: gateways send requests in a circle"
    ),
    510: Meaning(RequestError, "server error that lasts", _DETAIL),
    511: Meaning(FatalError, "network authentication required", _PROXY),
    526: Meaning(RequestError, "invalid certificate behind a gateway", _DETAIL),
    529: Meaning(ServerError, "overloaded", _AGAIN),
}
"""The statuses that mean something else than their class does."""

_CLASSES = {
    3: Meaning(RequestError, "redirect", "redirects are not followed; correct base_url"),
    4: Meaning(RequestError, "request refused", _DETAIL),
    5: Meaning(ServerError, "server error", _AGAIN),
}


def meaning_of(status: int) -> Meaning:
    """What a status means that is not a success: 3xx and 4xx last, 5xx pass, but for the table."""
    return MEANINGS.get(status) or _CLASSES[min(max(status // 100, 3), 5)]
