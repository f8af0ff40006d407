"""The options of `TLM`: what they may be, and what they change in a preset."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from math import inf, isfinite
from typing import Any

from attrs import fields_dict, frozen

from trustcore.errors import OptionError
from trustcore.suggest import unknown

SIMILARITIES = ("answer", "string", "embedding")
LOGS = ("explanation", "evidence")


@frozen
class Options:
    """Options that override the preset key by key; None leaves the preset's own.

    Attributes:
        model: The answering model, as `TLM(model=)`.
        max_tokens: Limit on the tokens of an answer, from 1; by default none is sent.
        temperature: Of the answer, 0 to 2; by default the API's own.
        num_candidate_responses: How many answers compete to be returned, 1 to 20.
        num_consistency_samples: How many samples are drawn, 0 to 20.
        num_self_reflections: How many times a judge is asked about an answer, 0 to 3.
        use_self_reflection: False is the same as `num_self_reflections=0`.
        similarity_measure: How texts are compared: "answer", "string" or "embedding".
        max_concurrency: Calls in flight at once for each model, from 1; fewer while its API is
            overloaded.
        requests_per_minute: Calls sent a minute for each model, or for those that share limits; by
            default what its API tells.
        burst: Calls that may be sent at once under `requests_per_minute`, from 1.
        tokens_per_minute: Tokens read and written a minute, likewise.
        max_attempts: How often a call is made until it is given up, 1 to 20; by default 5.
        call_timeout: Seconds that one attempt at a call may take, from 0.001; by default 600.
        log: What results keep besides: any of "explanation" and "evidence".
    """

    model: Any = None
    max_tokens: int | None = None
    temperature: float | None = None
    num_candidate_responses: int | None = None
    num_consistency_samples: int | None = None
    num_self_reflections: int | None = None
    use_self_reflection: bool | None = None
    similarity_measure: str | None = None
    max_concurrency: int | None = None
    requests_per_minute: float | None = None
    burst: int | None = None
    tokens_per_minute: float | None = None
    max_attempts: int | None = None
    call_timeout: float | None = None
    log: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, options: Mapping[str, Any] | None) -> Options:
        """Check and take over what the user gave.

        Raises:
            OptionError: Naming the option, the rule and the way out.
        """
        if not isinstance(options, Mapping | None):
            msg = f"options must be a mapping, not {type(options).__name__}"  # type: ignore[unreachable]
            raise OptionError(msg)
        checked: dict[str, Any] = {}
        for name, value in (options or {}).items():
            if name not in fields_dict(cls):
                raise OptionError(unknown("option", str(name), fields_dict(cls)))
            if value is not None:
                checked[name] = _RULES[name](name, value)
        if checked.get("use_self_reflection") is False and checked.get("num_self_reflections"):
            msg = "use_self_reflection=False contradicts num_self_reflections; give one of them"
            raise OptionError(msg)
        return cls(**checked)

    def preset_overrides(self, present: Collection[str]) -> dict[str, Any]:
        """What the options change, as a partial preset table.

        Args:
            present: The preset's strategies. Options change these and never bring one in, which
                would make calls that nobody asked for.

        Raises:
            OptionError: When an option asks something of a strategy that is not there.
        """
        samples, similarity = self.num_consistency_samples, self.similarity_measure
        ratings = 0 if self.use_self_reflection is False else self.num_self_reflections
        _check_present("num_consistency_samples", samples, "consistency", present)
        _check_present("similarity_measure", similarity, "consistency", present)
        _check_present("num_self_reflections", ratings, "reflection", present)
        spared = None if ratings is None else False
        arguments = {
            "consistency": _given(samples=samples, similarity=similarity),
            "reflection": _given(
                ratings=ratings, only_without_logprobs=spared, alternatives=samples
            ),
        }
        strategies = {
            name: {"arguments": given}
            for name, given in arguments.items()
            if given and name in present
        }
        table: dict[str, Any] = {"strategies": strategies} if strategies else {}
        if self.num_candidate_responses is not None:
            table["candidates"] = self.num_candidate_responses
        return table


def _given(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401  (of any strategy)
    return {name: value for name, value in arguments.items() if value is not None}


def _check_present(option: str, value: object, strategy: str, present: Collection[str]) -> None:
    if value is None or value == 0 or strategy in present:
        return
    raise OptionError(
        f"option {option} is about the strategy {strategy!r}, which this preset does not have; "
        f"it has {', '.join(present)}"
    )


def _whole(low: int, high: float) -> Callable[[str, Any], int]:
    def check(name: str, value: Any) -> int:  # noqa: ANN401  (whatever the user gave)
        if type(value) is not int or not low <= value <= high:
            upper = "up" if high == inf else f"to {high}"
            msg = f"option {name} must be a whole number from {low} {upper}, not {value!r}"
            raise OptionError(msg)
        return value

    return check


def _number(low: float, high: float) -> Callable[[str, Any], float]:
    def check(name: str, value: Any) -> float:  # noqa: ANN401  (whatever the user gave)
        good = type(value) in (int, float) and isfinite(value) and low <= value <= high
        if not good:
            upper = "up" if high == inf else f"to {high:g}"
            msg = f"option {name} must be a number from {low:g} {upper}, not {value!r}"
            raise OptionError(msg)
        return float(value)

    return check


def _flag(name: str, value: Any) -> bool:  # noqa: ANN401  (whatever the user gave)
    if type(value) is not bool:
        msg = f"option {name} must be True or False, not {value!r}"
        raise OptionError(msg)
    return value


def _similarity(name: str, value: Any) -> str:  # noqa: ANN401  (whatever the user gave)
    if value not in SIMILARITIES:
        raise OptionError(unknown(f"{name}", str(value), SIMILARITIES))
    return str(value)


def _logs(name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  (whatever the user gave)
    listed = isinstance(value, Iterable) and not isinstance(value, str)
    if not listed or not all(isinstance(one, str) for one in value):
        msg = f"option {name} must be a list of names, for example ['explanation']"
        raise OptionError(msg)
    for one in value:
        if one not in LOGS:
            raise OptionError(unknown(f"entry of option {name}:", one, LOGS))
    return tuple(value)


def _any(_: str, value: Any) -> Any:  # noqa: ANN401  (checked where models are resolved)
    return value


_RULES: Mapping[str, Callable[[str, Any], Any]] = {
    "model": _any,
    "max_tokens": _whole(1, inf),
    "temperature": _number(0, 2),
    "num_candidate_responses": _whole(1, 20),
    "num_consistency_samples": _whole(0, 20),
    "num_self_reflections": _whole(0, 3),
    "use_self_reflection": _flag,
    "similarity_measure": _similarity,
    "max_concurrency": _whole(1, inf),
    "requests_per_minute": _number(0.001, inf),
    "burst": _whole(1, inf),
    "tokens_per_minute": _number(1, inf),
    "max_attempts": _whole(1, 20),
    "call_timeout": _number(0.001, inf),
    "log": _logs,
}
