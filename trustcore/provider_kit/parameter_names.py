"""The names of optional parameters: those that APIs use, and those of a format, found by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Literal

from attrs import evolve

from trustcore.records.chat import Request

Parameter = Literal[
    "temperature", "top_p", "logprobs", "top_logprobs", "seed", "n", "stream", "stream_options"
]

_NAMES: dict[Parameter, str] = {
    "temperature": r"temperature",
    "top_p": r"top_?p",
    "logprobs": r"logprobs|response_?logprobs|log[ -]?probabilit(?:y|ies)",
    "top_logprobs": r"top_?logprobs",
    "seed": r"(?:random_?)?seed",
    "stream": r"stream(?:ing)?",
    "stream_options": r"stream_?options|include_usage",
    "n": r"candidate_?count|n_cmpl|best_of|num_(?:return_sequences|generations|completions|outputs)"
    r"|(?:number of|one|single|1|multiple|several) "
    r"(?:candidate|choice|completion|generation|response|output|return sequence)s?",
}
"""What APIs call each parameter, in the field of an error that names it and in its words."""

_ONE_LETTER = re.compile(  # where the word "n" is the parameter and not a letter
    r"['\"`]n['\"`]|\b(?:parameter|for|of|field) n\b|\bn ?[=<>≤:]{1,2} ?\d"
    r"|\bn(?=[ :=]+(?:must|should|has|can|may|is|was|value|param|exceed|out|too|[<>=]))",
    re.IGNORECASE,
)
_WITHOUT: Mapping[Parameter, Mapping[str, Any]] = {
    "temperature": {"temperature": None},
    "top_p": {"top_p": None},
    "logprobs": {"logprobs": None},
    "top_logprobs": {"logprobs": 0},
    "seed": {"seed": None},
    "n": {"n": 1},
}
"""How a request is without each parameter."""

_SHORTEST_NAME = 3
"""Characters of a name that is looked for in words: a shorter one stands for anything."""


def used_by(request: Request) -> Iterator[Parameter]:
    """The optional parameters that a request makes use of."""
    if request.temperature is not None:
        yield "temperature"
    if request.top_p is not None:
        yield "top_p"
    if request.logprobs is not None:
        yield "logprobs"
    if request.logprobs:
        yield "top_logprobs"
    if request.seed is not None:
        yield "seed"
    if request.n > 1:
        yield "n"


OwnNames = Mapping[Parameter, Collection[str]]
"""What a format calls parameters."""


def own_names(encode: Callable[[Request], Mapping[str, Any]], sent: Request) -> OwnNames:
    """What a format calls the optional parameters of a request: the keys that go with each.

    They are found by encoding the request without it, so a format need not tell them.

    Args:
        encode: From a request to its body.
        sent: The request.
    """
    body = encode(sent)
    found = {
        name: set(_changed(body, encode(evolve(sent, **_WITHOUT[name])))) for name in used_by(sent)
    }
    if "top_logprobs" in found:  # goes with the log-probabilities, and may go alone
        found["logprobs"] -= found["top_logprobs"]
    return found


def _changed(body: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """The keys at the ends of a body whose values are not in another."""
    for key, value in body.items():
        there = other.get(key)
        if isinstance(value, Mapping):
            yield from _changed(value, there if isinstance(there, Mapping) else {})
        elif value != there and len(key) >= _SHORTEST_NAME:
            yield key


class ParameterNames:
    """The names by which an error may mean each parameter: the usual ones, and a format's own."""

    def __init__(self, own: OwnNames) -> None:
        self._own = own

    def mean(self, name: Any, param: str) -> bool:  # noqa: ANN401  (a parameter or the token limit)
        """Whether the field of an error means a parameter."""
        last = param.rpartition(".")[2]
        return last == name or bool(re.fullmatch(self._pattern(name), last, re.IGNORECASE))

    def position(self, name: Any, text: str) -> int:  # noqa: ANN401  (as above)
        """Where words speak of a parameter; -1 where they do not."""
        match = re.search(rf"\b(?:{self._pattern(name)})\b", text, re.IGNORECASE)
        if match is None and name == "n":
            match = _ONE_LETTER.search(text)
        return match.start() if match else -1

    def _pattern(self, name: Any) -> str:  # noqa: ANN401  (as above)
        return "|".join([_NAMES.get(name, name), *map(re.escape, self._own.get(name, ()))])
