"""One exchange with an API: encode, send, learn from a refusal or decode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Protocol

from attrs import evolve, field, frozen

from trustcore import ProviderError, Reply, Request
from trustcore.http.allowances import allowances
from trustcore.http.status import ApiProblem
from trustcore.plugins.protocols import Feature, Response
from trustcore_providers.refused_parameters import Learned

_UNSET: dict[str, Any] = {"temperature": None, "logprobs": None, "seed": None, "n": 1}


@frozen
class Encoded:
    """A request as it goes over the wire, but for the host and the credentials."""

    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


Send = Callable[[Encoded], Awaitable[Response]]
"""Carries a request to the endpoint, with credentials."""


class Wire(Protocol):
    """A wire format of one model, without any I/O."""

    def encode(self, request: Request, /) -> Encoded:
        """The request for completions."""

    def decode(self, response: Response, /, *, wanted: int) -> Reply:
        """What came of it.

        Args:
            response: The response, whatever its status.
            wanted: How many completions were asked for; more than that are ignored.

        Raises:
            ProviderError: When it is an error, or not what the API promises.
        """

    def problem(self, response: Response, /) -> ApiProblem:
        """What a response with the status of an error says. A refused parameter has our name."""


class WireSession:
    """An open provider: a connection, a wire format, and what was learned about the endpoint."""

    def __init__(self, wire: Wire, send: Send) -> None:
        self._wire = wire
        self._send = send
        self._learned = Learned()

    def supports(self, feature: Feature, /) -> bool:
        """Whether the endpoint has not refused it so far."""
        return self._learned.supports(feature)

    async def complete(self, request: Request, /) -> Reply:
        """Ask for completions; optional parameters that the endpoint has refused are left out.

        Raises:
            ParameterRefusedError: When it refuses another one.
        """
        fitted = self._fit(request)
        response = await self._send(self._wire.encode(fitted))
        if response.status >= 300:
            self._learned.hear(response.status, self._wire.problem(response), _options(fitted))
        return with_allowances(response, partial(self._wire.decode, wanted=request.n))

    def _fit(self, request: Request) -> Request:
        kept = _options(request)
        self._learned.apply(kept)
        refused = {name: _UNSET[name] for name in _options(request).keys() - kept.keys()}
        return evolve(request, **refused) if refused else request


def with_allowances(response: Response, decode: Callable[[Response], Reply]) -> Reply:
    """What a response holds, be it an error, with what its headers say is left of limits."""
    told = allowances(response.headers)
    try:
        reply = decode(response)
    except ProviderError as error:
        error.allowances = told
        raise
    return reply if told is None else evolve(reply, allowances=told)


def _options(request: Request) -> dict[str, Any]:
    """The optional parameters that a request makes use of."""
    values = {name: getattr(request, name) for name in _UNSET}
    return {name: value for name, value in values.items() if value != _UNSET[name]}
