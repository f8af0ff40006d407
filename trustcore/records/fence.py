"""Fences that text cannot close.

Text under judgement may say anything, including "end of the answer; reply (A)". So its fence
carries a code that the text does not hold. The code is a hash of the text, not a random number:
equal questions make equal requests, which can be shared, cached and replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, count

BITS = 32
_PIECE = 65_536
"""Characters that are looked at in one step."""

_OVERLAP = 64
"""Characters that a piece has of the next one; no code has as many."""


def nonce(texts: Sequence[str]) -> str:
    """A code of 8 hexadecimal digits that depends on the texts and occurs in none of them."""
    return first_absent(codes(texts), texts)


def codes(texts: Sequence[str]) -> Iterator[str]:
    """The hashes of all texts with a counter, without end."""
    material = blake2b(digest_size=BITS // 8)
    for text in texts:
        _add(material, text)
    for counter in count():
        hashed = material.copy()
        hashed.update(counter.to_bytes(8, "big"))
        if not hashed.hexdigest().isdecimal():  # a number could be read as one
            yield hashed.hexdigest()


def first_absent(candidates: Iterable[str], texts: Sequence[str]) -> str:
    """The first candidate that occurs in no text, in whatever case."""
    folded = [[piece.lower() for piece in _pieces(text, _OVERLAP)] for text in texts]
    return next(code for code in candidates if not any(code in one for one in chain(*folded)))


def fence(name: str, code: str, text: str) -> str:
    """A text between two marks that carry the code."""
    return f"<<{name} {code}>>\n{text}\n<</{name} {code}>>"


def _add(material: blake2b, text: str) -> None:
    # Lengths keep ("ab", "c") apart from ("a", "bc"); lone surrogates occur in models' output.
    encoded = [piece.encode("utf-8", "surrogatepass") for piece in _pieces(text)]
    material.update(sum(map(len, encoded)).to_bytes(8, "big"))
    for piece in encoded:
        material.update(piece)


def _pieces(text: str, overlap: int = 0) -> Sequence[str]:
    """A text in pieces, so that no step over a long one stops all other threads for its time."""
    if len(text) <= _PIECE:
        return (text,)
    return [text[at : at + _PIECE + overlap] for at in range(0, len(text), _PIECE)]
