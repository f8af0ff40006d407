"""What an endpoint was found to refuse, so that each lesson costs one call and not every call."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from trustcore.errors import ParameterRefusedError
from trustcore.http.status import ApiProblem
from trustcore.plugins.protocols import Feature

_STATUSES = (400, 403, 422)
_OPTIONAL = ("temperature", "logprobs", "include", "top_logprobs", "seed", "random_seed", "n")
_LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_ALSO = {"logprobs": ("top_logprobs",), "include": ("top_logprobs",)}  # no sense without it
_MEANT = {"include": "include|logprobs"}  # what a refusal may call it
_CODES = ("unsupported_parameter", "unsupported_value", "unknown_parameter", "extra_forbidden")
_REFUSAL = re.compile(
    r"support|unknown|unrecogni[sz]ed|unexpected|deprecated|extra inputs"
    r"|not (?:permitted|allowed|enabled|available)",
    re.IGNORECASE,
)


class Learned:
    """The optional parameters that one endpoint refuses for one model.

    An endpoint says so with a 400, 403 or 422 that names the parameter. From then on it is left
    out; the token limit, which may not be left out, is sent under its other name.
    """

    def __init__(self) -> None:
        self._refused: set[str] = set()

    def supports(self, feature: Feature) -> bool:
        """Whether nothing is known against it."""
        return feature not in self._refused

    def apply(self, body: MutableMapping[str, Any]) -> None:
        """Change the body of a request to what the endpoint takes."""
        for name in self._refused.intersection(body):
            value = body.pop(name)
            other = _LIMITS.get(name)
            if other is not None:
                body[other] = value
            for dependent in _ALSO.get(name, ()):
                body.pop(dependent, None)

    def hear(self, status: int, problem: ApiProblem, sent: Mapping[str, Any]) -> None:
        """Learn from an error, if it is a refusal.

        Raises:
            ParameterRefusedError: When there was something to learn.
        """
        name = self.learn(problem, sent) if status in _STATUSES else None
        if name is not None:
            msg = f"the endpoint refused the parameter {name!r}, which is not sent any more"
            raise ParameterRefusedError(msg, status=status, detail=problem.message)

    def learn(self, problem: ApiProblem, sent: Mapping[str, Any]) -> str | None:
        """Learn from a refusal; the parameter without which the call should be repeated.

        Each repetition sends one parameter less, so there is an end to them. A call that was under
        way when another one learned the same is repeated as well.
        """
        name = _culprit(problem, sent)
        if name is None or _LIMITS.get(name) in self._refused:
            return None
        self._refused.add(name)
        return name


def _culprit(problem: ApiProblem, sent: Mapping[str, Any]) -> str | None:
    """The optional parameter that is refused as such, not for its value being out of range."""
    candidates = [name for name in (*_OPTIONAL, *_LIMITS) if name in sent]
    if problem.code in _CODES and problem.param in candidates:
        return problem.param
    # Codes of another kind speak of something else; many servers use a number or repeat the type.
    if problem.code not in {"", *_CODES, problem.type} and not problem.code.isdecimal():
        return None
    if not _REFUSAL.search(problem.message):
        return None
    if problem.param in candidates:
        return problem.param
    named = ((_position(name, problem.message), name) for name in candidates)
    found = sorted((position, name) for position, name in named if position >= 0)
    return found[0][1] if found else None


def _position(name: str, text: str) -> int:
    meant = _MEANT.get(name, name)
    quoted = rf"['\"`]{name}['\"`]" if len(name) == 1 else rf"\b(?:{meant})\b"
    match = re.search(quoted, text, re.IGNORECASE)
    return match.start() if match else -1
