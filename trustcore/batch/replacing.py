"""Files that take the place of others as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to be written, which takes the place of another at the end.

    Where it does not come to that, nothing half-written is left: on a full disk that takes the room
    that is wanted next.

    Raises:
        OSError: When it cannot be written or put there.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
