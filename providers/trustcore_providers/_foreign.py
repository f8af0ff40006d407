"""Errors of foreign libraries as ours. No SDK is imported: they are told by what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from attrs import frozen

from trustcore import ProviderError, Request, Secret, TrustcoreError
from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ConnectError,
    FatalError,
    LocalResourceError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
)
from trustcore.http.local import local_fault
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import status_error
from trustcore.redact import shown, without

_NAMES: tuple[tuple[type[ProviderError], str], ...] = (
    (CallTimeout, "TimeoutError APITimeoutError TimeoutException Timeout ServerTimeoutError"),
    (CallTimeout, "ReadTimeoutError ConnectTimeoutError DeadlineExceeded"),
    (RateLimitError, "RateLimitError ResourceExhausted TooManyRequests"),
    (
        AuthenticationError,
        "AuthenticationError PermissionDeniedError CredentialsError RefreshError",
    ),
    (AuthenticationError, "DefaultCredentialsError NoCredentialsError Unauthenticated"),
    (ModelNotFoundError, "NotFoundError ModelNotFoundError"),
    (ConnectError, "APIConnectionError TransportError ClientConnectionError ConnectionError"),
    (
        ConnectError,
        "HTTPConnectionError EndpointConnectionError ServiceUnavailable ClientPayloadError",
    ),
)
_KINDS = {name: kind for kind, names in _NAMES for name in names.split()}
"""Names of classes, of an error or of one that it extends, and what we call it."""

_VENDOR = re.compile(
    r"(?:openai|anthropic|google\.(?:genai|auth)|botocore|litellm|mistralai|cohere|groq|together"
    r"|ollama|huggingface_hub)\."
)
"""Packages whose refusals are an LLM API's. Those of others may be about anything that a function
looks up for one item, and must not stop a batch."""

_OWN = "the code that made the call has credentials of its own"
_DETAIL = 4000
_DEPTH = 10
_STATUS = ("status_code", "status", "code", "http_status")
"""Attributes in which libraries keep the status."""

_TEXTS = (
    "messages",
    "input",
    "instructions",
    "system",
    "contents",
    "systemInstruction",
    "requests",
)
_NO_TEXT = frozenset(("role", "type", "model", "id"))


@frozen
class ForeignErrors:
    """Turns what a foreign library raised into one of our errors, in words that may be shown.

    Attributes:
        who: What raised it, for the message.
        secrets: Credentials that are known.
        credentials: How to give the right ones.
    """

    who: str
    secrets: tuple[Secret, ...] = ()
    credentials: str = _OWN

    def error(self, error: Exception, texts: Sequence[str] = ()) -> TrustcoreError:
        """Our error for a foreign one; one of ours is itself.

        Told by its HTTP status, if it has one, else by its class.

        Args:
            error: What was raised.
            texts: Texts of the request, which are not quoted.
        """
        if isinstance(error, TrustcoreError):
            return error
        fault = local_fault(error)
        if fault is not None:
            return LocalResourceError(f"{self.who} could not make the call: {fault}")
        said = f"{self.who} raised {type(error).__name__}{self._words(error, texts)}"
        telling = _telling(error)
        response = response_of(telling)
        if response is not None:
            return self._by_status(response, said, telling)
        return _stopping(kind_of(telling), telling)(
            said, detail=without(self.secrets, str_of(error))[:_DETAIL]
        )

    def _words(self, error: Exception, texts: Sequence[str]) -> str:
        words = str_of(error)
        found = shown(words, secrets=self.secrets, texts=texts)
        withheld = " (its words repeat the request, so they are not shown; see its cause)"
        return f": {found}" if found else withheld * bool(words.strip())

    def _by_status(self, response: Response, said: str, error: BaseException) -> ProviderError:
        found = status_error(
            response,
            endpoint="its API",
            credentials=self.credentials,
            secrets=self.secrets,
        )
        return _stopping(type(found), error)(
            f"{said}; {found}",
            retry_after=found.retry_after,
            status=found.status,
            detail=found.detail,
        )


def texts_of(request: Request) -> list[str]:
    """The texts of a request, which no message may quote."""
    return request.texts


def texts_in(body: Mapping[str, Any]) -> list[str]:
    """The texts of a request as it goes over the wire, which no message may quote."""
    return [text for key in _TEXTS if key in body for text in _strings(body[key])]


def response_of(error: BaseException) -> Response | None:
    """The HTTP response that a library made an error of; None when there is none."""
    response = _attribute(error, "response")
    if isinstance(response, Mapping):  # botocore's
        about = response.get("ResponseMetadata", {})
        status, headers = about.get("HTTPStatusCode"), about.get("HTTPHeaders")
        return _response(status, headers, _json(response.get("Error", {})))
    holders = (
        (response, "status_code"),
        (response, "status"),
        *((error, name) for name in _STATUS),
    )
    found = (_attribute(holder, name) for holder, name in holders)
    status = next((int(one) for one in found if _is_status(one)), None)
    headers = _attribute(response, "headers") or _attribute(error, "headers")
    return None if status is None else _response(status, headers, _body_of(error, response))


def kind_of(error: BaseException) -> type[ProviderError]:
    """Which of our classes an error without a status is, by the names of its own."""
    names = (one.__name__ for one in type(error).__mro__)
    return next((_KINDS[name] for name in names if name in _KINDS), ProviderError)


def str_of(error: BaseException) -> str:
    """The words of an error, whose `__str__` may fail itself."""
    try:
        return str(error)
    except Exception:  # noqa: BLE001  (foreign code)
        return ""


def _telling(error: BaseException) -> BaseException:
    """The error that says what happened: the first of its causes with a status or a known class."""
    one: BaseException | None = error
    for _ in range(_DEPTH):
        while isinstance(one, BaseExceptionGroup) and len(one.exceptions) == 1:
            one = one.exceptions[0]
        if one is None:
            break
        if response_of(one) is not None or kind_of(one) is not ProviderError:
            return one
        one = one.__cause__
    return error


def _stopping(kind: type[ProviderError], error: BaseException) -> type[ProviderError]:
    """A class of ours; one that stops a batch only for an error of a vendor's package."""
    of_a_vendor = any(_VENDOR.match(f"{one.__module__}.") for one in type(error).__mro__)
    return RequestError if issubclass(kind, FatalError) and not of_a_vendor else kind


def _attribute(holder: object, name: str) -> Any:  # noqa: ANN401  (a foreign object's)
    try:
        return getattr(holder, name, None)
    except Exception:  # noqa: BLE001  (httpx raises where a body was not read, for one)
        return None


def _is_status(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 300 <= value <= 599


def _response(status: object, headers: object, body: bytes) -> Response | None:
    if not isinstance(status, int):
        return None
    pairs = headers.items() if isinstance(headers, Mapping) else ()
    return Response(status, {str(key): str(value) for key, value in pairs}, body)


def _body_of(error: BaseException, response: object) -> bytes:
    read = _attribute(response, "_content_consumed") is not False  # else requests would read it now
    for one in (
        _attribute(response, "content") if read else None,
        _attribute(error, "body"),
        _attribute(error, "details"),
    ):
        if isinstance(one, bytes) and one:
            return one
        if isinstance(one, Mapping | str | list) and one:
            return _json(one)
    return _json({"message": str_of(error)})


def _json(value: object) -> bytes:
    try:
        return value.encode() if isinstance(value, str) else orjson.dumps(value)
    except (orjson.JSONEncodeError, UnicodeEncodeError):
        return b""


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key not in _NO_TEXT:
                yield from _strings(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from _strings(one)
