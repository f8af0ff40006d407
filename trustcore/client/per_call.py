"""Settings of one call: keywords of the methods that take prompts, told of in their help."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict, TypeVar

from trustcore.client.keywords import of_call
from trustcore.errors import OptionError
from trustcore.records.documents import Context
from trustcore.records.evals import Eval
from trustcore.records.question import SETTINGS, Question
from trustcore.records.tools import Tool

F = TypeVar("F", bound=Callable[..., Any])


class Settings(TypedDict, total=False):
    """The keywords; `Question` tells what each of them is."""

    constrain_outputs: Sequence[str]
    task: str | None
    response_format: Any
    tools: Sequence[Tool | Mapping[str, Any] | Any]
    tool_choice: str | Mapping[str, Any] | None
    context: Context | None
    evals: Sequence[str | Eval | Mapping[str, Any]] | None
    max_tokens: int | None
    temperature: float | None
    seed: int | None
    timeout: float | None
    stop: str | Sequence[str] | None
    top_p: float | None
    reasoning_effort: str | None
    extra: Mapping[str, Any] | None


def settings_of(keywords: Mapping[str, Any]) -> Question | None:
    """What the keywords of a call set, checked; None where there are none.

    Raises:
        OptionError: When there is no such setting, naming the nearest.
        InputError: When one is not what it must be.
    """
    if not keywords:
        return None
    for name, value in keywords.items():
        if name not in SETTINGS:
            raise OptionError(of_call(name, value))
    return Question((), **keywords)


_HELP = """

Settings of the call hold for each prompt that is no `Question` with its own: {names}; see
`Question`. What is not set is as the client has it.
"""


def per_call(method: F) -> F:
    """Let a method's signature and help name the settings that it takes as keywords."""
    names = ", ".join(f"`{name}`" for name in SETTINGS)
    method.__doc__ = inspect.cleandoc(method.__doc__ or "") + _HELP.format(names=names)
    signature = inspect.signature(method)
    own = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    unset = inspect.Parameter.empty
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=unset)
        for name in SETTINGS
    ]
    method.__signature__ = signature.replace(parameters=[*own, *more])  # type: ignore[attr-defined]
    return method


def sync_of(method: Callable[..., Any]) -> Callable[[F], F]:
    """Let a sync method's help be that of the async one that it runs."""

    def documented(function: F) -> F:
        function.__doc__ = f"{function.__doc__}\n\n{inspect.cleandoc(method.__doc__ or '')}"
        if hasattr(method, "__signature__"):
            function.__signature__ = method.__signature__  # type: ignore[attr-defined]
        return function

    return documented
