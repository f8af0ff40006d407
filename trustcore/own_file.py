"""Files that hold text: this user's own, no links, readable by nobody else.

Who can write into the directory could else have a link, or a file of another user's, written to in
this user's name.

A file is opened here when it is made, or when its mode must change, and looked at otherwise: when
any descriptor of a file is closed, POSIX takes away the locks that SQLite has on it in this process
(https://www.sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from trustcore.errors import ConfigurationError

MODE = 0o600

# Where a system lacks one of them it is 0: there are no such links, or no such waiting.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


@frozen
class FileUse:
    """What a file is for, in words for messages.

    Attributes:
        name: What messages call it.
        way_out: What to do about a file that is not this user's own; empty where it depends on
            what the file is.
    """

    name: str
    way_out: str = ""


def look_at(path: Path, use: FileUse) -> os.stat_result | None:
    """What a file is, None where there is none.

    Raises:
        ConfigurationError: When it is a link, no regular file, or another user's.
        OSError: When that cannot be told.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    _check(path, found, use)
    return found


def make(path: Path) -> None:
    """Make a file, unless there is one. It follows no link."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, MODE))


def protect(path: Path, use: FileUse) -> None:
    """Let nobody else read or write a file, where there is one.

    Raises:
        ConfigurationError: See `look_at`.
        OSError: When its mode cannot be set.
    """
    found = look_at(path, use)
    if found is None or not hasattr(os, "fchmod") or stat.S_IMODE(found.st_mode) == MODE:
        return
    file = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    try:
        _check(path, os.fstat(file), use)
        os.fchmod(file, MODE)
    finally:
        os.close(file)


def _check(path: Path, found: os.stat_result, use: FileUse) -> None:
    fault = _fault(path, found, use.name)
    if fault is not None:
        what, way_out = fault
        raise ConfigurationError(f"{what}; {use.way_out or way_out}")


def _fault(path: Path, found: os.stat_result, name: str) -> tuple[str, str] | None:
    """What is wrong with a file, and the way out; None where it is this user's own."""
    if stat.S_ISLNK(found.st_mode):
        return f"{name}: {path.name} is a symbolic link", "name the file that it leads to"
    if stat.S_ISDIR(found.st_mode):
        return f"{name} must be a file, not the directory {path}", "name a file in it"
    if not stat.S_ISREG(found.st_mode):
        return f"{name}: {path.name} is no regular file", "name another one"
    if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        what = "belongs to another user, who could read and change what is in it"
        return f"{name}: {path.name} {what}", "name a file of your own"
    return None
