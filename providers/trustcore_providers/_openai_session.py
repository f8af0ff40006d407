"""Calls to OpenAI's APIs, over whatever carries them: our connections or the user's own client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from trustcore import Reply, Request
from trustcore.http.status import ApiProblem, problem_error, status_error
from trustcore.plugins.protocols import Feature, Response
from trustcore_providers import _openai_wire as wire
from trustcore_providers._json import load
from trustcore_providers._openai_responses import responses_body, responses_reply
from trustcore_providers._session import with_allowances
from trustcore_providers.capabilities import Capabilities
from trustcore_providers.refused_parameters import Learned

CHAT, RESPONSES, EMBEDDINGS = "/chat/completions", "/responses", "/embeddings"

Post = Callable[[str, Mapping[str, Any]], Awaitable[Response]]
"""Sends a JSON body to one of the paths above."""

_STATUS_OF_CODE = {"rate_limit_exceeded": 429, "invalid_prompt": 400}


class OpenAISession:
    """An open model of OpenAI's format: what carries its calls, and what was learned about it.

    Args:
        name: The model's name, as the API has it.
        known: What it takes, as far as is known.
        post: What carries a call.
        endpoint: Host of the API, for messages.
        credentials: How to give the right credentials, for messages.
    """

    def __init__(
        self, name: str, known: Capabilities, post: Post, *, endpoint: str, credentials: str
    ) -> None:
        self._name = name
        self._known = known
        self._send = post
        self._endpoint = endpoint
        self._credentials = credentials
        self._learned = Learned()

    def supports(self, feature: Feature, /) -> bool:
        """Whether the model takes it and the endpoint has not refused it so far."""
        return self._known.supports(feature) and self._learned.supports(feature)

    async def complete(self, request: Request, /) -> Reply:
        """Ask for completions; optional parameters that the endpoint has refused are left out.

        Raises:
            ParameterRefusedError: When it refuses another one.
        """
        path, body = self._encoded(request)
        self._learned.apply(body)
        response = await self._send(path, body)
        if response.status >= 300:
            self._learned.hear(response.status, ApiProblem.parse(response.body), body)
        return with_allowances(response, lambda one: self._decoded(path, one, request.n))

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Ask for the embeddings of texts, one request for all."""
        response = await self._send(EMBEDDINGS, wire.embedding_body(self._name, texts))
        return with_allowances(
            response, lambda one: wire.embedding_reply(self._load(one), len(texts))
        )

    def _encoded(self, request: Request) -> tuple[str, dict[str, Any]]:
        if self._known.api == "responses":
            return RESPONSES, responses_body(self._name, self._known, request)
        return CHAT, wire.chat_body(self._name, self._known, request)

    def _decoded(self, path: str, response: Response, n: int) -> Reply:
        data = self._load(response)
        return responses_reply(data) if path == RESPONSES else wire.chat_reply(data, n)

    def _load(self, response: Response) -> dict[str, Any]:
        if response.status >= 300:
            raise status_error(response, endpoint=self._endpoint, credentials=self._credentials)
        data = load(response.body)
        error = data.get("error")
        if isinstance(error, dict):  # some gateways answer 200 and put the status inside
            problem = ApiProblem.of(error)
            status = _STATUS_OF_CODE.get(problem.code, 500)
            raise problem_error(
                problem,
                int(problem.code) if problem.code.isdecimal() else status,
                endpoint=self._endpoint,
                credentials=self._credentials,
            )
        return data
