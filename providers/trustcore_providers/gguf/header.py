"""What a GGUF file says of itself, and whether it is whole, before anything loads it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from math import prod
from mmap import ACCESS_READ, mmap
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from struct import Struct
from typing import Any

from attrs import field, frozen

from trustcore import ConfigurationError
from trustcore_providers.gguf.fields import FieldReader, MalformedError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_PREAMBLE = Struct("<4sI")
_SHAPE = Struct("<I")
_PLACE = Struct("<IQ")
_MOST_DIMENSIONS = 8
_ALIGNMENT = 32
_GET_ONE = "get the file of a model in GGUF format"
_DOWNLOAD = "it was cut, or is still being copied: get it anew"

_SAMPLES, _SAMPLE = 256, 4096
"""Pieces of a file, and bytes of each, that tell it from others: all of it would take seconds."""

_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110),
    22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8),
    29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
"""Numbers in a block of a tensor, and its bytes, by ggml's type of the tensor. Of one that is not
here only the beginning is looked for."""

_OTHER_FORMATS = (
    (b"version https://git-lfs", "it is a pointer of Git LFS; `git lfs pull` gets the file"),
    (b"PK\x03\x04", "it is a zip, as PyTorch's are; llama.cpp's converter makes GGUF of models"),
    (b"lmgg", "it is of the time before GGUF; get it in GGUF format"),
    (b"tjgg", "it is of the time before GGUF; get it in GGUF format"),
    (b"FUGG", "its numbers have the wrong order of bytes; get it for this kind of machine"),
    (b"<", "it is a page of HTML or XML; the download gave an error page"),
)


@frozen
class Header:
    """What a GGUF file says of itself.

    Attributes:
        architecture: llama.cpp's name of the kind of model, "llama" for one.
        context: Tokens that the model was made to read; None where it does not say.
        has_template: Whether it says how a chat is written.
        pools: Whether it says how an embedding is made of its tokens.
        causal: Whether each token sees those before it alone, as in what writes text.
        size: Bytes of all parts.
        identity: Hexadecimal digits that tell the file from others.
    """

    architecture: str
    context: int | None
    has_template: bool
    pools: bool
    causal: bool
    size: int
    identity: str = field(repr=False)

    @property
    def writes(self) -> bool:
        """Whether it writes text; else it embeds texts alone."""
        return self.causal and not self.pools


def read_header(path: Path) -> Header:
    """Read what a file says of itself, and see that all of it is there.

    Raises:
        ConfigurationError: When it is missing, no such file, of no language model, or cut.
    """
    return _header(path, _state(path))


def _state(path: Path) -> tuple[int, int, int]:
    """What changes with a file. A folder, a pipe and a device are refused unopened."""
    try:
        found = path.stat()
    except OSError as error:
        msg = f"{path} cannot be found: {error.strerror}; {_GET_ONE}, nothing is downloaded"
        raise ConfigurationError(msg) from error
    if S_ISDIR(found.st_mode):
        raise ConfigurationError(f"{path} is a folder; name a .gguf file in it")
    if not S_ISREG(found.st_mode):
        raise ConfigurationError(f"{path} is no file; {_GET_ONE}")
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _header(path: Path, _: tuple[int, int, int]) -> Header:
    fields, size = _read(path)
    architecture = str(fields["general.architecture"])
    parts = fields.get("split.count")
    if isinstance(parts, int) and parts > 1:
        size += sum(_read(part)[1] for part in _other_parts(path, parts, fields))
    context = fields.get(f"{architecture}.context_length")
    return Header(
        architecture,
        context if isinstance(context, int) and context > 0 else None,
        has_template=bool(str(fields.get("tokenizer.chat_template", "")).strip()),
        pools=bool(fields.get(f"{architecture}.pooling_type")),
        causal=fields.get(f"{architecture}.attention.causal") is not False,
        size=size,
        identity=_identity(path, size),
    )


def _read(path: Path) -> tuple[Mapping[str, Any], int]:
    """The fields of one file, and its bytes."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            _check_magic(path, file.read(_PREAMBLE.size), file.read(56))
            with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                return _fields(path, data), size
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise ConfigurationError(msg) from error


