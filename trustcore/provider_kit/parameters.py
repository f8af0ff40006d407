"""What an endpoint was found to refuse, so that each lesson costs one call and not every call."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from attrs import evolve

from trustcore.http.status import ApiProblem
from trustcore.provider_kit.parameter_names import (
    OwnNames,
    Parameter,
    ParameterNames,
    used_by,
)
from trustcore.records.chat import Request

_STATUSES = (400, 403, 422)
_LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_STREAM = ("stream_options", "stream")
_LEAST = {"n": 1, "top_logprobs": 0}
_CODES = ("unsupported_parameter", "unsupported_value", "unknown_parameter", "extra_forbidden")
_REFUSAL = re.compile(
    r"support|unknown|unrecogni[sz]ed|unexpected|deprecated|extra inputs|cannot find field|removed"
    r"|not (?:permitted|allowed|enabled|available)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"at most|less than|lower than|[<>≤]|max|exceed|above|too (?:large|many|high|big|great)"
    r"|greater than|more than|out of|between|range|must be|should be|only|up to|limit|invalid",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])(\d{1,6})(?![\w.]*\d)(\s*(?:\(exclusive\)|\)))?")
_BELOW = re.compile(r"(?:less|lower|smaller|fewer) than (?!or )\D{0,12}$|<\s*$", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


class LearnedParameters:
    """The optional parameters that one endpoint refuses for one model, and how much it takes.

    An endpoint says so with a 400, 403 or 422 that names the parameter. From then on it is left
    out, or kept to its range; the token limit, which may not be left out, is sent under its other
    name. How many completions and how many alternatives to a token are asked for is the engine's
    choice: their range is learned. The range of what a user has set is the user's to know.

    Attributes:
        anything: Whether anything was learned.
    """

    def __init__(self) -> None:
        self.anything = False
        self._refused: set[str] = set()
        self._most: dict[str, int] = {}

    @property
    def streams(self) -> bool:
        """Whether the endpoint has not refused to stream."""
        return "stream" not in self._refused

    def fit(self, request: Request) -> Request:
        """The request without what the endpoint refuses."""
        changes: dict[str, Any] = {
            name: None
            for name in ("temperature", "top_p", "logprobs", "seed")
            if name in self._refused
        }
        if request.logprobs is not None and "logprobs" not in changes:
            most = self._most.get("top_logprobs", request.logprobs)
            changes["logprobs"] = min(request.logprobs, most)
        changes["n"] = min(request.n, self._most.get("n", request.n))
        return evolve(request, **changes)

    def rename(self, body: MutableMapping[str, Any]) -> None:
        """Call the token limit of a body what the endpoint calls it; leave options out."""
        for name in self._refused.intersection(body):
            if name in _LIMITS:
                body[_LIMITS[name]] = body.pop(name)
            elif name == "stream_options":
                del body[name]

    def learn(
        self,
        status: int,
        problem: ApiProblem,
        sent: Request,
        body: Mapping[str, Any],
        own: Callable[[], OwnNames] = dict,
    ) -> str | None:
        """Learn from an error, if there is something to learn.

        Args:
            status: Of the response.
            problem: What it says.
            sent: The request.
            body: What went over the wire.
            own: Tells what its format calls the parameters, besides the usual names.

        Returns:
            Words for what was refused; the call should be made again, which asks for less, so there
            is an end to it. None where there was nothing to learn. A call that was under way when
            another one learned the same is to be repeated as well.
        """
        if status not in _STATUSES:
            return None
        names = ParameterNames(own())
        used = set(used_by(sent))
        most = _most(problem, sent, used, names)
        name = _culprit(problem, used, body, names) if most is None else None
        if name in _LEAST:
            most = name, _LEAST[name]
        if most is not None:
            name, bound = most
            self.anything = True
            self._most[name] = min(bound, self._most.get(name, bound))
            return f"more than {bound} for the parameter {name!r}, which is kept to it"
        if name is None or _LIMITS.get(name) in self._refused:
            return None
        self.anything = True
        self._refused.add(name)
        return f"the parameter {name!r}, which is not sent any more"


def _most(
    problem: ApiProblem, sent: Request, used: set[Parameter], names: ParameterNames
) -> tuple[str, int] | None:
    """The parameter whose range an error is about, and the most that is taken.

    Where no number is told, half as many completions are tried.
    """
    text = _LINK.sub("", problem.message[:500])
    if not _RANGE.search(f"{problem.code} {text}"):
        return None
    for name, count in (("n", sent.n), ("top_logprobs", sent.logprobs or 0)):
        if name not in used:
            continue
        bound = _bound(text, _LEAST[name], count)
        words = names.position(name, text) if _open_code(problem) else -1
        if words >= 0 or names.mean(name, problem.param):
            untold = count // 2 if name == "n" else 0
            return name, untold if bound is None else bound
        # Where a number is told for "logprobs", it is the number of alternatives.
        also = _open_code(problem) and names.position("logprobs", text) >= 0
        if name == "top_logprobs" and bound is not None and also:
            return name, bound
    return None


def _bound(text: str, least: int, sent: int) -> int | None:
    """The largest number that a message about a range names and that is below the one sent."""
    found = []
    for match in _NUMBER.finditer(text):
        below = bool(match[2]) or bool(_BELOW.search(text[: match.start()]))
        found.append(int(match[1]) - below)
    return max((one for one in found if least <= one < sent), default=None)


def _culprit(
    problem: ApiProblem, used: set[Parameter], body: Mapping[str, Any], names: ParameterNames
) -> str | None:
    """The optional parameter that is refused as such, not for its value being out of range."""
    optional = (*_LIMITS, *_STREAM)
    sent: list[Any] = [*sorted(used), *(name for name in optional if name in body)]
    by_field = next((name for name in sent if names.mean(name, problem.param)), None)
    if problem.code in _CODES and by_field is not None:
        return str(by_field)
    if not _open_code(problem) or not _REFUSAL.search(problem.message):
        return None
    if by_field is not None:
        return str(by_field)
    places = ((names.position(name, problem.message[:500]), name) for name in sent)
    found = sorted((place, name) for place, name in places if place >= 0)
    return str(found[0][1]) if found else None


def _open_code(problem: ApiProblem) -> bool:
    """Whether the code leaves open what the error is about: a number, or the type again."""
    return problem.code in {"", *_CODES, problem.type} or problem.code.isdecimal()
