"""Reads a file of JSON lines, however it was written: zipped or not, in UTF-8, UTF-16 or UTF-32."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from os import PathLike
from typing import IO, Any

import orjson

from trustcore.errors import InputError

MAX_LINE = 64 * 2**20
"""Bytes of UTF-8 that a line may have; a question with a hundred answers has a thousandth of it."""

_GZIP = b"\x1f\x8b"
_MARK = codecs.BOM_UTF8
_BLANK = re.compile(rb"^(?:\s|\xef\xbb\xbf|\x1a)*")
"""White space, byte-order marks, and the end of file of DOS: what joined files have in between."""

_OLD_LINE_END = re.compile(rb"(?<=\})[ \t]*\r[\r \t]*(?=\{)")
"""Between two objects, of which one value of JSON has no two without a comma; elsewhere a carriage
return is white space."""

# In this order: the mark of UTF-16 is the beginning of that of UTF-32.
_BY_MARK: Mapping[bytes, str] = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# JSON begins with a character of ASCII, and of that each encoding makes other zeros.
_BY_ZEROS: Mapping[tuple[bool, ...], str] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}


_SAFE_DIGITS = 18


class BrokenRuleError(Exception):
    """A line breaks a rule; whoever reads adds the file and the line."""


def read_lines(path: str | PathLike[str]) -> Iterator[tuple[int, bytes]]:
    """Read a file line by line, in UTF-8 whatever it is written in.

    A file that begins as a gzip file does, or has a name that ends in ".gz", is unzipped.

    Yields:
        The number of each line that is not blank, from 1, and the line without byte-order marks.

    Raises:
        InputError: When the file cannot be read, or a line is longer than `MAX_LINE`. The message
            names the file and the line, and quotes no text.
    """
    name = os.fsdecode(path)
    try:
        with _opened(name) as file:
            for number, line in enumerate(_bounded(name, file), start=1):
                rest = _BLANK.sub(b"", line, count=1)
                if rest:
                    yield number, rest
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError(f"{name}: not a whole gzip file, though it {_sign(name)}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: it begins as {error.encoding}, but is not") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(f"{name}: the file could not be read: {why}") from error
    except ValueError as error:  # a zero in the name, for one
        raise InputError(f"{name!r}: the file could not be read: {error}") from error


def parsed(line: bytes) -> object:
    """The value of a line of JSON, as strict programs write it and as Python does.

    Python writes NaN, Infinity and half of a character, and reads them; JSON has none of them.
    Integers of more than 64 bits are floats. Of equal keys the last one counts.

    Raises:
        BrokenRuleError: When it is not JSON, saying what it is where that can be told.
    """
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        pass
    try:
        return _python.decode(line.decode("utf-8", "surrogatepass"))
    except RecursionError:
        raise BrokenRuleError("nested too deep") from None
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError
        raise BrokenRuleError(_problem(line, error)) from None


def _problem(line: bytes, error: ValueError) -> str:
    """What a line is that is not JSON in UTF-8."""
    if b"\0" in line:
        return "not UTF-8 as the lines before, but UTF-16 or UTF-32; save the file in one of them"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8; save the file in UTF-8"
    several = isinstance(error, json.JSONDecodeError) and error.msg == "Extra data"
    return "not JSON: more than one value on the line" if several else "not JSON"


def _integer(digits: str) -> int | float:
    """As orjson reads it; `int` refuses thousands of digits."""
    return int(digits) if len(digits) <= _SAFE_DIGITS else float(digits)


_python = json.JSONDecoder(parse_int=_integer)


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes] | IO[str]]:
    """The file as bytes of UTF-8, or as text where it is in another encoding."""
    with ExitStack() as stack:
        file: Any = stack.enter_context(open(name, "rb"))  # noqa: PTH123  (messages show the text)
        if name.endswith(".gz") or file.peek(2).startswith(_GZIP):
            file = stack.enter_context(gzip.GzipFile(fileobj=file))
        encoding = _encoding(file.peek(4)[:4])
        if encoding is not None:
            text = io.TextIOWrapper(file, encoding, "surrogatepass", "\n")
            file = stack.enter_context(text)
        yield file


def _sign(name: str) -> str:
    return "has a name that ends in .gz" if name.endswith(".gz") else "begins as one"


def _bounded(name: str, file: IO[bytes] | IO[str]) -> Iterator[bytes]:
    """The lines in UTF-8.

    Raises:
        InputError: When one is longer than `MAX_LINE`.
    """
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        encoded = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
        if len(encoded) > MAX_LINE:
            problem = f"longer than {MAX_LINE // 2**20} MiB, which no question is"
            raise InputError(f"{name}, line {number}: {problem}")
        yield from _OLD_LINE_END.split(encoded) if b"\r" in encoded else (encoded,)


def _encoding(start: bytes) -> str | None:
    """The encoding that a file's first four bytes show, None for UTF-8."""
    marked = (encoding for mark, encoding in _BY_MARK.items() if start.startswith(mark))
    zeros = tuple(byte == 0 for byte in start)
    return next(marked, None) or _BY_ZEROS.get(zeros)
