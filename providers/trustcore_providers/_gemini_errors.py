"""What Google's APIs say about an error: a status, and details of several types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from trustcore.http.status import ApiProblem, identifier, retry_after
from trustcore.plugins.protocols import Response
from trustcore_providers._json import parse

_DETAILS = "type.googleapis.com/google.rpc."
_DELAY = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")
_REFUSED = re.compile(
    r"(?:\b(?P<name>temperature|logprobs|seed)\b|(?P<n>multiple candidates|candidate_?count)).*"
    r"(?:support|not enabled|deprecated|cannot find field|must be 1)",
    re.IGNORECASE,
)


def problem_of(body: bytes) -> ApiProblem:
    """Read any body; a refused parameter gets the name that we have for it."""
    error = _error(body)
    if error is None:
        return ApiProblem.parse(body)
    reasons = (_text(one.get("reason")) for one in _of_type(error, "ErrorInfo"))
    message = _text(error.get("message"))
    refused = _REFUSED.search(message[:500])
    return ApiProblem(
        code="unsupported_parameter" if refused else identifier(next(reasons, "")),
        type=identifier(error.get("status")),
        param=(refused["name"] or "n").lower() if refused else "",
        message=message,
    )


def status_meant(problem: ApiProblem) -> int | None:
    """401 for a key that is not valid, which Google says with a 400."""
    return 401 if problem.code.startswith("API_KEY_") else None


def wait_of(response: Response) -> float | None:
    """Seconds to wait, from the details (RetryInfo) or the headers."""
    for one in _of_type(_error(response.body) or {}, "RetryInfo"):
        found = _DELAY.fullmatch(_text(one.get("retryDelay")))
        if found:
            return float(found[1])
    return retry_after(response.headers)


def _error(body: bytes) -> dict[str, Any] | None:
    data = parse(body)
    if isinstance(data, list) and data:
        data = data[0]
    found = data.get("error") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else None


def _of_type(error: dict[str, Any], kind: str) -> Iterable[dict[str, Any]]:
    details = error.get("details")
    for one in details if isinstance(details, list) else ():
        if isinstance(one, dict) and one.get("@type") == _DETAILS + kind:
            yield one


def _text(value: Any) -> str:  # noqa: ANN401  (any JSON)
    return value[:4000] if isinstance(value, str) else ""
