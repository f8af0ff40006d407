"""Our errors of what an endpoint says, without what must not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
from trustcore.records.chat import Completion, Embedding, Missing, Reply


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
    secrets: Sequence[str] = field(default=(), repr=False)

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
        hidden = [*self.secrets, *texts]
        words = {
            name: _unquoted(getattr(problem, name), hidden) for name in ("code", "type", "param")
        }
        return evolve(problem, message=self.masked(problem.message), **words)

    def screened(self, reply: Reply) -> Reply:
        """A reply in which no word of the endpoint's quotes a secret, but for the texts."""
        if not any(self.masked(_said(item)) != _said(item) for item in reply.items):
            return reply
        return evolve(reply, items=tuple([self._screened_item(item) for item in reply.items]))

    def _screened_item(self, item: Completion | Embedding | Missing) -> Any:  # noqa: ANN401  (the same)
        if isinstance(item, Missing):
            return evolve(item, reason=self.masked(item.reason))
        if isinstance(item, Completion):
            return evolve(item, finish_reason=self.masked(item.finish_reason))
        return item

    def masked(self, text: str) -> str:
        """A text in which each secret is three asterisks; one shorter than 4 letters is none."""
        for secret in self.secrets:
            if len(secret) >= 4:
                text = text.replace(secret, "***")
        return text


def _said(item: Completion | Embedding | Missing) -> str:
    if isinstance(item, Missing):
        return item.reason
    return item.finish_reason if isinstance(item, Completion) else ""


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
    secrets: Sequence[str] = (),
) -> ProviderError:
    """Our error for a response whose status is not a success.

    Args:
        response: The response.
        endpoint: Host of the API, for the message.
        credentials: How to give the right credentials, for example "set X or pass api_key=".
        secrets: What neither the message nor `detail` may show.
    """
    return ErrorMaker(endpoint, credentials, secrets).of_response(response)