def _check_magic(path: Path, preamble: bytes, rest: bytes) -> None:
    if len(preamble) < _PREAMBLE.size:
        msg = f"{path} has {len(preamble)} bytes; {_DOWNLOAD}"
        raise ConfigurationError(msg)
    magic, version = _PREAMBLE.unpack(preamble)
    if magic != _MAGIC:
        begins = (preamble + rest).lstrip(b"\xef\xbb\xbf \t\r\n")
        what = (words for start, words in _OTHER_FORMATS if begins.startswith(start))
        msg = f"{path} is no GGUF file: {next(what, f'its first four bytes are not {_MAGIC!r}')}"
        raise ConfigurationError(msg)
    if version not in _VERSIONS:
        swapped = version & 0xFFFF == 0
        why = _OTHER_FORMATS[4][1] if swapped else "get it in version 3, which all converters write"
        number = int.from_bytes(preamble[4:], "big") if swapped else version
        raise ConfigurationError(f"{path} is GGUF of version {number}: {why}")


def _fields(path: Path, data: mmap) -> Mapping[str, Any]:
    """The fields of a file of which all is there.

    Raises:
        ConfigurationError: When it is of no language model, or cut.
    """
    reader = FieldReader(data, _PREAMBLE.size)
    try:
        tensors = reader.count()
        fields = reader.fields(_is_wanted)
        end = _end(reader, tensors, fields.get("general.alignment", _ALIGNMENT))
    except (MalformedError, TypeError, ZeroDivisionError):
        msg = (
            f"{path} is GGUF, but what it says of itself breaks off or makes no sense; {_DOWNLOAD}"
        )
        raise ConfigurationError(msg) from None
    _check_kind(path, fields, tensors)
    if end > len(data):
        msg = f"{path} has {len(data):,} of at least {end:,} bytes; {_DOWNLOAD}"
        raise ConfigurationError(msg)
    return fields


def _is_wanted(name: str) -> bool:
    return name.startswith(("general.", "split.", "tokenizer.chat_template")) or name.endswith(
        (".context_length", ".pooling_type", ".attention.causal")
    )


def _check_kind(path: Path, fields: Mapping[str, Any], tensors: int) -> None:
    architecture, kind = fields.get("general.architecture"), fields.get("general.type", "model")
    if not isinstance(architecture, str) or not architecture:
        raise ConfigurationError(f"{path} does not say what kind of model it is; {_GET_ONE}")
    if kind != "model" or architecture == "clip":
        what = "a projector of images" if kind == "mmproj" or architecture == "clip" else kind
        raise ConfigurationError(f"{path} is no model, but {what}; name the file of the model")
    if tensors == 0:
        raise ConfigurationError(f"{path} has no weights, but a vocabulary alone; {_GET_ONE}")


def _end(reader: FieldReader, tensors: int, alignment: int) -> int:
    """The least bytes that a file with the tensors that are described next has."""
    farthest = 0
    for _ in range(tensors):
        reader.text()
        (dimensions,) = reader.numbers(_SHAPE)
        if dimensions > _MOST_DIMENSIONS:
            raise MalformedError
        numbers = prod(reader.count() for _ in range(dimensions))
        kind, offset = reader.numbers(_PLACE)
        block, size = _BLOCKS.get(kind, (1, 0))
        farthest = max(farthest, offset + numbers // block * size)
    return -(-reader.at // alignment) * alignment + farthest


def _other_parts(path: Path, parts: int, fields: Mapping[str, Any]) -> Iterator[Path]:
    """The further files of a model that is split, as llama.cpp names them."""
    end = f"-{1:05}-of-{parts:05}.gguf"
    if fields.get("split.no") != 0 or not path.name.endswith(end):
        msg = f"{path} is a part of a model in {parts} files; name the first, NAME{end}"
        raise ConfigurationError(msg)
    for number in range(2, parts + 1):
        part = path.with_name(f"{path.name.removesuffix(end)}-{number:05}-of-{parts:05}.gguf")
        _state(part)
        yield part


def _identity(path: Path, size: int) -> str:
    found = sha256(size.to_bytes(8, "big"))
    try:
        with path.open("rb") as file:
            length = os.fstat(file.fileno()).st_size
            for start in range(0, length, max(_SAMPLE, length // _SAMPLES)):
                file.seek(start)
                found.update(file.read(_SAMPLE))
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise ConfigurationError(msg) from error
    return found.hexdigest()
