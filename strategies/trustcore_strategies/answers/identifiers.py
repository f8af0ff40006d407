"""Identifiers of which every sign counts: addresses, paths, telephone numbers, ISBNs and codes."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from attrs import frozen

from trustcore_strategies.answers.coordinates import coordinates, same_place
from trustcore_strategies.answers.identifier_forms import normal_form

_LONGEST = 400
"""Characters; of a longer text no identifier is looked for."""

_NATIONAL = 9
"""Digits of a telephone number that is whole without the code of its country."""

_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>()\[\]\"',;]+", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?<![\w.@/])(?:[\w-]+\.)+[a-z]{2,12}(?:/[^\s<>()\[\]\"',;]*)?", re.IGNORECASE
)
_MAC = re.compile(r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])", re.IGNORECASE)
_IP = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|:\d{1,5})?(?![\w.]*\d)")
_PATH = re.compile(
    r"(?<![\w/.~<>:])(?:~|\.{1,2})?/(?:[\w.@+*-]+/)*[\w.@+*-]+/?|(?<!\w)[A-Za-z]:[\\/][^\s\"']+"
)
_FILE = re.compile(r"(?<![\w/.])(?:\./)?[\w.@+-]*\w(?:/[\w.@+-]+)*\.[a-z]\w{0,7}(?![\w/])")
_COLOUR = re.compile(
    r"(?<![\w#])#?(?P<hex>[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})(?!\w)|rgb\(?\s?(?P<rgb>\d{1,3}\s?,\s?\d{1,3}\s?,\s?\d{1,3})",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"[+(]{0,2}\d[\d\s().\-/]{4,24}\d")
_BOOK = re.compile(r"(?<![\w-])(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dxX](?![\w-])")
_CODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,4} (?=\d))?[#\u2116]?(?=[\w./-]*\d)[^\W_]+(?:[-_./][^\W_]+)*(?: \d[A-Z]{2}\b)?"
)
_LINES = frozenset(
    ("phone", "telephone", "telefon", "telefono", "fax", "mobile", "hotline", "tel", "handy")
)
_BOOKS = frozenset(("isbn",))
_COLOURS = frozenset(("color", "colour", "hex", "farbe", "couleur"))
_SITES = frozenset(
    ("website", "site", "url", "link", "domain", "homepage", "address", "web", "webseite")
)
_FILES = frozenset(
    (
        "file",
        "files",
        "filename",
        "path",
        "folder",
        "directory",
        "module",
        "script",
        "datei",
        "fichier",
    )
)
_PLACED = frozenset(
    (
        "coordinates",
        "coordinate",
        "latitude",
        "longitude",
        "gps",
        "koordinaten",
        "coordonnees",
        "coordenadas",
    )
)
_CODES = frozenset(
    (
        *(
            "id",
            "ids",
            "identifier",
            "serial",
            "sku",
            "plate",
            "registration",
            "tracking",
            "reference",
            "code",
            "flight",
            "license",
            "licence",
        ),
        *(
            "passport",
            "postcode",
            "postal",
            "zip",
            "pin",
            "hash",
            "checksum",
            "commit",
            "uuid",
            "guid",
            "barcode",
        ),
        *("doi", "iban", "bic", "swift", "issn", "ean", "imei", "vin", "mac", "plz", "token"),
    )
)
_PLAIN = re.compile(r"[1-9]\d*")
"""A code of digits that is as well a number."""

_NUMBERED = frozenset(
    (
        "flight",
        "order",
        "invoice",
        "ticket",
        "license",
        "licence",
        "plate",
        "train",
        "part",
        "model",
    )
)
ASKING = _LINES | _BOOKS | _COLOURS | _SITES | _FILES | _PLACED | _CODES | _NUMBERED
"""Words of questions for what is told from an ordinary text only because it was asked for."""

_MARKS = re.compile(r"@|:[\\/]|:[0-9A-Fa-f]{2}[:-]|-[0-9A-Fa-f]{2}[:-]|/(?<!\w/)|\.\S")
"""Without any of these no text shows an address or a path; `_SIGNS` is dear."""

_SIGNS = re.compile(
    r"@|://|www\.|(?:^|\s|[\"'(])(?:~|\.{1,2})?/\w|\w:[\\/]|(?:\w\w[:-]){5}|\d(?:\.\d+){3}",
    re.IGNORECASE,
)


@frozen
class Identifier:
    """An identifier in one form of writing.

    Attributes:
        kind: What it identifies; those of two kinds are not compared.
        written: It without what may be written in more than one way.
    """

    kind: str
    written: str | tuple[float, float]


def identifier(text: str, asked: Collection[str]) -> Identifier | None:
    """Read the only identifier in a short text, of a kind that it shows or that is asked for.

    Args:
        text: A final answer.
        asked: Words of the question.
    """
    if len(text) > _LONGEST:
        return None
    if _MARKS.search(text) is not None and _SIGNS.search(text) is not None:
        found = _shown(text)
        if found is not None:
            return found
    return None if ASKING.isdisjoint(asked) else _asked_for(text, frozenset(asked))


def same_identifiers(one: Identifier, other: Identifier) -> float | None:
    """1 for one identifier, 0 for two of one kind; None where kinds differ."""
    if one.kind != other.kind:
        return None
    if not isinstance(one.written, str) or not isinstance(other.written, str):
        return float(
            not isinstance(one.written, str)
            and not isinstance(other.written, str)
            and same_place(one.written, other.written)
        )
    if one.kind == "code" and _PLAIN.fullmatch(one.written) and _PLAIN.fullmatch(other.written):
        return None
    if one.kind == "telephone":
        return float(_same_line(one.written, other.written))
    return float(one.written == other.written)


def _shown(text: str) -> Identifier | None:
    """An address or a path, which a text shows whatever was asked."""
    for kind, pattern in (
        ("mail", _MAIL),
        ("web", _WEB),
        ("mac", _MAC),
        ("ip", _IP),
        ("path", _PATH),
    ):
        found = {normal_form(kind, one[0]) for one in pattern.finditer(text)}
        if found:
            return Identifier(kind, found.pop()) if len(found) == 1 else None
    return None


def _asked_for(text: str, asked: frozenset[str]) -> Identifier | None:
    if not asked.isdisjoint(_PLACED):
        place = coordinates(text)
        return None if place is None else Identifier("place", place)
    for kind, pattern in _kinds_asked_for(asked):
        found = {normal_form(kind, one[0]) for one in pattern.finditer(text)}
        if found:
            return Identifier(kind, found.pop()) if len(found) == 1 else None
    return None


@lru_cache(maxsize=20)
def _kinds_asked_for(asked: frozenset[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of identifiers that words of a question name, and what finds them."""
    numbered = {"code"} if "number" in asked and not asked.isdisjoint(_NUMBERED) else set()
    return tuple(
        (kind, pattern)
        for words, kind, pattern in _BY_QUESTION
        if kind in numbered or not asked.isdisjoint(words)
    )


_BY_QUESTION = (
    (_LINES, "telephone", _TELEPHONE),
    (_BOOKS, "book", _BOOK),
    (_COLOURS, "colour", _COLOUR),
    (_SITES, "web", _DOMAIN),
    (_FILES, "path", _FILE),
    (_CODES, "code", _CODE),
)


def _same_line(one: str, other: str) -> bool:
    """Whether two telephone numbers are one, of which the code of the country may be left out."""
    if one == other:
        return True
    long, short = sorted((one, other), key=len, reverse=True)
    if not long.startswith("+") or short.startswith("+"):
        return False
    return len(short.lstrip("0")) >= _NATIONAL and long.endswith(short.lstrip("0"))
