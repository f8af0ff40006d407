"""One way to say that a name is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def unknown(what: str, name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The message for an unknown name: what it is, the nearest known ones, else all of them.

    Args:
        what: What the name should have been the name of.
        name: The name.
        known: The names that are known.
        otherwise: The way out when none of them is near.
    """
    names = sorted(known)
    by_lower = {one.lower(): one for one in names}
    close = [by_lower[one] for one in get_close_matches(name.lower(), by_lower, n=2, cutoff=0.6)]
    if close:
        return f"unknown {what} {name!r}; did you mean {' or '.join(map(repr, close))}?"
    hint = f"; {otherwise}" if otherwise else ""
    return f"unknown {what} {name!r}; known: {', '.join(names) or 'none'}{hint}"
