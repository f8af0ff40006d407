"""What a file says of itself: all that can be wrong with one is said before anything loads it."""

from __future__ import annotations

import contextlib
import os
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import ConfigurationError
from trustcore_providers.gguf.header import Header, read_header

Write = Any
Json = Any
WHOLE = (
    b"GGUF"
    + struct.pack("<IQQ", 3, 1, 2)
    + struct.pack("<Q20sIQ5s", 20, b"general.architecture", 8, 5, b"llama")
    + struct.pack("<Q1sIIQ", 1, b"l", 9, 8, 2)
    + struct.pack("<Q1sQ2s", 1, b"a", 2, b"bc")
    + struct.pack("<Q1sIQIQ", 1, b"t", 1, 64, 2, 0)
)
WHOLE += bytes(-len(WHOLE) % 32) + bytes(36)


def test_what_a_file_says(write: Write) -> None:
    """Architecture, context, whether it writes, how large it is."""
    path = write()
    found = read_header(path)

    assert ("llama", 512, True) == (found.architecture, found.context, found.has_template)
    assert (True, path.stat().st_size) == (found.writes, found.size)


@pytest.mark.parametrize(
    ("changes", "writes", "pools"),
    [
        ({"llama__pooling_type": 0}, True, False),
        ({"llama__pooling_type": 1}, False, True),
        ({"llama__attention__causal": False}, False, False),
        ({"llama__attention__causal": True}, True, False),
    ],
)
def test_what_embeds_alone(write: Write, changes: Json, writes: bool, pools: bool) -> None:
    """One that pools, or sees what comes after a token, writes no text."""
    found = read_header(write(**changes))

    assert (writes, pools) == (found.writes, found.pools)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "has 0 bytes"),
        (b"GGU", "has 3 bytes"),
        (b"version https://git-lfs.github.com/spec/v1", "git lfs pull"),
        (b"PK\x03\x04" + bytes(60), "it is a zip"),
        (b"lmgg" + bytes(60), "before GGUF"),
        (b"<!doctype html><html>", "page of HTML"),
        (b"\n <html>", "page of HTML"),
        (bytes(64), "first four bytes are not"),
        (b"GGUF" + struct.pack("<I", 1) + bytes(60), "version 1"),
        (b"GGUF" + struct.pack(">I", 3) + bytes(60), "wrong order of bytes"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63), "breaks off or makes no sense"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**63, 0), "breaks off or makes no sense"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_files_of_something_else(write: Write, content: bytes, why: str) -> None:
    """What it is instead is said where that can be seen."""
    with pytest.raises(ConfigurationError, match=why):
        read_header(write(content=content))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"general__architecture": None}, "what kind of model"),
        ({"general__architecture": "clip"}, "projector of images"),
        ({"general__type": "mmproj"}, "projector of images"),
        ({"general__type": "adapter"}, "no model, but adapter"),
        ({"general__alignment": 0}, "makes no sense"),
        ({"split__count": 3, "split__no": 1}, "name the first"),
        ({"split__count": 3, "split__no": 0}, "name the first"),
    ],
)
def test_files_of_no_language_model(write: Write, changes: Json, why: str) -> None:
    """They are GGUF, and cannot be loaded as a model."""
    with pytest.raises(ConfigurationError, match=why):
        read_header(write(**changes))


def test_places_where_no_file_is(tmp_path: Path) -> None:
    """Nothing is opened that is none: a pipe would be waited for."""
    with pytest.raises(ConfigurationError, match="cannot be found: No such file"):
        read_header(tmp_path / "nothing.gguf")
    with pytest.raises(ConfigurationError, match="is a folder"):
        read_header(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.gguf")
        with pytest.raises(ConfigurationError, match="is no file"):
            read_header(tmp_path / "pipe.gguf")


def test_a_model_in_parts(write: Write) -> None:
    """All of them have to be there and whole; the first is named."""
    first = write("m-00001-of-00002.gguf", split__count=2, split__no=0)
    with pytest.raises(ConfigurationError, match=r"m-00002-of-00002\.gguf cannot be found"):
        read_header(first)
    second = write("m-00002-of-00002.gguf", split__count=2, split__no=1)

    assert first.stat().st_size + second.stat().st_size == read_header(first).size


def test_a_file_that_changes_is_read_anew(write: Write) -> None:
    """What was read of a path is kept until its file is another."""
    before = read_header(write())
    after = read_header(write(llama__context_length=1024))

    assert (512, 1024) == (before.context, after.context)
    assert before.identity != after.identity


def test_the_identity_does_not_hang_on_the_place(write: Write) -> None:
    """So a cache may be carried to where the file lies elsewhere."""
    assert read_header(write("a.gguf")).identity == read_header(write("b.gguf")).identity


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_that_is_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    """Is refused, wherever it ends."""
    path = tmp_path_factory.getbasetemp() / "cut.gguf"
    path.write_bytes(WHOLE)
    assert isinstance(read_header(path), Header)

    path.write_bytes(WHOLE[:length])
    with pytest.raises(ConfigurationError, match=r"get it anew|no GGUF"):
        read_header(path)


@given(st.binary(max_size=200), st.integers(0, 120))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    """Whatever a file holds, it is read or refused."""
    path = tmp_path_factory.getbasetemp() / "noise.gguf"
    path.write_bytes(WHOLE[:at] + noise + WHOLE[at + len(noise) :])
    with contextlib.suppress(ConfigurationError):
        assert isinstance(read_header(path), Header)
