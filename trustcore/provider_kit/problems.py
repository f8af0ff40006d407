"""What an API says about an error, wherever and however it says it: one table for all of them.

Errors come with an HTTP status, or with status 200 inside of a reply. Where a status is told, it
decides, but for words that contradict it; else the words do: see `problems.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from attrs import evolve

from trustcore.http.status import ApiProblem, retry_after
from trustcore.plugins.protocols import Response
from trustcore.provider_kit.bodies import parse

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,47}|[0-9]{1,6}")
_LONG_NUMBER = re.compile(r"\d{7}|[0-9a-f]{8}-[0-9a-f]{4}", re.IGNORECASE)
_LENGTH = 4000
_BEGINNING = 200
"""Characters of a message that may contradict a status: what follows may quote the prompt."""
_UNSPECIFIC = frozenset((400, 401, 403, 404, 422, 429, 500))
"""The statuses that say less than a telling word does."""
_MESSAGES = (
    *("message", "msg", "detail", "error_description", "status_msg", "reason"),
    *("error_message", "error_msg", "errmsg", "faultstring"),
)
_NAMES = ("code", "errcode", "error_code", "errorcode")
_CODES = ("status_code", "http_status", "http_code", "statusCode", "status", "code")
_SIGNS = frozenset(("error", "errors", "type", "object", "success", "base_resp"))
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
_NAMED = _phrases_of(_TABLE["named"])


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
    data = parse(response.body, response.headers)
    said = data[0] if isinstance(data, list) and data else data
    if not isinstance(said, dict):
        return ApiProblem.parse(response.body)
    problem = _read(_error_in(said) or said)
    if not problem.message:
        problem = next(_complaints(said), (problem, None))[0]
    kind = next(
        (response.headers[one] for one in response.headers if one.lower() == "x-amzn-errortype"), ""
    )
    return evolve(problem, type=word(kind.partition(":")[0]) or problem.type)


def reported(data: Mapping[str, Any]) -> ReportedProblem | None:
    """The error that a part of a reply reports; None where it reports none."""
    if _SIGNS.isdisjoint(data):
        return None
    error = _error_in(data)
    if error is None:
        return None
    problem = _read(error)
    if not problem.message:  # in fields of its own, as for each wrong parameter one
        problem = evolve(problem, message=_words(error))
    return ReportedProblem(problem, _status_in(error))


def complaint(data: Mapping[str, Any]) -> ReportedProblem | None:
    """What a body that is no reply says in its place; None where it says nothing."""
    found = next(_complaints(data), None)
    return None if found is None else ReportedProblem(*found)


def _complaints(data: Mapping[str, Any], depth: int = 2) -> Iterator[tuple[ApiProblem, int | None]]:
    """What a body says in words, and the status that it names, at its top or a little deeper."""
    problem = _read(data)
    told = problem.message or "__type" in data  # Amazon's name of an error, which may be all
    if told and not isinstance(data.get("message"), dict):  # of a chat: no words
        yield problem, _status_in(data)
    for one in data.values() if depth else ():
        if isinstance(one, dict):
            yield from _complaints(one, depth - 1)


def _error_in(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The object that describes an error, in the places where APIs have it."""
    signs = _SIGNS.intersection(data)
    if not signs or (signs == {"object"} and data["object"] != "error"):  # as of most replies
        return None
    found = data.get("error") or data.get("errors")
    if found is None:
        return _marked(data)
    if isinstance(found, list):
        found = found[0] if found else None
    if isinstance(found, dict):
        return _error_in(found) or found  # gateways wrap what they were told
    if isinstance(found, str):
        more = next((data[key] for key in _MESSAGES if isinstance(data.get(key), str)), "")
        codes = {key: data[key] for key in _CODES if key in data}
        return {"code": found, **codes, "message": f"{found}: {more}" if more else found}
    return _marked(data) or (data if found else None)


def _marked(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What describes an error where a field says that there is one; None where none does."""
    match data.get("base_resp"):
        case {"status_code": int(code), "status_msg": str(message)} if code != 0:
            return {"code": code, "message": message}
    failed = data.get("type") == "error" or data.get("object") == "error"
    return data if failed or data.get("success") is False else None


def _read(error: Mapping[str, Any]) -> ApiProblem:
    said = {str(key).lower(): value for key, value in error.items()}
    codes = [word(one.get("reason") or one.get("error_code")) for one in _details(said)]
    kinds = (said.get("type"), said.get("status"), str(said.get("__type", "")).rpartition("#")[2])
    messages = sorted(
        filter(None, map(said.get, _MESSAGES)), key=lambda one: not isinstance(one, str)
    )
    return ApiProblem(
        code=next(filter(None, (*codes, *(word(said.get(name)) for name in _NAMES))), ""),
        type=next(filter(None, map(word, kinds)), ""),
        param=word(said.get("param")),
        message=next(map(_words, messages), ""),
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
    if status is not None and status not in _UNSPECIFIC:
        return None
    for name in said:
        for known, meant in _TELLING.items():
            if known == name or (meant == 402 and known in name):
                return meant
    if status is not None:
        return _phrased(_CONTRADICTING, text[:_BEGINNING])
    named = (_VAGUE.get(name) or _phrased(_NAMED, name) for name in said)
    return next(filter(None, named), None) or _phrased(_PHRASES, text)


def _phrased(phrases: Iterable[tuple[int, re.Pattern[str]]], text: str) -> int | None:
    return next((status for status, phrase in phrases if phrase.search(text)), None)


def wait_of(response: Response) -> float | None:
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


def is_known(name: str) -> bool:
    """Whether an identifier stands in the table, so that it quotes nothing."""
    return name.isdecimal() or _plain(name) in _TELLING or _plain(name) in _VAGUE
