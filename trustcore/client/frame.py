"""Results as a table of pandas."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from trustcore.client.containers import check_container
from trustcore.errors import ConfigurationError, InputError
from trustcore.outcome import Outcome
from trustcore.records.result import Result, Score
from trustcore.records.signals import Signal

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Result | Score | Outcome[Any] | BaseException | None


def to_frame(results: Iterable[Row] | Result | Score) -> DataFrame:
    """Make a `pandas.DataFrame` of results: a row each, with scores and their reasons.

    Columns are `response`, `trustworthiness_score` (0 to 1; NaN where there is none), `reason`,
    one for each signal, `truncated`, `cost` in USD, and `error`. What failed has its error alone.

    Args:
        results: One result or score, or results, scores or outcomes, as the methods of `TLM` give
            them: None for an item that failed, and errors, are rows too.

    Raises:
        ConfigurationError: When pandas is not installed.
        InputError: When one of them is something else, by its index.
    """
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise ConfigurationError("to_frame needs pandas: pip install pandas") from error
    if isinstance(results, Result | Score):
        results = [results]
    check_container(results, "a result, or a sequence of results, scores or outcomes, is needed")
    rows = [_row(one, index) for index, one in enumerate(results)]
    names = list(dict.fromkeys(name for row in rows for name in row if name not in _ALWAYS))
    return pandas.DataFrame(rows, columns=[*_FIRST, *names, *_LAST])


_FIRST = ("response", "trustworthiness_score", "reason")
_LAST = ("truncated", "cost", "error")
_ALWAYS = frozenset((*_FIRST, *_LAST))


def _row(one: object, index: int) -> dict[str, Any]:
    if isinstance(one, Outcome):
        one = one.value if one.error is None else one.error
    if one is None:
        return {"error": "it failed"}
    if isinstance(one, BaseException):
        return {"error": f"{type(one).__name__}: {one}"}
    if isinstance(one, Score):
        one = one.result
    if not isinstance(one, Result):
        msg = f"result {index} must be a Result, a Score or an Outcome, not {type(one).__name__}"
        raise InputError(msg)
    return _row_of(one)


def _row_of(result: Result) -> dict[str, Any]:
    signals = {one.name: one.value if isinstance(one, Signal) else None for one in result.signals}
    return {
        "response": result.response,
        "trustworthiness_score": result.trustworthiness_score,
        "reason": result.reason,
        **{name: value for name, value in signals.items() if name not in _ALWAYS},
        "truncated": result.truncated,
        "cost": result.cost,
    }
