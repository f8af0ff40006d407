"""From text to tokens and back.

Three things differ from a tokenizer of bytes and words, and each is there because it lets a small
model do what it could not do otherwise:

* A number is read and written least significant digit first, as a sum is done on paper. Only in
  here: texts have their usual order on both sides.
* A sentence that is the same in every request, such as the instructions of a judge, is one token.
* A code of 8 hexadecimal digits is a token that says which of the different codes of its prompt it
  is, so that a fence with a wrong code does not look like the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

PAD = "<pad>"
END = "<end>"
ROLES = ("system", "user", "assistant")
CODES = 4
"""How many codes are told apart; all further ones look the same."""

_SPECIALS = (PAD, END, *(f"<{role}>" for role in ROLES), *(f"<code {n}>" for n in range(CODES)))
_BYTES = len(_SPECIALS)
_DIGITS = range(_BYTES + ord("0"), _BYTES + ord("9") + 1)
_CODE = r"(?<![0-9a-f])(?=[0-9]*[a-f])[0-9a-f]{8}(?![0-9a-f])"


class Tokenizer:
    """A fixed vocabulary: specials, the 256 bytes, phrases, words.

    Args:
        phrases: Texts that are one token wherever they occur.
        words: Words of letters, with or without a blank before them.

    Attributes:
        size: How many tokens there are.
        end: The token that ends a reply.
        pad: The token that fills up a row; it is never read.
        mute: Tokens that are never to be written: all specials but `end`, bytes beyond ASCII, and
            phrases, which are there to be read.
    """

    def __init__(self, phrases: Sequence[str], words: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        self.words = tuple(words)
        first = _BYTES + 256
        self._phrases = {phrase: first + index for index, phrase in enumerate(phrases)}
        self._words = {word: first + len(phrases) + index for index, word in enumerate(words)}
        self.size = first + len(phrases) + len(words)
        self.end = _SPECIALS.index(END)
        self.pad = _SPECIALS.index(PAD)
        self._texts = {
            token: text.encode() for text, token in (*self._phrases.items(), *self._words.items())
        }
        silent = {*range(_BYTES), *range(_BYTES + 128, first), *self._phrases.values()}
        self.mute = frozenset(silent - {self.end})
        longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
        kinds = {
            "phrase": "|".join(longest_first) or r"(?!)",
            "code": _CODE,
            "number": "[0-9]+",
            "word": " ?[A-Za-z]+",
            "rest": ".",
        }
        pattern = "|".join(f"(?P<{name}>{one})" for name, one in kinds.items())
        self._pattern = re.compile(pattern, re.DOTALL)

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        """Read a vocabulary from its file."""
        table = orjson.loads(path.read_bytes())
        return cls(table["phrases"], table["words"])

    def save(self, path: Path) -> None:
        """Write the vocabulary to a file."""
        table = {"phrases": self.phrases, "words": self.words}
        path.write_bytes(orjson.dumps(table, option=orjson.OPT_INDENT_2) + b"\n")

    def chat(self, messages: Iterable[tuple[str, str]]) -> list[int]:
        """The tokens of a chat, up to where the assistant is to speak.

        Args:
            messages: Each as (role, content). A role that is not known speaks as the user.
        """
        codes: dict[str, int] = {}
        tokens: list[int] = []
        for role, content in messages:
            known = role if role in ROLES else "user"
            tokens.append(_SPECIALS.index(f"<{known}>"))
            tokens += self._tokens(content, codes)
            tokens.append(self.end)
        return [*tokens, _SPECIALS.index("<assistant>")]

    def encode(self, text: str) -> list[int]:
        """The tokens of a text alone."""
        return list(self._tokens(text, {}))

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of tokens; codes and other specials have none."""
        raw = b"".join(self._raw(tokens[index]) for index in self.in_text_order(tokens))
        return raw.decode("utf-8", "replace")

    def settled(self, tokens: Sequence[int]) -> Sequence[int]:
        """The tokens whose text no further one changes: all but a number at the end."""
        count = len(tokens)
        while count and tokens[count - 1] in _DIGITS:
            count -= 1
        return tokens[:count]

    def text(self, token: int) -> str:
        """The text of one token; in text order these concatenate to that of all (for ASCII)."""
        return self._raw(token).decode("utf-8", "replace")

    def in_text_order(self, tokens: Sequence[int]) -> list[int]:
        """The positions of tokens in the order of their texts: each number is turned round."""
        order: list[int] = []
        number: list[int] = []
        for index, token in enumerate(tokens):
            if token in _DIGITS:
                number.append(index)
                continue
            order += reversed(number)
            number.clear()
            order.append(index)
        return [*order, *reversed(number)]

    def _tokens(self, text: str, codes: dict[str, int]) -> Iterator[int]:
        for found in self._pattern.finditer(text):
            piece = found.group()
            match found.lastgroup:
                case "phrase":
                    yield self._phrases[piece]
                case "code":
                    nth = min(codes.setdefault(piece, len(codes)), CODES - 1)
                    yield _BYTES - CODES + nth
                case "number":
                    yield from map(_BYTES.__add__, reversed(piece.encode()))
                case "word" if piece in self._words:
                    yield self._words[piece]
                case _:
                    yield from map(_BYTES.__add__, piece.encode("utf-8", "replace"))

    def _raw(self, token: int) -> bytes:
        if token < _BYTES:
            return b""
        if token < _BYTES + 256:
            return bytes((token - _BYTES,))
        return self._texts[token]
