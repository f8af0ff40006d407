"""Identifiers without what may be written in more than one way."""

from __future__ import annotations

import re
from collections.abc import Callable

_SCHEME = re.compile(r"^(?:\w+://)?(?:www\.)?", re.IGNORECASE)
_TEN = 10


def normal_form(kind: str, written: str) -> str:
    """An identifier of a kind in the one form in which it is compared."""
    form = _FORMS.get(kind)
    return written.rstrip(".").casefold() if form is None else form(written)


def _web(written: str) -> str:
    host, slash, path = _SCHEME.sub("", written).rstrip("./!?*`").partition("/")
    return host.casefold() + slash + path


def _path(written: str) -> str:
    return written.rstrip(".").replace("\\", "/").removeprefix("./").rstrip("/") or "/"


def _mac(written: str) -> str:
    return written.casefold().replace("-", ":")


def _colour(written: str) -> str:
    if "," in written:
        return "".join(f"{int(part):02x}" for part in re.findall(r"\d+", written))
    bare = written.lstrip("#").casefold()
    return "".join(2 * sign for sign in bare) if len(bare) == 3 else bare


def _telephone(written: str) -> str:
    digits = re.sub(r"[^\d+]", "", written.replace("(0)", ""))
    return "+" + digits[2:] if digits.startswith("00") else digits


def _book(written: str) -> str:
    """An ISBN with thirteen digits."""
    bare = re.sub(r"\W", "", written).upper()
    if len(bare) != _TEN or not _checks(bare):
        return bare
    front = "978" + bare[:9]
    total = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(front))
    return front + str(-total % 10)


def _checks(bare: str) -> bool:
    """Whether the last sign of an ISBN of ten is the one that belongs to the others."""
    values = [10 if sign == "X" else int(sign) for sign in bare]
    return sum((10 - place) * value for place, value in enumerate(values)) % 11 == 0


def _code(written: str) -> str:
    return re.sub(r"[\W_]", "", written).casefold()


_FORMS: dict[str, Callable[[str], str]] = {
    "web": _web,
    "path": _path,
    "mac": _mac,
    "colour": _colour,
    "telephone": _telephone,
    "book": _book,
    "code": _code,
}
