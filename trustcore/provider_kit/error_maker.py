"""Our errors of what an endpoint says, without what must not be shown."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, field, frozen

from trustcore.errors import ProviderError
from trustcore.http.status import ApiProblem, problem_error
from trustcore.plugins.protocols import Response
from trustcore.provider_kit.problems import (
    ReportedProblem,
    is_known,
    problem_of,
    status_meant,
    wait_of,
)
from trustcore.redact import without
from trustcore.secret import Secret


@frozen
class ErrorMaker:
    """Makes our errors of what an endpoint says, and keeps out of them what must not be shown.

    Attributes:
        endpoint: Host of the API, for messages.
        credentials: How to give the right credentials, for messages.
        secrets: What nothing may show, in messages and in `detail`.
    """

    endpoint: str
    credentials: str = "pass api_key="
    secrets: Sequence[Secret] = field(default=(), repr=False)

    def of_response(self, response: Response, texts: Sequence[str] = ()) -> ProviderError:
        """The error for a response whose status is not a success.

        Args:
            response: The response.
            texts: What was sent, which no message may quote.
        """
        problem = problem_of(response)
        meant = status_meant(problem, response.status)
        return self._made(problem, response.status, meant, wait_of(response), texts)

    def of_report(
        self, report: ReportedProblem, response: Response, texts: Sequence[str] = ()
    ) -> ProviderError:
        """The error for one that is reported inside of a reply."""
        told = report.status
        meant = status_meant(report.problem, told)
        status = told or meant or 500
        return self._made(report.problem, status, meant, wait_of(response), texts)

    def _made(
        self,
        problem: ApiProblem,
        status: int,
        meant: int | None,
        wait: float | None,
        texts: Sequence[str],
    ) -> ProviderError:
        return problem_error(
            self._screened(problem, texts),
            status,
            endpoint=self.endpoint,
            credentials=self.credentials,
            retry_after=wait,
            means=meant,
        )

    def _screened(self, problem: ApiProblem, texts: Sequence[str]) -> ApiProblem:
        """Without words that quote a secret or what was sent, and no secret in the message."""
        hidden = [*(secret.reveal() for secret in self.secrets), *texts]
        return evolve(
            problem,
            code=_unquoted(problem.code, hidden),
            type=_unquoted(problem.type, hidden),
            param=_unquoted(problem.param, hidden),
            message=without(self.secrets, problem.message),  # in JSON they may have been escaped
        )

    def without_secrets(self, response: Response) -> Response:
        """A response in which each secret is three asterisks."""
        body = response.body
        for secret in self.secrets:
            body = secret.mask_bytes(body)
        if body is response.body:
            return response
        return Response(response.status, response.headers, body)


def _unquoted(name: str, hidden: Sequence[str]) -> str:
    if len(name) < 4 or is_known(name):
        return name
    quotes = any(name in text or (len(text) > 3 and text in name) for text in hidden)
    return "" if quotes else name


def status_error(
    response: Response,
    *,
    endpoint: str,
    credentials: str = "pass api_key=",
    secrets: Sequence[Secret] = (),
) -> ProviderError:
    """Our error for a response whose status is not a success.

    Args:
        response: The response.
        endpoint: Host of the API, for the message.
        credentials: How to give the right credentials, for example "set X or pass api_key=".
        secrets: What neither the message nor `detail` may show.
    """
    errors = ErrorMaker(endpoint, credentials, secrets)
    return errors.of_response(errors.without_secrets(response))
