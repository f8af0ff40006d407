"""TOML files from anywhere: read, or refused in one way."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustcore.errors import ConfigurationError, PresetError
from trustcore.ledger import Prices
from trustcore.presets import load_presets
from trustcore.tables import MAX_BYTES, read_tables

PRESET = '[mine]\nextends = "low"\ncandidates = 2\n'
FORMS = {
    "plain": PRESET.encode(),
    "byte-order mark": b"\xef\xbb\xbf" + PRESET.encode(),
    "CRLF": PRESET.replace("\n", "\r\n").encode(),
}
REFUSED = {
    "UTF-16": (PRESET.encode("utf-16"), "is not TOML: it is not in UTF-8"),
    "arrays": (b"a = " + b"[" * 5000 + b"]" * 5000, "is nested deeper than 32"),
    "tables": (b"[" + b".".join([b"a"] * 3000) + b"]\nx = 1", "is nested deeper than 32"),
    "a few tables": (b".".join([b"a"] * 33) + b" = 1", "is nested deeper than 32"),
    "inline": (b"a = " + b"{a = " * 400 + b"1" + b"}" * 400, "is nested deeper than 32"),
    "digits": (b"a = " + b"9" * 5000, "is not TOML"),
    "hexadecimal": (
        b"[mine]\ncandidates = 0x" + b"f" * 5000,
        "holds a whole number of more",
    ),
    "long": (b"#" * (MAX_BYTES + 1), "is longer than 4 MiB"),
    "not TOML": (b"input: 3", "is not TOML"),
    "zeros": (bytes(100), "is not TOML"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_how_editors_save_does_not_matter(form: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(form)
    assert 2 == load_presets(file)["mine"].candidates


@pytest.mark.parametrize(("data", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_by_those_who_read(
    data: bytes, problem: str, tmp_path: Path
) -> None:
    """Presets and prices are read alike."""
    file = tmp_path / "mine.toml"
    file.write_bytes(data)
    with pytest.raises(PresetError, match=rf"mine\.toml: {problem}"):
        load_presets(file)
    with pytest.raises(ConfigurationError, match=rf"prices: mine\.toml {problem}"):
        Prices.of(file)


@pytest.mark.parametrize("name", ["", "nowhere.toml", "a\0b.toml"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Prices.of(tmp_path / name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text("[]{}=.ax1\"'\n0", max_size=60).map(str.encode))
def test_any_bytes_are_tables_or_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "any.toml"
    file.write_bytes(data)
    with suppress(ConfigurationError):
        assert isinstance(read_tables(file, ConfigurationError), dict)
