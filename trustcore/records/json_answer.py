"""JSON in an answer: its value, its leaves by their JSON pointers (RFC 6901), and their place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from attrs import define, field, frozen

Span = tuple[int, int]
"""Where something begins in a text and where it ends, in characters."""

DEEPEST = 64
"""Levels below which what is nested is one leaf."""

_FENCE = re.compile(r"```[^\n]*\n(.*?)(?:```|\Z)", re.DOTALL)
_TOKEN = re.compile(
    r'[ \t\r\n]*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([{}\[\],:])|([^\s{}\[\],:"]+))', re.DOTALL
)


@frozen
class JsonAnswer:
    """JSON that was found in an answer.

    Attributes:
        value: What it stands for.
        start: Where it begins in the answer, in characters.
        end: Where it ends.
    """

    value: Any = field(repr=False)
    start: int
    end: int


def json_in(text: str) -> JsonAnswer | None:
    """The JSON of an answer: the whole of it, a fenced block, or what braces or brackets hold.

    Numbers are exact, and NaN and infinity are no JSON. None where there is none.
    """
    for start, end in _stretches(text):
        part = text[start:end]
        bare = part.strip()
        try:
            value = json.loads(bare, parse_constant=_no_json)
        except (ValueError, RecursionError):
            continue
        begin = start + len(part) - len(part.lstrip())
        return JsonAnswer(value, begin, begin + len(bare))
    return None


def pointer(path: str, key: object) -> str:
    """The JSON pointer of what a key or an index leads to."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"


def keys_of(path: str) -> Sequence[str]:
    """The keys and indices that a JSON pointer is made of."""
    return [key.replace("~1", "/").replace("~0", "~") for key in path.split("/")[1:]]


def leaves(value: Any, path: str = "", depth: int = 0) -> Mapping[str, Any]:  # noqa: ANN401  (any JSON)
    """The leaves of a value by their pointers: what holds nothing more, in the order of the text.

    An empty object or list is one.
    """
    return dict(_leaves(value, path, depth))


def leaf_spans(text: str, start: int = 0, end: int | None = None) -> Mapping[str, Span]:
    """Where the leaves of the JSON in a stretch of a text stand, by their pointers.

    A string's quotation marks are part of it.
    """
    walk = _Walk(text)
    walk.go(start, len(text) if end is None else end)
    return walk.spans


def broken_at(text: str) -> str:
    """The pointer of the place from which on a text is no JSON."""
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=len(text))
    part = text[begin:]
    try:
        json.loads(part, parse_constant=_no_json)
    except json.JSONDecodeError as error:
        # Python 3.13 points at the comma itself, where those before it point behind it.
        behind = error.msg.startswith("Illegal trailing comma")
        walk = _Walk(part)
        walk.go(0, error.pos + behind)
        return walk.path
    except (ValueError, RecursionError):
        return ""
    return ""


def _stretches(text: str) -> Iterator[Span]:
    yield 0, len(text)
    for match in _FENCE.finditer(text):
        yield match.span(1)
    found = [(text.find(one), text.rfind(other) + 1) for one, other in ("{}", "[]")]
    held = [(begin, end) for begin, end in found if 0 <= begin < end]
    yield from sorted(held, key=lambda one: one[0] - one[1])  # the longer one first


def _no_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  (any JSON)
    if isinstance(value, dict) and value and depth < DEEPEST:
        entries: Iterator[tuple[object, Any]] = iter(value.items())
    elif isinstance(value, list) and value and depth < DEEPEST:
        entries = iter(enumerate(value))
    else:
        yield path, value
        return
    for key, one in entries:
        yield from _leaves(one, pointer(path, key), depth + 1)


@define
class _Open:
    """An object or a list that was opened and not closed yet.

    Attributes:
        path: Its pointer.
        start: Where it begins.
        is_list: Whether it is a list.
        key: The key or the index of what comes; None where a key is to come.
        empty: Whether nothing was in it so far.
    """

    path: str
    start: int
    is_list: bool
    key: str | int | None
    empty: bool = True


class _Walk:
    """A walk along a text that is JSON as far as it is looked at.

    Attributes:
        spans: The leaves so far.
    """

    def __init__(self, text: str) -> None:
        self.spans: dict[str, Span] = {}
        self._text = text
        self._open: list[_Open] = []

    @property
    def path(self) -> str:
        """The pointer of what comes next."""
        if not self._open:
            return ""
        inner = self._open[-1]
        return inner.path if inner.key is None else pointer(inner.path, inner.key)

    def go(self, start: int, end: int) -> None:
        """Take in what stands from one place to another."""
        while (match := _TOKEN.match(self._text, start, end)) is not None:
            string, mark, scalar = match.groups()
            start = match.end()
            if mark is not None:
                self._mark(mark, start)
            elif string is not None and self._open and self._open[-1].key is None:
                self._open[-1].key = _read(string)
                self._open[-1].empty = False
            else:
                self._leaf(start - len(string or scalar), start)

    def _mark(self, mark: str, end: int) -> None:
        match mark:
            case "{" | "[":
                path = self.path
                self._fill()
                is_list = mark == "["
                self._open.append(_Open(path, end - 1, is_list, 0 if is_list else None))
            case "}" | "]" if self._open:
                closed = self._open.pop()
                if len(self._open) == DEEPEST or (closed.empty and len(self._open) < DEEPEST):
                    self.spans[closed.path] = closed.start, end
            case "," if self._open:
                inner = self._open[-1]
                inner.key = inner.key + 1 if isinstance(inner.key, int) else None
            case _:
                pass

    def _leaf(self, start: int, end: int) -> None:
        if len(self._open) <= DEEPEST:
            self.spans[self.path] = start, end
        self._fill()

    def _fill(self) -> None:
        if self._open:
            self._open[-1].empty = False


def _read(string: str) -> str:
    try:
        return str(json.loads(string, strict=False))
    except ValueError:
        return string[1:-1]
