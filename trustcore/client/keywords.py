"""Keywords and options in each other's place, or unknown, answered with what was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec, TypeVar

from attrs import fields_dict

from trustcore.client.options import Options
from trustcore.errors import OptionError
from trustcore.records.question import SETTINGS
from trustcore.suggest import unknown

CLIENT_KEYWORDS = (
    *("quality_preset", "model", "judge", "sampler", "embedder", "witness", "options", "task"),
    *("base_url", "api_key", "timeout", "wait_timeout", "patience", "threshold", "calibration"),
    *("seed", "verbose", "budget", "prices", "observer", "cache", "shared"),
)
"""The keywords of `TLM`, which methods that take settings of a call know by name too."""

_PRESET = 'the preset is the client\'s: TLM("low")'
_PROXY = "proxies are those of the environment: HTTPS_PROXY, HTTP_PROXY and NO_PROXY"
_ATTEMPTS = 'a call is made at most so often: options={"max_attempts": 5}'
_HEADERS = 'headers go along as options={"extra": {"extra_headers": {...}}}'
_CONCURRENCY = 'so many calls are in flight at once: options={"max_concurrency": 16}'
_PROMPT = (
    "the prompt is the first argument: a text, a chat as a list of messages, or a list of many"
)
_SYSTEM = (
    'a system message is part of the chat: tlm.prompt([{"role": "system", "content": ...}, '
    '{"role": "user", "content": ...}])'
)
_SCORE = "an answer that exists is scored by tlm.get_trustworthiness_score(prompt, response)"
_LOGPROBS = "token log-probabilities are asked for where the preset needs them"

_OTHER_NAMES = {
    "preset": _PRESET,
    "quality_preset": _PRESET,
    "max_usd": "a budget is budget=Budget(usd=5), of trustcore.ledger",
    "max_calls": "a budget is budget=Budget(calls=100), of trustcore.ledger",
    "max_retries": _ATTEMPTS,
    "n": 'several answers compete by options={"num_candidate_responses": 4}',
    "samples": 'samples are drawn by options={"num_consistency_samples": 4}',
    "stream": "an answer is streamed by tlm.stream(prompt), in coroutines by tlm.astream(prompt)",
    "provider": 'the provider is part of the model\'s name: model="openai/gpt-4.1-mini"',
    "http_client": 'a client object of yours is a model: model=adapt(AsyncOpenAI(...), "NAME")',
    "rpm": 'a limit is options={"requests_per_minute": 3000}',
    "tpm": 'a limit is options={"tokens_per_minute": 400_000}',
    **dict.fromkeys(("proxy", "proxies"), _PROXY),
    **dict.fromkeys(("headers", "default_headers", "organization", "project"), _HEADERS),
    **dict.fromkeys(("concurrency", "max_workers", "num_workers", "threads"), _CONCURRENCY),
    **dict.fromkeys(("messages", "prompts", "question", "text", "input"), _PROMPT),
    **dict.fromkeys(("system", "system_prompt"), _SYSTEM),
    **dict.fromkeys(("response", "answer", "responses"), _SCORE),
    **dict.fromkeys(("logprobs", "top_logprobs"), _LOGPROBS),
    **{
        name: f'what an API takes besides goes along as options={{"extra": {{"{name}": ...}}}}'
        for name in ("frequency_penalty", "presence_penalty", "top_k", "logit_bias", "user")
    },
}
"""Keywords that other clients have, and how the same is said here."""

P = ParamSpec("P")
R = TypeVar("R")


def check_keywords(init: Callable[P, R]) -> Callable[P, R]:
    """An `__init__` that says where an option or a keyword belongs that was given as the other.

    Its signature stays as it is, for type checkers and for `help`.
    """

    @wraps(init)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        if len(args) > 2:
            raise OptionError(
                "TLM takes the preset alone without a name; name all else, as in "
                'TLM("low", model="provider/model")'
            )
        for name, value in kwargs.items():
            if name not in CLIENT_KEYWORDS:
                raise OptionError(_of_client(name, value))
        options = kwargs.get("options")
        for name, value in options.items() if isinstance(options, Mapping) else ():
            if name not in fields_dict(Options):
                _check_no_option(name, value)
        return init(*args, **kwargs)

    return checked


def _of_client(name: str, value: object) -> str:
    """What to write instead of a keyword that `TLM` does not have."""
    way = _as_option(name, value) or _as_setting(name, value) or _as_other_name(name)
    if way is not None:
        return way
    what = unknown("keyword of TLM", name, {*CLIENT_KEYWORDS, *fields_dict(Options)})
    return f'{what} (options are given as TLM(options={{"max_tokens": 500}}))'


def _check_no_option(name: str, value: object) -> None:
    """Refuse what is said elsewhere; what is nowhere is refused with the options that there are."""
    if name in CLIENT_KEYWORDS:
        raise OptionError(f"{name} is no option but a keyword: write TLM({name}={_shown(value)})")
    way = _as_setting(name, value) or _as_other_name(name)
    if way is not None:
        raise OptionError(way)


def of_call(name: str, value: object) -> str:
    """What to write instead of a keyword that is no setting of a call."""
    way = _as_other_name(name)
    if way is None and name in CLIENT_KEYWORDS:
        way = f"{name} is a setting of the client: write TLM({name}={_shown(value)})"
    return way or _as_option(name, value) or unknown("setting of a call:", name, SETTINGS)


def _as_option(name: str, value: object) -> str | None:
    if name in fields_dict(Options):
        return f'{name} is an option: write TLM(options={{"{name}": {_shown(value)}}})'
    return None


def _as_setting(name: str, value: object) -> str | None:
    if name in SETTINGS:
        return f"{name} is a setting of a call: write tlm.prompt(..., {name}={_shown(value)})"
    return None


def _as_other_name(name: str) -> str | None:
    way = _OTHER_NAMES.get(name)
    return None if way is None else f"there is no keyword {name!r} here; {way}"


def _shown(value: object) -> str:
    """A number; anything else may be a text, or a key."""
    return repr(value) if type(value) in (int, float, bool) else "..."
