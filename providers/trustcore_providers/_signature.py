"""What can be known of a function before it is called: whether it can be a model, what it takes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import frozen

from trustcore import ConfigurationError

_NO_TEXT = re.compile(
    r"None|NoneType|bytes|bytearray|int|float|bool|complex|list|tuple|set|frozenset"
    r"|(?:Async)?(?:Iterator|Generator|Iterable)"
)
"""Annotations of what a function returns that is no text."""

_MESSAGES = "messages"
_RECORDS = re.compile(r"\bMessage\b")

_WHAT = "a function from a string to a string"


def must_be_a_model(_: object, __: object, function: Any) -> None:  # noqa: ANN401  (whatever it is)
    """An attrs validator: refuses what can be seen not to take a string and return one.

    Raises:
        ConfigurationError: Naming the function, the rule and the way out.
    """
    problem = _problem(function)
    if problem:
        raise ConfigurationError(f"the model must be {_WHAT}, {problem}")


@frozen
class Takes:
    """What a function is called with.

    Attributes:
        prompt: Whether it is given the chat as one string, in its first place.
        messages: Whether it is given the chat as `messages`.
        records: Whether those are to be `Message`s; else they are dicts.
    """

    prompt: bool = True
    messages: bool = False
    records: bool = False


def taken_by(function: Callable[..., object]) -> Takes:
    """What a function is called with, by the names of its parameters."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):  # of functions in C it cannot always be known
        return Takes()
    wanted = parameters.get(_MESSAGES)
    if wanted is None or wanted.kind not in {wanted.POSITIONAL_OR_KEYWORD, wanted.KEYWORD_ONLY}:
        return Takes()
    first = next(iter(parameters.values()))
    prompt = first.name != _MESSAGES and first.kind is not first.KEYWORD_ONLY
    return Takes(prompt, messages=True, records=bool(_RECORDS.search(str(wanted.annotation))))


def name_of(function: Callable[..., object]) -> str:
    """The name of a function, of what a `partial` calls, or of an object's class."""
    function = _innermost(function)
    return getattr(function, "__qualname__", type(function).__qualname__)


def is_async(function: Callable[..., object]) -> bool:
    """Whether a call has to be awaited, as far as that can be seen."""
    return any(map(inspect.iscoroutinefunction, _forms(function)))


def yields(function: Callable[..., object]) -> bool:
    """Whether it is a generator, sync or async, which gives its text piece by piece."""
    forms = _forms(function)
    return any(map(inspect.isgeneratorfunction, forms)) or yields_async(function)


def yields_async(function: Callable[..., object]) -> bool:
    """Whether it is an async generator."""
    return any(map(inspect.isasyncgenfunction, _forms(function)))


def _innermost(function: Any) -> Any:  # noqa: ANN401  (whatever a partial holds)
    while isinstance(function, partial):
        function = function.func
    return function


def _forms(function: Any) -> tuple[Any, ...]:  # noqa: ANN401  (whatever it is)
    """What is called: the function itself, or the method `__call__` of an object."""
    inner = _innermost(function)
    return inner, getattr(type(inner), "__call__", None)  # noqa: B004  (the method, not whether)


def _problem(function: Any) -> str:  # noqa: ANN401  (whatever the user gave)
    if not callable(function):
        called = inspect.isawaitable(function) or inspect.isgenerator(function)
        hint = "; give the function itself, without calling it" if called else ""
        return f"not {type(function).__name__}{hint}"
    name = name_of(function)
    inner = _innermost(function)
    if inspect.isclass(inner) and not issubclass(inner, str):
        return f"but {name} is a class; give an object of it, or one of its methods"
    wrong = _wrong_parameters(name, function)
    return wrong or ("" if yields(function) else _wrong_return(name, function))


def _wrong_parameters(name: str, function: Callable[..., object]) -> str:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # of functions in C it cannot always be known
        return ""
    try:
        takes = taken_by(function)
        signature.bind(*["a prompt"] * takes.prompt, **{_MESSAGES: []} if takes.messages else {})
    except TypeError:
        parameters = ", ".join(map(str, signature.replace(return_annotation=None).parameters))
        return (
            f"but {name}({parameters}) cannot be called with one string; wrap it, for example as "
            f"`lambda prompt: {name.rpartition('.')[2]}(...)`"
        )
    return ""


def _wrong_return(name: str, function: Callable[..., object]) -> str:
    try:
        returns = inspect.signature(function).return_annotation
    except (TypeError, ValueError):
        return ""
    if returns is inspect.Signature.empty:
        return ""
    said = "None" if returns is None else getattr(returns, "__name__", str(returns))
    said = said.partition("[")[0].rpartition(".")[2]
    return f"but {name} returns {said}; return a string" if _NO_TEXT.fullmatch(said) else ""
