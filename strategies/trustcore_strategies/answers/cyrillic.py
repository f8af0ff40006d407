"""Cyrillic letters in Latin ones, as names are written in English."""

# ruff: noqa: RUF001  (letters of many scripts)

from __future__ import annotations

_PAIRS = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh"
    " ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
    " і:i ї:yi є:ye ґ:g ў:u ј:j љ:lj њ:nj ђ:dj ћ:c џ:dz"
)
_LATIN = str.maketrans({pair[0]: pair[2:] for pair in _PAIRS.split()})


def in_latin(folded: str) -> str:
    """A folded word with Latin letters for its Cyrillic ones; any other word as it is."""
    return folded if folded.isascii() else folded.translate(_LATIN)
