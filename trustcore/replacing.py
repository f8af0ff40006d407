"""Files that take the place of others as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to be written, which takes the place of another at the end; a link stays one.

    Where it does not come to that, the other stays as it was and nothing half-written is left: on a
    full disk that takes the room that is wanted next. A pipe or a device is written to itself.

    Raises:
        OSError: When it cannot be written or put there.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        yield place
        return
    part = place.with_name(place.name + ".part")
    try:
        yield part
        _close_to_others(part, place)
        part.replace(place)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _close_to_others(part: Path, place: Path) -> None:
    """Let nobody read or write a file who may not do so with the one that it replaces."""
    if place.exists():
        mode, before = part.stat().st_mode, place.stat().st_mode
        if mode & ~before & 0o777:
            part.chmod(mode & before & 0o777)
