"""What an API says about an error, wherever and however it says it: one table for all of them.

Errors come with an HTTP status, or with status 200 inside of a reply. Where a status is told, it
decides, but for words that contradict it; else the words do: see `problems.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from attrs import evolve, frozen

from trustcore.errors import ProviderError
from trustcore.http.status import ApiProblem, problem_error, retry_after
from trustcore.plugins.protocols import Response
from trustcore.provider_kit.reading import parse
from trustcore.records.chat import Completion, Embedding, Missing, Reply

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,47}|[0-9]{1,6}")
_LONG_NUMBER = re.compile(r"\d{7}|[0-9a-f]{8}-[0-9a-f]{4}", re.IGNORECASE)
_LENGTH = 4000
_MESSAGES = ("message", "msg", "detail", "error_description", "status_msg", "reason")
_CODES = ("status_code", "http_status", "http_code", "statusCode", "status", "code")
_DELAY = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _words_of(rows: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {_plain(name): int(status) for status, names in rows.items() for name in names}


def _phrases_of(rows: Mapping[str, str]) -> list[tuple[int, re.Pattern[str]]]:
    return [(int(status), re.compile(text, re.IGNORECASE)) for status, text in rows.items()]


_TABLE = tomllib.loads(files(__package__).joinpath("problems.toml").read_text(encoding="utf-8"))
_TELLING, _VAGUE = _words_of(_TABLE["telling"]), _words_of(_TABLE["vague"])
_CONTRADICTING, _PHRASES = _phrases_of(_TABLE["contradicting"]), _phrases_of(_TABLE["phrases"])


class ReportedProblem(Exception):  # noqa: N818  (found in a reply by a wire; the session makes an error of it)
    """An error that an API reports inside of a reply, with status 200.

    Attributes:
        problem: What it says.
        status: The status that it names; None where it names none.
    """

    def __init__(self, problem: ApiProblem, status: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status


def word(value: object) -> str:
    """An API's identifier if it looks like one; what may be free text, a key or an ID is empty."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    usable = _WORD.fullmatch(text) and not _LONG_NUMBER.search(text)
    return text if usable else ""


def problem_of(response: Response) -> ApiProblem:
    """What a response with the status of an error says. Reads any body."""
    data = parse(response.body)
    said = data[0] if isinstance(data, list) and data else data
    if not isinstance(said, dict):
        words = (
            said if isinstance(said, str) else response.body[:_LENGTH].decode("utf-8", "replace")
        )
        return ApiProblem(message=words[:_LENGTH])
    problem = _read(_error_in(said) or said)
    kind = next(
        (response.headers[one] for one in response.headers if one.lower() == "x-amzn-errortype"), ""
    )
    return evolve(problem, type=word(kind.partition(":")[0]) or problem.type)


def reported(data: Mapping[str, Any]) -> ReportedProblem | None:
    """The error that a part of a reply reports; None where it reports none."""
    error = _error_in(data)
    return None if error is None else ReportedProblem(_read(error), _status_in(error))


def complaint(data: Mapping[str, Any]) -> ReportedProblem | None:
    """What a body that is no reply says in its place; None where it says nothing."""
    problem = _read(data)
    return ReportedProblem(problem, _status_in(data)) if problem.message else None


def _error_in(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The object that describes an error, in the places where APIs have it."""
    found = data.get("error") or data.get("errors")
    if isinstance(found, list):
        found = found[0] if found else None
    if isinstance(found, dict):
        return found
    if isinstance(found, str):
        return {**{key: data[key] for key in _CODES if key in data}, "message": found}
    match data:
        case {"base_resp": {"status_code": int(code), "status_msg": str(message)}} if code != 0:
            return {"code": code, "message": message}
        case {"type": "error"} | {"object": "error"} | {"success": False}:
            return data
        case _:
            return data if found else None


def _read(error: Mapping[str, Any]) -> ApiProblem:
    said = {str(key).lower(): value for key, value in error.items()}
    codes = [word(one.get("reason") or one.get("error_code")) for one in _details(said)]
    kinds = (said.get("type"), said.get("status"), str(said.get("__type", "")).rpartition("#")[2])
    messages = (said.get(key) for key in _MESSAGES)
    return ApiProblem(
        code=next(filter(None, codes), "") or word(said.get("code")),
        type=next(filter(None, map(word, kinds)), ""),
        param=word(said.get("param")),
        message=next((_words(one) for one in messages if one), ""),
    )


def _details(error: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What an error says in detail: a list at Google, an object at Anthropic."""
    details = error.get("details")
    for one in details if isinstance(details, list) else [details]:
        if isinstance(one, dict):
            yield one


def _words(value: Any) -> str:  # noqa: ANN401  (any JSON)
    try:
        return value[:_LENGTH] if isinstance(value, str) else str(value)[:_LENGTH]
    except RecursionError:
        return ""


def _status_in(error: Mapping[str, Any]) -> int | None:
    for key in _CODES:
        text = word(error.get(key))
        if text.isdecimal() and 300 <= int(text) < 600:
            return int(text)
    return None


def status_meant(problem: ApiProblem, status: int | None = None) -> int | None:
    """The status that most APIs have for a problem.

    Args:
        problem: What the API said.
        status: The status that it said it with; None where it told none.

    Returns:
        None where the status that was told says it all.
    """
    said = [_plain(one) for one in (problem.code, problem.type) if one]
    text = problem.message[:500]
    if status is not None and not 400 <= status < 500:
        return None
    for name in said:
        for known, meant in _TELLING.items():
            if known == name or (meant == 402 and known in name):
                return meant
    if status is not None:
        return _phrased(_CONTRADICTING, text)
    vague = next((_VAGUE[name] for name in said if name in _VAGUE), None)
    return vague or _phrased(_PHRASES, text)


def _phrased(phrases: Iterable[tuple[int, re.Pattern[str]]], text: str) -> int | None:
    return next((status for status, phrase in phrases if phrase.search(text)), None)


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
    secrets: Sequence[str] = ()

    def of_response(self, response: Response, texts: Sequence[str] = ()) -> ProviderError:
        """The error for a response whose status is not a success.

        Args:
            response: The response.
            texts: What was sent, which no message may quote.
        """
        problem = problem_of(response)
        meant = status_meant(problem, response.status)
        return self._made(problem, response.status, meant, _wait_of(response), texts)

    def of_report(
        self, report: ReportedProblem, response: Response, texts: Sequence[str] = ()
    ) -> ProviderError:
        """The error for one that is reported inside of a reply."""
        told = report.status
        meant = status_meant(report.problem, told)
        status = told or meant or 500
        return self._made(report.problem, status, meant, _wait_of(response), texts)

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
    known = _plain(name) in _TELLING or _plain(name) in _VAGUE or name.isdecimal()
    return "" if not known and len(name) > 3 and any(name in text for text in hidden) else name


def _wait_of(response: Response) -> float | None:
    """Seconds to wait, from the details of the error (google.rpc.RetryInfo) or the headers."""
    data = parse(response.body)
    said = data[0] if isinstance(data, list) and data else data
    error = _error_in(said) if isinstance(said, dict) else None
    for one in _details(error or {}):
        delay = one.get("retryDelay")
        found = _DELAY.fullmatch(delay) if isinstance(delay, str) else None
        if found:
            return float(found[1])
    return retry_after(response.headers)


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
