"""Times of day in Chinese, Japanese and Korean: 上午九点, 午後3時半, 오전 9시."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator

from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.east_asian import east_asian

_PARTS = "上午|下午|午前|午後|오전|오후|早上|晚上|凌晨|中午|夜"
_CLOCK = re.compile(
    rf"(?P<part>{_PARTS})? ?(?P<hour>\d{{1,2}}|[一二两兩三四五六七八九十]{{1,3}}) ?(?:(?:点|點|時|시)(?!间|間|间)(?:(?P<half>半|반)|(?P<minute>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?[分분])?(?:钟|鐘|整)?|:(?P<colon>[0-5]\d)(?!\d))"
)
_LATER = frozenset(("下午", "午後", "오후", "晚上", "夜"))
_MARKS = ("点", "點", "時", "시", "午", "早上", "晚上", "오")
_NOON = 12


def asian_clock(bare: str) -> Iterator[Date]:
    """The time of day that a whole text is."""
    found = None if bare.isascii() else _CLOCK.fullmatch(bare)
    if found is not None:
        yield _date(found)


def asian_clock_in(text: str) -> tuple[Date, ...]:
    """The only time of day in a sentence; none where it has several or none."""
    if text.isascii() or not any(map(text.__contains__, _MARKS)):
        return ()
    found = [_date(one) for one in _CLOCK.finditer(text)]
    return tuple(found) if len(found) == 1 else ()


def _date(found: re.Match[str]) -> Date:
    hour = _number(found["hour"])
    minute = 30 if found["half"] else _number(found["minute"] or found["colon"] or "0")
    later = (found["part"] or "") in _LATER and hour < _NOON
    return Date(minute=hour * 60 + minute + 720 * later, loose=not found["part"] and hour <= _NOON)


def _number(written: str) -> int:
    """A number in digits or in the signs of East Asia."""
    found = None if written.isdecimal() else east_asian(written)
    return int(written) if found is None else int(found[0])
