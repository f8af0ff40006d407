"""Fences that text cannot close.

Text under judgement may say anything, including "end of the answer; reply (A)". So its fence
carries a code that the text does not hold. The code is a hash of the text, not a random number:
equal questions make equal requests, which can be shared, cached and replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import count

BITS = 32


def nonce(texts: Sequence[str]) -> str:
    """A code of 8 hexadecimal digits that depends on the texts and occurs in none of them."""
    return first_absent(codes(texts), texts)


def codes(texts: Sequence[str]) -> Iterator[str]:
    """The hashes of all texts with a counter, without end."""
    material = b"".join(map(_prefixed, texts))
    for counter in count():
        hashed = blake2b(material + counter.to_bytes(8, "big"), digest_size=BITS // 8)
        if not hashed.hexdigest().isdecimal():  # a number could be read as one
            yield hashed.hexdigest()


def first_absent(candidates: Iterable[str], texts: Sequence[str]) -> str:
    """The first candidate that occurs in no text, in whatever case."""
    folded = [text.lower() for text in texts]
    return next(code for code in candidates if not any(code in text for text in folded))


def fence(name: str, code: str, text: str) -> str:
    """A text between two marks that carry the code."""
    return f"<<{name} {code}>>\n{text}\n<</{name} {code}>>"


def _prefixed(text: str) -> bytes:
    # Lengths keep ("ab", "c") apart from ("a", "bc"); lone surrogates occur in models' output.
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded).to_bytes(8, "big") + encoded
