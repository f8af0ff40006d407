"""From what the client says of a row to what the journal keeps of it."""

from __future__ import annotations

import time
from typing import Any

import orjson

from trustcore.batch.entry import Entry, State, without_texts
from trustcore.batch.items import RowItem
from trustcore.client import TLM
from trustcore.errors import FatalError, ScoreUnavailable
from trustcore.records.result import Result, Score


async def settle(tlm: TLM, item: RowItem, seed: int, *, texts: bool) -> Entry:
    """Ask, and keep what comes of it. What goes wrong with a row is kept, and costs that row alone.

    Args:
        tlm: The client, entered.
        item: What is asked for.
        seed: Of the run.
        texts: Whether what models write is kept.

    Raises:
        FatalError: When every further row would fail alike.
    """
    if item.problem is not None:
        return problem_of(item, texts=texts)
    start = time.monotonic()
    found: Result | Exception
    try:
        found = await _ask(tlm, item, item.seed(seed))
    except FatalError:
        raise
    except Exception as error:  # noqa: BLE001  (kept beside the results of the other rows)
        found = error
    seconds = round(time.monotonic() - start, 3)
    return entry_of(item, found, texts=texts, seconds=seconds)


def entry_of(
    item: RowItem, found: Result | Exception, *, texts: bool, seconds: float | None = None
) -> Entry:
    """What is kept of a row.

    Args:
        item: The row.
        found: Its result, or why there is none.
        texts: Whether what models write is kept.
        seconds: How long it took; None where it was not asked at once.
    """
    if isinstance(found, Exception):
        result = found.result if isinstance(found, ScoreUnavailable) else None
        known = {} if result is None else _body(result)
        return _entry(item, "failed", known | {"error": _said(found)}, texts=texts)
    body = _body(found) | ({} if seconds is None else {"seconds": seconds})
    if found.trustworthiness_score is None:
        body["error"] = " ".join(f"no score: {found.reason}".split())
        return _entry(item, "failed", body, texts=texts)
    return _entry(item, "done", body, texts=texts)


def problem_of(item: RowItem, *, texts: bool) -> Entry:
    """What is kept of a row that cannot be asked."""
    return _entry(item, "failed", {"error": item.problem}, texts=texts)


async def _ask(tlm: TLM, item: RowItem, seed: int) -> Result:
    if item.response is None:
        result: Result = await tlm.aprompt(item.asked, seed=seed)
        return result
    score: Score = await tlm.aget_trustworthiness_score(item.asked, item.response, seed=seed)
    return score.result


def _entry(item: RowItem, state: State, body: dict[str, Any], *, texts: bool) -> Entry:
    written = orjson.dumps(body).decode() if texts else without_texts(body)
    return Entry(item.index, item.key, item.content, state, written)


def _body(result: Result) -> dict[str, Any]:
    usage = result.usage
    return {
        "response": result.response,
        "score": result.trustworthiness_score,
        "reason": result.reason,
        "signals": [signal.to_dict() for signal in result.signals],
        "calls": usage.calls,
        "tokens": usage.input_tokens + usage.output_tokens,
        "usd": result.cost,
    }


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
