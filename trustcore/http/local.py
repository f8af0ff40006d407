"""Faults of this machine that look like faults of a server."""

from __future__ import annotations

import errno
from collections.abc import Iterator

_WAYS_OUT = {
    **dict.fromkeys(
        (errno.EMFILE, errno.ENFILE),
        "too many open files on this machine: close clients that are no longer used (`with TLM()` "
        "or `close()`), lower max_concurrency, or raise the limit (`ulimit -n`)",
    ),
    **dict.fromkeys(
        (errno.ENOBUFS, errno.ENOMEM),
        "this machine has no memory left for a connection; lower max_concurrency",
    ),
}
_NAMED = {f"[Errno {code}]": code for code in _WAYS_OUT}
_DEPTH = 20


def local_fault(error: BaseException) -> str | None:
    """What is wrong on this machine and the way out; None when it is something else.

    Looked for in an error and in all that caused it. Some libraries keep the numbers of several
    failures only as text, in one error of their own.
    """
    for one in _causes(error):
        code = getattr(one, "errno", None)
        if code in _WAYS_OUT:
            return _WAYS_OUT[code]
        if isinstance(one, OSError):
            named = (_NAMED[name] for name in _NAMED if name in str(one))
            code = next(named, None)
            if code is not None:
                return _WAYS_OUT[code]
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < _DEPTH:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting += [*inner, *(cause for cause in (one.__cause__, one.__context__) if cause)]
