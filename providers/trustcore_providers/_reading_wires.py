"""Responses of vendors' SDKs, read by the wires that read the same from the network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustcore import Completion, Request, Tool
from trustcore.errors import EmptyReplyError
from trustcore.provider_kit import Ending, Wire, reported

_TAKEN = Request((), tools=(Tool("any"),))
"""A request for one completion in which calls of tools are welcome."""


def said(wire: Wire, data: Mapping[str, Any], ending: object) -> Completion:
    """What the first answer of a response says; an empty text where the model said nothing.

    Args:
        wire: The wire format of the API.
        data: The response.
        ending: The API's word for why that answer ended.

    Raises:
        ReportedProblem: When the response tells of an error.
        ReplyError: When it is damaged.
    """
    report = reported(data)
    if report is not None:
        raise report
    try:
        found = wire.decode(dict(data), _TAKEN).items[0]
    except EmptyReplyError:  # it exists already: there is nothing to ask again for
        found = None
    if isinstance(found, Completion):
        return found
    return Completion("", finish_reason=Ending.of(ending).finish)


def first_of(rows: object) -> Mapping[str, Any]:
    """The first object of a list; an empty one where there is none."""
    first = rows[0] if isinstance(rows, list) and rows else None
    return first if isinstance(first, Mapping) else {}
