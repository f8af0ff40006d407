"""Files that hold texts of the user's: this user's own, no links, readable by nobody else."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from trustcore.errors import ConfigurationError

_MODE = 0o600
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def make_own(path: Path) -> None:
    """Make a file, unless there is one. It follows no link.

    Raises:
        ConfigurationError: When there is a link, a folder, or another user's file.
        OSError: When it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, _MODE))
    _check(path, path.lstat())


def protect(path: Path) -> None:
    """Let nobody else read or write a file, where there is one.

    The mode is set by name: to open and close a file takes SQLite's locks on it away.
    """
    with suppress(FileNotFoundError):
        found = path.lstat()
        _check(path, found)
        if stat.S_IMODE(found.st_mode) != _MODE:
            path.chmod(_MODE)


def _check(path: Path, found: os.stat_result) -> None:
    foreign = hasattr(os, "geteuid") and found.st_uid != os.geteuid()
    if not stat.S_ISREG(found.st_mode) or foreign:
        msg = (
            f"{path.name} is a link, no regular file, or another user's; move it away, or name "
            "another output"
        )
        raise ConfigurationError(msg)
