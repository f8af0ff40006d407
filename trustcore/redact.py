"""Foreign words made fit to be shown: one short line, without credentials and without prompts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from trustcore.secret import MASK, Secret

SHOWN = 200
"""Characters of foreign words that a message shows."""

_LOOKED_AT = 20 * SHOWN
_URL = re.compile(
    r"(\b[a-z][a-z0-9+.-]{1,20}://)(?:[^\s/@]{1,200}@)?([^\s?#]{0,500})[^\s]*", re.IGNORECASE
)
_TOKEN = re.compile(r"[A-Za-z0-9_\-+/=.]{8,}")
_KEY_PREFIX = re.compile(r"(?:sk|gsk|xai|ghp|hf|pplx|nvapi|AIza|AKIA)[-_A-Z0-9]")
_KEY_LENGTH = 16
_KEY_DIGITS = 2
_NEVER_SHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode's categories of what moves a cursor, turns the direction of text or is no character."""

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[abfnrtv])")
_RUN = 12
"""Characters in a row that words share with a text which they are taken to quote."""
_SHORT = 6
"""A text of fewer characters is looked for as words of its own: it would be found in others."""


def without(secrets: Iterable[Secret], words: str) -> str:
    """A text in which each secret is masked: before it is cut, or half of one would be left."""
    for secret in secrets:
        words = secret.mask(words)
    return words


def shown(words: str, *, secrets: Iterable[Secret] = (), texts: Iterable[str] = ()) -> str:
    """What may be shown of the words of a foreign library or endpoint; empty when nothing may be.

    Args:
        words: Any text.
        secrets: Credentials, which are masked. So is what looks like one, and user, password and
            query of a URL.
        texts: Texts of the request. Words that quote one, in whole or in part, are withheld.
    """
    words = without(secrets, words)[:_LOOKED_AT]
    if any(quotes(words, text) for text in texts):
        return ""
    line = one_line(_TOKEN.sub(_masked, _URL.sub(r"\1\2", words)))
    return line if len(line) <= SHOWN else line[: SHOWN - 3] + "..."


def one_line(text: str) -> str:
    """A text on one line, without control characters and what turns its direction."""
    spaced = (" " if one.isspace() else one for one in text)
    kept = "".join(one for one in spaced if unicodedata.category(one) not in _NEVER_SHOWN)
    return " ".join(kept.split())


def looks_like_a_key(text: str) -> bool:
    """Whether a text has a prefix of vendors' keys, or a long mix of letters and digits."""
    parts = (part for part in re.split(r"[^A-Za-z0-9]", text) if len(part) >= _KEY_LENGTH)
    mixed = (sum(map(str.isdigit, part)) >= _KEY_DIGITS and not part.isdigit() for part in parts)
    return _KEY_PREFIX.match(text) is not None or any(mixed)


def quotes(words: str, text: str) -> bool:
    """Whether words have a part of a text in them: the whole, or twelve characters of it.

    Case, punctuation, white space and the escapes of JSON and of Python make no difference.
    """
    here, there = _plain(words), _plain(text)
    if len(there) < _SHORT:
        return bool(there) and f" {there} " in f" {here} "
    if there in here or here in there:
        return bool(here)
    return any(here[at : at + _RUN] in there for at in range(len(here) - _RUN + 1))


def _masked(token: re.Match[str]) -> str:
    return MASK if looks_like_a_key(token[0]) else token[0]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", _ESCAPE.sub(_unescaped, text).lower()))


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else " "
