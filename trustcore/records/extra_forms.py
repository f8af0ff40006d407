"""What is sent besides: what may stand in it, and what has a name of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.json_text import json_text, object_in
from trustcore.records.kinds_of_values import kind_of

HEADERS = "extra_headers"
"""The key of headers, as OpenAI's and Anthropic's SDKs call it."""

_BODY = "extra_body"

_OF_THE_CLIENT = frozenset(("model", "messages", "input", "contents", "stream", "n", "logprobs"))
_NAMED = {
    "max_tokens": "max_tokens",
    "max_completion_tokens": "max_tokens",
    "max_output_tokens": "max_tokens",
    "temperature": "temperature",
    "seed": "seed",
    "timeout": "timeout",
    "stop": "stop",
    "stop_sequences": "stop",
    "top_p": "top_p",
    "reasoning_effort": "reasoning_effort",
    "tools": "tools",
    "tool_choice": "tool_choice",
    "response_format": "response_format",
}
_QUERY = "extra_query"
_HEADER_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")
_CREDENTIALS = re.compile(r"auth|api[-_]?key|token|secret|cookie|credential", re.IGNORECASE)


def extra_of(extra: Any) -> str | None:  # noqa: ANN401  (whatever the user gave)
    """What is sent besides, as JSON.

    Raises:
        InputError: When it is no mapping, has what is set elsewhere, or a header with credentials.
    """
    found = object_in(extra) if isinstance(extra, str) else extra
    if extra is None or found == {}:
        return None
    if not isinstance(found, Mapping):
        raise InputError(f"extra must be a mapping of names, not {kind_of(extra)}")
    for name in found:
        if not isinstance(name, str):
            raise InputError(f"extra must be a mapping of names; one of its keys is {shown(name)}")
    body = found.get(_BODY)
    if isinstance(body, Mapping):  # as OpenAI's SDK has it
        found = {**{name: one for name, one in found.items() if name != _BODY}, **body}
    _check_names(found)
    _check_headers(found.get(HEADERS))
    try:
        return json_text(found)
    except (TypeError, ValueError) as error:
        raise InputError("extra holds something that has no form in JSON") from error


def _check_names(extra: Mapping[str, Any]) -> None:
    for name in extra:
        if name == _QUERY:
            raise InputError(f"extra has {name!r}, which is not sent; give it in base_url=")
        if name in _NAMED:
            raise InputError(f"extra has {name!r}, which has a name of its own: {_NAMED[name]}=")
        if name in _OF_THE_CLIENT:
            raise InputError(f"extra has {name!r}, which the client sets itself; leave it out")


def _check_headers(headers: object) -> None:
    if headers is None:
        return
    texts = isinstance(headers, Mapping) and all(
        isinstance(text, str) for pair in headers.items() for text in pair
    )
    if not isinstance(headers, Mapping) or not texts:
        raise InputError(f"extra: {HEADERS} must be a mapping of texts")
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise InputError(
                f"extra: {HEADERS} has {name[:40]!r}, which no header can be: a name is of "
                "letters, digits and hyphens, a value is one line of Latin-1"
            )
        if _CREDENTIALS.search(name):
            raise InputError(
                f"extra: {HEADERS} has {name[:40]!r}, where credentials travel; they are the "
                "provider's: api_key="
            )
