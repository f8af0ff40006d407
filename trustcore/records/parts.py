"""Parts of a message: text, images and files, as they are passed on; nothing is ever fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

from attrs import Attribute, field, frozen

from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.text import whole_text

_MAGIC = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"%PDF", "application/pdf"),
)
_MAGIC_BASE64 = tuple((b64encode(head[: len(head) // 3 * 3]), kind) for head, kind in _MAGIC)


_ADDRESS = re.compile(r"[a-zA-Z][\w+.-]+:\S")
_BASE64 = re.compile(r"[\w+/=\s-]*", re.ASCII)
_LOOKED_AT = 200
"""Characters of base64 that are looked at: data may be large, and a path is short."""

_OF_A_FILE = "of a file data=Path(...).read_bytes()"


def _base64(data: bytes | bytearray | memoryview | str | None) -> str | None:
    """Data in base64, in which every API takes it.

    Raises:
        InputError: When it is something else.
    """
    given: Any = data
    if isinstance(given, bytes | bytearray | memoryview):
        return b64encode(given).decode()
    if given is None or (isinstance(given, str) and _BASE64.fullmatch(given[:_LOOKED_AT])):
        return given
    what = "another text" if isinstance(given, str) else shown(given)
    raise InputError(f"data must be bytes, or these in base64, not {what}; {_OF_A_FILE}")


def _is_text(part: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, str):
        kind = type(part).__name__
        raise InputError(f"{attribute.name} of a {kind} must be a string, not {shown(value)}")


def _is_address(_: object, __: Attribute[Any], url: object) -> None:
    if url is not None and not (isinstance(url, str) and _ADDRESS.match(url)):
        what = "a text without a scheme" if isinstance(url, str) else shown(url)
        raise InputError(
            f"url of an Image must be an address, https://... or data:..., not {what}; {_OF_A_FILE}"
        )


def _media_type(data: str | None) -> str | None:
    """What kind of data it is, by how it begins."""
    head = (data or "")[:8].encode("ascii", "replace")
    return next((kind for begin, kind in _MAGIC_BASE64 if head.startswith(begin)), None)


@frozen
class Text:
    """A text in a message.

    Attributes:
        text: The text. Half of a character becomes U+FFFD.

    Raises:
        InputError: When it is no string.
    """

    text: str = field(repr=False, converter=whole_text, validator=_is_text)


@frozen
class Image:
    """An image in a message, by its address or with its data.

    Attributes:
        url: Where the model's API gets it; "data:image/png;base64,..." becomes data.
        data: Its bytes, or these in base64, which is what is kept.
        media_type: "image/png" for example; told by the data where nothing is given.
        detail: How closely the model looks, in its API's words: "low" or "high" for example.

    Raises:
        InputError: When there is neither an address nor data, or both; or one of them is none.
    """

    url: str | None = field(default=None, repr=False, validator=_is_address)
    data: str | None = field(default=None, repr=False, converter=_base64)
    media_type: str | None = None
    detail: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.url is not None and self.data is None and self.url.startswith("data:"):
            head, _, data = self.url[5:].partition(",")
            object.__setattr__(self, "url", None)
            object.__setattr__(self, "data", data)
            object.__setattr__(self, "media_type", self.media_type or head.partition(";")[0])
        if (self.url is None) == (self.data is None):
            raise InputError("an Image has either a url or data; give one of them")
        if self.data is not None:
            kind = self.media_type or _media_type(self.data) or "image/png"
            object.__setattr__(self, "media_type", kind)


@frozen
class File:
    """A file in a message, with its data or by the identity that its API gave it.

    Attributes:
        name: Its name.
        data: Its bytes, or these in base64, which is what is kept.
        id: Its identity at the model's API, or its address there.
        media_type: "application/pdf" for example; told by the data where nothing is given.

    Raises:
        InputError: When there is neither data nor an identity, or both; or data is none.
    """

    name: str | None = field(repr=False)
    data: str | None = field(default=None, repr=False, converter=_base64)
    id: str | None = field(default=None, repr=False)
    media_type: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.data is None) == (self.id is None):
            raise InputError(
                f"a File has either data or an id beside its name; {_OF_A_FILE}, of one that the "
                "API has id="
            )
        if self.data is not None and self.media_type is None:
            object.__setattr__(self, "media_type", _media_type(self.data) or "application/pdf")


Part = Text | Image | File
"""A part of a message."""


def words_of(part: Part) -> str:
    """What can be read of a part."""
    match part:
        case Text(text):
            return text
        case Image():
            return "[an image]"
        case File(name):
            return f"[the file {name}]" if name else "[a file]"
