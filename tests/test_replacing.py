"""Files that take the place of others as a whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from trustcore.replacing import replacing


def write_half(file: Path) -> None:
    """Write, and break off in the midst of it."""
    with replacing(file) as part:
        part.write_text("half")
        raise ZeroDivisionError


def test_what_was_there_stays_until_the_whole_is_written(tmp_path: Path) -> None:
    """And for good where it does not come to that; nothing half-written is left."""
    file = tmp_path / "page.md"
    file.write_text("before")
    with pytest.raises(ZeroDivisionError):
        write_half(file)
    assert ("before", [file]) == (file.read_text(), list(tmp_path.iterdir()))
    with replacing(file) as part:
        part.write_text("after")
        assert "before" == file.read_text()
    assert ("after", [file]) == (file.read_text(), list(tmp_path.iterdir()))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(
    ("new", "old", "found"),
    [
        (0o644, 0o600, 0o600),
        (0o600, 0o644, 0o600),
        (0o664, 0o646, 0o644),
        (0o644, None, 0o644),
    ],
)
def test_nobody_else_may_read_it_than_before(
    new: int, old: int | None, found: int, tmp_path: Path
) -> None:
    """Nor may they where it was made for fewer."""
    file = tmp_path / "page.md"
    if old is not None:
        file.touch()
        file.chmod(old)
    with replacing(file) as part:
        part.touch()
        part.chmod(new)
    assert found == stat.S_IMODE(file.stat().st_mode)


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    link, file = tmp_path / "link", tmp_path / "file"
    file.touch()
    link.symlink_to(file)
    with replacing(link) as part:
        part.write_text("after")
    assert (True, "after") == (link.is_symlink(), file.read_text())


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no such device")
def test_a_device_is_written_to(tmp_path: Path) -> None:
    """It has no place that something else could take."""
    with replacing(Path("/dev/null")) as part:
        part.write_text("after")
    assert Path("/dev/null").is_char_device()
