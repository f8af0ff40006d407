"""Show results. What a model wrote is never trusted: no escape sequence, no markup gets through."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trustcore.records.result import Result
from trustcore.records.serialise import dumps
from trustcore.records.signals import Signal

KEPT = "\n\t\u200c\u200d"
"""Control characters that are part of text: white space, and the joiners of Persian and emoji."""

_ACTIVE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""General categories of Unicode."""

_WIDE = 200
"""Columns where there is no terminal."""


def safe(text: str) -> Text:
    """Text whose control characters are written as escapes, and which is not read as markup."""
    return Text("".join(map(_shown, text.replace("\r\n", "\n"))))


def _shown(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii") if is_active(char) else char


def is_active(char: str) -> bool:
    """Whether a terminal may do something else with a character than draw it.

    Control characters (C0, DEL, C1), what turns the direction of writing, what separates lines and
    paragraphs, half characters, and code points that are no characters.
    """
    return char not in KEPT and unicodedata.category(char) in _ACTIVE


def print_json(value: object) -> None:
    """One line of JSON on standard output, in which nothing acts on a terminal."""
    try:
        text = dumps(value).decode()
    except TypeError:  # half a character, which orjson does not write
        text = json.dumps(value, default=_plain)
    sys.stdout.write("".join(map(_escaped, text)) + "\n")


def _plain(value: Any) -> Any:  # noqa: ANN401  (json asks about anything)
    return value.to_dict() if hasattr(value, "to_dict") else float(value)


def _escaped(char: str) -> str:
    """A character in JSON; of ASCII, only DEL is written as it is by those who write JSON."""
    active = char == "\x7f" if char.isascii() else is_active(char)
    return "".join(f"\\u{unit:04x}" for unit in _utf16(char)) if active else char


def _utf16(char: str) -> tuple[int, ...]:
    data = char.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def print_result(result: Result, *, answer: bool) -> None:
    """The answer, its score and the signals; in wide lines where there is no terminal."""
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    if answer:
        console.print(safe(result.response), soft_wrap=True)  # the answer as it is, in a pipe too
        console.print()
    score = result.trustworthiness_score
    shown = "none" if score is None else f"{score:.3f}"
    console.print(Text(f"trustworthiness score: {shown}", style="bold"))
    for signal in result.signals:
        value = f"{signal.value:.3f}" if isinstance(signal, Signal) else "absent"
        console.print(_indented(f"{signal.name}: {value}  {signal.reason}"))
    usage = result.usage
    counts = f"calls: {usage.calls}, tokens: {usage.input_tokens} in, {usage.output_tokens} out"
    cached = f", from the cache: {result.from_cache}" if result.from_cache else ""
    console.print(_indented(f"{counts}{cached}"))


def print_table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table that fits the terminal; a wide one where there is none."""
    table = Table(box=None, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(safe(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def _indented(text: str) -> Padding:
    return Padding(safe(text), (0, 0, 0, 2), expand=False)
