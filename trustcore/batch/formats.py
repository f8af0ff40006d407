"""Files of rows: which format a name stands for, and how its text is opened."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, cast

from attrs import frozen

from trustcore.errors import InputError

Kind = Literal["csv", "tsv", "jsonl", "parquet"]

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}
"""What separates columns in files of whatever name, in words for messages."""

LONGEST = 10 * 2**20
"""Characters of a cell of CSV, or of a line."""

_WAYS_OUT = {
    **dict.fromkeys(
        (".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), "save a spreadsheet's sheet as .csv"
    ),
    ".txt": "a list of prompts becomes a table by a first line `prompt` and a name with .csv",
    ".json": "write each object of a list on a line of its own, and name the file .jsonl",
    ".zip": "unpack it first",
}
"""What is to be done about files that many have, by the end of their names."""

_PIPES = dict.fromkeys(
    ("-", "stdin", "stdout"), "rows are read again and again, and written as a whole: name a file"
)

_KINDS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}

# In this order: the mark of UTF-16 is the beginning of that of UTF-32.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_MAGIC = {
    b"PK\x03\x04": "a spreadsheet or a zip archive; save its sheet as .csv",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet; save its sheet as .csv",
    b"\x1f\x8b": "compressed by gzip; put .gz at the end of its name",
    b"PAR1": "Parquet; let its name end in .parquet",
    b"%PDF": "a PDF; prompts are read from tables and JSON lines",
}
"""What files begin with that are no text, and what to do about them."""

# Tables and JSON begin with a character of ASCII, and of that each encoding makes other zeros.
_ZEROS: dict[tuple[bool, ...], str] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}


@frozen
class FileFormat:
    """What a file's name says of its content.

    Attributes:
        kind: How rows are written.
        zipped: Whether it is compressed by gzip.
    """

    kind: Kind
    zipped: bool

    @property
    def delimiter(self) -> str:
        """What stands between the cells of a table."""
        return "\t" if self.kind == "tsv" else ","


def format_of(path: Path) -> FileFormat:
    """The format that a name stands for.

    Raises:
        InputError: When it is none that is known.
    """
    zipped = path.suffix.lower() == ".gz"
    kind = _KINDS.get((Path(path.stem) if zipped else path).suffix.lower())
    if kind is None or (zipped and kind == "parquet"):
        known = ", ".join(_KINDS)
        rule = f"the name must end in one of {known}; all but .parquet may have .gz after it"
        way_out = _WAYS_OUT.get(path.suffix.lower()) or _PIPES.get(path.name)
        msg = f"{path.name or path}: {rule}" + (f"; {way_out}" if way_out else "")
        raise InputError(msg)
    return FileFormat(kind, zipped)


def check_file(path: Path) -> None:
    """Refuse what cannot be read from its start again and again.

    Raises:
        InputError: When it is not there, a folder, a pipe or a device, or of no known format.
    """
    format_of(path)
    if not path.exists():
        msg = f"{path.name} cannot be read: there is no such file"
        raise InputError(msg)
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "a pipe or a device"
        msg = f"{path.name} is {kind}; rows are read from a file, again and again: name one"
        raise InputError(msg)


@contextmanager
def open_lines(path: Path, encoding: str) -> Iterator[Lines]:
    """Open the lines of a file; a byte order mark of UTF-8 is not part of the first.

    Args:
        path: Where it is.
        encoding: Of its text, by a name that Python knows.

    Raises:
        InputError: When it cannot be read, is in another encoding, or a line is too long.
    """
    check_file(path)
    zipped = format_of(path).zipped
    try:
        with gzip.open(path, "rb") if zipped else path.open("rb") as file:
            _check_encoding(path, cast("BinaryIO", file), encoding)
            with io.TextIOWrapper(cast("BinaryIO", file), encoding, newline="") as text:
                yield Lines(path, text)
    except OSError as error:
        msg = f"{path.name} cannot be read: {error.strerror or error}"
        raise InputError(msg) from error
    except EOFError as error:
        msg = f"{path.name} ends in the middle of its compressed data; make or fetch it again"
        raise InputError(msg) from error
    except zlib.error as error:
        msg = f"{path.name} is damaged in its compressed data; make or fetch it again"
        raise InputError(msg) from error


def _check_encoding(path: Path, file: BinaryIO, encoding: str) -> None:
    try:
        "".encode(encoding)
    except LookupError as error:
        msg = f"encoding must be one that Python knows, for example utf-8 or cp1252; {error}"
        raise InputError(msg) from error
    start = file.read(4)
    file.seek(0)
    other = next((what for mark, what in _MAGIC.items() if start.startswith(mark)), None)
    if other is not None:
        msg = f"{path.name} is {other}"
        raise InputError(msg)
    found = next((name for mark, name in _MARKS.items() if start.startswith(mark)), None)
    found = found or _ZEROS.get(tuple(byte == 0 for byte in start))
    if found is not None and encoding.startswith("utf-8"):
        kind = found[:6].upper()
        msg = f"{path.name} is in {kind}, not in UTF-8; give the encoding {found}"
        raise InputError(msg)


class Lines(Iterator[str]):
    """The lines of a file, each of them checked.

    Args:
        path: Where the file is.
        text: Its text.

    Attributes:
        text: What is left of it. Whoever reads from it changes `number` too.
        number: How many lines were read.
        last: The one that was read last.
    """

    def __init__(self, path: Path, text: io.TextIOWrapper) -> None:
        self.text, self.number, self.last = text, 0, ""
        self._path = path

    def __next__(self) -> str:
        try:
            line = self.text.readline(LONGEST + 1)
        except UnicodeDecodeError as error:
            msg = (
                f"{self._path.name}, after line {self.number}: not valid {error.encoding}; give "
                "the encoding that the file is in, cp1252 for example, or save it as UTF-8"
            )
            raise InputError(msg) from error
        if not line:
            raise StopIteration
        self.number, self.last = self.number + 1, line
        _check_line(self._path, self.number, line)
        return line


def _check_line(path: Path, number: int, line: str) -> None:
    if "\0" in line:
        msg = (
            f"{path.name}, line {number}, character {line.index(chr(0)) + 1}: a NUL character; "
            "remove it, or give the encoding utf-16 if the file is in that"
        )
        raise InputError(msg)
    if len(line) > LONGEST:
        msg = (
            f"{path.name}, line {number}: longer than {LONGEST:,} characters; shorten its longest "
            "cell, or split it into rows"
        )
        raise InputError(msg)
