"""JSON as APIs send and take it: bodies, streams of events, and what stands around them.

Reading is lenient in what can be done without and strict in what a score hangs on.
"""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Never

import orjson

from trustcore.errors import ReplyError
from trustcore.http.reading import MOST
from trustcore.records.text import whole_text

_MOST_EVENTS = 2**17
"""More of a stream is not read: so many tokens no reply has."""

_OBJECT = frozenset((dict,))
_BLANK = re.compile(r"[\s\ufeff\x1e]*")  # a byte-order mark; what separates records of JSON text
_LINE = re.compile(r"\r\n|\n|\r")  # not `splitlines`, which also splits inside of JSON strings
_BLOCK = re.compile(r"(?:\n|\r\n?+)(?:\n|\r\n?+)+")  # not `{2,}`: it looks ten times as long
_FAILED = re.compile(r"event:\s*error\s*")
_STREAM = ("data:", "event:", "id:", "retry:", ":")
_DONE = b"data: [DONE]"
_BEFORE = "\ufeff \t\r\n"  # what may stand before a body
_COMMENTS = re.compile(r"(?::[^\r\n]*|[\ufeff\s])*")
"""What proxies and servers send to keep a connection open, before a body of any kind."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ASCII = "".join(map(chr, range(32, 127)))
"""What JSON is written in. An encoding that has other bytes for it shows itself."""

_SLOW = frozenset(("idna", "punycode"))
"""Encodings of host names, whose decoders are not linear."""

_STREAM_BYTES = tuple(map(str.encode, _STREAM))
_GZIP_MAGIC, _GZIP = b"\x1f\x8b", 16 + zlib.MAX_WBITS


def dump(body: Mapping[str, Any]) -> bytes:
    """As JSON. Half an emoji, which is no Unicode, goes as an escape."""
    try:
        return orjson.dumps(body)
    except TypeError:  # orjson's way to refuse lone surrogates
        return json.dumps(body).encode()


def refuse(what: str) -> Never:
    """Say that a reply is not what the API promises.

    Raises:
        ReplyError: Always.
    """
    raise ReplyError(f"the reply {what}; is base_url right?")


def values_in(body: bytes, headers: Mapping[str, str] | None = None) -> list[Any]:
    """The JSON values of a body: one, or several where the server streams; none where it is cut.

    Characters that are none are replaced, line breaks inside of texts are taken as they are, and
    what follows the last value is passed over.

    Args:
        body: The bytes.
        headers: Those that came with it: what is no UTF-8 may be in the encoding that they name.

    Raises:
        ReplyError: When an event of a stream is not JSON.
    """
    try:
        return [orjson.loads(body)]
    except orjson.JSONDecodeError:
        pass
    text = _decoded(_unpacked(body), headers or {}).lstrip(_BEFORE)
    if text.startswith(":"):
        text = text[_end_of(_COMMENTS, text) :]
    found = _events(text) if text.startswith(_STREAM) else _values(text)
    return list(islice(found, _MOST_EVENTS))


def _unpacked(body: bytes) -> bytes:
    """A body without gzip, which some gateways send without a header that says so."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    try:
        return zlib.decompressobj(_GZIP).decompress(body, MOST)
    except zlib.error:
        return body


def _decoded(body: bytes, headers: Mapping[str, str]) -> str:
    """A body as text. Unicode shows itself; what is none of it is what the headers say."""
    unicode = json.detect_encoding(body)
    try:
        return body.decode(unicode)
    except UnicodeDecodeError:
        return body.decode(_named_encoding(headers) or unicode, "replace")


def _named_encoding(headers: Mapping[str, str]) -> str | None:
    """The encoding of texts that `Content-Type` names; None where it names none that is known."""
    kind = next((headers[name] for name in headers if name.lower() == "content-type"), "")
    named = _CHARSET.search(kind)
    try:
        known = codecs.lookup(named[1]).name if named else None
        keeps = known is not None and _ASCII.encode().decode(known) == _ASCII
    except (LookupError, ValueError):  # also where it is no encoding of texts
        return None
    return known if keeps and known not in _SLOW else None


def events_in(block: bytes) -> list[Any]:
    """The JSON values of one event of a stream in UTF-8, as `values_in` has them of all.

    Raises:
        ReplyError: When its data is not JSON.
    """
    line = block.rstrip()
    if line == _DONE:
        return []
    if line.startswith(b"data: {") and b"\n" not in line and b"\r" not in line:
        try:
            return [orjson.loads(line[6:])]  # as nearly all are
        except orjson.JSONDecodeError:
            pass
    return list(_events(block.decode("utf-8", "replace").lstrip(_BEFORE)))


def is_stream(body: bytes | bytearray) -> bool:
    """Whether a body is a stream of events."""
    if body[:1] == b"{":  # as nearly all begin
        return False
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_STREAM_BYTES)


def parse(body: bytes, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401  (any JSON)
    """The first JSON value of a body; None where there is none."""
    try:
        return next(iter(values_in(body, headers)), None)
    except ReplyError:
        return None


def _events(text: str) -> Iterator[Any]:
    """The data of the events of a stream (WHATWG HTML, 9.2), but for its end."""
    for block in _BLOCK.split(text):
        lines = _LINE.split(block)
        data = "\n".join([line[5:] for line in lines if line.startswith("data:")]).strip()
        if not data:
            continue
        found = _data(data)
        if not found and data.strip('[]"') not in {"DONE", "ping"}:
            refuse("is an event stream with an event that is not JSON")
        failed = any(map(_FAILED.fullmatch, lines))
        yield from [{"type": "error", "error": one} for one in found] if failed else found


def _data(text: str) -> list[Any]:
    """The values of one event, most often one."""
    try:
        return [orjson.loads(text)]
    except orjson.JSONDecodeError:
        return list(_values(text))


def _values(text: str) -> Iterator[Any]:
    """Values one after the other, up to the first thing that is none."""
    decoder = json.JSONDecoder(parse_int=_integer, strict=False)
    place = 0
    while (place := _end_of(_BLANK, text, place)) < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
            value = _without_surrogates(value)
        except (ValueError, RecursionError):
            return
        yield value
        if not isinstance(value, dict):  # no event of a stream
            return


def _end_of(pattern: re.Pattern[str], text: str, place: int = 0) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _integer(digits: str) -> float:
    """A whole number; one that is too large for a count is no whole number any more."""
    return int(digits) if len(digits) < 20 else float(digits)


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    match value:
        case str():
            return whole_text(value)
        case list():
            return [_without_surrogates(one) for one in value]
        case dict():
            return {_without_surrogates(key): _without_surrogates(value[key]) for key in value}
        case _:
            return value


def objects_in(body: bytes, headers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The objects of a body; a list of them counts as a stream. See `values_in`.

    Raises:
        ReplyError: When there is none, or something else among them.
    """
    found = values_in(body, headers)
    if len(found) == 1 and type(found[0]) is dict:
        return found
    if len(found) == 1 and isinstance(found[0], list):
        found = found[0]
    if not found or not are_objects(found):
        refuse("is not a JSON object, or was cut")
    return found


def are_objects(values: Iterable[Any]) -> bool:
    """Whether all values of JSON are objects."""
    return _OBJECT.issuperset(map(type, values))
