"""The options of `TLM`: what they may be, and what they change in a preset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import Any

from attrs import evolve, fields_dict, frozen

from trustcore import checks
from trustcore.checks import Rule, shown
from trustcore.errors import ConfigurationError, InputError, OptionError
from trustcore.plugins.protocols import Knob, Measure
from trustcore.plugins.strategy_attributes import has_knob
from trustcore.presets import Preset
from trustcore.presets.evals import added, taken
from trustcore.records.chat import MOST_TOKENS
from trustcore.records.evals import Eval, evals_of, joined
from trustcore.records.question import Question
from trustcore.scoring import Component
from trustcore.suggest import unknown

LOGS = ("explanation", "evidence", "per_field_score")


@frozen
class Options:
    """Options that override the preset key by key; None leaves the preset's own.

    Attributes:
        model: The answering model, as `TLM(model=)`.
        max_tokens: Limit on the tokens of an answer, from 1; by default none is sent.
        temperature: Of the answer, 0 to 2; by default the API's own.
        stop: A text, or several, before which an answer ends; a question's own comes before it, as
            for the next three.
        top_p: How much of the probability the likeliest tokens make up that an answer is drawn
            from, above 0 and at most 1.
        reasoning_effort: How much the model is to think before an answer, in its API's words.
        extra: What the API takes besides, sent as it is with answers and samples.
        num_candidate_responses: How many answers compete to be returned, 1 to 20.
        num_consistency_samples: How many samples are drawn, 0 to 20.
        num_self_reflections: How many times a judge is asked about an answer, 0 to 3.
        use_self_reflection: False is the same as `num_self_reflections=0`.
        similarity_measure: How texts are compared: "answer", "string", "embedding", a registered
            name, or a function of two texts that gives a number in [0, 1].
        max_concurrency: Calls in flight at once for each model, from 1; fewer while its API is
            overloaded.
        requests_per_minute: Calls sent a minute for each model, or for those that share limits; by
            default what its API tells.
        burst: Calls that may be sent at once under `requests_per_minute`, from 1.
        tokens_per_minute: Tokens read and written a minute, likewise.
        max_attempts: How often a call is made until it is given up, 1 to 20; by default 5.
        call_timeout: Seconds that one attempt at a call may take, from 0.001; by default 600.
        log: What results keep besides: any of "explanation", "evidence" and
            "per_field_score".
        evals: What is rated of every answer besides its score: names of evaluations that come
            along, tables with `name` and `criteria`, or objects of `Eval`.
        custom_eval_criteria: The same: tables with `name` and `criteria`.
        evals_only: Whether there are these ratings alone: no samples are drawn, no other strategy
            is asked, and there is no score.
        explain_below: Results with a score below this, 0 to 1, have an `explanation`; it takes one
            call at most.
    """

    model: Any = None
    max_tokens: int | None = None
    temperature: float | None = None
    stop: str | Sequence[str] | None = None
    top_p: float | None = None
    reasoning_effort: str | None = None
    extra: Mapping[str, Any] | None = None
    num_candidate_responses: int | None = None
    num_consistency_samples: int | None = None
    num_self_reflections: int | None = None
    use_self_reflection: bool | None = None
    similarity_measure: str | Callable[[str, str], float | None] | None = None
    max_concurrency: int | None = None
    requests_per_minute: float | None = None
    burst: int | None = None
    tokens_per_minute: float | None = None
    max_attempts: int | None = None
    call_timeout: float | None = None
    log: tuple[str, ...] = ()
    evals: tuple[Eval, ...] = ()
    custom_eval_criteria: tuple[Eval, ...] = ()
    evals_only: bool = False
    explain_below: float | None = None

    @property
    def all_evals(self) -> tuple[Eval, ...]:
        """What is rated of every answer."""
        return joined(self.evals, self.custom_eval_criteria)

    @property
    def settings(self) -> Question | None:
        """What holds for every question that does not set the same; None where that is nothing."""
        given = {name: getattr(self, name) for name in _OF_QUESTIONS}
        known = {name: value for name, value in given.items() if value is not None}
        return Question((), **known) if known else None

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
        made = cls(**checked)
        if made.evals_only and not made.all_evals:
            raise OptionError('evals_only needs something to rate; name it in options["evals"]')
        return made

    def applied(self, preset: Preset) -> Preset:
        """A preset with what the options change in it; all else is the same objects.

        Options change the strategies that have the knob (`Strategy.tuned`) and never bring one in,
        which would make calls that nobody asked for.

        Raises:
            OptionError: When an option asks something that no strategy of the preset can be asked,
                or a strategy does not take its value.
        """
        ratings = 0 if self.use_self_reflection is False else self.num_self_reflections
        values: dict[Knob, Any] = {
            "samples": self.num_consistency_samples,
            "similarity": self.similarity_measure,
            "ratings": ratings,
        }
        knobs = {knob: value for knob, value in values.items() if value is not None}
        for knob, value in knobs.items():
            _check_taken(knob, value, preset)
        candidates = self.num_candidate_responses
        if candidates is None:
            candidates = preset.candidates
        if self.evals_only:
            return evolve(preset, candidates=1, components=added(self.all_evals, ()), kinds={})
        for variant in preset.variants:
            _check_names(self.all_evals, variant)
        tuned = preset.each_component(lambda component: _tuned(component, knobs))
        return evolve(tuned, candidates=candidates)


_ABOUT: Mapping[Knob, tuple[str, Measure]] = {
    "samples": ("num_consistency_samples", "agreement"),
    "similarity": ("similarity_measure", "agreement"),
    "ratings": ("num_self_reflections", "correctness"),
}
"""The option that sets a knob, and what the strategies measure that it is about."""


def _check_taken(knob: Knob, value: object, preset: Preset) -> None:
    """Refuse an option that would change nothing, unless it asks for none of what is not there."""
    components = [one for variant in preset.variants for one in variant.components]
    takes = [one for one in components if has_knob(one.strategy, knob)]
    if any(value == 0 or knob != "ratings" or one.measures != "agreement" for one in takes):
        return  # what measures agreement learns from "ratings" no more than that a judge is asked
    option, measure = _ABOUT[knob]
    measuring = [one.name for one in preset.components if one.measures == measure]
    if measuring:
        raise OptionError(
            f"option {option} sets the knob `{knob}`, which the strategy {measuring[0]!r} does not "
            f"have; leave the option out, or give the strategy a method `tuned(*, {knob})`"
        )
    if value != 0:
        names = ", ".join(component.name for component in preset.components)
        raise OptionError(
            f"option {option} sets the knob `{knob}` of strategies that measure {measure}, of "
            f"which this preset has none; it has {names}"
        )


def _check_names(evals: tuple[Eval, ...], preset: Preset) -> None:
    name = taken(evals, preset.components)
    if name is not None:
        raise OptionError(f"evals: {shown(name)} is a signal of the preset; choose another name")


def _tuned(component: Component, knobs: Mapping[Knob, Any]) -> Component:
    """A component with knobs set one by one, so that a refusal names its option."""
    for knob, value in knobs.items():
        try:
            component = component.tuned({knob: value})
        except (ConfigurationError, TypeError, ValueError) as error:
            option, _ = _ABOUT[knob]
            raise OptionError(f"option {option}: strategy {component.name!r}: {error}") from error
    return component


def _kept(rule: Rule) -> Callable[[str, Any], Any]:
    def check(name: str, value: Any) -> Any:  # noqa: ANN401  (whatever the user gave)
        return rule.check(f"option {name}", value, OptionError)

    return check


def _number(low: float, high: float) -> Callable[[str, Any], float]:
    kept = _kept(checks.number(low, high))
    return lambda name, value: float(kept(name, value))


def _name_or_function(name: str, value: Any) -> Any:  # noqa: ANN401  (whatever the user gave)
    if not isinstance(value, str) and not callable(value):
        msg = f"option {name} must be a name or a function, not {type(value).__name__}"
        raise OptionError(msg)
    return value  # which names there are is known to the strategies that it is for


def _logs(name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  (whatever the user gave)
    listed = isinstance(value, Iterable) and not isinstance(value, str)
    if not listed or not all(isinstance(one, str) for one in value):
        msg = f'option {name} must be a list of names, for example ["explanation"]'
        raise OptionError(msg)
    for one in value:
        if one not in LOGS:
            raise OptionError(unknown(f"entry of option {name}:", one, LOGS))
    return tuple(value)


def _evals(name: str, value: Any) -> tuple[Eval, ...]:  # noqa: ANN401  (whatever the user gave)
    try:
        return evals_of(value, f"option {name}")
    except InputError as error:
        raise OptionError(str(error)) from error


def _setting(name: str, value: Any) -> Any:  # noqa: ANN401  (whatever the user gave)
    try:
        Question((), **{name: value})
    except InputError as error:
        raise OptionError(f"option {error}") from error
    return value


def _any(_: str, value: Any) -> Any:  # noqa: ANN401  (checked where models are resolved)
    return value


_OF_QUESTIONS = ("stop", "top_p", "reasoning_effort", "extra")
"""Options that a question can set for itself, beside those that are an item's."""

_RULES: Mapping[str, Callable[[str, Any], Any]] = {
    "model": _any,
    **dict.fromkeys(_OF_QUESTIONS, _setting),
    "max_tokens": _kept(checks.whole(1, MOST_TOKENS)),
    "temperature": _number(0, 2),
    "num_candidate_responses": _kept(checks.whole(1, 20)),
    "num_consistency_samples": _kept(checks.whole(0, 20)),
    "num_self_reflections": _kept(checks.whole(0, 3)),
    "use_self_reflection": _kept(checks.flag),
    "similarity_measure": _name_or_function,
    "max_concurrency": _kept(checks.whole(1, inf)),
    "requests_per_minute": _number(0.001, inf),
    "burst": _kept(checks.whole(1, inf)),
    "tokens_per_minute": _number(1, inf),
    "max_attempts": _kept(checks.whole(1, 20)),
    "call_timeout": _number(0.001, inf),
    "log": _logs,
    "evals": _evals,
    "custom_eval_criteria": _evals,
    "evals_only": _kept(checks.flag),
    "explain_below": _number(0, 1),
}
